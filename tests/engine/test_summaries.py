"""Summaries, descriptions and reading times."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.reader.summaries import description, summary
from plugins.shared.html import plain

MATHS = "<math><mi>a</mi><mo>=</mo><mi>b</mi></math>"


@pytest.mark.parametrize(
    ("html", "words", "expected"),
    [
        ("<p>one two.</p><p>three</p>", 9, "<p>one two.</p>\n<p>three</p>"),
        ("<p>one two.</p><p>three four</p>", 3, "<p>one two.</p>"),
        ("<p>one two three</p>", 2, "<p>one two…</p>"),
        ("<p>one, two three</p>", 1, "<p>one…</p>"),
        ("<p>One. Two three</p>", 1, "<p>One.</p>"),
        ("<p>a <em>b <b>c d</b></em></p>", 3, "<p>a <em>b <b>c…</b></em></p>"),
        (f"<p>a {MATHS} c</p>", 2, f"<p>a {MATHS}…</p>"),
        ("<p>if:</p><ul><li>x</li></ul>", 9, "<p>if…</p>"),
        ("<h2>A</h2><p>b</p>", 9, "<p>b</p>"),
        ("<blockquote><p>q</p></blockquote><p>b</p>", 9, "<p>b</p>"),
        ('<p class="lead" id="a">b</p>', 9, "<p>b</p>"),
        ("<ul><li>one</li><li>two</li></ul>", 9, "<p>one two</p>"),
        ("<p>a</p><!-- more --><p>b</p>", 9, "<p>a</p>"),
        ("<p>a b c</p><!--more--><p>d</p>", 1, "<p>a b c</p>"),
        ('<p>see <a href="#fig-a">Figure</a></p>', 9, "<p>see Figure</p>"),
        (
            '<p>As <a href="#b">Figure</a> and <a href="#b">it</a> show, but not '
            '<a href="#c">Figure</a>.</p><figure data-demo="demo:x"></figure>'
            '<figure class="figure" id="b" data-demo="demo:x"></figure>',
            20,
            "<p>As Figure&nbsp;2 and it show, but not Figure.</p>",
        ),
        (
            '<p>Once<sup id="fnref:a"><a href="#fn:a">1</a></sup> and '
            'again<sup id="fnref2:a"><a href="#fn:a">1</a></sup>.</p>',
            9,
            "<p>Once and again.</p>",
        ),
        ('<p>see <a href="/b/">b</a></p>', 9, '<p>see <a href="/b/">b</a></p>'),
        ("", 9, ""),
    ],
)
def test_a_summary_is_the_beginning_cut_with_care(html, words, expected):
    assert summary(html, words) == expected


@pytest.mark.parametrize(
    "aside",
    [
        '<figure data-demo="x"><figcaption>no</figcaption></figure>',
        '<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">no</a></sup>',
        f'<div class="equation">{MATHS}</div>',
        "<table><tr><td><p>no</p></td></tr></table>",
        "<pre><code>no</code></pre>",
        '<img alt="no" src="no.png">',
        "<svg><text>no</text></svg>",
        "<script>no</script>",
    ],
)
def test_what_stands_beside_the_text_is_left_out(aside):
    assert summary(f"{aside}<p>a{aside} b</p>{aside}", 9) == "<p>a b</p>"


class Balance(HTMLParser):
    """Fails where tags do not match."""

    def __init__(self):
        super().__init__()
        self.open = []

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


PIECES = [
    "one ",
    "two, ",
    "<em>a b</em> ",
    "<b>c <i>d</i> e</b>",
    MATHS,
    "<code>x</code> ",
]


@given(st.lists(st.sampled_from(PIECES), max_size=12), st.integers(1, 12))
def test_a_summary_has_no_more_words_than_asked_for_and_no_open_tag(pieces, words):
    short = summary(f"<p>{''.join(pieces)}</p>", words)

    balance = Balance()
    balance.feed(short)
    assert balance.open == []
    text = plain(short.replace(MATHS, "M"))
    assert len(text.rstrip("… ").replace("M", " M ").split()) <= words


def test_a_description_ends_with_a_word():
    text = description(f"<p>{'word ' * 60}</p>")

    assert len(text) <= 200
    assert text.endswith("word…")


def test_a_short_description_is_all_of_it():
    assert description(f"<p>A &amp; <em>b</em> {MATHS}</p>") == "A & b a=b"


def test_a_text_without_spaces_is_cut_all_the_same():
    chinese = "<p>人人生而自由，在尊严和权利上一律平等。他们赋有理性和良心。</p>"

    assert summary(chinese, 5) == "<p>人人生而自由，在尊严和…</p>"
    assert summary(chinese, 9) == "<p>人人生而自由，在尊严和权利上一律平等。</p>"
    assert summary(chinese * 20, 50).count("人人") < 6


def test_an_entity_is_never_cut():
    assert summary("<p>甲乙&amp;丙丁 more words</p>", 2) == "<p>甲乙&amp;…</p>"
