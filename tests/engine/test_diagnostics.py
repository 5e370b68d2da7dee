"""Mistakes: named with file and line, and never published."""

import logging
from importlib import import_module
from io import StringIO

import pytest
import site_settings
from sites import ROOT, WHOLE, build, png, post

from plugins.shared.messages import Messages, explained

GOOD = {"content/posts/good.md": post("Good.")}


def built(folder, files, *arguments, **settings):
    """Exit code, lines of stderr, and whether any page was written."""
    done = build(folder, {**GOOD, **files}, settings, *arguments)
    pages = list((folder / "output").rglob("*.html"))
    return done.returncode, done.stderr.splitlines(), bool(pages)


MISTAKES = {
    "content/posts/untitled.md": ("Only words.\n", 1, "no title"),
    "content/posts/undated.md": ("---\ntitle: x\n---\n", 1, "there is no date"),
    "content/posts/impossible.md": (
        "---\ntitle: x\ndate: 2026-02-30\n---\n",
        3,
        "'2026-02-30' is not a date",
    ),
    "content/posts/2026-02-31-name.md": ("---\ntitle: x\n---\n", 1, "the file's name"),
    "content/notes/undated.md": ("---\ntitle: x\n---\n", 1, "there is no date"),
    "content/pages/latin.md": (b"---\ntitle: caf\xe9\n---\n", 2, "0xe9 is not UTF-8"),
    "content/posts/status.md": (
        post("x").replace("date", "status: gone\ndate"),
        3,
        "'gone' is not known",
    ),
    "content/posts/maths.md": (post("a\n\n$\\foo$"), 8, "$\\foo$ cannot be read as"),
    "content/posts/yaml.md": ("---\ntitle: x\nfoo: a: b\n---\n", 3, "is not YAML"),
    "content/posts/links.md": (
        post("a\n[b](nowhere.md)", "Linking"),
        7,
        "link to nowhere.md leads nowhere",
    ),
    "content/posts/links2.md": (
        post("[b]({filename}/posts/godo.md)"),
        6,
        "link to /posts/godo.md leads nowhere: there is no such file; "
        "did you mean /posts/good.md?",
    ),
    "content/pages/picture.md": (
        "---\ntitle: x\n---\n![a picture](none.png)\n",
        4,
        "link to none.png leads nowhere",
    ),
    "content/posts/tags.md": (
        post("x").replace("date", "tags: [good, 🙂]\ndate"),
        3,
        "'🙂' has neither letters nor digits to make an address of; rename it.",
    ),
    "content/posts/zone.md": (
        post("x" * 600).replace("date", f"status: {'x' * 100_000}\ndate"),
        3,
        "xxx […] xxx",
    ),
    "content/notes/deep.md": (
        post("a\n\n" + "> " * 2000 + "b"),
        8,
        "cannot be read (it is nested too deep); write it flat.",
    ),
    "content/posts/web.html": ("<p>x</p>", 1, "texts are in Markdown"),
    "content/posts/rest.rst": ("Title\n=====\n", 1, "texts are in Markdown"),
    "content/pages/twin.md": (
        "---\ntitle: x\nslug: one\n---\n",
        3,
        "it would be written to one/index.html, as content/pages/one.md:1 is",
    ),
    "content/posts/long name.md": (
        post(f"[a]({'x' * 300}.png)").replace("date", "status: hidden\ndate"),
        7,
        "leads nowhere",
    ),
    "content/pages/blog.md": (
        "---\ntitle: x\n---\n",
        1,
        "it would be written to blog/index.html, as the page blog is",
    ),
}


@pytest.fixture(scope="module")
def everything_wrong(tmp_path_factory):
    files = {path: words for path, (words, _, _) in MISTAKES.items()}
    files["content/pages/one.md"] = "---\ntitle: one\n---\n"
    return built(tmp_path_factory.mktemp("site"), files)


@pytest.mark.parametrize("path", MISTAKES)
def test_a_mistake_is_named_with_file_and_line_once(everything_wrong, path):
    _, lines, _ = everything_wrong
    _, line, words = MISTAKES[path]

    (said,) = [text for text in lines if text.startswith(f"{path}:")]
    assert said.startswith(f"{path}:{line}: ")
    assert words in said


