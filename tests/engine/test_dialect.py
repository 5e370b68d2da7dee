"""What people write on GitHub and for Jekyll comes out right."""

import re
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown
from markdown.treeprocessors import InlineProcessor
from markdown_it import MarkdownIt

from plugins.markdown.dialect import tables
from plugins.shared.time_limit import at_most


def html(text):
    return markdown().convert(text)


def markdown():
    names = ("extra", "codehilite", "toc", "sane_lists")
    return Markdown(
        extensions=[
            *(f"markdown.extensions.{n}" for n in names),
            "plugins.markdown.dialect",
        ],
        extension_configs={"markdown.extensions.codehilite": {"guess_lang": False}},
        output_format="html",
    )


def tags(page):
    """The names of the tags in a page, each with its attributes."""
    found = []
    parser = HTMLParser()
    parser.handle_starttag = lambda name, attrs: found.append((name, dict(attrs)))
    parser.feed(page)
    parser.close()
    return found


SPANS = st.sampled_from(
    [
        *("*", "**", "_", "`", "~~", "[a]", "(b)", "[a]: b", "![", "[^1]", "<b>"),
        *("</b>", "<a@b.cd>", "<http://a.b>", "https://a.b", "www.a.b", "&amp;"),
        *("&", "\\", "{", "{: .a}", "{:a@}", "(*)", "  \n", "\\\n", "\n\n"),
        *(" ", "ab", "\x02"),
    ]
)


@given(st.lists(SPANS, max_size=12).map("".join))
def test_spans_are_found_as_if_every_pattern_were_tried(text):
    every = markdown()
    every.treeprocessors.register(InlineProcessor(every), "inline", 20)

    assert html(text) == every.convert(text)


@pytest.mark.parametrize("colon", ["", ":", ": "])
def test_words_in_brackets_may_have_a_class(colon):
    assert html(f"See [the *blue* one]{{{colon}.fig-1}} rise.") == (
        '<p>See <span class="fig-1">the <em>blue</em> one</span> rise.</p>'
    )


OPEN = {  # tags without an end: where they end
    "a <b>b *c*\n\nd": "<p>a <b>b <em>c</em></b></p><p>d</p>",
    '## <a name="x"> `T`': '<h2 id="t"><a name="x"> <code>T</code></a></h2>',
    "- a <i>b <u>c\n  - d": "<ul><li>a <i>b <u>c</u></i><ul><li>d</li></ul></li></ul>",
    "<b>a <b>b</b> c": "<p><b>a <b>b</b> c</b></p>",
    "|<i>a|b|\n|-|-|": (
        "<table><thead><tr><th><i>a</i></th><th>b</th></tr></thead></table>"
    ),
    "<b>\n\na\n\n</b>": "<b><p>a</p></b>",
}


@pytest.mark.parametrize(("text", "page"), OPEN.items())
def test_inline_elements_end_with_their_paragraph(text, page):
    assert flat(text) == page


def test_a_star_in_brackets_is_a_sign():
    assert html("**(*)a** (*) b (**)") == ("<p><strong>(*)a</strong> (*) b (**)</p>")


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ('<img src="a" alt="b"/>{: .c #d}', '<img src="a" alt="b" class="c" id="d">'),
        ('<img alt=\'"\' class="b" src=a>{:.c}', '<img alt=\'"\' class="b c" src="a">'),
        ("a<br>{: .c}b", '<br class="c">'),
    ],
)
def test_attributes_may_follow_a_raw_tag(text, tag):
    page = html(text)

    assert tag in page
    assert "{" not in page


def test_a_comment_may_have_code_between_fences():
    assert html("a\n\n<!--\n```\nb\n```\n-->\n\n*c*") == (
        "<p>a</p>\n<!--\n```\nb\n```\n-->\n\n<p><em>c</em></p>"
    )


def test_a_table_without_bars_at_its_edges_may_have_empty_cells():
    page = html("a | b\n--|--\nc | d\n| e")

    assert re.findall("<td>(.*?)</td>", page) == ["c", "d", "", "e"]


def test_an_element_of_other_peoples_making_keeps_what_is_in_it():
    text = "<d-code language='js'>\n  *a*\n\n  b\n</d-code>"

    assert html(f"{text}\n*c*") == f"{text}\n<p><em>c</em></p>"


