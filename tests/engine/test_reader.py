"""Reading: from a file's bytes to what a page shows, and from the cache."""

import base64
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sites import ROOT, build, post

import plugins.reader.cache
from plugins.reader.addresses import TextLocation, by_file, from_root
from plugins.reader.cache import ReadingCache, load, sources
from plugins.reader.metadata import backwards, metadata
from plugins.reader.model import Options, Problem
from plugins.reader.parse import TextReader
from plugins.reader.tags import plain_tags
from plugins.shared.settings import DEFAULTS

MARKDOWN = {
    "extensions": [
        *(f"markdown.extensions.{name}" for name in ("extra", "codehilite", "toc")),
        *(
            "plugins.markdown.dialect",
            "plugins.markdown.maths",
            "plugins.markdown.demo_figures",
        ),
    ],
    "extension_configs": {
        "markdown.extensions.codehilite": {"guess_lang": False},
        "markdown.extensions.toc": {"toc_depth": "2-3"},
    },
    "output_format": "html5",
}


def options(**changes):
    own = {"markdown": MARKDOWN, "macros": {}, "fallback": "error", "summary_words": 50}
    return Options(**{**own, **changes})


READER = TextReader(options())


def read(text, **changes):
    data = text if isinstance(text, bytes) else text.encode()
    return TextReader(options(**changes)).read(data)


def test_a_page_gets_everything_that_templates_show():
    text = post(
        'First, "quoted" *words* and $x^2$.\n\n## A part $\\theta$\n\nMore.',
        title="The $\\epsilon$-greedy & <rest>",
    ).replace("date:", "subtitle: It's `code`\ndate:")

    values = read(text).values

    assert values["title"] == "The ϵ-greedy & <rest>"
    assert values["title_html"].startswith('The <span class="nowrap"><math>')
    assert values["title_html"].endswith(
        '<span class="amp">&amp;</span>&nbsp;&lt;rest&gt;'
    )
    assert values["subtitle"] == "It's code"
    assert values["subtitle_html"] == "It’s <code>code</code>"
    assert values["summary"].startswith("<p>First, “quoted” <em>words</em> and ")
    assert values["description"] == "First, “quoted” words and x^2. More."
    assert values["toc"] == [{"id": "a-part-θ", "text": "A part θ", "level": 2}]
    assert not values["has_maths_fallback"]
    assert values["reading_minutes"] == 1


@pytest.mark.parametrize("title", ["$x^2$", "$$x^2$$"])
def test_a_title_may_be_a_formula_and_nothing_else(title):
    values = read(post("Body.", title=title)).values

    assert values["title"] == "x^2"
    assert values["title_html"].startswith('<math aria-label="x^2"')


def test_the_author_may_write_summary_and_description():
    text = post("Body.").replace(
        "date:", "summary: A *short* $x$\nshare-description: One & two\ndate:"
    )

    values = read(text).values

    assert values["summary"] == ("<p>A <em>short</em> <math><mi>x</mi></math></p>")
    assert values["description"] == "One & two"


def test_links_of_a_summary_name_files_as_those_of_the_text_do():
    text = post("x").replace("date:", "summary: '[a](b.md) ![c](c.png)'\ndate:")

    summary = read(text).values["summary"]

    assert 'href="{filename}b.md"' in summary
    assert 'src="{static}c.png"' in summary


def test_tags_of_one_address_are_one_tag():
    names = ["Deep Learning", "deep learning", "deep-learning", "Art"]

    found = metadata({"tags": names}, DEFAULTS, {})

    assert [tag.name for tag in found["tags"]] == ["Deep Learning", "Art"]


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Two words, and C++", "two-words-and-c"),
        ("Đường đi", "đường-đi"),
        ("強化学習", "強化学習"),
        ("Main content", "main-content-1"),
        ("🙂", "section"),
        ("A - b", "a-b"),
        ("`x_1` of $y$", "x_1-of"),
    ],
)
def test_a_heading_has_an_id_in_its_own_script(heading, expected):
    assert f'id="{expected}' in read(post(f"## {heading}")).html


