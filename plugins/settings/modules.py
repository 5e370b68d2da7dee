"""The modules that settings name, looked for as Pelican does, and not imported."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from pathlib import Path


def find(plugin: str, folders: Iterable[str] = ()) -> ModuleSpec | None:
    """Where a plugin is; None if nowhere.

    Args:
        plugin: its name, the one that it has in PLUGINS.
        folders: PLUGIN_PATHS.
    """
    with _looking_in(folders):
        found = (_spec(name) for name in (f"pelican.plugins.{plugin}", plugin))
        return next((spec for spec in found if spec), None)


def sources(plugin: str) -> Iterator[Path]:
    """The files of a plugin that hold code."""
    spec = find(plugin)
    if spec and spec.origin and Path(spec.origin).is_file():
        yield Path(spec.origin)
    for folder in (spec and spec.submodule_search_locations) or []:
        yield from Path(folder).rglob("*.py")


def _spec(name: str) -> ModuleSpec | None:
    try:
        return find_spec(name)
    except (ImportError, ValueError):  # a package on the way is none, or has no place
        return None


@contextmanager
def _looking_in(folders: Iterable[str]) -> Iterator[None]:
    before = list(sys.path)
    sys.path[:0] = ["", *folders]
    try:
        yield
    finally:
        sys.path[:] = before