@pytest.mark.parametrize("tag", ["<pattern>", "<filter>", "<html lang='x'>", "<body>"])
def test_tags_that_mean_nothing_in_a_sentence_are_text(tag):
    assert html(f"see {tag} here").startswith("<p>see &lt;")


def test_elements_of_drawings_are_read_where_there_is_one():
    text = 'a <svg viewBox="0 0 9 9"><text x="1">b</text></svg> c'

    assert html(text) == f"<p>{text}</p>"


def test_a_name_may_be_written_with_backslashes():
    assert "<a href" in html("[a\\_b][] c\n\n[a_b]: /x")


@pytest.mark.parametrize("text", ["[a] {.b}", "[a]{b}", "`[a]{.b}`", r"\[a]{.b}"])
def test_other_brackets_stay_brackets(text):
    assert "<span" not in html(text)


def flat(text):
    """The HTML without line ends."""
    return "".join(line.strip() for line in html(text).splitlines())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("para\n- a\n- b", "<p>para</p><ul><li>a</li><li>b</li></ul>"),
        ("- a\n  - b\n- c", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"),
        ("1. a\n   - b\n2. c", "<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>"),
        ("* a\n    * b", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        (
            "1. a\n  - b\n  - c\n2. d",
            "<ol><li>a<ul><li>b</li><li>c</li></ul></li><li>d</li></ol>",
        ),
        ("1) a\n2) b", "<ol><li>a</li><li>b</li></ol>"),
        ("- a\n\n  b", "<ul><li><p>a</p><p>b</p></li></ul>"),
        ("- a\n\nb", "<ul><li>a</li></ul><p>b</p>"),
        (
            "- a\n\n  b\n- c\n  - d",
            "<ul><li><p>a</p><p>b</p></li><li><p>c</p><ul><li>d</li></ul></li></ul>",
        ),
        (
            "- a\n\n  b\n  - c",
            "<ul><li><p>a</p><p>b</p><ul><li>c</li></ul></li></ul>",
        ),
        ("in\n1986. was", "<p>in1986. was</p>"),
        ("a\n\n- - -\n\nb", "<p>a</p><hr><p>b</p>"),
        (
            "> a\n> - b\n>   - c",
            "<blockquote><p>a</p><ul><li>b<ul><li>c</li></ul></li></ul></blockquote>",
        ),
        ("# T\n- a", '<h2 id="t">T</h2><ul><li>a</li></ul>'),
    ],
)
def test_lists_go_by_the_column_of_their_text(text, expected):
    assert flat(text) == expected


@pytest.mark.parametrize(
    "text",
    ["<pre>\na\n\n- b\n</pre>", "<!-- a\n- b -->", "a\n\n    - code", "a | b\n-|-"],
)
def test_what_only_looks_like_a_list_is_none(text):
    assert "<li>" not in html(text)


WORD = st.integers(0, 99).map("w{}".format)


@st.composite
def listings(draw, depth=0):
    """Lines of a list as people write them, with lists and code in it."""
    mark = draw(st.sampled_from(["-", "*", "1."]))
    gap = " " * draw(st.sampled_from([1, 1, 2, 3]))
    loose = draw(st.booleans())
    lines = []
    for number in range(draw(st.integers(1, 3))):
        body = draw(st.lists(WORD, min_size=1, max_size=2))
        body += draw(
            st.sampled_from([[], [], ["", "more"], ["", "```", "c", "```", ""]])
        )
        if depth < 2 and draw(st.booleans()):
            body += draw(listings(depth + 1))
        first = (f"{number + 1}." if mark == "1." else mark) + gap
        lines += [
            (" " * len(first) if place else first) + line if line else ""
            for place, line in enumerate(body)
        ]
        lines += [""] * loose
    return lines


def structure(html):
    """The tags and words, without paragraphs, attributes and spaces."""
    html = re.sub(r"</?(?:p|div|span)\b[^>]*>", " ", html)
    html = re.sub(r"<(\w+)[^>]*>", r"<\1>", html)
    return re.sub(r"\s*(<[^>]*>)\s*", r"\1", " ".join(html.split()))


@given(
    st.sampled_from([[], ["before"], ["before", ""], ["# before"]]),
    listings(),
    st.sampled_from([[], ["", "after"], ["", "# after"]]),
)
def test_lists_have_the_structure_that_commonmark_gives_them(before, lines, after):
    text = "\n".join([*before, *lines, *after]).replace("# ", "## ")

    assert structure(html(text)) == structure(MarkdownIt("commonmark").render(text))