def test_equal_headings_have_the_ids_that_github_gives_them():
    html = read(post("## A\n\n## A\n\n## A 1\n\n## A {#own}\n\n## A")).html

    assert re.findall('id="(.*?)"', html) == ["a", "a-1", "a-1-1", "own", "a-2"]


def test_an_id_stays_when_another_heading_comes_before_it():
    alone, after = (read(post(f"{first}## 方策")) for first in ("", "## 強化学習\n\n"))

    assert alone.values["toc"][0]["id"] == after.values["toc"][1]["id"] == "方策"


@pytest.mark.parametrize(
    ("modified", "said"),
    [
        ("2025-12-31", ["changed on 2025-12-31, before it was written on 2026-01-02"]),
        ("2026-01-02", []),
        ("2026-01-01 23:30 -0200", []),
    ],
)
def test_a_text_is_not_changed_before_it_is_written(modified, said):
    reading = read(post("x").replace("date:", f"last-updated: {modified}\ndate:"))

    problems = list(backwards(reading, {"TIMEZONE": "UTC"}))

    assert [(p.level, p.line) for p in problems] == [("warning", 3)] * len(said)
    assert all(words in p.message for words, p in zip(said, problems, strict=True))


def test_an_equation_of_the_summary_is_counted_from_one_as_in_the_body():
    text = post("$$x \\label{a}$$").replace("date:", "summary: $y$\ndate:")

    assert "(1)" in read(text).html


def test_comments_are_not_published():
    html = read(post("a\n\n<!-- secret\n\n- b -->\n\n`<!-- code -->` c")).html

    assert "secret" not in html
    assert "<code>&lt;!-- code --&gt;</code>" in html


def test_code_can_be_scrolled_by_keyboard():
    assert '<pre tabindex="0">' in read(post("```\nx\n```")).html


def test_a_figure_is_a_placeholder_with_mathematics_in_its_caption():
    html = read(post("![Alt $y$](demo:a?b=1 \"Of $x$ and 'it'\"){#fig-a}")).html

    assert 'data-demo="demo:a?b=1"' in html
    assert 'data-alt="Alt y"' in html
    assert "<figcaption>Of <math><mi>x</mi></math> and ‘it’</figcaption>" in html


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("", 1, "there is no title"),
        ("Just text.", 1, "there is no title"),
        ("---\ntitle:\n---\n", 1, "there is no title"),
        ("---\ntitle: x\ndate: 2026-02-30\n---\n", 3, "is not a date"),
        ("---\ntitle: x\nstatus: gone\n---\n", 3, "'gone' is not known"),
        ("---\ntitle: x\nurl: https://[\n---\n", 3, "'https://[' is not an address"),
        ("---\ntitle: x\n", 1, "has no end"),
        (b"---\ntitle: caf\xe9\n---\n", 2, "0xe9 is not UTF-8"),
        (b"---\ntitle: x\n---\n\none\n\xff\n", 6, "0xff is not UTF-8"),
        ("---\ntitle: x\n---\na\ufffeb", 4, "the character U+FFFE is not text"),
        ("---\ntitle: x\n---\na\x02b", 4, "the character U+0002 is not text"),
    ],
)
def test_what_keeps_a_text_out_is_named_with_its_line(text, line, words):
    (problem,) = read(text).problems

    assert (problem.level, problem.line) == ("fatal", line)
    assert words in problem.message


def test_broken_mathematics_is_named_with_its_line_in_the_file():
    text = post("one\n\n$\\foo$", title="A $\\bar{}$ $\\nope$")

    assert [(p.level, p.line) for p in read(text).problems] == [
        ("error", 2),
        ("error", 8),
    ]


@pytest.mark.parametrize(
    ("fallback", "levels"),
    [("error", ["error"]), ("source", ["warning"]), ("mathjax", [])],
)
def test_the_settings_say_how_bad_broken_mathematics_is(fallback, levels):
    reading = read(post("$\\foo$"), fallback=fallback)

    assert [problem.level for problem in reading.problems] == levels
    assert reading.values["has_maths_fallback"] == (fallback == "mathjax")


def test_a_title_may_need_the_script_too():
    text = post("Body.", title="$\\foo$")

    assert read(text, fallback="mathjax").values["has_maths_fallback"]


