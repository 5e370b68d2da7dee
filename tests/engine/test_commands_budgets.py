"""Pages that are heavy, curious, restless or closed to someone are found."""

import shutil

import pytest

from plugins.commands.project import CommandError
from tests.site import budgets, node_tools
from tests.site.accessibility import violations
from tests.site.no_javascript import missing
from tests.site.pages import FORMULAS, Visit, exceeded, one_of_each_kind, pages, visit

ADDRESS = "https://example.org/below"
POLICY = "default-src 'self'; img-src 'self' data: https://img.example"
PAGE = """\
<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Small</title>
<meta http-equiv="Content-Security-Policy" content="{policy}">
<link rel="icon" href="data:,"><link rel="stylesheet" href="{address}/style.css"></head>
<body><main><h1>Small</h1>{body}</main></body></html>
"""


@pytest.fixture
def written(tmp_path):
    """Writes a site of one page, and says where it is."""

    def write(body, style="", **files):
        page = PAGE.format(policy=POLICY, address=ADDRESS, body=body)
        for name, text in {"index.html": page, "style.css": style, **files}.items():
            (tmp_path / name).write_text(text)
        return tmp_path

    return write


@pytest.fixture
def found(written, browser):
    """What is wrong with such a page."""

    def find(body, style="", **files):
        site = written(body, style, **files)
        return list(exceeded(visit(browser, site, ADDRESS, "index.html")))

    return find


def test_a_page_that_leads_to_another_is_not_looked_at(written):
    leads = '<meta http-equiv="refresh" content="0; url=index.html">'
    site = written("Code: &lt;meta http-equiv=refresh&gt;", **{"old.html": leads})

    assert pages(site) == ["index.html"]


# Limits


@pytest.mark.parametrize(
    ("weights", "words"),
    [
        ({"a.css": 8_001}, "8001 bytes of .css compressed; the limit is 8000."),
        ({"a.js": 2_000, "b.js": 1_001}, "3001 bytes of .js"),
        ({"a-math.woff2": 66_001}, "66001 bytes of -math.woff2"),
        ({"a-roman.woff2": 30_000, "b-italic.woff2": 28_001}, "58001 bytes of -roman"),
        ({f"{n}.webp": 1 for n in range(9)}, "9 requests; the limit is 8"),
        ({f"{n}.json": 1 for n in range(9)}, "9 requests; the limit is 8"),
    ],
)
def test_what_is_beyond_a_limit_is_named(weights, words):
    (miss,) = exceeded(Visit(weights, has_maths=True))

    assert miss.startswith(words)


def test_the_looks_that_an_author_adds_are_not_the_themes_weight():
    seen = Visit({"theme/css/style.css": 8_000, "theme/css/own.css": 9_000})

    assert list(exceeded(seen)) == []


def test_lazy_pictures_do_not_count_as_words_nor_as_requests():
    pictures = {f"{n}.webp": 9_000 for n in range(20)}
    weights = {"index.html": 100, "a-math.woff2": 60_000, **pictures}
    seen = Visit(weights, lazy=set(pictures), has_maths=True)

    assert seen.weight_of_text() == 100
    assert list(exceeded(seen)) == []


def test_the_font_for_formulas_is_for_pages_with_formulas():
    (miss,) = exceeded(Visit({f"a{FORMULAS}": 1}, has_maths=False))

    assert "loads the font for formulas" in miss


def test_the_largest_page_of_each_kind_stands_for_it(tmp_path):
    sizes = {
        "index.html": 1,
        "a/index.html": 1,
        "a/b/index.html": 1,
        "a/c/index.html": 9,
    }
    for name, size in sizes.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x" * size)

    assert one_of_each_kind(tmp_path) == [
        "a/c/index.html",
        "a/index.html",
        "index.html",
    ]


# In a browser


def test_a_good_page_is_found_good(found):
    assert found("<p>Words.</p>") == []


def test_text_weighs_what_it_weighs_compressed(written, browser):
    site = written("<p>word</p>" * 1000)

    seen = visit(browser, site, ADDRESS, "index.html")

    assert seen.weight(".html") < 1000


def test_what_is_lazy_may_come_later(written, browser):
    body = "<p><img alt='' src='soon.svg'><img alt='' src='late.svg' loading=lazy></p>"
    dot = "<svg xmlns='http://www.w3.org/2000/svg' width='1' height='1'/>"

    site = written(body, **{"soon.svg": dot, "late.svg": dot})
    seen = visit(browser, site, ADDRESS, "index.html")

    assert {"soon.svg", "late.svg"} < seen.weights.keys()
    assert seen.lazy == {"late.svg"}


def test_another_host_is_heard(found):
    text = " ".join(found("<script src='https://example.com/a.js'></script>"))

    assert "violates the following Content Security Policy" in text


def test_a_link_that_prefetches_elsewhere_is_heard(found):
    text = " ".join(found("", '@import "https://example.org/beside.css";'))

    assert "asks another host for https://example.org/beside.css" in text


def test_what_the_policy_names_is_not_heard(found):
    text = " ".join(found('<img src="https://img.example/a" alt="" width=1 height=1>'))

    assert "img.example" not in text


