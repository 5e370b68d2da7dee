"""HTML taken apart: tags, text, and elements that nobody may look into.

Good for HTML that Markdown wrote; whatever it is, the parts joined are the whole.
"""

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

from plugins.shared.formula import formula


def _names(names: str) -> frozenset[str]:
    return frozenset(names.split())


WHOLE = _names(  # what is inside these is not prose
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
PART = re.compile(
    r"(?P<comment><!--.*?-->|<![A-Za-z].*?>)"
    r"|<(?P<close>/?)(?P<name>[A-Za-z][\w:-]*)"
    r"""(?:[^"'<>]|"[^"]*"|'[^']*')*>"""
    r"|(?P<text>[^<]+|<)",
    re.DOTALL,
)


class Part(NamedTuple):
    """``kind``: text, open, close, void, whole, comment; ``name``: of the tag."""

    kind: str
    name: str
    html: str


def parts(html: str) -> Iterator[Part]:
    """The parts of ``html``, in order."""
    position = 0
    while match := PART.match(html, position):
        part = _part(match)
        position = match.end()
        if part.kind == "open" and (part.name in WHOLE or part.html == MATHJAX):
            position = _end(html, part.name, position)
            part = Part("whole", part.name, html[match.start() : position])
        yield part


def _part(match: re.Match[str]) -> Part:
    name = (match["name"] or "").lower()
    if match["text"]:
        kind = "text"
    elif match["comment"]:
        kind = "comment"
    elif match["close"]:
        kind = "close"
    else:
        kind = "void" if name in VOID or match[0].endswith("/>") else "open"
    return Part(kind, name, match[0])


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


def plain(html: str) -> str:
    """The words of ``html`` on one line, formulas written with ordinary characters."""
    words = "".join(_words(part) for part in parts(html))
    return " ".join(words.split())


def _words(part: Part) -> str:
    if part.kind == "text":
        return unescape(part.html)
    if part.kind == "whole":
        return formula(part.html) if part.name == "math" else _inside(part)
    block = part.kind in {"open", "close", "void"} and part.name not in INLINE
    return " " if block else ""


def _inside(part: Part) -> str:
    if part.name in {"script", "style", "svg", "template"}:
        return ""
    return unescape(re.sub(r"<[^>]*>", "", part.html))