def test_a_summary_never_needs_a_script():
    reading = read(post("Words $\\foo$ here."), fallback="mathjax")

    assert '<span class="math">' in reading.html
    assert '<code class="tex">\\(\\foo\\)</code>' in reading.values["summary"]


def test_a_picture_without_words_is_pointed_out():
    problems = read(post("a\n\n![](b.png)\n\n![c](d.png)")).problems

    assert problems == [
        Problem(
            "warning",
            8,
            "the picture b.png has no alt text; say between ![ and ] what it shows.",
        )
    ]


def test_windows_line_ends_and_a_mark_of_byte_order_make_no_difference():
    text = post("a\n\n- b\n- c")

    assert read(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()) == read(text)


TYPED = """
$ $$ \\( \\) \\[ \\] ` ``` - 1. > # | |-|-| [ ]( ] ![ < <div> </div>
<pre> </pre> <code> </code> <!-- --> <details> </details> {:.x} {#id} * ** _ ~~
[^1] [^1]: \\ \\frac{
} { x " ' -- ... NASA & &amp; https://a.b/c demo:a?b=1 \\begin{align} \\end{align}
\\text{ % --- === : é 😀 <b =" '> <svg> </svg> <math> <script> </script> *[H]:
\\label{a} \\eqref{a} \\newcommand{\\a}{\\a}\\a
"""
FRAGMENTS = TYPED.split()
SPACES = ["", "", " ", "\n", "\n\n", "    "]


@given(st.lists(st.tuples(st.sampled_from(FRAGMENTS), st.sampled_from(SPACES))))
def test_nothing_that_can_be_typed_breaks_the_reader(pieces):
    typed = "".join(map("".join, pieces))

    reading = READER.read(post(typed, title=f"a {' '.join(typed.split())}").encode())

    shown = reading.html + "".join(map(str, reading.values.values()))
    assert "\x02" not in shown
    assert "qmaths" not in shown


# Addresses


@pytest.mark.parametrize(
    ("address", "marked"),
    [
        ("b.md", "{filename}b.md"),
        ("../pages/b.md#c", "{filename}../pages/b.md#c"),
        ("b.png", "{static}b.png"),
        ("&#109;ailto:ada@a.org", "&#109;ailto:ada@a.org"),
        ("{static}/b.png", "{static}/b.png"),
        ("/b.png", "/b.png"),
        ("https://a.b/c.md", "https://a.b/c.md"),
        ("mailto:a@b.c", "mailto:a@b.c"),
        ("#c", "#c"),
        ("../b/", "../b/"),
        ("c.html", "c.html"),
    ],
)
def test_relative_addresses_of_files_are_pelicans(address, marked):
    assert by_file(f'<a class="x" href="{address}">') == (
        f'<a class="x" href="{marked}">'
    )


def test_addresses_from_the_root_know_where_the_site_is(tmp_path):
    (tmp_path / "a b.png").touch()
    (tmp_path / "c.md").touch()

    html = '<img src="/a%20b.png"><a href="/c.md"><a href="/blog/"><a href="//x.y/">'

    assert from_root(
        html, TextLocation(tmp_path / "c.md", tmp_path, "https://a.b/site")
    ) == (
        '<img src="{static}/a%20b.png"><a href="{filename}/c.md">'
        '<a href="https://a.b/site/blog/"><a href="//x.y/">'
    )


