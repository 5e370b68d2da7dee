"""Small experiments, drawn as figures.  Nothing here knows about the website.

The doors are the command line, ``python -m demos`` (see demos/framework/cli.py), and
for notebooks ``demos.run`` and ``demos.list``.  They load what they use.

Its Gymnasium environments are registered as soon as Gymnasium is imported, before or
after, so that ``gymnasium.make("demos:demos/Bandit-v0")`` works in a fresh interpreter.
"""

import sys
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from demos.framework.door import Found

# What most runs import: who runs many imports these once (plugins/shared/forking).
PRELOAD = (
    "numpy",
    "matplotlib.figure",
    "matplotlib.backends.backend_svg",
    "matplotlib.backends.backend_agg",
    "matplotlib.style",
    "gymnasium",
    "PIL.BmpImagePlugin",  # these four with the first picture that Pillow writes
    "PIL.GifImagePlugin",
    "PIL.JpegImagePlugin",
    "PIL.PpmImagePlugin",
    "csv",
    "importlib.metadata",
    "xml.etree.ElementTree",
    "zipfile",
)


class _AfterGymnasium:
    """Finds Gymnasium as Python does; once it is there, registers our environments."""

    def find_spec(self, name: str, *_: Any) -> ModuleSpec | None:
        if name != "gymnasium":
            return None
        sys.meta_path.remove(self)
        spec = find_spec(name)
        if spec and spec.loader:
            load = spec.loader.exec_module

            def load_and_register(module: ModuleType) -> None:
                load(module)
                import demos.bandits  # noqa: F401

            spec.loader.exec_module = load_and_register  # type: ignore[method-assign]
        return spec


if "gymnasium" in sys.modules:
    import demos.bandits  # noqa: F401
else:
    sys.meta_path.insert(0, _AfterGymnasium())


def run(name: str, **options: Any) -> "Found":
    """What a demo finds with these options, as on the command line: ``runs=500``.

    ValueError, with what is allowed, for an option that cannot be.
    """
    from demos.framework import door

    return door.run(name, **options)


def list() -> dict[str, str]:
    """The name of each demo, with its one line."""
    from demos.framework import door

    return door.names()
