"""Each line of the manual's list of differences is true."""

import re
from pathlib import Path

import pytest
from kramdown import kramdown
from markdown_it import MarkdownIt
from outline import outline

from plugins.reader import options
from plugins.reader.converter import Converter
from plugins.shared.settings import DEFAULTS
from tests.benchmarks.on_purpose import as_read_here

CHAPTER = Path(__file__).parents[2] / "docs/content/pages/differences.md"
LINE = re.compile(r"^- `(?P<text>[^`]+)` becomes `(?P<page>[^`]+)`$", re.MULTILINE)
JEKYLL, GITHUB = CHAPTER.read_text("utf-8").split("## From GitHub")
TAGS = re.compile(r"</?(?:math|mrow|mi|mo|semantics|annotation|mtext)\b[^>]*>")


def lines(part):
    found = (line.groupdict() for line in LINE.finditer(part))
    return [(line["text"].replace("⏎", "\n"), line["page"]) for line in found]


def same(page):
    """What a page says, formulas as their letters."""
    page = re.sub(r'<div class="equation"[^>]*>(.*?)</div>', r"\1", page)
    page = re.sub(r' title="[^"]*"', "", TAGS.sub("", page))
    return " ".join("".join(outline(page)).split())


def ours(text):
    return Converter(options(DEFAULTS)).convert(text, 1)


def test_there_is_one_for_each_line_with_a_mark():
    written = CHAPTER.read_text("utf-8").count("\n- ")

    assert len(lines(JEKYLL)) + len(lines(GITHUB)) == written > 30


@pytest.mark.parametrize(("text", "page"), lines(JEKYLL) + lines(GITHUB))
def test_what_is_said_comes_out(text, page):
    assert same(ours(text)) == same(page)


def test_kramdown_does_otherwise():
    written = lines(JEKYLL)
    theirs = kramdown([text for text, _ in written])

    pairs = zip(written, theirs, strict=True)
    assert [text for (text, page), their in pairs if same(their) == same(page)] == []


@pytest.mark.parametrize(("text", "page"), lines(GITHUB))
def test_github_does_otherwise(text, page):
    github = MarkdownIt("commonmark").enable(["table", "strikethrough"])

    assert same(github.render(text)) != same(page)


def test_a_text_can_be_written_so_that_kramdown_reads_it_alike():
    texts = ["1) a", "a | b", "##a", "<eos>", "<details>\n*a*\n</details>"]
    known = dict(lines(JEKYLL))

    pages = kramdown([as_read_here(text) for text in texts])
    assert [same(page) for page in pages] == [same(known[text]) for text in texts]