def test_nothing_is_both_a_file_and_a_folder(tmp_path):
    both = {"one": "one", "theme": "theme", "a.txt/x.html": "a.txt", "tags": "tags"}
    page = "---\ntitle: {0}\nsave_as: {1}\n---\n"
    files = {
        "content/pages/a.md": page.format("a", "a.txt"),
        "content/pages/b.md": page.format("b", "one/index.html"),
        "content/posts/d.md": post("x").replace("date", "tags: x\ndate"),
        "theme/static/x.css": "",
    }
    for number, address in enumerate(both):
        files[f"content/pages/c{number}.md"] = page.format(f"c{number}", address)

    code, lines, written = built(tmp_path, files)

    assert (code, written) == (1, False)
    assert [line for line in lines if "pages/c" in line] == [
        f"content/pages/c{number}.md:3: it would be written to {address}, "
        f"but {name} is a file and a folder; give it another."
        for number, (address, name) in enumerate(both.items())
    ]


def test_mistakes_are_said_in_the_order_of_files_and_lines(everything_wrong):
    _, lines, _ = everything_wrong
    places = [line.split(":")[:2] for line in lines[:-1]]

    assert places == sorted(places, key=lambda place: (place[0], int(place[1])))


def test_a_site_with_mistakes_is_not_written(everything_wrong):
    code, lines, written = everything_wrong

    assert code == 1
    assert lines[-1] == f"{len(MISTAKES)} mistakes. Nothing was written."
    assert not written


def test_nothing_but_the_mistakes_is_said(everything_wrong):
    _, lines, _ = everything_wrong

    assert len(lines) == len(MISTAKES) + 1


def test_what_was_built_before_stays(tmp_path):
    built(tmp_path, {})
    page = tmp_path / "output/blog/good/index.html"
    before = page.read_bytes()

    code, _, _ = built(tmp_path, {"content/posts/good.md": "No title."})

    assert code == 1
    assert page.read_bytes() == before


def test_mistakes_are_said_again_when_the_reading_comes_from_the_cache(tmp_path):
    files = {"content/posts/a.md": post("$\\foo$")}

    assert built(tmp_path, files) == built(tmp_path, files)


def test_what_pelican_cannot_process_is_named_with_its_file(tmp_path):
    plugin = (
        "from pelican import signals\n"
        "def odd(content):\n"
        "    if 'odd' in content.metadata: raise KeyError(content.title)\n"
        "def register(): signals.content_object_init.connect(odd, weak=False)\n"
    )
    odd = post("x", title="this").replace("date", "odd: yes\ndate")
    files = {f"content/{kind}/a.md": odd for kind in ("posts", "notes", "pages")}
    plugins = ["plugins.diagnostics", "plugins.reader", "plugins.notes", "odd"]

    code, lines, _ = built(
        tmp_path, {"odd.py": plugin, **files}, PLUGINS=plugins, PLUGIN_PATHS=["."]
    )

    words = "cannot be read (KeyError: 'this'); simplify what is unusual there."
    assert code == 1
    assert lines[:-1] == [f"{path}:1: {words}" for path in sorted(files)]


WARNED = {
    "content/posts/a.md": post("![](../images/a.png)"),
    "content/images/a.png": png(9, 9),
}


def test_a_warning_is_said_and_the_site_is_written(tmp_path):
    code, lines, written = built(tmp_path, WARNED)

    assert (code, written) == (0, True)
    assert [line.partition(" the ")[0] for line in lines] == [
        "content/posts/a.md:6: warning:"
    ]


def test_a_text_without_a_title_has_that_of_its_file(tmp_path):
    files = {"content/posts/2026-01-02-my-day.md": "---\nlayout: post\n---\nText."}

    code, lines, _ = built(tmp_path, files)

    assert code == 0
    assert lines[0].startswith("content/posts/2026-01-02-my-day.md:1: warning: there")
    assert "'My Day'" in lines[0]
    assert (tmp_path / "output/blog/my-day/index.html").is_file()


def test_when_strict_a_warning_is_a_mistake(tmp_path):
    code, lines, written = built(tmp_path, WARNED, STRICT=True)

    assert (code, written) == (1, False)
    assert lines[-1] == "1 mistake. Nothing was written."


def test_no_argument_hides_a_mistake(tmp_path):
    arguments = ("--quiet", "--log-handler=plain")

    code, lines, written = built(tmp_path, {"content/posts/a.md": "No."}, *arguments)

    assert (code, written) == (1, False)
    assert lines[0].startswith("content/posts/a.md:1: there is no title")


def test_while_writing_the_rest_is_shown_and_the_mistakes_are_said(tmp_path):
    files = {path: words for path, (words, _, _) in MISTAKES.items()}

    code, lines, written = built(tmp_path, files, KEEP_GOING=True)

    assert (code, written) == (0, True)
    assert {text.split(":")[0] for text in lines} == MISTAKES.keys() - {
        "content/pages/twin.md"  # has no twin here
    }
    assert (tmp_path / "output/blog/good/index.html").is_file()
    assert (
        r'<code class="tex">$\foo$</code>'
        in (tmp_path / "output/blog/maths/index.html").read_text()
    )


