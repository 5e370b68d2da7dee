"""The demos: each module in this folder is one, named as its file is.

``epsilon_greedy.py`` is the demo ``epsilon-greedy``.  A module whose name begins with
an underscore is no demo of its own.  One is imported when it is asked for, so that a
demo costs the others nothing.
"""

from importlib import import_module
from pathlib import Path
from typing import cast

from demos.framework.demo import Demo
from demos.framework.options import UsageError, unknown


def names() -> list[str]:
    """The names of all demos, in order."""
    files = Path(__file__).parent.glob("[!_]*.py")
    return sorted(file.stem.replace("_", "-") for file in files)


def module(name: str) -> str:
    """The module of a demo."""
    return f"{__name__}.{name.replace('-', '_')}"


def load(name: str) -> Demo:
    """The demo of that name."""
    if name not in names():
        raise UsageError(unknown(f"demo {name!r}", name, names()))
    return cast(Demo, import_module(module(name)))
