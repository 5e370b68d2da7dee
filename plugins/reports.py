"""Messages that say where: ``content/posts/a.md:12: what; what to do.``"""

import logging
from pathlib import Path


def shown(path: str | Path) -> str:
    """The path as it is seen from where the build was started."""
    here, path = Path.cwd(), Path(path).resolve()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()


def report(
    log: logging.Logger, level: int, path: str | Path, line: int, words: str
) -> None:
    """Log what is wrong in a line of a file."""
    log.log(level, "%s:%d: %s", shown(path), line, words)


def line_of(path: str | Path, *needles: str) -> int:
    """The first line of the file that holds the first of ``needles`` found, or 1."""
    try:
        text = Path(path).read_text(encoding="utf-8-sig", errors="replace")
    except OSError:
        return 1
    places = (text.find(needle) for needle in needles)
    return text.count("\n", 0, next((place for place in places if place >= 0), 0)) + 1