@pytest.mark.parametrize(
    ("template", "place"),
    [
        ("{{ x }}\n{{ article.nothing.at.all }}", ":2: "),
        ("\n\n{% if %}", ":3: "),
        ("{% include 'gone.html' %}", ":1: "),
    ],
)
def test_a_template_that_fails_is_named_with_its_line(tmp_path, template, place):
    files = {"theme/templates/article.html": template}

    code, (line,), _ = built(tmp_path, files)

    assert code == 1
    assert line.startswith(f"theme/templates/article.html{place}")


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "output").write_text("in the way")

    code, lines, _ = built(tmp_path, {})

    assert code == 1
    assert any(line.startswith("output") for line in lines)
    assert not any("Traceback" in line for line in lines)


def test_an_error_while_pages_are_written_fails_the_build(tmp_path):
    plugin = (
        "import logging\nfrom pelican import signals\n"
        "def late(*a, **k): logging.getLogger('x').error('too late')\n"
        "def register(): signals.article_writer_finalized.connect(late, weak=False)\n"
    )
    plugins = ["plugins.diagnostics", "plugins.reader", "plugins.notes", "late"]

    code, lines, written = built(
        tmp_path, {"late.py": plugin}, PLUGINS=plugins, PLUGIN_PATHS=["."]
    )

    assert (code, written) == (1, True)
    assert lines == ["too late", "1 mistake. The site is not as it should be."]


@pytest.mark.parametrize("name", site_settings.PLUGINS)
def test_each_plugin_of_the_settings_is_there(name):
    """Pelican would leave out one that it cannot import, and build without it."""
    assert callable(import_module(name).register)


def test_a_plugin_that_cannot_register_is_a_mistake(tmp_path):
    plugin = "def register():\n    raise ValueError('no')\n"
    plugins = ["plugins.diagnostics", "plugins.reader", "plugins.notes", "odd"]

    code, lines, _ = built(
        tmp_path, {"odd.py": plugin}, PLUGINS=plugins, PLUGIN_PATHS=["."]
    )

    assert code == 1
    assert lines[0] == "Cannot register plugin `odd`: odd.py:2: ValueError: no"


# Messages


def logged(level, text, *values):
    stream = StringIO()
    messages = Messages(stream)
    messages.emit(logging.LogRecord("x", level, "", 1, text, values, None))
    return stream.getvalue()


def test_a_message_is_one_line_however_long():
    assert logged(logging.ERROR, "a.md:1: %s\n  and", "word " * 50) == (
        f"a.md:1: {'word ' * 50}and\n"
    )


def test_a_message_keeps_the_name_of_a_file_as_it_is():
    name = "Screenshot at 3.45\u202fPM\u00a0.md"
    assert logged(logging.ERROR, "%s:1: a\tb", name) == f"{name}:1: a b\n"


def test_a_message_without_end_is_shortened():
    said = logged(logging.ERROR, "a.md:1: '%s' is wrong; mend it.", "x" * 100_000)

    assert said.startswith("a.md:1: 'xxx")
    assert said.endswith("xxx' is wrong; mend it.\n")
    assert len(said) < 600


def test_nothing_is_kept_back_from_a_build_that_breaks_off():
    messages = Messages(StringIO())
    messages.hold_back()
    for level, words in [(30, "b.md:1: x"), (30, "a.md:10: y"), (30, "a.md:9: z")]:
        messages.emit(logging.makeLogRecord({"levelno": level, "msg": words}))
    assert messages.stream.getvalue() == ""

    messages.emit(
        logging.makeLogRecord({"levelno": logging.CRITICAL, "msg": "the end"})
    )

    said = [line[:4] for line in messages.stream.getvalue().splitlines()]
    assert said == ["a.md", "a.md", "b.md", "the "]


def test_what_our_checks_say_better_is_not_said_twice():
    assert (
        logged(logging.WARNING, "Empty alt attribute for image %s in %s", "a", "b")
        == ""
    )


def test_an_exception_says_where_it_was():
    with pytest.raises(ZeroDivisionError) as caught:
        1 / 0  # noqa: B018

    place = f"tests/engine/test_diagnostics.py:{caught.traceback[-1].lineno + 1}"
    assert explained(caught.value) == f"{place}: ZeroDivisionError: division by zero"


THEME = {"THEME": str(ROOT / "theme"), "STRICT": False}


