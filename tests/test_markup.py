"""What becomes of Markdown's tables, code and pictures."""

import pytest
from PIL import Image

from plugins.markup import finish


@pytest.fixture
def content(tmp_path):
    (tmp_path / "images").mkdir()
    Image.new("RGB", (30, 20)).save(tmp_path / "images" / "a b.png")
    (tmp_path / "posts").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    "address",
    ["{static}/images/a%20b.png", "/images/a b.png", "{static}../images/a b.png"],
)
def test_a_picture_of_ours_gets_its_size_and_waits(content, address):
    html = f'<p><img alt="x" src="{address}"></p>'

    assert finish(html, content / "posts", content) == (
        f'<p><img width="30" height="20" loading="lazy" alt="x" src="{address}"></p>'
    )


@pytest.mark.parametrize(
    "image",
    [
        '<img alt="" src="https://example.org/a.png">',
        '<img alt="" src="/images/missing.png">',
        '<img alt="" src="/images/a b.png" width="3" height="2">',
        '<img alt="">',
    ],
)
def test_other_pictures_stay_as_they_are(content, image):
    assert finish(image, content / "posts", content) == image


def test_a_table_scrolls_by_itself_and_can_be_reached(content):
    html = finish("<p>a</p><table><tr></tr></table>", content, content)

    assert html == (
        '<p>a</p><div class="table" tabindex="0" role="group" aria-label="Table">'
        "<table><tr></tr></table></div>"
    )


def test_the_alignment_of_a_cell_is_a_class(content):
    cells = (
        '<th style="text-align: right;">a</th><td style="text-align: center;">b</td>'
    )

    html = finish(cells, content, content)

    assert html == '<th class="right">a</th><td class="center">b</td>'


def test_an_empty_corner_is_no_heading(content):
    row = '<th style="text-align: left;"></th><th>a</th>'

    assert finish(row, content, content) == '<td class="left"></td><th>a</th>'


def test_highlighted_code_can_be_reached(content):
    html = '<div class="highlight"><pre><span></span><code>x</code></pre></div>'

    assert '<pre tabindex="0"><span>' in finish(html, content, content)