@given(st.lists(st.text(alphabet="-*1. >abc", max_size=8), max_size=12))
def test_no_character_of_a_text_is_lost_in_lists(lines):
    def letters(text):
        return [c for c in text if c in "abc"]

    assert letters(re.sub("<[^>]*>", "", html("\n".join(lines)))) == letters(
        "".join(lines)
    )


@pytest.mark.parametrize(
    "text",
    [
        "```python\nx = 1\n```",
        '```python title="a.py" other\nx = 1\n```',
        "``` {.python}\nx = 1\n```",
        "~~~python\nx = 1\n~~~",
        "- a\n\n  ```python\n  x = 1\n  ```",
        "1. a\n   ```python\n   x = 1\n   ```",
        "> ```python\n> x = 1\n> ```",
        "- a\n\n    ```python\n    x = 1\n    ```",
        "a\n:   b\n\n    ```python\n    x = 1\n    ```",
        "a[^1]\n\n[^1]: b\n\n    ```python\n    x = 1\n    ```",
    ],
)
def test_fenced_code_is_highlighted_wherever_it_stands(text):
    page = html(f"{text}\n\n    end")

    assert page.count('<code><span class="n">x</span>') == 1


@pytest.mark.parametrize("before", ["", "words\n\n", "1. one\n2. two\n\n"])
@pytest.mark.parametrize("after", ["After.", "- After.", "![After](a.png)"])
def test_quoted_code_ends_its_quotation(before, after):
    page = html(f"{before}> ```\n> z\n> ```\n\n{after}")

    assert page.index("</code>") < page.index("</blockquote>") < page.index("After")
    assert "</ol>" not in page[page.index("<blockquote>") :]
    assert "<p><div" not in page


def test_a_fence_in_indented_code_is_code():
    assert "```\nx\n```" in html("a\n\n    ```\n    x\n    ```")


def test_code_without_a_language_is_not_guessed():
    assert "<span class" not in html("```\nx = 1\n```")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("~~gone~~", "<p><del>gone</del></p>"),
        ("a ~ b ~~ c", "<p>a ~ b ~~ c</p>"),
        ("**N:** x\n{: .box-note}", '<p class="box-note"><strong>N:</strong> x</p>'),
        ("![a](b.png){: .x.y :}", '<p><img alt="a" class="x y" src="b.png"></p>'),
        (
            "*a*{: title='x.y .z' #b.c}",
            '<p><em class="c" id="b" title="x.y .z">a</em></p>',
        ),
        ("one\\\ntwo", "<p>one<br>two</p>"),
        ("`one\\\ntwo`", "<p><code>one\\ two</code></p>"),
        ("## To {braces}", '<h2 id="to-braces">To {braces}</h2>'),
        ("*a*{not one} *b*{k=v}", '<p><em>a</em>{not one} <em k="v">b</em></p>'),
        ("H\n===\n\n## I", '<h2 id="h">H</h2><h3 id="i">I</h3>'),
        ("## I\n\n### J", '<h2 id="i">I</h2><h3 id="j">J</h3>'),
    ],
)
def test_small_differences(text, expected):
    assert flat(text) == expected


@pytest.mark.parametrize("head", ["|a|b|\n|-|-|\n", "a | b\n-|-\n", "|x|y|\n"])
@pytest.mark.parametrize("own", ["{.wide}", "{: .wide}", "{.wide}  "])
def test_a_line_below_a_table_says_how_it_looks(head, own):
    page = html(f"{head}|1|2|\n{own}\n\nA {{.word}}\nand a | line\n{{.p}}")

    assert '<table class="wide">' in page
    assert "{.wide}" not in page
    assert "and a | line" in page


def test_the_attributes_of_a_table_are_no_row():
    assert ".t" not in html("| a | b |\n|---|---|\n| c | d |\n{: .t}")


def test_tasks_have_boxes():
    page = flat("- [ ] a\n- [x] *b*")

    assert '<li class="task"><input' in page
    assert '<input aria-label="to do" disabled type="checkbox"> a</li>' in page
    assert '<input aria-label="done" checked disabled type="checkbox"> <em>' in page


