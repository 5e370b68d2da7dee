"""A text so written that kramdown reads it as it is read here on purpose.

What is different on purpose stands in the manual's chapter of differences; here are
those of its lines that other people's texts often meet.
"""

import re
from collections.abc import Iterator

from plugins.markdown.dialect.names import is_known
from plugins.markdown.dialect.tables import RULE, begins_table

BLOCKS = re.compile(  # in which nothing changes
    r"^[ >]*(?:(?:[-*+]|\d+\.)[ ]+)?(?P<fence>`{3,}|~{3,})"
    r"(?s:.*?)(?:^[ >]*(?P=fence)|\Z)"
    r"|\{%-? *highlight(?s:.*?)endhighlight *-?%\}|<!--(?s:.*?)-->"
    r"|<(?P<raw>pre|script|style|table|d-code)\b(?s:.*?)</(?P=raw)>|^(?:[ ]{4}|\t).*$",
    re.MULTILINE,
)
NUMBER = re.compile(r"^([ >]*(?:[-*+][ ]+)?)(\d{1,9})\)(?=\s)")
HEADING = re.compile(r"^([ >]*#{2,6})(?=[^#\s])")
DETAILS = re.compile(r"^( {0,3}<details)(?![^>]*\bmarkdown=)", re.IGNORECASE)
CODE = r"(?P<ticks>`+)(?s:.)+?(?P=ticks)|\$\$(?s:.)+?\$\$|\\."
TAG = re.compile(rf"{CODE}|<(?=/?(?P<name>[A-Za-z][\w-]*)[\s/>])")
BAR = re.compile(rf"{CODE}|\|")


def as_read_here(text: str) -> str:
    """The text for kramdown."""
    found, at = "", 0
    for block in BLOCKS.finditer(text):
        found += _words(text[at : block.start()]) + block[0]
        at = block.end()
    return found + _words(text[at:])


def _words(text: str) -> str:
    """A part of a text that is no code, table of HTML or comment."""
    plain = TAG.sub(_tag, "\n".join(_lines(text.split("\n"))))
    return "".join(map(_without_bars, re.split(r"(\n[ \t]*\n)", plain)))


def _lines(lines: list[str]) -> Iterator[str]:
    """Brackets after numbers as dots, headings with spaces, tables apart."""
    above = ""
    for at, line in enumerate(lines):
        first = NUMBER.match(line) and not NUMBER.match(above)
        is_head = "|" not in above and begins_table(lines, at)
        if above.strip() and (is_head or first):
            yield ""
        line = HEADING.sub(r"\1 ", NUMBER.sub(r"\1\2.", line))
        yield DETAILS.sub(r'\1 markdown="1"', line)
        above = lines[at]


def _tag(found: re.Match[str]) -> str:
    name = found["name"]
    return rf"\{found[0]}" if name and not is_known(name) else found[0]


def _without_bars(part: str) -> str:
    """A paragraph whose bars make no table of it."""
    rows = [line.strip() for line in part.split("\n")]
    is_table = any("-" in row and RULE.fullmatch(row) for row in rows)
    if is_table or all(row[:1] == "|" for row in rows):
        return part
    return BAR.sub(lambda m: r"\|" if m[0] == "|" else m[0], part)