def test_pictures_to_choose_from_know_where_the_site_is(tmp_path):
    (tmp_path / "posts").mkdir()
    (tmp_path / "a b.png").touch()
    html = '<img srcset="/x.png 1x, ../a%20b.png 2x,https://c.d/e.png,f.png 9w">'

    location = TextLocation(tmp_path / "posts" / "a.md", tmp_path, "https://a.b/s")

    page = from_root(html, location)

    assert page == (
        '<img srcset="https://a.b/s/x.png 1x, https://a.b/s/a%20b.png 2x,'
        'https://c.d/e.png,f.png 9w">'
    )


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("<A HREF='/b/'>B</A>", '<a href="/b/">B</a>'),
        ("<a href=/b/ download>", '<a href="/b/" download>'),
        (
            """<a title='"x" > y'\n\thref="/b">""",
            '<a title="&quot;x&quot; &gt; y" href="/b">',
        ),
        ('<a href="a"title="b" href="c">', '<a href="a" title="b">'),
        ("<path D='m' viewBox=0 />", '<path d="m" viewBox="0" />'),
        ("<br/>", "<br />"),
        ("<!-- <A HREF='b'> -->", "<!-- <A HREF='b'> -->"),
        ("<SCRIPT SRC=a>'<B C=d>'</SCRIPT>", "<script src=\"a\">'<B C=d>'</SCRIPT>"),
        ("<SCRIPT><B C=d>", "<script><B C=d>"),
        ("a < b <c", "a &lt; b &lt;c"),
        ("<a <b> <!-- <i>", "&lt;a <b> &lt;!-- <i>"),
        ("<!DOCTYPE X> <?y z?>", "<!DOCTYPE X> <?y z?>"),
    ],
)
def test_tags_become_as_markdown_writes_them(written, plain):
    assert plain_tags(written) == plain
    assert plain_tags(plain) == plain


VALUE = st.text("<>ab /=&;-{}é\n", max_size=6)
WRITTEN = st.one_of(
    st.just(""),
    VALUE.map('="{}"'.format),
    VALUE.map(" = '{}'".format),
    st.from_regex(r"=[ab&;{}é-][ab/&;{}é-]*", fullmatch=True),
)
ATTRIBUTE = st.tuples(
    st.sampled_from([" ", "\n\t"]), st.text("abX-", min_size=1), WRITTEN
)


@given(st.lists(ATTRIBUTE.map("".join)).map("".join), st.sampled_from(["", " ", " /"]))
def test_tags_mean_what_they_meant(attributes, end):
    def tags(html):
        found = []
        parser = HTMLParser()
        parser.handle_starttag = lambda name, attrs: found.append((name, attrs))
        parser.feed(html)
        return [(name, dict(reversed(attrs))) for name, attrs in found]

    text = f"<img{attributes}{end}>"

    assert tags(plain_tags(text)) == tags(text)


RAW = """
<a href='/about/'>a</a> <A HREF=/about/>b</A> <a title="x > y" href="/about/">c</a>

<video poster="plot.png" src='b.mp4'></video>

<object data="/images/a.svg"></object>

<picture><source srcset='/images/a.svg 1x'><img src="/images/a.svg" alt="me"></picture>
"""


def test_raw_html_leads_where_the_site_is(tmp_path):
    files = {
        "content/posts/a.md": post(RAW),
        "content/posts/plot.png": b"",
        "content/posts/b.mp4": b"",
        "content/images/a.svg": "<svg/>",
    }

    build(tmp_path, files, {"SITEURL": "https://a.b/s"})

    page = (tmp_path / "output/blog/a/index.html").read_text("utf-8")
    assert page.count('href="https://a.b/s/about/"') == 3
    assert (
        'poster="https://a.b/s/posts/plot.png" src="https://a.b/s/posts/b.mp4"' in page
    )
    assert page.count('"https://a.b/s/images/a.svg') == 3
    assert (tmp_path / "output/posts/plot.png").exists()
    assert (tmp_path / "output/posts/b.mp4").exists()


# The cache


@pytest.fixture
def texts():
    return [
        post("a $x$ *b*\n\n## C\n\n![d](demo:e)"),
        post("$\\foo$ ![](a.png)"),
        "no title",
        "---\ntitle: x\nother: [1, {a: b}]\ntags: a, b\n---\n",
    ]


def test_what_comes_from_the_cache_is_what_was_read(tmp_path, texts):
    for text in texts:
        first = ReadingCache(tmp_path, options()).read(text.encode())
        again = ReadingCache(tmp_path, options())

        assert again.read(text.encode()) == first == read(text)
        assert "reader" not in vars(again)  # nothing had to be read