def test_what_the_policy_forbids_is_heard(found):
    assert any(
        "Content Security Policy" in miss for miss in found("<p style='top: 0'>a")
    )


def test_a_file_that_is_not_there_is_heard(found):
    text = " ".join(found("<link rel=stylesheet href='gone.css'>"))

    assert "asks for gone.css, which is not there" in text


def test_a_page_that_moves_is_found(found):
    script = "setTimeout(() => a.append(document.createElement('hr')), 50)"
    body = "<div id=a></div><p>Words.</p><script src=move.js></script>"

    text = " ".join(found(body, "hr { height: 200px }", **{"move.js": script}))

    assert "the layout shifts by" in text


@pytest.mark.parametrize(("shifts", "left"), [([0.1, 0], 0), ([0.3, 0.2, 0.1], 0.1)])
def test_a_page_that_moves_is_visited_again_lest_the_machine_is_to_blame(
    shifts, left, monkeypatch
):
    visits = iter(shifts)
    monkeypatch.setattr(budgets, "visit", lambda *_: Visit(shift=next(visits)))

    assert budgets.stable_visit(None, None, ADDRESS, "index.html").shift == left
    assert list(visits) == []


@pytest.mark.parametrize(
    ("body", "style", "rule"),
    [
        ("<p>Words", "p { color: #949494 }", "color-contrast"),
        ("<p>Words", "p { color: #767676 }", "color-contrast-enhanced"),
        (
            "<p>Words",
            "@media (prefers-color-scheme: dark) { p { color: #999 } }",
            "color-contrast",
        ),
        ("<p>Words", "@media (width < 350px) { p { color: #999 } }", "color-contrast"),
        ("<img src='data:,'>", "", "image-alt"),
        ("<h3>a</h3>", "", "heading-order"),
    ],
)
def test_what_hinders_someone_is_found(written, browser, body, style, rule):
    site = written(body, style)

    found = list(violations(browser, site, ADDRESS, "index.html"))

    assert any(line.startswith(f"{rule}: ") for line in found)


def test_a_page_for_everyone_is_found_so(written, browser):
    assert list(violations(browser, written("<p>a"), ADDRESS, "index.html")) == []


# Without scripts


def test_what_only_scripts_show_is_found(written, browser):
    script = "document.querySelector('main').innerHTML += '<p>More.</p><p>Words.</p>'"
    site = written("<p>Words.</p><script src=more.js></script>", **{"more.js": script})

    (said,) = missing(browser, site, ADDRESS, "index.html")

    assert said.startswith("2 of 3 <p> are shown only by scripts")


def test_what_is_hidden_till_a_script_comes_is_found(written, browser):
    body = "<h2 hidden id=a>a</h2><script src=show.js></script>"
    site = written(body, **{"show.js": "a.hidden = false"})

    (said,) = missing(browser, site, ADDRESS, "index.html")

    assert said.startswith("1 of 1 <h2>")


def test_controls_of_scripts_and_what_is_empty_are_not_missed(written, browser):
    script = "a.innerHTML = '<button><svg></svg>Copy</button><p></p>'"
    site = written(
        "<p>a</p><div id=a></div><script src=a.js></script>", **{"a.js": script}
    )

    assert list(missing(browser, site, ADDRESS, "index.html")) == []


# With tools of Node and Java


def test_a_lacking_tool_is_left_out_in_one_line(monkeypatch, capsys):
    monkeypatch.delenv("CI", raising=False)
    with node_tools.optional():
        node_tools.require("no-such-program")

    assert capsys.readouterr().out == (
        "Left out: this needs no-such-program; install what is missing.\n"
    )


def test_a_lacking_tool_is_a_failure_where_every_check_must_run(monkeypatch):
    monkeypatch.setenv("CI", "true")

    with (
        pytest.raises(CommandError, match="needs no-such-program"),
        node_tools.optional(),
    ):
        node_tools.require("no-such-program")


def test_a_missing_tool_ends_what_needs_it(monkeypatch):
    monkeypatch.setenv("PATH", "")

    with pytest.raises(node_tools.MissingToolError, match="needs java and npm"):
        node_tools.require("java", "npm")


def test_a_package_that_npm_cannot_fetch_is_said_in_one_line(monkeypatch, tmp_path):
    if not shutil.which("npm"):
        pytest.skip("there is no npm")
    monkeypatch.setattr(node_tools, "CACHE", tmp_path)
    monkeypatch.setenv("CI", "true")
    monkeypatch.setenv("npm_config_registry", "http://127.0.0.1:9")
    monkeypatch.setenv("npm_config_fetch_retries", "0")

    with pytest.raises(CommandError) as failure, node_tools.optional():
        node_tools.package(node_tools.VNU)

    assert str(failure.value).startswith("npm cannot fetch vnu-jar@")
    assert "\n" not in str(failure.value)
    assert list(tmp_path.iterdir()) == []


def test_mistakes_in_the_html_are_told_by_page_and_place(written):
    if not all(map(shutil.which, ("java", "npm"))):
        pytest.skip("there is no Java or no npm")

    (said,) = node_tools.html_mistakes(written("<p></div>"))

    assert said == "index.html:5.30-5.35: error: Stray end tag “div”."
