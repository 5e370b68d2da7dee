"""Reads ``[@key]``, ``[see @a, p. 3; -@b]``, ``@key`` and ``@key [p. 3]``.

What a key stands for, only a site with a bibliography knows: what comes out is a
<span> with the citation as it was written.  One in brackets has no words in it, so
that summaries and searches pass it over.  Code, links and ``ada@example.org`` stay what
they are, and so does ``\\@name``.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import quote
from xml.etree import ElementTree as ET

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.util import STX, AtomicString

from plugins.markdown.dialect.definitions import same_name
from plugins.markdown.dialect.links import MARK
from plugins.markdown.dialect.tags import UNLINKED, unmarked

ATTRIBUTE = "data-cite"  # the file of the works, #, and what was written
KEY = r"(\w(?:[\w:.+?/-]*[^\W_])?)"
NO_LINK = r"\](?![(\[{])"
# Patterns that begin with a sign, which is looked for fast.
ONE = rf"@(?<![^\W_]@)(?<![/@.+-]@){KEY}(?:[ \n]\[([^\[\]@]+){NO_LINK})?"
SEVERAL = rf"\[(?<![!\]\\]\[)([^\[\]]*(?<![\w.+])@\w[^\[\]]*){NO_LINK}"
PART = re.compile(rf"(?s)(?P<before>.*?)(?P<alone>-?)(?<![\w.+])@{KEY}(?P<after>.*)")
PRIORITY = 84  # after code, escaped signs, links and bare addresses


class Citation(NamedTuple):
    """One work that is cited, and what is said around it.

    Attributes:
        key: of the work.
        before: such as "see".
        after: such as "p. 3".
        alone: whether its authors are named already.
    """

    key: str
    before: str = ""
    after: str = ""
    alone: bool = False


def citations(written: str) -> Iterator[Citation]:
    """What is cited between brackets; nothing if a part of it names no key."""
    parts = [PART.fullmatch(part) for part in written.split(";")]
    for part in parts if all(parts) else ():
        assert part
        after = part["after"].strip().removeprefix(",").strip()
        yield Citation(part[3], part["before"].strip(), after, bool(part["alone"]))


class Several(InlineProcessor):
    """Citations in brackets, with the space before them."""

    ANCESTOR_EXCLUDES = tuple(UNLINKED)
    md: Markdown

    def __init__(self, md: Markdown, file: str) -> None:
        super().__init__(SEVERAL, md)
        self.file = file

    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[ET.Element | None, int | None, int | None]:
        """Called by Markdown."""
        written = _written(self.md, m[1])
        is_link = same_name(m[1]) in self.md.references
        if is_link or STX in written or not any(citations(written)):
            return None, None, None  # a formula can stand beside one citation only
        space = " " if data[m.start() - 1 : m.start()].isspace() else ""
        start = m.start() - len(space)
        return _mark(self.file, f"{space}[{written}]"), start, m.end()


class One(InlineProcessor):
    """A citation that is a part of the sentence."""

    ANCESTOR_EXCLUDES = tuple(UNLINKED)
    md: Markdown

    def __init__(self, md: Markdown, file: str) -> None:
        super().__init__(ONE, md)
        self.file = file

    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[ET.Element, int, int]:
        """Called by Markdown."""
        written = _written(self.md, m[0])
        mark = _mark(self.file, written)
        mark.text = AtomicString(written)
        return mark, m.start(), m.end()


def _written(md: Markdown, text: str) -> str:
    """A text as its author wrote it, in one line."""
    plain = MARK.sub(lambda sign: chr(int(sign[1])), unmarked(md, text))
    return " ".join(plain.split())


def _mark(file: str, written: str) -> ET.Element:
    return ET.Element("span", {ATTRIBUTE: f"{quote(file)}#{quote(written)}"})


class CitationsExtension(Extension):
    """Citations of the works in a file, which ``file`` names."""

    def __init__(self, **options: Any) -> None:
        self.config = {"file": ["", "The name of the file of works"]}
        super().__init__(**options)

    def extendMarkdown(self, md: Markdown) -> None:
        """Register with Python-Markdown."""
        file = self.getConfig("file")
        md.inlinePatterns.register(Several(md, file), "citations", PRIORITY)
        md.inlinePatterns.register(One(md, file), "citation", PRIORITY - 1)


def makeExtension(**options: Any) -> CitationsExtension:
    """What Python-Markdown looks for in a module that is named as an extension."""
    return CitationsExtension(**options)
