"""Messages that say where: ``content/posts/a.md:12: what; what to do.``"""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from plugins.shared.time_limit import TooLong


def shown(path: str | Path) -> str:
    """The path as it is seen from where the build was started."""
    here, absolute = Path.cwd(), Path(path).absolute()
    named = Path(os.path.normpath(absolute))  # a link is where its author sees it
    paths = (named, absolute.resolve())
    inside = (p.relative_to(here) for p in paths if p.is_relative_to(here))
    return next(inside, named).as_posix()


def report(
    log: logging.Logger, level: int, path: str | Path, line: int, words: str
) -> None:
    """Log what is wrong in a line of a file."""
    log.log(level, "%s:%d: %s", shown(path), line, words)


@contextmanager
def named(log: logging.Logger, path: str | Path) -> Iterator[None]:
    """What goes wrong meanwhile is a mistake of this file, and is reported."""
    try:
        yield
    except Exception as error:
        report(log, logging.ERROR, path, 1, unreadable(error))


def unreadable(error: Exception) -> str:
    """What is wrong with a text that made our code, or somebody's, raise an error."""
    if isinstance(error, TooLong):
        return "cannot be read in the time that a text may take; split it, or simplify."
    if isinstance(error, RecursionError):
        return "cannot be read (it is nested too deep); write it flat."
    what = " ".join(f"{type(error).__name__}: {error}".split()).rstrip(": ")
    return f"cannot be read ({what}); simplify what is unusual there."


def line_of(path: str | Path, *needles: str) -> int:
    """The first line of the file that holds the first of ``needles`` found, or 1."""
    try:
        text = Path(path).read_text(encoding="utf-8-sig", errors="replace")
    except OSError:
        return 1
    places = (text.find(needle) for needle in needles)
    return text.count("\n", 0, next((place for place in places if place >= 0), 0)) + 1
