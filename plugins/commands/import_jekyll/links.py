"""Links and pictures in a Markdown text, wherever they are not code."""

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