@pytest.mark.parametrize(
    "changed",
    [
        {"macros": {"a": "b"}},
        {"fallback": "source"},
        {"summary_words": 3},
        {"markdown": {**MARKDOWN, "tab_length": 2}},
    ],
)
def test_each_setting_that_matters_is_part_of_the_key(tmp_path, changed):
    ReadingCache(tmp_path, options()).read(post("x").encode())

    other = ReadingCache(tmp_path, options(**changed))
    other.read(post("x").encode())

    assert other.reader is not None


def test_changed_code_reads_again(tmp_path, monkeypatch):
    ReadingCache(tmp_path, options()).read(post("x").encode())
    monkeypatch.setattr(plugins.reader.cache, "code_digest", lambda *_: "other")

    other = ReadingCache(tmp_path, options())
    other.read(post("x").encode())

    assert other.reader is not None


def test_the_modules_that_read_are_found_by_what_they_import():
    names = {
        *("reader/parse", "shared/html", "markdown/demo_figures"),
        *("markdown/maths/tex", "markdown/maths/delimiters", "markdown/dialect/blocks"),
    }
    found = set(sources(["plugins.reader.parse", *MARKDOWN["extensions"]]))

    for name in names:
        assert (ROOT / f"plugins/{name}.py").read_text() in found
    assert (ROOT / "plugins/diagnostics/__init__.py").read_text() not in found


@pytest.mark.parametrize("damage", [b"", b"{}", b"\xff\xfe", b"cut"])
def test_a_damaged_file_is_read_anew(tmp_path, damage):
    data = post("x").encode()
    reading = ReadingCache(tmp_path, options()).read(data)
    (file,) = tmp_path.iterdir()
    file.write_bytes(file.read_bytes()[:-40] if damage == b"cut" else damage)

    assert ReadingCache(tmp_path, options()).read(data) == reading
    assert load(file) == reading  # and mended


def test_a_cache_that_cannot_be_written_costs_only_time(tmp_path):
    (tmp_path / "file").write_text("in the way")

    cache = ReadingCache(tmp_path / "file", options())

    assert cache.read(post("x").encode()) == read(post("x"))


def test_nothing_is_left_half_written(tmp_path, monkeypatch):
    def full(self, text, **_):
        self.write_bytes(text.encode()[:10])
        raise OSError("disk full")

    monkeypatch.setattr(Path, "write_text", full)
    ReadingCache(tmp_path, options()).read(post("x").encode())

    assert list(tmp_path.iterdir()) == []


# In Pelican

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk"
    "+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    shown = (
        "{{ article.title|e }}|{{ article.date.isoformat() }}|{{ article.slug }}|"
        "{{ article.tags|join(',') }}|{{ article.categories|join(',') }}|"
        "{{ article.author }}|{{ article.cover_img }}|{{ article.modified or '' }}"
    )
    page = "{{ page.content|safe }}"
    files = {
        "theme/templates/article.html": shown,
        "theme/templates/page.html": page,
        "content/posts/2025-01-31-from-the-name.md": "---\ntitle: Named\n---\n",
        "content/posts/Some Name.md": "---\ntitle: Slugged\n"
        "date: 2025-01-19 12:00:00 +0200\n"
        "tags: a b, c\ncategories: [x, y]\nauthor: Someone\ncover-img: /c.png\n"
        "lang: en\n---\n",
        "content/posts/2025-03-01-bundle/index.md": "---\ntitle: In a folder\n---\n",
        "content/posts/changed.md": "---\ntitle: x\n"
        "last_modified_at: 2025-04-01\n---\n",
        "content/posts/classic.md": "Title: Classic\nDate: 2025-05-01\nTags: d\n\nText",
        "content/posts/draft.md": "---\ntitle: Draft\npublished: false\n---\n",
        "content/posts/linked.md": "---\ntitle: Linked\ndate: 2025-06-07\n"
        "permalink: /:year/:month/:title.html\n"
        "content: odd\nsettings: odd\npath: odd\nfigures: [odd]\nkind: odd\n---\n",
        "content/pages/about.md": "---\ntitle: About\n---\n[p](../posts/classic.md) "
        "![i](../images/i.png) [r](/blog/) [q](/posts/classic.md#top)",
        "content/posts/listed.md": post("[r](/blog/) and [p](classic.md).", "a<b>c&d"),
        "theme/templates/blog.html": "{{ articles[0].summary|safe }}",
        "content/images/i.png": PNG,
        "content/c.png": PNG,
    }  # fmt: skip
    zone = "Asia/Kolkata"
    settings = {"SITEURL": "https://a.b/sub", "STRICT": True, "TIMEZONE": zone}
    done = build(folder, files, settings)
    assert done.returncode == 0, done.stderr
    return folder / "output"


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("from-the-name", "Named|2025-01-31T00:00:00+05:30|from-the-name|||"),
        (
            "some-name",
            "Slugged|2025-01-19T12:00:00+02:00|some-name|a b,c|x,y|Someone|/c.png|",
        ),
        ("bundle", "In a folder|2025-03-01T00:00:00+05:30|bundle|"),
        ("changed", "x|2025-04-01T00:00:00+05:30|changed|"),
        ("classic", "Classic|2025-05-01T00:00:00+05:30|classic|d|"),
    ],
)
def test_posts_have_what_their_front_matter_and_name_say(site, path, shown):
    assert (site / "blog" / path / "index.html").read_text().startswith(shown)