@pytest.mark.parametrize(
    ("text", "address", "after"),
    [
        ("see https://a.b/c_d?x=1.", "https://a.b/c_d?x=1", "."),
        ("(http://x.y/z)", "http://x.y/z", ")"),
        ("https://a.b/X_(y), c", "https://a.b/X_(y)", ", c"),
        ("**https://a.b**", "https://a.b", "</strong>"),
    ],
)
def test_a_bare_address_is_a_link(text, address, after):
    assert f'<a href="{address}">{address}</a>{after}' in html(text)


def test_code_at_the_end_is_in_no_paragraph():
    assert "<p>" not in html("```\nx\n```")


@pytest.mark.parametrize("text", ["```\n{}\n```", "a\n\n    {}", "`{}`"])
@pytest.mark.parametrize("code", ['"{:>3}"', "{: .a.b :}", "<details>", "|"])
def test_code_stays_as_it_was_written(text, code):
    page = unescape(html(text.format(code)).replace("<span></span>", ""))

    assert f"<code>{code}" in page


@pytest.mark.parametrize(
    ("text", "links"),
    [("[t](https://a.b)", 1), ("`https://a.b`", 0), ("<https://a.b>", 1)],
)
def test_an_address_that_is_a_link_or_code_already_is_left_alone(text, links):
    assert html(text).count("<a ") == links


def test_what_follows_a_sign_of_mail_is_no_address():
    assert "<a" not in html("a@www.b.c")


@pytest.mark.parametrize(
    "text",
    [
        '<a href="https://a.b">t</a>',
        '**<a href="x">*see* https://a.b</a>**',
        "<a href=x>see https://a.b <img src=https://c.d></a>",
        "<A HREF='x'>https://a.b</A>",
        "<code>https://a.b</code>",
        "<kbd>www.a.b</kbd>",
        "<svg viewBox='0 0 1 1'><text>https://a.b</text></svg>",
        '[t <img src="https://a.b">](c)',
        "<!-- https://a.b -->",
        '`<a href="https://a.b">`',
    ],
)
def test_an_address_in_raw_html_is_no_link(text):
    page = html(f"{text} www.w3.org")

    assert '">https://a.b</a>' not in page
    assert '">https://c.d</a>' not in page
    assert page.endswith('<a href="https://www.w3.org">www.w3.org</a></p>')


def test_raw_html_stays_as_it_was_written():
    tag = """<img alt='a > b' src=/a?b=c srcset="https://a.b 1x,\nhttps://c.d 2x" />"""

    assert html(f"a {tag} b") == f"<p>a {tag} b</p>"


