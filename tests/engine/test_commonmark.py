"""How many examples of CommonMark's specification come out as it says."""

import os
import re
from collections import Counter
from typing import NamedTuple

import pytest
from outline import outline

from plugins.reader import options
from plugins.reader.converter import Converter
from plugins.shared.settings import DEFAULTS
from tests.site import node_tools

SPECIFICATION = "commonmark-spec@0.31.2"
EXAMPLE = re.compile(
    r"^`{32} example\n(?P<text>.*?)^\.\n(?P<html>.*?)^`{32}$|^\#+ (?P<section>[^\n]*)$",
    re.DOTALL | re.MULTILINE,
)


class Example(NamedTuple):
    """What is written, what comes out, and the section that says so."""

    number: int
    section: str
    text: str
    html: str


@pytest.fixture(scope="module")
def examples():
    """All of them; where there is no npm, CI fails and others skip."""
    try:
        folder = node_tools.package(SPECIFICATION)
    except node_tools.MissingToolError as missing:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(str(missing))
    found, section = [], ""
    for match in EXAMPLE.finditer((folder / "spec.txt").read_text("utf-8")):
        section = match["section"] or section
        if match["section"] is None:
            pair = (match[part].replace("→", "\t") for part in ("text", "html"))
            found.append(Example(len(found) + 1, section, *pair))
    return found


FLOORS = {
    "Tabs": 8,
    "Backslash escapes": 9,
    "Entity and numeric character references": 14,
    "Precedence": 1,
    "Thematic breaks": 19,
    "ATX headings": 18,
    "Setext headings": 26,
    "Indented code blocks": 11,
    "Fenced code blocks": 22,
    "HTML blocks": 21,
    "Link reference definitions": 25,
    "Paragraphs": 7,
    "Blank lines": 1,
    "Block quotes": 23,
    "List items": 47,
    "Lists": 22,
    "Inlines": 1,
    "Code spans": 16,
    "Emphasis and strong emphasis": 123,
    "Links": 62,
    "Images": 22,
    "Autolinks": 11,
    "Raw HTML": 12,
    "Hard line breaks": 14,
    "Soft line breaks": 2,
    "Textual content": 3,
}


def test_each_section_comes_out_as_specified(examples):
    reader, good = Converter(options(DEFAULTS)), Counter()
    for example in examples:
        got = "".join(outline(reader.convert(example.text, 1)))
        good[example.section] += got == "".join(outline(example.html))

    assert len(examples) == 652
    assert {s: n for s, n in good.items() if n < FLOORS.get(s, n + 1)} == {}
