"""A copy of the project in which an import can be tried, and which is thrown away."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from plugins.commands.project import CommandError, read_settings

MADE_ANEW = {".git", "output"}
ELSEWHERE = "PATH leads out of the project, to %s: no import can be tried there."


@contextmanager
def rehearsal(root: Path) -> Iterator[Path]:
    """The copy; mistakes are told as of the project itself.

    Args:
        root: the project.
    """
    root = root.resolve()
    content = (root / read_settings(root).get("PATH", "content")).resolve()
    if root not in content.parents:
        raise CommandError(ELSEWHERE % content)
    with tempfile.TemporaryDirectory(prefix="import-jekyll-") as folder:
        copy = Path(folder).resolve()
        try:
            _copy_project(root, copy, content)
            yield copy
        except CommandError as error:
            raise CommandError(str(error).replace(str(copy), str(root))) from None


def _copy_project(folder: Path, copy: Path, content: Path) -> None:
    """What an import writes to is copied, all else is seen where it is."""
    for path in folder.iterdir():
        new = copy / path.name
        if path.resolve() == content:
            _copy(path, new)
        elif path.is_dir() and path.resolve() in content.parents:
            new.mkdir()
            _copy_project(path, new, content)
        elif path.name == ".cache":  # all but figures depends on where the project is
            new.mkdir()
            if (figures := path / "figures").is_dir():
                (new / "figures").symlink_to(figures.resolve())
        elif path.is_file():
            shutil.copy2(path, new)
        elif path.name not in MADE_ANEW:
            new.symlink_to(path.resolve())


def _copy(folder: Path, copy: Path, above: tuple[Path, ...] = ()) -> None:
    """A folder with those that links in it lead to, except to one above."""
    above = (*above, folder.resolve())
    copy.mkdir()
    for path in folder.iterdir():
        new, real = copy / path.name, path.resolve()
        if path.is_dir() and real not in above:
            _copy(path, new, above)
        elif path.is_file():
            _link_or_copy(real, new)
        else:
            new.symlink_to(path)


def _link_or_copy(file: Path, new: Path) -> None:
    """Files are replaced, never changed, so a second name will do for a copy."""
    try:
        os.link(file, new)
    except OSError:
        shutil.copy2(file, new)
