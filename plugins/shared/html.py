"""Splits HTML into tags, text, and opaque elements, whose content is not prose.

Meant for HTML that Markdown wrote; of any HTML, the parts joined are the whole.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, lru_cache
from html import unescape
from typing import NamedTuple

from plugins.shared.formula import formula


def _names(names: str) -> frozenset[str]:
    return frozenset(names.split())


OPAQUE = _names(  # elements whose content is not prose: no filter may change it
    "pre code kbd samp var tt math svg script style textarea template iframe object "
    "canvas audio video"
)
RAW = _names("script style textarea")  # < is only a character in them
VOID = _names("area base br col embed hr img input link meta source wbr")
INLINE = _names(
    "a abbr b bdi bdo cite data del dfn em font i img input ins label mark q s small "
    "span strong sub sup time u wbr kbd code samp var tt math"
)
MATHJAX = '<span class="math">'  # TeX that a script will typeset
VALUES = r"""(?:[^"'<>]++|"[^"]*"|'[^']*')*+"""
TAG = re.compile(rf"<(?P<close>/?)(?P<name>[A-Za-z][\w:-]*){VALUES}>", re.DOTALL)
NO_TEXT = (
    rf"(?P<opaque><(?P<of>math|code|pre)(?=[\s>])(?!{VALUES}(?<=/)>){VALUES}>"
    r"(?:[^<]++|<(?!/?(?i:(?P=of))\b))*+</(?P=of)>)"  # none such in it
    rf"|(?P<comment><!--.*?-->|<![A-Za-z].*?>)|{TAG.pattern}|(?P<stray><)"
)
PART = re.compile(rf"(?P<text>[^<]+)|{NO_TEXT}", re.DOTALL)
LINK_END = re.compile("</[Aa]")
LAST = 16  # texts whose parts are kept
ATTRIBUTE = re.compile(r'\s([\w:-]+)="([^"]*)"')


class Part(NamedTuple):
    """``kind``: text, open, close, void, opaque, comment; ``name``: of the tag."""

    kind: str
    name: str
    html: str


@lru_cache(maxsize=LAST)
def parts(html: str) -> tuple[Part, ...]:
    """The parts of ``html``, in order; kept, since many ask for those of one text."""
    return tuple(_parts(html))


def _parts(html: str, pattern: re.Pattern[str] = PART) -> Iterator[Part]:
    position = 0
    while match := pattern.match(html, position):
        position = match.end()
        kind, found = match.lastgroup or "", match[0]
        if kind == "name":
            part = _tag(match)
            if part.kind == "open" and (part.name in OPAQUE or found == MATHJAX):
                position = _end(html, part.name, position)
                part = Part("opaque", part.name, html[match.start() : position])
            yield part
        elif kind == "opaque":
            yield Part(kind, match["of"], found)
        else:
            yield Part("comment" if kind == "comment" else "text", "", found)


@cache
def _only(names: frozenset[str]) -> re.Pattern[str]:
    """For parts with these names alone: all that is between two of them is one text."""
    known = "|".join(sorted(names | OPAQUE | {"span"}))
    other = rf"</?(?!(?i:{known})(?![\w:-]))[A-Za-z][\w:-]*{VALUES}>"
    return re.compile(rf"(?P<text>(?:[^<]++|{other})++)|{NO_TEXT}", re.DOTALL)


def _tag(match: re.Match[str]) -> Part:
    html, name = match[0], match["name"].lower()
    if match["close"]:
        return Part("close", name, html)
    kind = "void" if name in VOID or html.endswith("/>") else "open"
    return Part(kind, name, html)


def _end(html: str, name: str, position: int) -> int:
    """Where the element ends that has been opened before ``position``."""
    tags = re.compile(rf"<(/?){name}\b[^>]*?(/?)>", re.IGNORECASE)
    depth = 1
    for tag in tags.finditer(html, position):
        if tag[1]:
            depth -= 1
        elif not tag[2] and name not in RAW:
            depth += 1
        if depth == 0:
            return tag.end()
    return len(html)


class Element(NamedTuple):
    """One element: its tag, what is in it, its end (if any), and what it is in."""

    start: str
    inside: str
    end: str
    around: tuple[str, ...]

    @property
    def html(self) -> str:
        """The element, what is in it being changed already."""
        return f"{self.start}{self.inside}{self.end}"


Change = Callable[[Element], str]


def unchanged(element: Element) -> str:
    """The element as it was written: for those that matter only for what is in them."""
    return element.html


def rewrite(html: str, changes: Mapping[str, Change]) -> str:
    """``html`` with each element of these names changed, inner ones before outer.

    Of what an element is in, ``changes`` must name all that it asks for.
    """
    if not any(f"<{name}" in html for name in changes):
        return html
    return rewritten(_parts(html, _only(frozenset(changes))), changes)


def rewritten(found: Iterable[Part], changes: Mapping[str, Change]) -> str:
    """What ``rewrite`` makes of the parts of a text."""
    rewriter = _Rewriter(changes)
    for part in found:
        rewriter.take(part)
    return rewriter.whole()


class _Rewriter:
    """The elements that have been opened, and the text of each so far."""

    def __init__(self, changes: Mapping[str, Change]) -> None:
        self.changes = changes
        self.names: list[str] = []
        self.starts: list[str] = []
        self.texts: list[list[str]] = [[]]

    def take(self, part: Part) -> None:
        """Go on with the next part."""
        if part.name not in self.changes or self._is_stray(part):
            self.texts[-1].append(part.html)
        elif part.kind == "open":
            self.names.append(part.name)
            self.starts.append(part.html)
            self.texts.append([])
        elif part.kind == "close":
            while self.names[-1] != part.name:
                self._give_up()
            name, start, text = self._leave()
            self._add(name, Element(start, text, part.html, tuple(self.names)))
        else:
            self._add(part.name, _alone(part, tuple(self.names)))

    def whole(self) -> str:
        """The text, in which what has no end stays as it is."""
        while self.names:
            self._give_up()
        return "".join(self.texts[0])

    def _is_stray(self, part: Part) -> bool:
        return part.kind == "close" and part.name not in self.names

    def _add(self, name: str, element: Element) -> None:
        self.texts[-1].append(self.changes[name](element))

    def _give_up(self) -> None:
        _, start, text = self._leave()
        self.texts[-1].append(start + text)

    def _leave(self) -> tuple[str, str, str]:
        return self.names.pop(), self.starts.pop(), "".join(self.texts.pop())


def elements(html: str, name: str) -> list[Element]:
    """The elements of this name, inner ones before outer."""
    found: list[Element] = []

    def take(element: Element) -> str:
        found.append(element)
        return element.html

    rewrite(html, {name: take})
    return found


def said_by_links(html: str) -> set[str]:
    """What links say, as ``as_said`` has it: each the words that end it."""
    return {as_said(before.rpartition(">")[2]) for before in LINK_END.split(html)[:-1]}


def as_said(words: str) -> str:
    """Words in small letters; typography may have put spaces of its own in them."""
    return " ".join(unescape(words).casefold().split())


def attributes(tag: str) -> dict[str, str]:
    """The values of a tag that Markdown wrote, by name."""
    return {name: unescape(value) for name, value in ATTRIBUTE.findall(tag)}


def _alone(part: Part, around: tuple[str, ...]) -> Element:
    """A void element, or a whole one taken apart at its tags."""
    tag = TAG.match(part.html)
    start = tag[0] if tag else ""
    inside, slash, name = part.html[len(start) :].rpartition("</")
    return Element(start, inside, slash + name, around)


def plain(html: str) -> str:
    """The words of ``html`` on one line, formulas written with ordinary characters."""
    return plain_parts(parts(html))


def plain_parts(found: Iterable[Part]) -> str:
    """The same of parts."""
    return " ".join("".join(map(_words, found)).split())


def _words(part: Part) -> str:
    if part.kind == "text":
        return unescape(part.html)
    if part.kind == "opaque":
        return formula(part.html) if part.name == "math" else _text_inside(part)
    block = part.kind in {"open", "close", "void"} and part.name not in INLINE
    return " " if block else ""


def _text_inside(part: Part) -> str:
    if part.name in {"script", "style", "svg", "template"}:
        return ""
    return unescape(re.sub(r"<[^>]*>", "", part.html))
