"""A text with Liquid as a tree of its parts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from plugins.commands.import_jekyll.liquid.values import Unsupported

SIGN = re.compile(
    r"\{%-?\s*(?P<verbatim>raw|comment)\s*-?%\}(?P<inside>.*?)"
    r"\{%-?\s*end(?P=verbatim)\s*-?%\}"
    r"|\{%-?\s*(?P<name>\w+)(?P<rest>[^%]*(?:%(?!\})[^%]*)*?)-?%\}"
    r"|\{\{-?(?P<value>[^{}]*)-?\}\}",
    re.DOTALL,
)
PAIRED = {"if", "unless", "for", "case", "capture", "highlight"}
MIDDLE = {"else", "elsif", "when"}
DEEPEST = 50  # tags in tags
NO_END = "{%% %s %%} has no end"


@dataclass
class Part:
    """Text, a value or a tag, with what is inside it.

    ``kind`` is text, raw, comment, value or the name of a tag; ``rest`` what follows
    the name.  ``branches`` are the parts of the tag, and of each else, with its words.
    """

    kind: str
    source: str
    rest: str = ""
    branches: list[tuple[str, str, list["Part"]]] = field(default_factory=list)


class Sign(NamedTuple):
    """Where a tag or a value stands, and what it says."""

    start: int
    end: int
    name: str
    rest: str


def parts(text: str) -> list[Part]:
    """The parts of a text; raises Unsupported where a tag has no end."""
    found, _ = Parser(text).parts()
    return found


class Parser:
    """Reads a text from one tag or value to the next."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.signs = _signs(text)
        self.place = 0

    def parts(self, block: str = "", depth: int = 0) -> tuple[list[Part], Sign | None]:
        """Parts up to the end of the block or to an else; the sign that ends them."""
        found: list[Part] = []
        if depth > DEEPEST:
            raise Unsupported("tags in tags, too deep")
        for sign in self.signs:
            found += self._text_before(sign)
            if block and (sign.name in MIDDLE or sign.name == f"end{block}"):
                return found, sign
            if sign.name in PAIRED:
                found.append(self._block(sign, depth))
            else:
                source = self.text[sign.start : sign.end]
                found.append(Part(sign.name, source, sign.rest))
        if block:
            raise Unsupported(NO_END % block)
        if rest := self.text[self.place :]:
            found.append(Part("text", rest))
        return found, None

    def _block(self, sign: Sign, depth: int) -> Part:
        part = Part(sign.name, "", sign.rest)
        last: Sign | None = sign
        while last and last.name != f"end{sign.name}":
            head = last
            inside, last = self.parts(sign.name, depth + 1)
            part.branches.append((head.name, head.rest, inside))
        part.source = self.text[sign.start : last.end if last else sign.end]
        return part

    def _text_before(self, sign: Sign) -> list[Part]:
        """The text since the last sign; a hyphen at a sign takes the space there."""
        text = self.text[self.place : sign.start]
        if self.text[self.place - 3 : self.place] in {"-%}", "-}}"}:
            text = text.lstrip()
        if self.text[sign.start + 2] == "-":
            text = text.rstrip()
        self.place = sign.end
        return [Part("text", text)] if text else []


def _signs(text: str) -> Iterator[Sign]:
    for match in SIGN.finditer(text):
        name = match["verbatim"] or match["name"] or "value"
        rest = match["inside"] or match["rest"] or match["value"] or ""
        if not match["verbatim"]:
            rest = rest.strip().removesuffix("-").strip()
        yield Sign(match.start(), match.end(), name, rest)
