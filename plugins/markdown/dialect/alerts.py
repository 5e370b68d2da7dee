"""GitHub's alerts: a quotation that begins with ``[!NOTE]`` is a box."""

import re
from collections.abc import Mapping
from xml.etree import ElementTree as ET

from markdown.treeprocessors import Treeprocessor

KINDS = {
    "NOTE": "box-note",
    "TIP": "box-success",
    "IMPORTANT": "box-note",
    "WARNING": "box-warning",
    "CAUTION": "box-error",
}
MARK = re.compile(rf"\[!({'|'.join(KINDS)})\][ ]*(?:\n|\Z)", re.IGNORECASE)


class Alerts(Treeprocessor):
    """Makes boxes of quotations, with the word as their title."""

    def run(self, root: ET.Element) -> None:
        """Called by Markdown."""
        for quote in list(root.iter("blockquote")):
            first = quote[0] if len(quote) and quote[0].tag == "p" else None
            mark = MARK.match(first.text or "") if first is not None else None
            if mark and first is not None:
                _make_box(quote, first, mark, getattr(self.md, "words", {}))


def _make_box(
    quote: ET.Element, first: ET.Element, mark: re.Match[str], words: Mapping[str, str]
) -> None:
    quote.tag = "div"
    quote.set("class", KINDS[mark[1].upper()])
    first.text = (first.text or "")[mark.end() :]
    if not first.text.strip() and not len(first):
        quote.remove(first)
    title = ET.Element("p")
    kind = mark[1].lower()
    said = words.get(f"boxes.{kind}", kind.capitalize())
    ET.SubElement(title, "strong").text = said
    quote.insert(0, title)