def test_a_draft_needs_no_date_and_is_no_post(site):
    assert (site / "drafts/draft/index.html").is_file()
    assert not (site / "blog/draft").exists()


def test_a_permalink_is_the_address(site):
    assert (site / "2025/06/linked.html").read_text().startswith("Linked|2025-06-07")


@pytest.mark.parametrize(
    ("permalink", "file"),
    [
        ("/a/v1.0/", "a/v1.0/index.html"),
        ("/a/v1.0", "a/v1.0/index.html"),
        ("/a.html", "a.html"),
        ("/a.b/c/", "a.b/c/index.html"),
    ],
)
def test_a_permalink_with_a_dot_may_be_a_folder(permalink, file):
    values = metadata({"permalink": permalink, "slug": "x"}, {"TIMEZONE": "UTC"}, {})

    assert values["save_as"] == file


def test_links_lead_where_their_files_went(site):
    html = (site / "about/index.html").read_text()

    assert 'href="https://a.b/sub/blog/classic/"' in html
    assert 'src="https://a.b/sub/images/i.png"' in html
    assert 'href="https://a.b/sub/blog/"' in html
    assert 'href="https://a.b/sub/blog/classic/#top"' in html


def test_the_links_of_a_summary_lead_there_too(site):
    summary = (site / "blog/index.html").read_text()

    assert '<a href="https://a.b/sub/blog/">r</a>' in summary
    assert '<a href="https://a.b/sub/blog/classic/">p</a>' in summary


def test_a_file_may_have_a_sign_of_html_in_its_name(tmp_path):
    text = post("![a](a&b.png) [c](/other/c&d.txt)")
    files = {"content/posts/a.md": text, "content/posts/a&b.png": PNG}
    build(tmp_path, files | {"content/other/c&d.txt": "C"})

    html = (tmp_path / "output/blog/a/index.html").read_text()
    assert 'src="/posts/a%26b.png"' in html
    assert 'href="/other/c%26d.txt"' in html
    assert (tmp_path / "output/posts/a&b.png").is_file()
    assert (tmp_path / "output/other/c&d.txt").is_file()


def test_a_feed_has_the_whole_title(site):
    feed = feedparser.parse(site / "feeds/posts.atom.xml")

    assert feed.entries[0].title == "a<b>c&d"


def test_a_second_build_reads_nothing_and_writes_the_same(tmp_path):
    files = {"content/posts/a.md": post("A $x$ *b*."), "content/posts/b.md": post("B.")}
    build(tmp_path, files)
    first = (tmp_path / "output/blog/a/index.html").read_bytes()
    kept = {path: path.stat().st_mtime_ns for path in tmp_path.glob(".cache/reader/*")}

    build(tmp_path, {})

    assert (tmp_path / "output/blog/a/index.html").read_bytes() == first
    assert len(kept) == 2
    assert kept == {p: p.stat().st_mtime_ns for p in tmp_path.glob(".cache/reader/*")}
    assert all(json.loads(p.read_text().partition("\n")[2]) for p in kept)
