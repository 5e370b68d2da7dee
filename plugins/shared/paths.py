"""Where files are, and what addresses say of it."""

import posixpath
import re
from collections.abc import Callable, Iterable
from fnmatch import translate
from os.path import normcase, realpath
from pathlib import Path
from urllib.parse import unquote

LONGEST = 255  # bytes of a file's name, on every usual system
ROOM = 200  # letters for a name in it, before endings such as .atom.xml
# In an address, or in the name of a file.
IMPOSSIBLE = re.compile(r"[\0-\x1f\x7f-\x9f\u2028\u2029\\?#]")


def leads_out(path: str) -> bool:
    """Whether a path in the site leads out of it."""
    whole = posixpath.normpath(path.replace("\\", "/"))
    return whole.startswith("/") or whole.split("/")[0] == ".."


def why_not_written(path: str) -> str:
    """Why no text can be written there; empty if one can."""
    if leads_out(path):
        return "outside the site"
    if odd := IMPOSSIBLE.search(path):
        return f"with {odd[0]!r} in it"
    if any(len(name.encode("utf-8", "replace")) > LONGEST for name in path.split("/")):
        return f"a name of more than {LONGEST} bytes"
    return ""


def why_no_address(slug: str) -> str:
    """Why a name can have no page, whose address would have ``slug`` in it."""
    if not slug:
        return "has neither letters nor digits to make an address of"
    return "is too long to make an address of" if len(slug) > ROOM else ""


def is_inside(path: Path, folder: Path) -> bool:
    """Whether a file lies in a folder, once every link on the way is followed."""
    try:
        return Path(realpath(path)).is_relative_to(realpath(folder))
    except ValueError:  # there is a NUL in the path
        return False


def is_file(path: Path) -> bool:
    """Whether there is such a file, whatever somebody wrote for a path."""
    try:
        return path.is_file()
    except OSError:  # a name that is too long for any file
        return False


def is_folder(path: Path) -> bool:
    """Whether there is such a folder, whatever somebody wrote for a path."""
    try:
        return path.is_dir()
    except OSError:
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
