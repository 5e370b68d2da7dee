"""Reads ``[[Title]]``, ``[[Title|words]]`` and ``[[Title#heading]]``.

Which text is meant, only a site can know: what comes out is a link to ``{text}`` and
the name as it was written, marked with ``data-as`` where it has no words of its own.
``[[1]](address)``, ``[[name]]`` with a definition of it, ``[[1, 2]]``, ``[['a', 2]]``,
``[[(1, 2)]]`` and ``x[[i]]`` stay what they are.
"""

import re
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree as ET

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.util import ETX, STX, AtomicString

from plugins.markdown.dialect.definitions import same_name
from plugins.markdown.dialect.links import MARK
from plugins.markdown.dialect.tables import BAR
from plugins.markdown.dialect.tags import unmarked

SIGN = "{text}"  # before the name, in an address
FORMULA = STX + ETX  # around what stands for one, which comes out in plain text
LINK = (
    r"\[\[(?<![\w\]!\[]\[\[)(?![\d\s,.;-]+\])(?!\(|'[^']*',|\"[^\"]*\",)"
    rf"([^\[\]|]+?)(?:(?:\||{BAR})([^\[\]|]+))?\]\](?![\[(])"
)
PRIORITY = 173  # after code, maths and escaped signs; before ordinary links


class WikiLinks(InlineProcessor):
    """Links to texts by their names."""

    ANCESTOR_EXCLUDES = ("a",)
    md: Markdown

    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[ET.Element | None, int | None, int | None]:
        """Called by Markdown."""
        written = MARK.sub(lambda m: chr(int(m[1])), unmarked(self.md, m[1]))
        name, _, words = " ".join(written.split()).partition("|")  # an escaped one
        if not name or same_name(m[1]) in self.md.references:
            return None, None, None
        link = ET.Element("a", {"href": SIGN + quote(name, safe=FORMULA)})
        link.text = m[2].strip() if m[2] else AtomicString(words or name)
        if link.text == name:
            link.set("data-as", "title")
        return link, m.start(), m.end()


class WikiLinksExtension(Extension):
    """Links between the texts of a site."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register with Python-Markdown."""
        md.inlinePatterns.register(WikiLinks(LINK, md), "wiki_link", PRIORITY)


def makeExtension(**options: Any) -> WikiLinksExtension:
    """What Python-Markdown looks for in a module that is named as an extension."""
    return WikiLinksExtension(**options)
