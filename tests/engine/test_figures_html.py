"""The figure's own HTML: drawings that live together on a page, words, addresses."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from tiny import Tiny

from plugins.figures import html, svg
from plugins.figures.entry import Entry
from plugins.figures.placeholder import Figure
from plugins.shared.html import VOID
from plugins.shared.languages import own

ONE = Figure(1, "fig-one", "demo:wave", 'Flat, then "half", then < full.', "A *w*.")
TWO = Figure(2, "fig-two", "demo:wave", "The same again, further down.", "")


@pytest.fixture(scope="module")
def wave(tmp_path_factory: pytest.TempPathFactory) -> Entry:
    return Tiny(tmp_path_factory.mktemp("tiny")).entry("demo:wave")


@pytest.fixture(scope="module")
def page(wave: Entry) -> str:
    return html.page(ONE, wave, "/sub", own("en")) + html.page(TWO, wave, "", own("en"))


def test_no_id_is_there_twice(page):
    ids = re.findall(r'\sid="([^"]+)"', page)

    assert len(ids) == len(set(ids)) > 10


def test_every_pointer_inside_a_drawing_has_its_target(page):
    ids = set(re.findall(r'\sid="([^"]+)"', page))
    aria = re.findall(r'aria-(?:labelled|described)by="([^"]+)"', page)

    pointers = re.findall(r'href="#([^"]+)"|url\(#([^")]+)\)"', page)

    assert {a or b for a, b in pointers} | set(aria) <= ids
    assert len(pointers) == 8


def test_text_in_a_drawing_is_never_touched(page):
    assert page.count(">url(#i1) &amp; 0.01</text>") == 4


def test_a_drawing_brings_no_style_that_the_page_forbids(page):
    assert "<style" not in page
    assert " style=" not in page
    assert "color:red" not in page
    assert 'stroke="var(--fig-1, #0b62a4)"' in page


def test_a_drawing_says_what_it_shows(page):
    assert 'role="img" aria-labelledby="fig-one-wide-title"' in page
    assert '<title id="fig-one-narrow-title">Flat, then "half", then &lt; full.' in page
    assert '<desc id="fig-one-narrow-desc">The wave ends at 1 &lt; 100.</desc>' in page


def test_a_figure_says_how_it_was_computed(page):
    assert "<pre><code>python -m tiny_demos wave --out figure</code></pre>" in page
    assert "<li>✓ end: 2, expected 2\xa0±\xa00.5</li>" in page
    assert "<p><i>height</i>\xa01 · <i>" in page


class Spoken(HTMLParser):
    """The languages that a page has marked, by the texts in them."""

    def __init__(self, page):
        super().__init__()
        self.open: list[tuple[str, str]] = [("", "")]
        self.said: dict[str, str] = {}
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        lang = dict(attrs).get("lang", self.open[-1][1])
        if tag not in VOID:
            self.open.append((tag, lang))

    def handle_endtag(self, tag):
        while self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        self.said[data.strip()] = self.open[-1][1]


def test_what_a_demo_says_is_marked_as_english_on_other_pages(wave):
    said = Spoken(html.page(ONE, wave, "", own("vi"))).said

    theirs = {text for text, lang in said.items() if lang == "en"}
    assert {"The wave ends at 1 < 100.", "height", "url(#i1) & 0.01"} <= theirs
    assert any(text.startswith("✓ end: 2, expected") for text in theirs)
    assert {ONE.alt, "Hình 1.", "Hình này được tính thế nào", "dữ liệu"} <= (
        said.keys() - theirs
    )
    assert "lang=" not in html.page(ONE, wave, "", own("en"))


def test_a_check_says_what_it_would_notice(wave):
    checks = [check | {"notices": "an end < 1"} for check in wave.record["checks"]]
    knowing = replace(wave, record=dict(wave.record) | {"checks": checks})

    page = html.page(ONE, knowing, "", own("en"))

    assert "2\xa0±\xa00.5 (would notice an end &lt; 1)</li>" in page


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (0.28184, "0.2818"),
        (-10.117, "−10.12"),
        (-2.887e-15, "−2.887 × 10⁻¹⁵"),
        (1e-9, "10⁻⁹"),
        (2.5e20, "2.5 × 10²⁰"),
        (0, "0"),
    ],
)
def test_numbers_are_printed_as_in_a_book(value, printed):
    assert html.number(value) == printed


def test_addresses_begin_with_the_site(page, wave):
    assert f'data-steps="/sub/figures/{wave.key}/steps.json"' in page
    assert f'<a href="/sub/figures/{wave.key}/data.csv">data</a>' in page


def test_a_heavy_drawing_becomes_a_picture_of_known_size(tmp_path, monkeypatch):
    monkeypatch.setattr(svg, "INLINE_LIMIT", 100)
    wave = Tiny(tmp_path).entry("demo:wave")

    page = html.page(ONE, wave, "", own("en"))

    assert "<svg" not in page
    assert "data-steps" not in page
    assert re.search(
        r'<source media="[^"]+" width="320" height="50" srcset="/figures/\w+/'
        r'figure-narrow.svg"><img src="/figures/\w+/figure.svg" width="640" '
        r'height="50" alt="Flat, then &quot;half&quot;, then &lt; full." '
        r'loading="lazy"></picture>',
        page,
    )


def test_a_feed_gets_one_picture_with_a_full_address(wave):
    item = html.feed(ONE, wave, "https://example.org/sub", own("en"))

    assert item == (
        f'<figure><img src="https://example.org/sub/figures/{wave.key}/figure.png" '
        'width="1280" height="100" alt="Flat, then &quot;half&quot;, then &lt; full.">'
        '<figcaption><span class="figure-number">Figure 1.</span> A *w*.</figcaption>'
        "</figure>"
    )


def test_a_stale_figure_is_marked_and_says_what_is_wrong(wave):
    shown = html.stale(html.page(ONE, wave, "", own("en")), "a < b", "  c")

    assert shown.startswith('<figure class="figure stale" id="fig-one"')
    assert "<p>Out of date: a &lt; b</p><pre>  c</pre>" in shown
    assert "<svg" in shown


def test_a_drawing_is_read_whatever_its_units():
    drawing = svg.prepare('<svg width="72pt" height="96.4px" viewBox="0 0 1 1"></svg>')

    assert (drawing.width, drawing.height) == (96, 96)


def test_what_is_no_drawing_is_refused():
    with pytest.raises(ValueError, match="no <svg> element"):
        svg.prepare("<html></html>")


def test_the_plugin_imports_no_heavy_library_and_no_demo():
    """plugins/figures reads what demos wrote; it never imports them."""
    heavy = re.compile(
        r"^\s*(?:import|from) (demos|numpy|matplotlib|gymnasium)\b", re.M
    )
    for path in Path(svg.__file__).parent.glob("*.py"):
        assert not heavy.search(path.read_text()), path
