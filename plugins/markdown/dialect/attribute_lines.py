"""kramdown's lists of attributes in lines of their own, above or below a block.

``{: .class}`` belongs to the block above that it touches, else to the one below.
``{:toc}`` makes the contents of a list.
"""

import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

from plugins.markdown.dialect.attributes import Attributes

AFTER_RAW = 25  # postprocessor: raw HTML, which may have our marks, has 30
BEFORE_INLINE = 40  # treeprocessor: inline has 20

ALONE = re.compile(
    r"(?P<quote>(?:(?: {0,3}+>)++ ?)?) {0,3}\{:(?P<list>[^:{}\n\x02][^{}\n\x02]*)\}\s*"
)
TOKEN = re.compile("\x02attributes-(?P<side>above|below)-(?P<list>[^\x02\x03]*)\x03")
NO_BLOCK = re.compile(r"[ >]*")


class AttributeLines(Preprocessor):
    """Makes a paragraph of each line that is a list of attributes."""

    def run(self, lines: list[str]) -> list[str]:
        """Called by Markdown."""
        return list(_apart(lines))


def _apart(lines: list[str]) -> Iterator[str]:
    for number, line in enumerate(lines):
        match = ALONE.fullmatch(line)
        if match is None:
            yield line
            continue
        above = lines[number - 1] if number else ""
        below = lines[number + 1] if number + 1 < len(lines) else ""
        if NO_BLOCK.fullmatch(above) and NO_BLOCK.fullmatch(below):
            continue  # it touches nothing
        side = "below" if NO_BLOCK.fullmatch(above) else "above"
        quote = match["quote"]
        yield quote.rstrip()
        yield f"{quote}\x02attributes-{side}-{match['list']}\x03"
        yield quote.rstrip()


class PutBack(Postprocessor):
    """Lists that are in raw HTML stay as they were written."""

    def run(self, text: str) -> str:
        """Called by Markdown."""
        return TOKEN.sub(r"{:\g<list>}", text)


class AssignLines(Treeprocessor):
    """Gives blocks the attributes of the lines beside them."""

    def __init__(self, attributes: Attributes) -> None:
        super().__init__(attributes.md)
        self.attributes = attributes

    def run(self, root: ET.Element) -> None:
        """Called by Markdown."""
        for parent in root.iter():
            self._assign(parent)

    def _assign(self, parent: ET.Element) -> None:
        children = list(parent)
        for number, child in enumerate(children):
            match = TOKEN.fullmatch((child.text or "").strip())
            if match is None:
                continue
            other = number + (1 if match["side"] == "below" else -1)
            if 0 <= other < len(children):
                self._give(children[other], match["list"].strip())
            parent.remove(child)

    def _give(self, block: ET.Element, own: str) -> None:
        if own.rstrip(":").strip() != "toc":
            self.attributes.assign_attrs(block, own)
        elif block.tag in {"ol", "ul"}:
            block.clear()
            block.tag, block.text = "p", "[TOC]"
