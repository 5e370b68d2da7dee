"""Blocks, found by going over the lines once, as CommonMark does.

Python-Markdown looks for each kind of block in each paragraph, and goes by columns of
four spaces.  What is no container, heading, rule or code is left to its processors: a
paragraph, a table, an element of HTML.
"""

import re
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree as ET

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor

from plugins.markdown.dialect.attributes import LIST, Attributes
from plugins.markdown.dialect.containers import Containers, terms
from plugins.markdown.dialect.definitions import ABBREVIATION, COMMENT, reference
from plugins.markdown.dialect.lines import START, UNDERLINE, indented, interrupts
from plugins.markdown.dialect.raw_blocks import HIDDEN
from plugins.markdown.dialect.simple_blocks import heading, indented_code, rule
from plugins.markdown.dialect.tables import begins_table

DEEPEST = 100  # containers in containers
BELOW_TABLE = re.compile(rf"{LIST}[ ]*")
OURS = (  # whose work is done here
    *("indent", "code", "hashheader", "setextheader", "hr", "olist", "ulist", "quote"),
    *("reference", "footnote", "abbr", "deflist", "defindent"),
)
Start = re.Match[str]
Handler = Callable[[ET.Element, list[str], int, Any], int]


class Blocks(BlockProcessor):
    """Takes whole texts, and calls the other processors for a paragraph at a time."""

    def __init__(self, md: Markdown, attributes: Attributes) -> None:
        super().__init__(md.parser)
        self.md, self.attributes, self.depth = md, attributes, 0
        others: Any = md.parser.blockprocessors
        self.notes = others["footnote"].footnotes if "footnote" in others else None
        self.places = {"toc": "[TOC]"}
        if self.notes is not None:
            self.places["footnotes"] = self.notes.getConfig("PLACE_MARKER")
        self.abbreviations = others["abbr"].abbrs if "abbr" in others else None
        for name in OURS:
            others.deregister(name, strict=False)
        containers = Containers(self._inside, self._give)
        self.handlers: dict[str | None, Handler] = {
            "code": indented_code,
            "heading": heading,
            "rule": rule,
            "quote": containers.quotation,
            "item": containers.listing,
            "definition": containers.definition,
            "note": self._note,
            "raw": self._raw,
        }

    def test(self, parent: ET.Element, block: str) -> bool:
        """Called by Markdown."""
        return True

    def run(self, parent: ET.Element, blocks: list[str]) -> None:
        """Called by Markdown."""
        lines = "\n\n".join(blocks).replace(HIDDEN, "").split("\n")
        blocks.clear()
        self._read(parent, lines)

    def _read(self, parent: ET.Element, lines: list[str]) -> bool:
        """Read lines into an element; whether blank ones are between its blocks."""
        at, gap, gaps, waiting = 0, True, False, ""
        while at < len(lines):
            if not lines[at] or lines[at].isspace():
                at, gap = at + 1, True
                continue
            start = START.match(lines[at])
            count = len(parent)
            if start and start.lastgroup == "attributes":
                waiting = self._attributes(parent, start, gap=gap)
                at += 1
                continue
            gaps = gaps or (gap and count > 0)
            at, gap = self._block(parent, lines, at, start), False
            if waiting and len(parent) > count:
                self._give(parent[count], waiting)
                waiting = ""
        return gaps

    def _block(
        self, parent: ET.Element, lines: list[str], at: int, start: Start | None
    ) -> int:
        """Read one block; the line below it."""
        handler = self.handlers.get(start.lastgroup) if start else None
        end = handler(parent, lines, at, start) if handler else at
        return end if end > at else self._paragraph(parent, lines, at)

    def _inside(self, element: ET.Element, lines: list[str]) -> bool:
        """Read what is in a container; whether blank lines are between its blocks."""
        if self.depth == DEEPEST:
            raise RecursionError
        self.depth += 1
        try:
            return self._read(element, self._without_html(lines))
        finally:
            self.depth -= 1

    def _without_html(self, lines: list[str]) -> list[str]:
        return self.md.preprocessors["html_block"].run(lines)

    def _attributes(self, parent: ET.Element, start: Start, *, gap: bool) -> str:
        """Give them to the block above; else those that wait for the one below."""
        own = start["attributes"].strip()[2:-1].strip()
        if gap or not len(parent):
            return own
        self._give(parent[-1], own)
        return ""

    def _give(self, block: ET.Element, own: str) -> None:
        """Give a block attributes; a list may give its place to what they name."""
        mark = self.places.get(own.rstrip(":").strip())
        if mark is None:
            self.attributes.assign_attrs(block, own)
        elif block.tag in {"ol", "ul"}:
            block.clear()
            block.tag, block.text = "p", mark

    def _note(self, _: ET.Element, lines: list[str], at: int, start: Start) -> int:
        """A footnote, which is kept for the end of the page."""
        if self.notes is None:
            return at
        inside = indented(lines, at, lines[at][start.end() :].lstrip(), 4)
        text = "\n".join(self._without_html(inside.lines)).strip()
        self.notes.setFootnote(start["note"][2:-2], text)
        return inside.end

    def _raw(self, parent: ET.Element, lines: list[str], at: int, _: Start) -> int:
        self._leave(parent, lines[at].strip())
        return at + 1

    def _paragraph(self, parent: ET.Element, lines: list[str], at: int) -> int:
        """A paragraph, what it turns out to be the head of, or a definition."""
        if used := self._defined(lines, at):
            return at + used
        end, under = _paragraph_end(lines, at)
        found = [line.lstrip(" ") for line in lines[at:end]]
        if under:
            title = ET.SubElement(parent, "h1" if under["sign"][0] == "=" else "h2")
            title.text = "\n".join(found).strip()
            return end + 1
        begun = START.match(lines[end]) if end < len(lines) else None
        if begun and begun.lastgroup == "definition":
            terms(parent, found)
        else:
            own = self._below_table(parent, found)
            self._leave(parent, "\n".join(found).rstrip())
            if own:
                self._give(parent[-1], own)
        return end

    def _below_table(self, parent: ET.Element, lines: list[str]) -> str:
        """The attributes in the line below a table, which loses it; empty if none."""
        others: Any = self.parser.blockprocessors
        found = BELOW_TABLE.fullmatch(lines[-1])
        if not found or "table" not in others:
            return ""
        if not others["table"].test(parent, "\n".join(lines[:-1])):
            return ""
        del lines[-1]
        return found[1]

    def _defined(self, lines: list[str], at: int) -> int:
        """The number of lines there that only define something."""
        if COMMENT.match(lines[at]):
            return 1
        if found := reference(lines, at):
            references: dict[str, Any] = self.md.references
            references[found.name] = (found.address, found.title)
            return found.lines
        match = ABBREVIATION.match(lines[at])
        if match is None or self.abbreviations is None:
            return 0
        self.abbreviations[match["name"].strip()] = match["title"].strip()
        return 1

    def _leave(self, parent: ET.Element, text: str) -> None:
        """Leave a text to the other processors."""
        blocks = [text]
        while blocks:
            for other in self.parser.blockprocessors:
                if other is self or not other.test(parent, blocks[0]):
                    continue
                if other.run(parent, blocks) is not False:
                    break


def _paragraph_end(lines: list[str], at: int) -> tuple[int, Start | None]:
    """Where a paragraph ends, and the line below it that makes it a heading."""
    end = at + 1
    while end < len(lines) and (line := lines[end]).strip():
        if under := UNDERLINE.match(line):
            return end, under
        if interrupts(line, START.match(line)):
            break
        if "|" in line and "|" not in lines[end - 1] and begins_table(lines, end):
            break
        end += 1
    return end, None
