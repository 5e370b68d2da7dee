"""Lines in files, and messages that name them: ``content/posts/a.md:12: what``."""

import logging
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from plugins.shared.time_limit import TooLong

CODE = re.compile(r"^ *(```++|~~~++).*?^ *\1|`[^`\n]+`", re.DOTALL | re.MULTILINE)
END = r"(?![\w?&=.,/-])"  # so that demo:a?x=1 is not found in demo:a?x=10


def display_path(path: str | Path) -> str:
    """The path, relative to the current folder where it is inside of it."""
    here, found = Path.cwd(), Path(os.path.normpath(Path(path).absolute()))
    if not found.is_relative_to(here):  # a link is where its author sees it
        real = Path(path).resolve()
        found = real if real.is_relative_to(here) else found
    inside = found.is_relative_to(here)
    return (found.relative_to(here) if inside else found).as_posix()


def log_at(
    log: logging.Logger, level: int, path: str | Path, line: int, message: str
) -> None:
    """Log ``path:line: message``."""
    log.log(level, "%s:%d: %s", display_path(path), line, message)


@contextmanager
def named(log: logging.Logger, path: str | Path) -> Iterator[None]:
    """What goes wrong meanwhile is a mistake of this file, and is reported."""
    try:
        yield
    except Exception as error:
        log_at(log, logging.ERROR, path, 1, unreadable(error))


def unreadable(error: Exception) -> str:
    """What is wrong with a text that made our code, or somebody's, raise an error."""
    if isinstance(error, TooLong):
        return "cannot be read in the time that a text may take; split it, or simplify."
    if isinstance(error, RecursionError):
        return "cannot be read (it is nested too deep); write it flat."
    what = " ".join(f"{type(error).__name__}: {error}".split()).rstrip(": ")
    return f"cannot be read ({what}); simplify what is unusual there."


def find_line(path: str | Path, *needles: str, nth: int = 1, end: str = END) -> int:
    """The line of the first needle that the file has, front matter counted; else 1.

    Code is passed over.  Of a needle that is there more than once, the ``nth`` is
    meant, or the last.  A line may end where it has a space, and after it comes what
    the pattern ``end`` says.
    """
    try:
        text = Path(path).read_text(encoding="utf-8-sig", errors="replace")
    except OSError:
        return 1
    text = CODE.sub(lambda code: "\n" * code[0].count("\n"), text)
    for needle in needles:
        pattern = r"\s+".join(map(re.escape, needle.split(" "))) + end
        starts = [match.start() for match in re.finditer(pattern, text)]
        if starts:
            return text.count("\n", 0, starts[min(nth, len(starts)) - 1]) + 1
    return 1
