"""Links, pictures and formulas in a Markdown text, wherever they are no code."""

import re
from collections.abc import Callable
from typing import NamedTuple

CODE = (
    r"^[ ]*(?P<fence>```+|~~~+)(?s:.*?)(?:^[ ]*(?P=fence)[`~]*[ ]*$|\Z)"
    r"|(?P<ticks>`+)(?!`)(?s:.{1,2000}?)(?<!`)(?P=ticks)(?!`)"
    r"|<!--(?s:.*?)-->|\$\$(?s:.{1,4000}?)\$\$"
)
LINK = re.compile(
    rf"(?P<code>{CODE})"
    r"|(?P<before>\]\([ ]*<?)(?P<link>[^\s()<>]+(?:\([^\s()]*\)[^\s()<>]*)*)"
    r"|(?P<label>^[ ]{0,3}\[(?!\^)[^\]\n]+\]:[ \t]*<?)(?P<reference>[^\s<>]+)"
    r"|(?P<name>\b(?:href|src|poster)[ ]*=[ ]*)(?P<quote>[\"'])(?P<value>[^\"'\n]*)"
    r"(?P=quote)",
    re.MULTILINE,
)
SPAN = re.compile(
    rf"(?P<code>{CODE})"
    r"|(?<![\\$\w])\$(?P<tex>(?![\s$])(?:\\.|[^$\\\n])+?)(?<!\s)\$(?![\d$])",
    re.MULTILINE,
)
BAR = re.compile(r"(?<!\\)((?:\\\\)*)\\\|")


class Link(NamedTuple):
    """An address in a text, and the line that it is in."""

    line: int
    address: str
    is_picture: bool


def rewrite(text: str, new: Callable[[Link], str]) -> str:
    """The text with other addresses."""
    places = Lines(text)

    def one(match: re.Match[str]) -> str:
        if match["code"]:
            return match[0]
        address = match["link"] or match["reference"] or (match["value"] or "").strip()
        if not address:
            return match[0]
        line = places.line(match.start())
        written = new(Link(line, address, _is_picture(text, match)))
        if match["name"]:
            return f"{match['name']}{match['quote']}{written}{match['quote']}"
        return (match["before"] or match["label"]) + written

    return LINK.sub(one, text)


def _is_picture(text: str, match: re.Match[str]) -> bool:
    if match["name"]:
        return match["name"].startswith("src")
    start = text.rfind("[", max(0, match.start() - 500), match.start())
    return start > 0 and text[start - 1] == "!"


class Lines:
    """Lines of places in a text that come one after another."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.place = 0
        self.count = 0

    def line(self, place: int) -> int:
        """How many lines end before a place."""
        self.count += self.text.count("\n", self.place, place)
        self.place = place
        return self.count


def single_bars(text: str) -> tuple[str, int]:
    r"""The text with ``|`` for ``\|`` between single dollars, and how many there were.

    kramdown takes ``\|`` there for a bar, escaped lest it make a table.
    """
    count = 0

    def one(match: re.Match[str]) -> str:
        nonlocal count
        if match["code"] or r"\|" not in match[0] or _in_table(text, match.start()):
            return match[0]
        new, n = BAR.subn(r"\1|", match[0])
        count += n
        return new

    return SPAN.sub(one, text), count


def _in_table(text: str, place: int) -> bool:
    start = text.rfind("\n", 0, place) + 1
    return text[start:place].lstrip().startswith("|")
