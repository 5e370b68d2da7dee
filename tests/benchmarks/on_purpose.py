"""A text so written that kramdown reads it as it is read here on purpose.

What is different on purpose stands in the manual's chapter of differences; here are
those of its lines that other people's texts often meet.
"""

import re
from collections.abc import Iterator

from plugins.markdown.dialect.names import is_known
from plugins.markdown.dialect.tables import RULE, begins_table

HIGHLIGHT = re.compile(r"\{% *(?:end)?highlight\b")
CELL = re.compile(r"</?t[dhr]\b")
FENCE = re.compile(r"[ >]*(?:[-*+]|\d+\.)?[ ]*(`{3,}|~{3,})")
NUMBER = re.compile(r"^([ >]*)(\d{1,9})\)(?=\s)")
HEADING = re.compile(r"^([ >]*#{2,6})(?=[^#\s])")
DETAILS = re.compile(r"^( {0,3}<details)(?![^>]*\bmarkdown=)", re.IGNORECASE)
CODE = r"(?P<ticks>`+)(?s:.)+?(?P=ticks)|\$\$(?s:.)+?\$\$|\\."
TAG = re.compile(rf"{CODE}|<(?=/?(?P<name>[A-Za-z][\w-]*)[\s/>])")
BAR = re.compile(rf"{CODE}|\|")


def as_read_here(text: str) -> str:
    """The text for kramdown."""
    lines = list(_lines(text.split("\n")))
    parts = re.split(r"(\n[ \t]*\n)", "\n".join(lines))
    return "".join(map(_without_bars, parts))


def _lines(lines: list[str]) -> Iterator[str]:
    """The lines outside code: brackets as dots, headings with spaces, tables apart."""
    fence, above = "", ""
    for at, line in enumerate(lines):
        mark = FENCE.match(line)
        if mark and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1]
        elif not fence:
            first = NUMBER.match(line) and not NUMBER.match(above)
            if above.strip() and (begins_table(lines, at) or first):
                yield ""
            line = HEADING.sub(r"\1 ", NUMBER.sub(r"\1\2.", line))
            line = DETAILS.sub(r'\1 markdown="1"', TAG.sub(_tag, line))
        yield line
        above = lines[at]


def _tag(found: re.Match[str]) -> str:
    name = found["name"]
    return rf"\{found[0]}" if name and not is_known(name) else found[0]


def _without_bars(part: str) -> str:
    """A paragraph whose bars make no table of it."""
    rows = [line.strip() for line in part.split("\n")]
    is_table = any("-" in row and RULE.fullmatch(row) for row in rows)
    if (
        is_table
        or FENCE.match(part)
        or CELL.search(part)
        or all(row[:1] == "|" for row in rows)
    ):
        return part
    return BAR.sub(lambda m: r"\|" if m[0] == "|" else m[0], part)