def test_an_element_with_linked_text_keeps_its_attributes():
    tag = "<a HREF=/a/ title='\"*x*\" > `y`' download>t</a>"

    assert tags(html(tag))[1:] == [
        ("a", {"href": "/a/", "title": '"*x*" > `y`', "download": None})
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("![<b></b>](c)", [("img", {"src": "c", "alt": "<b></b>"})]),
        ('![a [b] <i x="y">](c)', [("img", {"src": "c", "alt": 'a [b] <i x="y">'})]),
        ('[a](b "c "d" e") "f")', [("a", {"href": "b", "title": 'c "d" e'})]),
        ('[a](b "<i> `c`")', [("a", {"href": "b", "title": "<i> `c`"})]),
        ("[a](it's (b) c)", [("a", {"href": "it's (b) c"})]),
        ("[a](b (c) 'd)')", [("a", {"href": "b (c)", "title": "d)"})]),
        ('[a](b "c" d)', [("a", {"href": 'b "c" d'})]),
        ("[a](b#(c 'd')", [("a", {"href": "b#(c", "title": "d"})]),
        ("[a](<b)> 'c')", [("a", {"href": "b)", "title": "c"})]),
        ("*a*{#<b>}", [("em", {}), ("b", {})]),
        ('*a*{: title="{b}" }', [("em", {"title": "{b}"})]),
        ('[a](b){:target="\\_c"}', [("a", {"href": "b", "target": "\\_c"})]),
        (
            '*a*{: title="https://b.c"} *d*',
            [("em", {"title": "https://b.c"}), ("em", {})],
        ),
    ],
)
def test_words_and_titles_are_as_they_were_written(text, expected):
    assert tags(html(text))[1:] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[![b](c)](d)", [("a", {"href": "d"}), ("img", {"src": "c", "alt": "b"})]),
        ("[b [c](d)](e)", [("a", {"href": "d"})]),
        ("[`b`]\n\n[`b`]: c", [("a", {"href": "c"}), ("code", {})]),
        ("[b][C\n d]\n\n[c d]: <e f> (g)", [("a", {"href": "e f", "title": "g"})]),
        ("[b][c][d]\n\n[d]: e", [("a", {"href": "e"})]),
        ("<https://a.b/`c>`", [("a", {"href": "https://a.b/`c"})]),
        ("<std::string>", []),
        ("[b\\]]: c\n\n[b\\]]", [("a", {"href": "c"})]),
        ("[b]\n\n[a]: mailto: c@d.e\n[b]: f", [("a", {"href": "f"})]),
    ],
)
def test_a_link_is_what_commonmark_takes_for_one(text, expected):
    assert tags(html(text))[1:] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "- a\n  > b\n- c",
            "<ul><li>a<blockquote><p>b</p></blockquote></li><li>c</li></ul>",
        ),
        ("- a\n---\n- b", "<ul><li>a</li></ul><hr><ul><li>b</li></ul>"),
        (
            "> a\n\n> b",
            "<blockquote><p>a</p></blockquote><blockquote><p>b</p></blockquote>",
        ),
        ("-\n  a\n-\n- b", "<ul><li>a</li><li></li><li>b</li></ul>"),
        (
            "- # a\n- b\n  ===",
            '<ul><li><h2 id="a">a</h2></li><li><h2 id="b">b</h2></li></ul>',
        ),
        ("#a\n\n##b", '<p>#a</p><h2 id="b">b</h2>'),
        (
            "- a\n  <div>b</div>\n- c",
            "<ul><li><p>a</p><div>b</div></li><li><p>c</p></li></ul>",
        ),
        ("> <div>\n> b\n> </div>", "<blockquote><div>b</div></blockquote>"),
        ("- {:.a} b", '<ul><li class="a">b</li></ul>'),
        (
            "a\n: b\n: c\n\nd\n: e",
            "<dl><dt>a</dt><dd>b</dd><dd>c</dd><dt>d</dt><dd>e</dd></dl>",
        ),
        ("a\n\n: b\n\n    c", "<dl><dt>a</dt><dd><p>b</p><p>c</p></dd></dl>"),
    ],
)
def test_blocks_may_be_in_one_another(text, expected):
    assert flat(text) == expected


def test_code_keeps_its_tabs():
    assert "\n\tb\n" in html("```\na:\n\tb\n```")


@pytest.mark.parametrize("code", ["x_a = y_b", "a\n\n{{ b }}", "# $c$ d$"])
def test_jekylls_tags_for_code_are_fences(code):
    page = html(f"{{% highlight python linenos %}}\n{code}\n{{% endhighlight %}}\n\nz")

    assert re.sub("<[^>]*>", "", page) == f"{code}\n\n\nz"
    assert page.count("<pre>") == 1


@pytest.mark.parametrize("text", ["<div>\n{:.x}\n</div>", "<pre>\n{:.x}\n</pre>"])
def test_a_list_of_attributes_in_raw_html_is_text(text):
    assert "\n{:.x}\n" in html(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\n<!-- b\nc -->\nd", "<p>a<!-- b\nc -->d</p>"),
        ("- a\n<!-- b -->\n- c", "<ul><li>a<!-- b --></li><li>c</li></ul>"),
        ("a\n<!-- b\n\nc -->\nd", "<p>a</p><!-- b\n\nc --><p>d</p>"),
        ("a\n\n<!-- b -->\n\nc", "<p>a</p><!-- b --><p>c</p>"),
        ("## a\n<!-- b -->\nc", '<h2 id="a">a</h2><!-- b --><p>c</p>'),
    ],
)
def test_a_comment_is_in_the_paragraph_around_it(text, expected):
    page = html(text)

    assert re.sub(r"\n(?=<)|(?<=>)\n", "", page) == expected


def test_braces_after_attributes_stay_where_they_are():
    page = html("*a*{.x} b {c}\nd")

    assert page == '<p><em class="x">a</em> b {c}\nd</p>'


def test_raw_code_has_no_marks_in_it():
    assert html(r"<code>\(x\) *y*</code>") == "<p><code>(x) <em>y</em></code></p>"


