"""Quotations, lists, definitions and footnotes: blocks that hold others."""

import re
from collections.abc import Callable
from xml.etree import ElementTree as ET

from plugins.markdown.dialect.lines import START, column_of_text, indented, quoted

FIRST_IN_ITEM = re.compile(r"\{:(?!:)([^{}\n\x02]*)\}[ ]*")
Start = re.Match[str]
Lines = list[str]
Inside = Callable[[ET.Element, Lines], bool]


class Containers:
    """Makes the elements, and has ``inside`` read what is in them.

    Args:
        inside: reads lines into an element; whether blank ones are between its blocks.
        give: gives an element the attributes of a list of them.
    """

    def __init__(self, inside: Inside, give: Callable[[ET.Element, str], None]) -> None:
        self.inside, self.give = inside, give

    def quotation(self, parent: ET.Element, lines: Lines, at: int, _: Start) -> int:
        """A quotation."""
        inside = quoted(lines, at)
        self.inside(ET.SubElement(parent, "blockquote"), inside.lines)
        return inside.end

    def listing(self, parent: ET.Element, lines: Lines, at: int, start: Start) -> int:
        """A list with all its items."""
        number, kind = start["item"][:-1], start["item"][-1]
        ours = ET.SubElement(parent, "ol" if number else "ul")
        if number and int(number) != 1:
            ours.set("start", str(int(number)))
        further: Start | None = start
        is_loose, end = False, at
        while further is not None:
            end, gaps = self._item(ours, lines, at, further)
            at = _next(lines, end)
            further = _same_list(lines, at, number, kind)
            is_loose = is_loose or gaps or (further is not None and at > end)
        if not is_loose:
            for item in ours:
                _tighten(item)
        return end

    def _item(
        self, parent: ET.Element, lines: Lines, at: int, start: Start
    ) -> tuple[int, bool]:
        """Where the item ends, and whether blank lines are between its blocks."""
        column, first = column_of_text(lines[at], start)
        inside = indented(lines, at, first, column, start["item"])
        item = ET.SubElement(parent, "li")
        if own := FIRST_IN_ITEM.match(first):
            inside.lines[0] = first[own.end() :]
            self.give(item, own[1].strip())
        return inside.end, self.inside(item, inside.lines)

    def definition(self, parent: ET.Element, lines: Lines, at: int, s: Start) -> int:
        """What the terms above mean; if there are none, nothing is read."""
        above = parent[-1] if len(parent) else None
        if above is not None and above.tag == "p" and not len(above) and above.text:
            parent.remove(above)
            above = terms(parent, above.text.split("\n"))
        if above is None or above.tag != "dl":
            return at
        column, first = column_of_text(lines[at], s)
        inside = indented(lines, at, first, column)
        meaning = ET.SubElement(above, "dd")
        if not self.inside(meaning, inside.lines) and lines[at - 1].strip():
            _tighten(meaning)
        return inside.end


def _next(lines: Lines, at: int) -> int:
    """The next line that is not blank."""
    while at < len(lines) and not lines[at].strip():
        at += 1
    return at


def _same_list(lines: Lines, at: int, number: str, kind: str) -> Start | None:
    """The line there as the beginning of a further item."""
    start = START.match(lines[at]) if at < len(lines) else None
    if start is None or start.lastgroup != "item":
        return None
    mark = start["item"]
    same = mark[-1] == kind if number else len(mark) == 1
    return start if same else None


def terms(parent: ET.Element, lines: Lines) -> ET.Element:
    """A list of definitions with a term in each line, or that above with them."""
    above = parent[-1] if len(parent) else None
    if above is None or above.tag != "dl":
        above = ET.SubElement(parent, "dl")
    for line in lines:
        ET.SubElement(above, "dt").text = line.strip()
    return above


def _tighten(item: ET.Element) -> None:
    """Take the text of an item out of its paragraphs."""
    before: ET.Element | None = None
    for child in list(item):
        if child.tag != "p" or len(child) or child.attrib:
            before = child
        elif before is None:
            item.text = "\n".join(filter(None, (item.text, child.text)))
            item.remove(child)
        else:
            before.tail = f"\n{child.text}"
            item.remove(child)
