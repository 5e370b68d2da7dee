"""The figures of the real site: small, readable, explained, and at home in the page."""

import gzip
import json
import re
import statistics
from pathlib import Path

import pytest

INLINE = 12_000  # bytes, compressed: of a figure in the page, both drawings together
MEDIAN = 7_000
STEPS = 3_000
LETTER = 11  # CSS pixels
PHONE = 328  # the column of a telephone that is 360 pixels wide
FIGURE = re.compile(r'<figure class="figure".*?</figure>', re.DOTALL)
DRAWING = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
NARROW = re.compile(r'<svg class="figure-narrow".*?</svg>', re.DOTALL)
MADE = re.compile(r'<details class="figure-made">.*?</details>', re.DOTALL)
CODE = re.compile(r"<pre><code>python -m demos [a-z-]+.* --out figure</code></pre>")


@pytest.fixture(scope="module")
def figures(site: Path) -> list[str]:
    """Every figure of every page."""
    pages = sorted(site.rglob("index.html"))
    found = [figure for page in pages for figure in FIGURE.findall(page.read_text())]
    assert len(found) > 10
    return found


def drawings(figure: str) -> str:
    """Both drawings of a figure that stands in the page."""
    return "".join(DRAWING.findall(figure))


def weight(text: str | bytes) -> int:
    data = text.encode() if isinstance(text, str) else text
    return len(gzip.compress(data, 9))


def test_no_figure_weighs_down_its_page(figures):
    weights = [weight(drawings(figure)) for figure in figures if "<svg" in figure]

    assert max(weights) <= INLINE
    assert statistics.median(weights) <= MEDIAN


def test_the_steps_of_a_figure_are_small_and_say_where_one_is(site, figures):
    addresses = re.findall(r'data-steps="/([^"]+)"', "".join(figures))

    assert addresses
    for address in set(addresses):
        data = (site / address).read_bytes()
        steps = json.loads(data)
        assert weight(data) <= STEPS, address
        assert len(steps["descriptions"]) == len(steps["values"])
        assert steps["values"][steps["start"]] in steps["descriptions"][steps["start"]]


def test_a_figure_that_can_be_stepped_through_stands_in_the_page(site, figures):
    """A picture could not be moved: such a figure must be light enough."""
    for figure in figures:
        key = re.search(r"/figures/(\w{32})/", figure)
        assert key
        steps = site / "figures" / key[1] / "steps.json"
        if steps.exists():
            assert "data-steps=" in figure
            assert drawings(figure).count('data-step="box"') in (2, 4)
            for name in json.loads(steps.read_text())["curves"]:
                assert drawings(figure).count(f'data-step="{name}"') == 2, name


def test_letters_are_large_enough_on_a_telephone(figures):
    narrow = NARROW.findall("".join(figures))

    assert narrow
    for svg in narrow:
        width = re.search(r'\swidth="(\d+)"', svg)
        assert width
        scale = min(1, PHONE / int(width[1]))
        sizes = re.findall(r'font-size="([\d.]+)px"', svg)
        assert min(map(float, sizes)) * scale >= LETTER


def test_a_drawing_wears_the_colours_of_the_page_and_no_style_of_its_own(figures):
    for svg in filter(None, map(drawings, figures)):
        assert "var(--fig-" in svg
        assert " style=" not in svg
        assert "<style" not in svg
        colours = re.findall(r"(var\(--fig-\w+, )?#[0-9a-f]{6}", svg)
        assert all(colours), "each colour is one of the page's"


def test_under_each_figure_stands_how_it_was_made(figures):
    for figure in figures:
        (made,) = MADE.findall(figure)
        assert CODE.search(made)
        assert "<table><tr><th" in made
        assert '<p class="figure-check">' in made
        assert "✗" not in made
        assert ">data</a>" in made


def test_no_page_carries_an_id_twice(site):
    for page in site.rglob("index.html"):
        ids = re.findall(r'<[^>]*\sid="([^"]*)"', page.read_text())
        assert len(ids) == len(set(ids)), page