@pytest.mark.parametrize(
    "piece", ["[a](b", "[a", "![", "[[", "~", "~~", "`", "([", "{::comment}"]
)
def test_no_bracket_is_looked_for_to_the_end_of_the_text(piece):
    with at_most(5):
        html(piece * (100_000 // len(piece)))


def test_what_comes_first_counts_a_tag_or_code():
    page = html("`<b>` <b title='`'> ` </b> \\<i> [x](<a b> '<u>') ![<s>](y)")

    assert [name for name, _ in tags(page)] == ["p", "code", "b", "a", "img"]


VALUES = st.text("ab /:.?&=#,;*_~`[]()!{}\\$^<>|-+1é", max_size=12)
ADDRESSES = st.sampled_from(["https://a.b", "www.c.d/e", "http://f.g?h=(i)"])
QUOTED = st.lists(VALUES | ADDRESSES, max_size=3).map("".join)
BARE = st.text("ab/:.?&#,;*_~[]()!{}\\$^|-+1é", min_size=1, max_size=9) | ADDRESSES
TAGS = ["a", "img", "span", "abbr", "source", "b", "q", "meta", "base", "video"]
NAMES = ["href", "src", "srcset", "poster", "title", "alt", "data-x", "content"]


@st.composite
def written_tags(draw):
    """A tag as people write it, with its name and what its attributes are."""
    name = draw(st.sampled_from(TAGS))
    attrs, written = {}, f"<{name}"
    for key in draw(st.lists(st.sampled_from(NAMES), unique=True, max_size=3)):
        quote = draw(st.sampled_from(["'", '"', ""]))
        value = draw(QUOTED if quote else BARE)
        if not quote and value.endswith("/"):
            value += "a"
        attrs[key] = unescape(value)
        written += f" {key}={quote}{value}{quote}"
    return written + draw(st.sampled_from([">", " >", " />"])), name, attrs


@given(
    written_tags(),
    st.sampled_from(
        ["{}", "t {} t", "# {}", "- a\n- {}", "> {}", "**{}**", "t[^1]\n\n[^1]: {}"]
    ),
)
def test_any_tag_keeps_its_attributes(tag, place):
    written, name, attrs = tag
    found = tags(html(place.format(f"x {written}y")))

    assert (name, attrs) in found
    assert [n for n, _ in found].count("a") == (name == "a") + 2 * ("[^1]" in place)


def test_details_hold_markdown():
    page = flat("<details>\n<summary>S</summary>\n\n*a*\n- b\n\n</details>")

    assert page == (
        "<details><summary>S</summary><p><em>a</em></p><ul><li>b</li></ul></details>"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{: .a}\n*b*\n\nc", '<p class="a"><em>b</em></p><p>c</p>'),
        ("b\n{:.a}\n\nc", '<p class="a">b</p><p>c</p>'),
        ("## B\n{: #a}", '<h2 id="a">B</h2>'),
        ("> b\n{: .a}", '<blockquote class="a"><p>b</p></blockquote>'),
        ("> {: .a}\n> b", '<blockquote><p class="a">b</p></blockquote>'),
        ("- b\n- c\n{: .a}", '<ul class="a"><li>b</li><li>c</li></ul>'),
        ("b\n\n{:toc}\n\nc", "<p>b</p><p>c</p>"),
        ('[b](c){:d="_e_"}', '<p><a d="_e_" href="c">b</a></p>'),
        ("a *b*{: .c}{d}", '<p>a <em class="c">b</em>{d}</p>'),
        ("## The {set} of", '<h2 id="the-set-of">The {set} of</h2>'),
        ("## All {sets}", '<h2 id="all-sets">All {sets}</h2>'),
        ("*b*{not those}", "<p><em>b</em>{not those}</p>"),
    ],
)
def test_attributes_belong_to_what_they_touch(text, expected):
    assert flat(text) == expected


def test_a_list_may_stand_for_the_contents():
    page = html("* here\n{:toc}\n\n## A\n\n## B")

    assert "here" not in page
    assert '<a href="#a">A</a>' in page


def test_a_list_may_stand_for_the_footnotes():
    page = flat("* here\n{:footnotes}\n\na[^1]\n\n[^1]: b")

    assert page.startswith('<div class="footnote">')
    assert "here" not in page


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("```\na\n\nb", "a\n\nb"),
        ("> ```\n> a\n\nb", "a"),
        ("- ```\n  a\n- b", "a"),
        ("- a\n\n  ~~~\n  b\n\n  c\n\nd", "b\n\nc"),
    ],
)
def test_code_without_an_end_goes_on_as_far_as_what_it_is_in(text, expected):
    assert re.findall("<code>(.*?)\n</code>", html(text), re.DOTALL) == [expected]


