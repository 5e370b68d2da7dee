"""Inline tags of raw HTML without an end: they end where their paragraph does.

A browser would go on with the bold of ``<b>`` to the end of the page.
"""

import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE

from plugins.markdown.dialect.names import INLINE

TAG = re.compile(r"<(?P<close>/?)(?P<name>[A-Za-z]+)\b[^<>]*(?<!/)>")
HOLDERS = {"p", "li", "td", "th", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6"}
BLOCKS = {"p", "ul", "ol", "dl", "pre", "blockquote", "table", "div", "hr"}


class OpenTags(Treeprocessor):
    """Puts end tags where they are missing."""

    md: Markdown

    def run(self, root: ET.Element) -> None:
        """Called by Markdown."""
        if not any(map(self._tag, range(len(self.md.htmlStash.rawHtmlBlocks)))):
            return
        for holder in root.iter():
            if holder.tag in HOLDERS:
                self._close(holder)

    def _tag(self, number: int) -> re.Match[str] | None:
        """What was written for a mark, if it is the tag of an inline element."""
        html = self.md.htmlStash.rawHtmlBlocks[number]
        tag = TAG.fullmatch(html) if isinstance(html, str) and html[:1] == "<" else None
        return tag if tag and tag["name"].lower() in INLINE else None

    def _close(self, holder: ET.Element) -> None:
        """End what is open after the words of an element, before blocks in it."""
        children = holder[: _first_block(holder)]
        words = "".join(_words(holder.text, children))
        names = self._open(words)
        if names and not HTML_PLACEHOLDER_RE.fullmatch(words.strip()):
            ends = "".join(f"</{name}>" for name in reversed(names))
            mark = self.md.htmlStash.store(ends)
            if children:
                children[-1].tail = f"{(children[-1].tail or '').rstrip()}{mark}"
            else:
                holder.text = f"{(holder.text or '').rstrip()}{mark}"

    def _open(self, words: str) -> list[str]:
        """The names of elements that begin there and do not end."""
        names: list[str] = []
        for mark in HTML_PLACEHOLDER_RE.finditer(words):
            tag = self._tag(int(mark[1]))
            name = tag["name"].lower() if tag else ""
            if tag and not tag["close"]:
                names.append(name)
            elif tag and name in names:
                del names[len(names) - 1 - names[::-1].index(name)]
        return names


def _first_block(holder: ET.Element) -> int:
    blocks = (n for n, child in enumerate(holder) if child.tag in BLOCKS)
    return next(blocks, len(holder))


def _words(text: str | None, children: list[ET.Element]) -> Iterator[str]:
    """A text, and those of the elements after it."""
    yield text or ""
    for child in children:
        yield from child.itertext()
        yield child.tail or ""