def test_an_address_of_the_site_that_leads_nowhere_has_its_line(tmp_path):
    lost = {
        "MENU": [("Blog", "blog/"), ("A", "no/"), ("B", [("C", "/blog/#no")])],
        "FOOTER_LINKS": [("A", "none")],
        "SOCIAL": [("A", "mail", "none/")],
    }

    done = build(tmp_path, WHOLE, THEME | lost)

    assert done.returncode == 1
    settings = (tmp_path / "site_settings.py").read_text().splitlines()
    line = {text.partition(" ")[0]: n for n, text in enumerate(settings, 1)}
    said = [text.partition(" leads")[0] for text in done.stderr.splitlines()[:-1]]
    for name, address in {
        ("MENU", "no/"),
        ("MENU", "/blog/#no"),
        ("FOOTER_LINKS", "none"),
        ("SOCIAL", "none/"),
    }:
        start = f"site_settings.py:{line[name]}: the address '{address}' in {name}"
        assert any(text.startswith(start) for text in said), said


OF_THE_AUTHOR = {  # files, and the line of each that has a dead link
    "files/picture.css": ("b {}\na { background: url('nowhere.png') }", 2),
    "files/sheet.css": ("@import 'nowhere.css';", 1),
    "files/data.css": ('@import url("data:text/css,");', None),
    "files/own.css": ("/* url(a.png) */\na { src: url(#a), url(data:b) }", None),
    "files/a.xml": ("<b>\n<a href='/nowhere/'></b>", 2),
    "files/latin.html": ("<p>\n<img src=/nowhere.png>\xe9".encode("latin-1"), 2),
    "files/wide.html": ("<a href='/nowhere/'>".encode("utf-16"), None),
    "theme/static/css/own.css": ("b {}\n\na { src: url(nowhere) }", 3),
}


def test_a_file_of_the_authors_has_no_dead_link(tmp_path):
    links = " ".join(f"[a](/{name})" for name in OF_THE_AUTHOR if "files" in name)
    own = {f"content/{name}": file for name, (file, _) in OF_THE_AUTHOR.items()}
    files = WHOLE | own | {"content/posts/a.md": post(links)}

    done = build(tmp_path, files, {**THEME, "STRICT": True})

    assert done.returncode == 1
    assert [text.split(" ")[0] for text in done.stderr.splitlines()[:-1]] == [
        f"content/{name}:{line}:"
        for name, (_, line) in sorted(OF_THE_AUTHOR.items())
        if line
    ]


def test_each_file_with_the_same_dead_link_is_named(tmp_path):
    files = {f"content/files/{name}.css": "a { src: url(no.png) }" for name in "ab"}
    text = post("[a](/files/a.css) [b](/files/b.css)")

    done = build(tmp_path, WHOLE | files | {"content/posts/a.md": text})

    assert [line.split(" ")[0] for line in done.stderr.splitlines()[:2]] == [
        "content/files/a.css:1:",
        "content/files/b.css:1:",
    ]


@pytest.mark.parametrize("first", [True, False])
def test_what_another_plugin_writes_at_the_end_is_there(tmp_path, first):
    plugin = (
        "from pathlib import Path\nfrom pelican import signals\n"
        "def end(p): Path(p.output_path, 'last.txt').write_text('')\n"
        "def register(): signals.finalized.connect(end)\n"
    )
    ours = site_settings.PLUGINS
    files = {"content/posts/a.md": post("[a](/last.txt)"), "last.py": plugin}
    plugins = ["last", *ours] if first else [*ours, "last"]

    done = build(tmp_path, WHOLE | files, {**THEME, "PLUGINS": plugins})

    assert (done.returncode, done.stderr) == (0, "")


def test_a_site_without_a_home_page_is_told_so(tmp_path):
    files = {path: text for path, text in WHOLE.items() if "home" not in path}

    done = build(tmp_path, files, THEME)

    assert done.returncode == 1
    assert "the site has no home page; write content/pages/home.md" in done.stderr


def test_each_of_many_of_a_kind_has_its_place(tmp_path):
    lost = {
        f"content/posts/{n}.md": post(f"[a]({{filename}}/gone{n}.md)") for n in range(9)
    }

    _, lines, _ = built(tmp_path, lost, KEEP_GOING=True)

    names = [line.partition(":")[0] for line in lines]
    assert set(names) == set(lost), lines


def test_what_only_pelican_finds_in_the_settings_names_their_file(tmp_path):
    done = build(tmp_path, {}, {"JINJA_ENVIRONMENT": {"trimblocks": True}})

    assert done.returncode == 1
    assert done.stderr.startswith(
        "site_settings.py:1: a setting cannot be used (look at what was changed last): "
        "TypeError: "
    )
    assert "'trimblocks'" in done.stderr