def test_no_table_gets_more_empty_cells_than_can_be_kept(monkeypatch):
    rows = "|a|b|\n|-|-|\n" + "|\n" * 1000
    assert "<table>" not in html(rows + "|a" * 1000)

    monkeypatch.setattr(tables, "MOST_CELLS", 200)
    rows = "|a|b|\n|-|-|\n" + "|\n" * 7
    assert "<table>" in html(rows + "|a" * 20)
    assert "<table>" not in html(rows + "|a" * 21)


def test_a_row_of_escapes_is_read_in_one_go():
    assert html("\\*\\&" * 100_000).count("*&amp;") == 100_000


def test_deletions_without_an_end_are_found_in_one_go():
    assert "<del>" not in html("~~a " * 50_000)


def test_more_marks_in_a_line_than_anybody_writes_are_not_read_one_by_one():
    with pytest.raises(RecursionError):
        html("> " * 200_000)


def test_the_line_below_an_item_may_define_what_is_in_it():
    page = flat("- *a*\n: b\n- c")

    assert page.startswith("<ul><li><dl><dt><em>a</em></dt><dd>b</dd></dl></li><li>c")


@pytest.mark.parametrize("column", [2, 4])
def test_the_words_of_an_item_stay_above_code_in_the_next_line(column):
    code = "".join(f"{' ' * column}{line}\n" for line in ("```", "b", "```"))
    page = flat(f"- *a*\n{code}- c")

    assert re.match(r'<ul><li><em>a</em><div class="\w+"><pre>.*b.*<li>c', page)


def test_an_address_ends_before_two_stars():
    assert html("**http://a_b:c**_d").startswith("<p><strong><a")


def test_a_tag_that_is_alone_is_no_paragraph():
    page = flat("<del>\n\n*a*\n\n</del>\n\n<img src=b>")

    assert page == "<del><p><em>a</em></p></del><p><img src=b></p>"


def test_a_reference_that_nothing_refers_to_is_a_comment():
    assert flat("[//]: # not *this*\n[//]: # (nor this)\nb") == "<p>b</p>"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{::options a="b" /}\n\nc', "<p>c</p>"),
        ("a\n\n{::comment}\nb\n\nb\n{:/comment}\n\nc", "<p>a</p><p>c</p>"),
        ("a {::nomarkdown}<b>b</b>{:/} c", "<p>a <b>b</b> c</p>"),
        ("`{::comment}b{:/}`", "<p><code>{::comment}b{:/}</code></p>"),
    ],
)
def test_kramdowns_tags_do_what_they_say(text, expected):
    assert flat(text) == expected


def test_kramdown_is_told_to_read_what_is_in_html():
    page = html('{::options parse_block_html="true" /}\n\n<div>\n\n*a*\n\n</div>')

    assert "<em>a</em>" in page


@pytest.mark.parametrize(
    ("word", "box"),
    [
        ("NOTE", "note"),
        ("TIP", "success"),
        ("IMPORTANT", "note"),
        ("WARNING", "warning"),
        ("CAUTION", "error"),
    ],
)
def test_an_alert_is_a_box_with_a_title(word, box):
    assert flat(f"> [!{word}]\n> *b*\n\nc") == (
        f'<div class="box-{box}"><p><strong>{word.capitalize()}</strong></p>'
        "<p><em>b</em></p></div><p>c</p>"
    )


def test_another_word_in_such_brackets_makes_no_box():
    assert "<blockquote>" in html("> [!PLAN]\n> b")


@pytest.mark.parametrize("end", ["\\", "\\\\", "  "])
def test_a_line_may_be_broken(end):
    assert flat(f"a{end}\nb") == "<p>a<br>b</p>"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("up to <eos>, not <EOS/>", "up to &lt;eos&gt;, not &lt;EOS/&gt;"),
        ("a <my-box>b</my-box>", "a <my-box>b</my-box>"),
        ("a <mark>b</mark>", "a <mark>b</mark>"),
    ],
)
def test_a_tag_that_browsers_do_not_know_is_text(text, shown):
    assert html(text) == f"<p>{shown}</p>"


