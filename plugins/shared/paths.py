"""Where files are, and what addresses say of it."""

import re
from collections.abc import Callable, Iterable
from fnmatch import translate
from os.path import normcase
from pathlib import Path
from urllib.parse import unquote


def is_inside(path: Path, folder: Path) -> bool:
    """Whether a file lies in a folder, once every link on the way is followed."""
    return path.resolve().is_relative_to(folder.resolve())


def is_file(path: Path) -> bool:
    """Whether there is such a file, whatever somebody wrote for a path."""
    try:
        return path.is_file()
    except OSError:  # a name that is too long for any file
        return False


def is_own(path: Path, folder: Path) -> bool:
    """Whether there is such a file in a folder."""
    return is_file(path) and is_inside(path, folder)


def path_in(address: str) -> str:
    """The path that an address has, without its query and fragment.

    Unlike urllib it takes any text.
    """
    return unquote(re.split("[?#]", address, maxsplit=1)[0])


def name_filter(patterns: Iterable[str]) -> Callable[[str], bool]:
    """Whether a name is like one of some patterns, as a shell has them."""
    like = re.compile("|".join(map(translate, map(normcase, patterns))) or "(?!)")
    return lambda name: like.match(normcase(name)) is not None
