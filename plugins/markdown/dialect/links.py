"""Where a link's words and its address end, found by going over them once.

Markdown's own search goes on to the end of the text for each bracket, and loses letters
where a quote in an address does not begin a title: ``[x](it's (b) c)``.  Tags in words
and titles are as they were written, not the marks that stand for them meanwhile.
"""

import re

from markdown import Markdown
from markdown.inlinepatterns import (
    IMAGE_LINK_RE,
    IMAGE_REFERENCE_RE,
    LINK_RE,
    REFERENCE_RE,
    ImageInlineProcessor,
    ImageReferenceInlineProcessor,
    LinkInlineProcessor,
    ReferenceInlineProcessor,
    ShortImageReferenceInlineProcessor,
    ShortReferenceInlineProcessor,
)

from plugins.markdown.dialect.tags import unmarked

DEEPEST = 5  # brackets in brackets


def _balanced(brackets: str) -> str:
    """A character, or brackets with what is in them."""
    opening, closing = map(re.escape, brackets)
    other = rf"[^{opening}{closing}]"
    pattern = other
    for _ in range(DEEPEST):
        pattern = rf"(?:{other}|{opening}{pattern}*+{closing})"
    return pattern


TITLE = r"(?:\"[^\"]*+\"|'[^']*+')"
END = rf"\s*+({TITLE}?+)\s*+\)"
WORDS = re.compile(rf"({_balanced('[]')}*+)\]")
IN_SIGNS = re.compile(rf"\(\s*+<([^<>]*+)>{END}")
ADDRESS = re.compile(rf"\(\s*+((?:(?!\s++{TITLE}\s*+\)){_balanced('()')})*+){END}")


class Parts(LinkInlineProcessor):
    """What Markdown's patterns of links and pictures ask for."""

    def getText(self, data: str, index: int) -> tuple[str, int, bool]:
        """The words up to the bracket that closes, where that is, and if there is."""
        words = WORDS.match(data, index)
        return (words[1], words.end(), True) if words else ("", index, False)

    def getLink(self, data: str, index: int) -> tuple[str, str | None, int, bool]:
        """Address and title between brackets, where these end, and if they are."""
        link = IN_SIGNS.match(data, index) or ADDRESS.match(data, index)
        if link is None:
            return "", None, index, False
        title = " ".join(self.unescape(link[2][1:-1]).split()) if link[2] else None
        return self.unescape(link[1]).strip(), title, link.end(), True

    def unescape(self, text: str) -> str:
        """What was written, in the place of marks."""
        return unmarked(self.md, text)


class Link(Parts, LinkInlineProcessor):
    """``[words](address "title")``."""


class Picture(Parts, ImageInlineProcessor):
    """``![words](address "title")``."""


class Reference(Parts, ReferenceInlineProcessor):
    """``[words][name]``."""


class PictureReference(Parts, ImageReferenceInlineProcessor):
    """``![words][name]``."""


class ShortReference(Parts, ShortReferenceInlineProcessor):
    """``[name]``."""


class ShortPictureReference(Parts, ShortImageReferenceInlineProcessor):
    """``![name]``."""


PATTERNS = (
    ("reference", 170, Reference, REFERENCE_RE),
    ("link", 160, Link, LINK_RE),
    ("image_link", 150, Picture, IMAGE_LINK_RE),
    ("image_reference", 140, PictureReference, IMAGE_REFERENCE_RE),
    ("short_reference", 130, ShortReference, REFERENCE_RE),
    ("short_image_ref", 125, ShortPictureReference, IMAGE_REFERENCE_RE),
)


def register_links(md: Markdown) -> None:
    """Put our patterns in the places of Markdown's."""
    for name, priority, pattern, begins in PATTERNS:
        md.inlinePatterns.register(pattern(begins, md), name, priority)
