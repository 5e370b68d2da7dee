"""Links and pictures, their words and their addresses found by going over them once.

Markdown's own search goes on to the end of the text for each bracket, loses letters
where a quote in an address does not begin a title: ``[x](it's (b) c)``, and makes links
in links.  Tags in words and titles are as they were written, not the marks that stand
for them meanwhile.
"""

import re
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor

from plugins.markdown.dialect.definitions import same_name
from plugins.markdown.dialect.tags import unmarked

DEEPEST = 5  # brackets in brackets
LINK, PICTURE = r"(?<!!)\[", r"!\["  # how they begin
REPLACED = ("link", "image_reference", "short_reference", "short_image_ref")


def _balanced(brackets: str) -> str:
    """A character, or brackets with what is in them."""
    opening, closing = map(re.escape, brackets)
    other = rf"[^{opening}{closing}]"
    pattern = other
    for _ in range(DEEPEST):
        pattern = rf"(?:{other}|{opening}{pattern}*+{closing})"
    return pattern


SPACE = r"[ \t\n]"
QUOTED = rf"\"(?:[^\"\n]|\"(?!{SPACE}*+\))){{0,300}}+\""  # with quotes in it
TITLE = rf"(?:\"[^\"]*+\"(?={SPACE}*+\))|{QUOTED}|'[^']*+'|\([^()]*+\))"
END = rf"{SPACE}*+({TITLE}?+){SPACE}*+\)"
WORDS = re.compile(rf"({_balanced('[]')}*+)\]")
IN_SIGNS = re.compile(rf"\({SPACE}*+<([^<>\n]*+)>(?:(?=\))|(?={SPACE})){END}")
ADDRESS = re.compile(
    rf"\({SPACE}*+(?!<)((?:(?!{SPACE}++{TITLE}{SPACE}*+\)){_balanced('()')})*+){END}"
)
WITH_TITLE = re.compile(
    rf"\({SPACE}*+([^\s<>]{{1,2000}}+){SPACE}++({TITLE}){SPACE}*+\)"
)
LINKED = re.compile(r"\[([^\[\]]*)\]\([^()\s]*\)")
NAME = re.compile(r"\s?\[([^\[\]]*)\]")
MARK = re.compile("\x02(\\d+)\x03")  # of an escaped sign
Nothing = tuple[None, None, None]


class Target(NamedTuple):
    """Where a link leads, its title, and where it ends in the text."""

    address: str
    title: str | None
    end: int


class Links(InlineProcessor):
    """``[words](address "title")``, ``[words][name]``, ``[name]``."""

    md: Markdown

    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[ET.Element, int, int] | Nothing:
        """Called by Markdown."""
        words = WORDS.match(data, m.end())
        target = self._target(data, words) if words else None
        element = self._element(words[1], target) if words and target else None
        if element is None or target is None:
            return None, None, None
        if target.title is not None:
            element.set("title", target.title)
        return element, m.start(), target.end

    def _element(self, words: str, target: Target) -> ET.Element | None:
        """The link, unless another one is in its words."""
        if self._has_link(words):
            return None
        link = ET.Element("a", {"href": target.address})
        link.text = words
        return link

    def _target(self, data: str, words: re.Match[str]) -> Target | None:
        """Where the words lead, or None if they are but words in brackets."""
        at = words.end()
        if data[at : at + 1] == "(":
            forms = (IN_SIGNS, ADDRESS, WITH_TITLE)
            if link := next(filter(None, (f.match(data, at) for f in forms)), None):
                title = link[2][1:-1] if link[2] else None
                title = title and " ".join(unmarked(self.md, title).split())
                return Target(unmarked(self.md, link[1]).strip(), title, link.end())
        name = NAME.match(data, at)
        if name:
            found = self._defined(name[1]) if name[1] else self._named_so(words[1])
            return Target(*found, name.end()) if found else None
        found = self._named_so(words[1])
        return Target(*found, at) if found else None

    def _named_so(self, words: str) -> tuple[str, str | None] | None:
        """Where words lead that are a name themselves, which needs no backslashes."""
        written = unmarked(self.md, words, in_code="`")
        return self._defined(words) or self._defined(MARK.sub(_sign, written))

    def _defined(self, name: str) -> tuple[str, str | None] | None:
        if not self.md.references:
            return None
        references: dict[str, Any] = self.md.references
        written = unmarked(self.md, name, in_code="`")
        return references.get(
            same_name(MARK.sub(lambda sign: f"\\{_sign(sign)}", written))
        )

    def _has_link(self, words: str) -> bool:
        """Whether there is a link in the words of a link, which none may have."""
        if "[" not in words:
            return False
        begun = self.compiled_re.finditer(words)
        inner = (WORDS.match(words, start.end()) for start in begun)
        return any(found and self._target(words, found) for found in inner)


def _sign(mark: re.Match[str]) -> str:
    return chr(int(mark[1]))


class Pictures(Links):
    """``![words](address "title")``, ``![words][name]``, ``![name]``."""

    def _element(self, words: str, target: Target) -> ET.Element:
        alt = unmarked(self.md, LINKED.sub(r"\1", words))
        return ET.Element("img", {"src": target.address, "alt": alt})


def register_links(md: Markdown) -> None:
    """Put our patterns in the place of Markdown's."""
    md.inlinePatterns.register(Links(LINK, md), "reference", 170)
    md.inlinePatterns.register(Pictures(PICTURE, md), "image_link", 172)
    for name in REPLACED:
        md.inlinePatterns.deregister(name)