def rows(text):
    """The words in each row of a table."""
    found = re.findall(r"<tr>(.*?)</tr>", html(text), re.DOTALL)
    return [re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row) for row in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("| a | b |\n|--|:-:|--:|\n| c | d |", [["a", "b"], ["c", "d"]]),
        ("| a | b |\n|---|\n| c | d |", [["a", "b"], ["c", "d"]]),
        ("a | b\n--|--\nc | d\\|e", [["a", "b"], ["c", "d|e"]]),
        ("| a |\n|---|\n| c |", [["a"], ["c"]]),
        ("| a | b |\n| c | d |", [["a", "b"], ["c", "d"]]),
        ("|---|---|\n| a | b |", [["a", "b"]]),
        ("| a | b |", [["a", "b"]]),
        ("| a |", []),
        ("text\n| a | b |\n|---|---|\n| c | d |", [["a", "b"], ["c", "d"]]),
        (
            "| a | b |\n|---|---|\n| `c|d` | e |",
            [["a", "b"], ["<code>c|d</code>", "e"]],
        ),
        ("| a | b |\n|---|\n| c | d | e |", [["a", "b", ""], ["c", "d", "e"]]),
        ("| a | b |\n|---+---|\n| - | + |", [["a", "b"], ["-", "+"]]),
        (
            "|a|b|\n|-|-|\n|c|d|\n|--|--|\n|e|f|\n|==|==|\n|g|h|",
            [["a", "b"], ["c", "d"], ["e", "f"], ["g", "h"]],
        ),
        ("| a | b |\n| --- | | ---: |\n| c | d |", [["a", "b"], ["c", "d"]]),
        ("|---|---|\n|---|---|", []),
        ("|a|b|\n|---|:--  :|\n|c|d|", [["a", "b"], ["c", "d"]]),
        ("a | b\n---", []),
        ("a | b\nc | d", []),
    ],
)
def test_tables_are_those_of_github_and_kramdown(text, expected):
    assert rows(text) == expected


@pytest.mark.parametrize("quoted", ["> ```\n> c\n> ```", "- b\n\n> ```\n> c\n> ```"])
def test_a_paragraph_after_quoted_code_is_outside_the_quotation(quoted):
    page = flat(f"{quoted}\n\nAfter.")

    assert page.endswith("</blockquote><p>After.</p>")
    assert "<p><div" not in page


def test_a_quotation_goes_on_after_code():
    assert flat("> ```\n> c\n> ```\n> b").endswith("<p>b</p></blockquote>")


def test_footnotes_are_numbered_as_the_text_refers_to_them():
    page = html("a[^y] b[^x]\n\n[^x]: one\n\n[^y]: two")

    assert re.findall(r'href="#fn:(.)">(\d)', page) == [("y", "1"), ("x", "2")]
    assert page.index("two") < page.index("one")


def test_footnotes_are_numbered_in_the_order_of_the_page():
    table = "|a|b|\n|-|-|\n|c[^3]|d|"
    notes = "[^1]: one\n\n[^2]: two[^4]\n\n[^3]: three\n\n[^4]: four\n\n[^5]: five"
    page = html(f"{table}\n\n- a[^1]\n\nb[^2]\n\n{notes}")

    numbers = re.findall(r'href="#fn:(.)">(\d)', page)
    assert numbers == [("3", "1"), ("1", "2"), ("2", "3"), ("4", "4")]
    assert re.findall('<li id="fn:(.)"', page) == ["3", "1", "2", "4"]
    assert "five" not in page


STARS = {
    "**0.5*sd (a)**.": "<p><strong>0.5*sd (a)</strong>.</p>",
    "**a*b**": "<p><strong>a*b</strong></p>",
    "*a **b*c*": "<p><em>a **b</em>c*</p>",
    "*a**b*![c](d)": '<p><em>a**b</em><img alt="c" src="d"></p>',
    "**a*b* c**": "<p><strong>a<em>b</em> c</strong></p>",
    "x*y **a*b** z *c*": "<p>x<em>y **a</em>b** z <em>c</em></p>",
    "***a*b c***": "<p><strong><em>a</em>b c</strong>*</p>",
    "**a\u00a0**b": "<p><strong>a\u00a0</strong>b</p>",
}


@pytest.mark.parametrize(("text", "page"), STARS.items())
def test_a_star_in_words_between_two_is_text(text, page):
    assert html(text).replace("&nbsp;", "\u00a0") == page
