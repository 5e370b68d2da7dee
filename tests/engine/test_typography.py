"""Typography: on prose, and on nothing else."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typogrify.filters import widont

from plugins.reader.typography import joined, typographic
from plugins.shared.html import parts, plain


def prose(text):
    """What becomes of a paragraph's text; spans that only carry a class left out."""
    html = typographic(f"<p>{text}</p>").removeprefix("<p>").removesuffix("</p>")
    return re.sub(r'<span class="d?quo">(.)</span>', r"\1", html)


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ('"Hello," he said.', "“Hello,” he said."),
        ("it's", "it’s"),
        ("the '90s", "the ’90s"),
        ("<em>Sapiens</em>'s", "<em>Sapiens</em>’s"),
        ('a "<em>b</em>" c', "a “<em>b</em>” c"),
        ('a <em>"b"</em> c', "a <em>“b”</em> c"),
        ('"<math><mi>x</mi></math>"', "“<math><mi>x</mi></math>”"),
        ("<code>x</code>'s", "<code>x</code>’s"),
        ("3--7 -- b", "3–7 – b"),
        ("A. B. (c)", '<span class="caps">A. B.</span> (c)'),
        ("a---b", "a—b"),
        ("so...", "so…"),
        ("A &amp; b", 'A <span class="amp">&amp;</span> b'),
        ("an RL agent", 'an <span class="caps">RL</span> agent'),
        ("one two three four", "one two three&nbsp;four"),
        ("5'10\" tall", "5′10″ tall"),
    ],
)
def test_prose_is_set_as_a_printer_would(written, printed):
    assert prose(written) == printed


@pytest.mark.parametrize(
    "text",
    [
        "run it with --no-cache",
        r"C:\.config \- a\b",
        "plain",
        "this page has reached equilibrium",  # too much for one line of a phone
        "<code>--no-cache \"x\" 'NASA' A & B ...</code>",
        '<kbd>"A & B"</kbd>',
        'a <math><mtext>"NASA" -- A &amp; B</mtext></math> b',
        '<span class="math">\\("x" -- NASA\\)</span>',
        "a very long last-word-of-a-paragraph",
    ],
)
def test_what_is_no_prose_keeps_every_character(text):
    assert prose(text).replace("&nbsp;", " ") == text


@pytest.mark.parametrize(
    "html",
    [
        "<pre><code>\"a\" -- 'NASA' A & B ...</code></pre>",
        "<script>const a = 'NASA' -- \"b\" && '...';</script>",
        '<script type="application/json">{"a": "A & B", "c": "NASA\'s <p>"}</script>',
        '<style>.CAPS::after { content: "--" } .A & .B {}</style>',
        '<svg><title>"RL"</title><svg></svg><text>A & B</text></svg>',
        '<math display="block"><mi>AB</mi><annotation>A & B "c"</annotation></math>',
        '<textarea>"NASA" -- </textarea>',
        '<img alt="A & B -- &quot;NASA&quot;" src="a--b.png">',
        '<figure data-demo="demo:x?a=--1" data-alt="A -- B \'NASA\'"></figure>',
        '<!-- "NASA" -- A & B -->',
    ],
)
def test_what_readers_do_not_read_is_untouched(html):
    assert typographic(html) == html


def test_captions_are_prose():
    html = '<figure data-demo="demo:a"><figcaption>"RL"</figcaption></figure>'

    assert "“<" in typographic(html).replace("</span>", "", 1)


def test_a_line_may_break_before_the_last_word_of_a_cell():
    assert typographic("<td>average reward</td>") == "<td>average reward</td>"


TEXT = st.text(alphabet="ab AB\"'-.&;<>/=` \n\u201c", max_size=12)
QUIET = st.sampled_from(["code", "kbd", "math", "svg", "pre", "script", "textarea"])


@given(TEXT, QUIET, st.text(alphabet="aB \"'-.&", max_size=12), TEXT)
def test_code_maths_and_drawings_never_change(before, name, inside, after):
    whole = f"<{name}>{inside}</{name}>"
    html = f"<p>{before.replace('<', '')}{whole}{after.replace('<', '')}</p>"

    assert whole in typographic(html)


@given(st.text(alphabet="aB \"'-.&=<>", max_size=20), TEXT)
def test_attributes_never_change(value, text):
    tag = f'<a title="{value.replace(chr(34), "&quot;")}" href="x">'

    assert tag in typographic(f"<p>{text.replace('<', '')}{tag}b</a></p>")


@given(st.text(alphabet="ab AB 1\"'-.&;()\u2014", max_size=40))
def test_words_and_their_order_never_change(text):
    """Only quotes, dashes, ellipses, spaces and spans may differ."""

    def bare(html):
        return re.sub(r"[^\w&;()]", "", plain(html))

    html = f"<p>{text.replace('&', '&amp;')}</p>"
    assert bare(typographic(html)) == bare(html)


@given(st.text(alphabet="ab.& \t\n\x1c\x85\xa0\ue001", max_size=20))
def test_the_last_words_are_joined_as_typogrify_joins_them(text):
    assert joined(text) == widont(text)


@given(st.text(alphabet="<>/ab \"'=!-pc", max_size=40))
def test_the_parts_of_any_html_are_the_whole(html):
    assert "".join(part.html for part in parts(html)) == html
