"""Elements in raw HTML that ask for Markdown get it, wherever they are."""

import pytest
from kramdown import kramdown
from outline import outline

from plugins.markdown.dialect.nested import with_all_asking, without_html_around
from plugins.reader import options
from plugins.reader.converter import Converter
from plugins.shared.settings import DEFAULTS

TEXTS = [
    '<table>\n<tr><th markdown="span">*a*</th><td>*b*</td></tr>\n</table>',
    '<table>\n    <tr>\n        <td markdown="span">**a**</td>\n    </tr>\n</table>',
    "<div>\n  <div>\n    <p markdown='1'>*a*</p>\n  </div>\n</div>",
    '<ul>\n<li markdown="span">*a*</li>\n<li>*b*</li>\n</ul>\n\n*c*',
    '<div markdown="1">\n<section>\n<p markdown="1">*a*</p>\n</section>\n</div>',
    '<div>\n<!-- why -->\n<p markdown="span">*a*</p>\n</div>',
]
AMONG_WORDS = [
    '<table>\n<tr><td>1. *a*\n<div markdown="1">\n*b*\n\n- c\n</div>\n</td>\n'
    '<td>*d*\n<div markdown="1">\n*e*\n</div>\n</td></tr>\n</table>\n\n*f*',
    '- a\n\n  <div>words\n  <div markdown="1">\n  *b*\n  </div>\n  </div>\n- c',
]
LEFT = [
    '<div>\nwords\n<p markdown="1">*a*</p>\n</div>',  # words would be Markdown too
    'in `<div><p markdown="1">` code',
    '<div><p markdown="1">*a*</p>',  # has no end
    '<div markdown="1">\n*a*\n</div>',
    "<table><tr><td>a</td></tr></table>",
]


def ours(text):
    return outline(Converter(options(DEFAULTS)).convert(text, 1))


@pytest.mark.parametrize("text", TEXTS + AMONG_WORDS)
def test_it_is_read_as_kramdown_reads_it(text):
    assert ours(text) == outline(kramdown([text])[0])


@pytest.mark.parametrize("count", [2, 3, 40])
@pytest.mark.parametrize(
    "begin", ['<div markdown="1">\n', "<details>\n", '<div markdown="1"><p>a</p>\n']
)
def test_what_is_in_elements_without_an_end_is_there(begin, count):
    page = "".join(ours(f"a\n\n{begin * count}\n*b*\n\nc"))

    assert page.startswith("<p>a</p>")
    assert "<em>b</em>" in page
    assert "c" in page.rpartition("</em>")[2]


def test_html_around_that_has_no_end_is_left():
    text = '<div>words <div markdown="1">*a*</div>'

    assert without_html_around(text, lambda html: "mark") == text


@pytest.mark.parametrize("text", LEFT)
def test_what_is_otherwise_stays(text):
    assert with_all_asking(text) == text


@pytest.mark.parametrize("text", TEXTS)
def test_lines_stay_where_they_are(text):
    assert with_all_asking(text).count("\n") == text.count("\n")
