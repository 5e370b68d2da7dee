"""Reads ``![alt](demo:NAME?options "caption"){#fig-label .wide}`` alone in a paragraph.

What comes out says what is wanted and nothing of how it looks: a placeholder that
typography passes by and a cache of readings may keep.  The caption is Markdown.
"""

import re
from typing import Any
from xml.etree import ElementTree as ET

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension

PRIORITY = 12  # after code, lists and tables; before the plain paragraph, which is 10
FIGURE = re.compile(
    r"""[ ]{0,3}!\[(?P<alt>(?:[^\\\]]|\\.|\](?!\())*)\]
    \((?P<address>demo:[^\s()"]*)
    (?:\s+"(?P<caption>.*?)")?[ ]*\)
    (?:\{[ ]*(?:\#(?P<label>[A-Za-z][\w:.-]*))?
    (?P<classes>(?:[ ]*\.[A-Za-z][\w-]*)*)[ ]*\})?
    [ \t]*(?:\n|\Z)""",
    re.DOTALL | re.VERBOSE,
)
ESCAPED = re.compile(r"\\([^\w\s]|_)")


class FigureBlock(BlockProcessor):
    """Paragraphs that are made of figures and nothing else."""

    def test(self, parent: ET.Element, block: str) -> bool:
        """Whether the paragraph begins like a figure."""
        return FIGURE.match(block) is not None

    def run(self, parent: ET.Element, blocks: list[str]) -> bool | None:
        """Leave a placeholder for each figure; decline where there is other text."""
        found = _figures(blocks[0])
        if not found:
            return False
        del blocks[0]
        for figure in found:
            _add_placeholder(parent, figure)
        return None


def _figures(block: str) -> list[re.Match[str]]:
    """The figures that fill the block; none if anything else is in it."""
    found, position = [], 0
    while position < len(block):
        figure = FIGURE.match(block, position)
        if figure is None:
            return []
        found.append(figure)
        position = figure.end()
    return found


def _add_placeholder(parent: ET.Element, figure: re.Match[str]) -> None:
    classes = ["figure", *(figure["classes"] or "").replace(".", " ").split()]
    placeholder = ET.SubElement(parent, "figure", {"class": " ".join(classes)})
    if figure["label"]:
        placeholder.set("id", figure["label"])
    placeholder.set("data-demo", figure["address"])
    alt = ESCAPED.sub(r"\1", figure["alt"])
    placeholder.set("data-alt", " ".join(alt.split()))
    caption = ET.SubElement(placeholder, "figcaption")
    caption.text = (figure["caption"] or "").replace('\\"', '"')


class FigureExtension(Extension):
    """Figures that demos compute."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register with Python-Markdown."""
        md.parser.blockprocessors.register(FigureBlock(md.parser), "demo", PRIORITY)


def makeExtension(**options: Any) -> FigureExtension:
    """What Python-Markdown looks for in a module that is named as an extension."""
    return FigureExtension(**options)
