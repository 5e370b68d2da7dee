"""The examples of CommonMark come out as it says, with few exceptions."""

import os
import re
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


DIFFERENT = {  # on purpose: why, and which
    "an element of raw HTML ends where its end tag is, as kramdown has it; what begins "
    "with an inline tag or follows an end tag is Markdown": [
        *(148, 151, 152, 155, 156, 157, 158, 161, 162, 164, 165, 166, 177, 178, 184),
        *(186, 188, 191),
    ],
    "a tag that browsers do not know is text": [163, 201, 524, 536, 613, 614, 615, 623],
    "emphasis goes by the spaces beside its stars, not by punctuation": [
        *(352, 353, 354, 368, 369, 380, 392, 416, 467, 468),
    ],
    "number signs alone are no heading, as kramdown has it": [79],
    "blank lines at the beginning of code go": [127],
    "an address may have spaces in it": [41, 488, 490, 491, 494, 568],
    "a title may have quotes in it": [508],
    "[words] [name] with a space is a reference": [542, 543],
    "of two addresses for one name the last holds": [204, 544],
    "[[name]] leads to a text": [590],
    "words that are a name themselves need no backslashes": [545],
    "a list goes on with another mark": [301],
    "a list of another kind in the line below an item is in it": [297],
    "bare addresses are links": [608, 611],
}


def test_the_examples_come_out_as_specified_or_differ_on_purpose(examples):
    reader = Converter(options(DEFAULTS))
    different = {
        example.number
        for example in examples
        if outline(reader.convert(example.text, 1)) != outline(example.html)
    }

    assert len(examples) == 652
    assert different == {number for numbers in DIFFERENT.values() for number in numbers}
