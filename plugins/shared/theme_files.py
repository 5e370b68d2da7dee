"""The static files of the theme, with those that a site adds to it."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from plugins.shared.paths import name_filter
from plugins.shared.text import Settings


def theme_files(settings: Settings) -> dict[str, Path]:
    """Paths in the site to the files that Pelican copies to them."""
    theme, is_ignored = Path(settings["THEME"]), name_filter(settings["IGNORE_FILES"])
    return {
        f"{settings['THEME_STATIC_DIR']}/{path}": file
        for name in settings["THEME_STATIC_PATHS"]
        for path, file in _files(theme / name, is_ignored)
    }


def _files(root: Path, is_ignored: Callable[[str], bool]) -> Iterator[tuple[str, Path]]:
    if root.is_file():
        yield root.name, root
    for folder, folders, names in os.walk(root, followlinks=True):
        folders[:] = [name for name in folders if not is_ignored(name)]
        for name in sorted(names):
            file = Path(folder, name)
            if not is_ignored(name) and file.is_file():
                yield file.relative_to(root).as_posix(), file
