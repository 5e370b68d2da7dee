"""Mistakes with the place where their author can mend them."""

from dataclasses import dataclass
from html import escape
from pathlib import Path

from plugins.shared.locations import display_path, find_line


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake: ``content/posts/a.md:12: what, with the value; what to do.``"""

    source: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.source}:{self.line}: {self.message}"


def problem(source: Path, needle: str, message: str, nth: int = 1) -> Problem:
    """A problem at the nth place where the file says ``needle``."""
    line = find_line(source, needle, escape(needle), nth=nth)
    return Problem(display_path(source), line, message)
