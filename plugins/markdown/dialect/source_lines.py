"""Lines as they are before anything is read: tabs, and Jekyll's way to mark code.

Tabs indent lines and follow marks; elsewhere, and in fenced code, they stay tabs.
"""

import re

from markdown.preprocessors import Preprocessor
from markdown.util import ETX, STX

TAB = 4  # columns
INDENT = re.compile(r"^(?:[ \t>]|(?:[-*+:]|\d{1,9}[.)]|#{1,6})(?=[ \t]))*\t")
FENCE = re.compile(r"[ >\t]*(?:[-*+][ ]+|\d{1,9}[.)][ ]+)?(`{3,}(?=[^`]*$)|~{3,})")
HIGHLIGHT = re.compile(r"([ ]*)\{%-?\s*highlight\s+([\w+#.-]+)[^{}]*%\}[ ]*")
END_HIGHLIGHT = re.compile(r"([ ]*)\{%-?\s*endhighlight\s*-?%\}[ ]*")
TILDES = "~" * 9


class SourceLines(Preprocessor):
    """What Markdown's own preprocessor of spaces does, and leaves tabs in code."""

    def run(self, lines: list[str]) -> list[str]:
        """Called by Markdown."""
        text = "\n".join(lines).replace(STX, "").replace(ETX, "")
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        if "{%" in text and "endhighlight" in text:
            _fence(lines)
        if "\t" in text:
            _expand(lines)
        return [*lines, "", ""]


def _fence(lines: list[str]) -> None:
    """Put fences in the place of Jekyll's tags."""
    opening: tuple[int, re.Match[str]] | None = None
    for number, line in enumerate(lines):
        if begun := HIGHLIGHT.fullmatch(line):
            opening = number, begun
        elif opening and (end := END_HIGHLIGHT.fullmatch(line)):
            at, begun = opening
            lines[at], lines[number] = f"{begun[1]}{TILDES}{begun[2]}", end[1] + TILDES
            opening = None


def _expand(lines: list[str]) -> None:
    """Put spaces in the place of tabs that indent."""
    fence = ""
    for number, line in enumerate(lines):
        if mark := FENCE.match(line):
            if not fence:
                fence = mark[1]
            elif mark[1].startswith(fence):
                fence = ""
        if "\t" in line and (mark or not fence):
            lines[number] = INDENT.sub(lambda tabs: tabs[0].expandtabs(TAB), line, 1)
