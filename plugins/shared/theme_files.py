"""The static files of the theme, with those that a site adds to it."""

import os
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

from plugins.shared.text import Settings


def theme_files(settings: Settings) -> dict[str, Path]:
    """Paths in the site to the files that Pelican copies to them."""
    theme, ignored = Path(settings["THEME"]), settings["IGNORE_FILES"]
    return {
        f"{settings['THEME_STATIC_DIR']}/{path}": file
        for name in settings["THEME_STATIC_PATHS"]
        for path, file in _files(theme / name, ignored)
    }


def _files(root: Path, ignored: list[str]) -> Iterator[tuple[str, Path]]:
    if root.is_file():
        yield root.name, root
    for folder, folders, names in os.walk(root, followlinks=True):
        folders[:] = [name for name in folders if not _is_ignored(name, ignored)]
        for name in sorted(names):
            file = Path(folder, name)
            if not _is_ignored(name, ignored) and file.is_file():
                yield file.relative_to(root).as_posix(), file


def _is_ignored(name: str, ignored: list[str]) -> bool:
    return any(fnmatch(name, pattern) for pattern in ignored)
