"""Mistakes with the place where their author can mend them."""

import re
from dataclasses import dataclass
from html import escape
from pathlib import Path

from plugins.shared.locations import shown

ENDS = r"""(?=[\s"')}]|\Z)"""  # so that demo:a?x=1 is not found in demo:a?x=10
CODE = re.compile(r"^ *(```+|~~~+).*?^ *\1|`[^`\n]+`", re.DOTALL | re.MULTILINE)


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
    return Problem(shown(source), line_of(source, needle, nth), message)


def line_of(source: Path, needle: str, nth: int = 1) -> int:
    """The line of the nth ``needle`` in the file, front matter counted; else 1."""
    text = source.read_text(encoding="utf-8-sig", errors="replace")
    text = CODE.sub(lambda code: "\n" * code[0].count("\n"), text)
    written = f"(?:{re.escape(needle)}|{re.escape(escape(needle))}){ENDS}"
    places = [match.start() for match in re.finditer(written, text)]
    return text.count("\n", 0, places[min(nth, len(places)) - 1]) + 1 if places else 1
