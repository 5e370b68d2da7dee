"""Combinations of what people write come out as kramdown has them, as Jekyll does."""

import html
import random
import re

import pytest
from kramdown import kramdown
from outline import outline

from plugins.reader import options
from plugins.reader.converter import Converter
from plugins.shared.settings import DEFAULTS

SEED, COUNT = 12, 2000
SPANS = [
    *("plain words", "*stars*", "**bold**", "`code`", "[link](https://a.b/c)"),
    *(
        "![picture](d.png)",
        '[link](e/ "title")',
        "let $$x_1$$ be",
        "so $$a+b$$ is",
        "$$x^2$$ begins",
        "<b>raw</b>",
    ),
    *("a\\*b", "~~gone~~", "<https://a.b/>", "[name][ref]", "***both***"),
]
BLOCKS = [
    *("{s}", "{s} {s}\n{s}", "## {w} {s}", "{w}\n---", "```\n{w}  {w}\n```", "* * *"),
    *("    {w}", "| {w} | {s} |\n|---|---|\n| {w} | {w} |", "$$\n{w}^2\n$$"),
    *("$$\n{w}^2\n$$\n{{: .note}}", "{{: .note}}\n$$\n{w}\n$$", "{w}\n$$x$$ is {w}"),
    *("| {s} | {w} |\n|:--|--:|\n| {w} | {s} |", "{w} | {s}\n---|---\n{s} | {w}"),
    *("| {s} | {w} |\n|---|:-:|---|\n| {w} | {s} |", "| {s} | {w} |\n| {w} | {w} |"),
    *("|---|---|\n| {s} | {w} |", "| {w} | {w} |\n|---+---|\n| {w} | {w} | {s} |"),
    "| {w} | {w} |\n|-|-|\n| {w} | {s} |\n|---|---|\n| {w} | {w} |",
    *("- {s}\n- {s}", "- {s}\n\n- {s}", "1. {s}\n2. {s}", "- {s}\n  - {s}\n- {w}"),
    *("1. {s}\n   - {s}\n2. {s}", "1. {w}\n  - {s}\n2. {w}", "- {s}\n\n  {s}\n- {w}"),
    *("> {s}", "> {s}\n{w}", "> - {s}\n> - {s}", "> {s}\n>\n> {s}", "- {w}\n  > {s}"),
    *("{w}\n: {s}", "{s}\n{{: .note}}", "{{: .note}}\n{s}", "<div>\n{w}\n</div>"),
    *("- {s}\n  ```\n  {w}\n  ```\n- {s}", "1. {s}\n   ~~~\n   {w}\n   ~~~"),
    *("- {w}\n\n  ```\n  {w}\n  ```", "{s}  \n{s}", "- {w}\n  <div>{w}</div>\n- {w}"),
]
FORMULA = re.compile(r"\\\((.*?)\\\)|\\\[(.*?)\\\]", re.DOTALL)
FRAME = re.compile(r'<div class="equation"[^>]*>(.*?)</div>', re.DOTALL)


def texts():
    """Some blocks each, with spans in them, from a fixed seed."""
    chance = random.Random(SEED)
    for _ in range(COUNT):
        blocks = []
        for form in chance.choices(BLOCKS, k=chance.randint(1, 4)):
            while "{s}" in form or "{w}" in form:
                form = form.replace("{s}", chance.choice(SPANS), 1)
                form = form.replace("{w}", f"word{chance.randint(0, 9)}", 1)
            blocks.append(form.replace("{{", "{").replace("}}", "}"))
        yield "\n\n".join([*blocks, "Last words.", "[ref]: https://c.d/e"])


@pytest.fixture(scope="module")
def by_kramdown():
    """Each text with its HTML."""
    written = list(texts())
    return list(zip(written, kramdown(written), strict=True))


def blocks(page):
    """The blocks of a page, with a mark for each formula."""
    page = FRAME.sub(r"\1", page)
    page = re.sub(r"<math.*?</math>", "∎", FORMULA.sub("∎", page), flags=re.DOTALL)
    page = re.sub(r"<p>\s*∎\s*</p>", "∎", page)
    return [" ".join(block.split()).removeprefix("<p>") for block in outline(page)]


def test_blocks_and_formulas_are_those_of_kramdown(by_kramdown):
    reader, different = Converter(options(DEFAULTS)), []
    for text, page in by_kramdown:
        ours = reader.convert(text, 1)
        theirs = [html.unescape(a or b).strip() for a, b in FORMULA.findall(page)]
        formulas = [found.tex.strip() for found in reader.maths.expressions]
        if blocks(ours) != blocks(page) or formulas != theirs:
            different.append(text)

    assert different == []
