"""Classes of Beautiful Jekyll's manual and of Bootstrap look as they should."""

import re

import pytest
from playwright.sync_api import Browser
from sites import ROOT, SETTINGS, WHOLE, build, png, post

from plugins.page_options import classes
from plugins.shared.text import UNSET
from tests.site.accessibility import violations

SITE = "https://example.org/sub"
THEME = SETTINGS | {"THEME": str(ROOT / "theme"), "SITEURL": SITE}
TONES = [
    "primary",
    "secondary",
    "success",
    "danger",
    "warning",
    "info",
    "light",
    "dark",
]
BODY = """\
[Centre](/about/){: .btn .btn-primary } [Out](/about/){: .btn.btn-outline-success :}

![A](/images/a.png){: .mx-auto.d-block :}

Below it.
{: .caption}

{: .text-center}
Centred.

[Gone](/about/){: .btn .d-none}
"""
ALL = "".join(
    f"[A {tone}](/about/){{: .btn .btn-{tone}}} [A {tone}](/about/)"
    f"{{: .btn .btn-outline-{tone}}} <b class='badge badge-{tone}'>a {tone}</b>\n\n"
    f"<div class='alert alert-{tone} text-{tone}'>An {tone}.</div>\n\n"
    for tone in TONES
)
PLAIN = '| a | b |\n|:-:|---|\n| 1 | 2 |\n\n*a*{: .mine} and `class="btn"`\n'


@pytest.fixture(scope="module")
def output(tmp_path_factory):
    folder = tmp_path_factory.mktemp("classes")
    texts = {"classes": BODY, "all": ALL, "plain": PLAIN}
    files = {f"content/posts/{name}.md": post(body) for name, body in texts.items()}
    files |= {"content/images/a.png": png(200, 100)}
    done = build(folder, WHOLE | files, THEME)
    assert done.returncode == 0, done.stderr
    return folder / "output"


def test_only_a_text_that_uses_some_loads_their_sheet(output):
    pages = {p: (output / p / "index.html").read_text() for p in ("blog", "about")}
    pages |= {
        name: (output / "blog" / name / "index.html").read_text()
        for name in ("classes", "all", "plain")
    }

    loading = {name for name, page in pages.items() if "classes.css" in page}
    assert loading == {"classes", "all"}


def test_cells_of_tables_and_unknown_words_do_not_count():
    html = '<td class="center">a</td><p id="x" class="lead mine">b</p> class="btn"'

    assert list(classes(html)) == ["lead", "mine"]


def test_an_own_style_sheet_comes_after_and_has_the_last_word(tmp_path):
    own = {"content/theme/static/css/own.css": ".prose .btn { color: red; }"}
    build(tmp_path, WHOLE | own | {"content/posts/a.md": post(BODY)}, THEME)
    page = (tmp_path / "output/blog/a/index.html").read_text()

    sheets = re.findall(r'rel="stylesheet" href="[^"]*/(\w+\.css)"', page)
    assert sheets == ["style.css", "classes.css", "own.css"]


def test_browsers_show_what_the_classes_say(output, browser: Browser):
    shown = browser.new_page(viewport={"width": 1000, "height": 700})
    html = (output / "blog/classes/index.html").read_text()
    (output / "seen.html").write_text(html.replace(SITE, output.as_uri()))
    shown.goto((output / "seen.html").as_uri())

    def look(selector, name):
        code = f"e => getComputedStyle(e).getPropertyValue('{name}')"
        return shown.locator(selector).first.evaluate(code)

    picture = shown.get_by_alt_text("A").bounding_box()
    column = shown.locator(".caption").bounding_box()
    middle = picture["x"] + picture["width"] / 2
    assert middle == pytest.approx(column["x"] + column["width"] / 2, abs=1)
    assert look(".caption", "text-align") == look(".text-center", "text-align")
    ground = look(".btn-primary", "background-color")
    assert ground == look(".btn-primary", "border-top-color") != "rgba(0, 0, 0, 0)"
    assert look(".btn-outline-success", "background-color") == "rgba(0, 0, 0, 0)"
    assert not shown.get_by_text("Gone").is_visible()
    shown.close()
    (output / "seen.html").unlink()


@pytest.mark.parametrize("name", ["classes", "all"])
def test_no_class_hinders_anybody(output, browser: Browser, name):
    assert list(violations(browser, output, SITE, f"blog/{name}/index.html")) == []


def test_a_theme_without_the_sheet_needs_none(tmp_path):
    done = build(tmp_path, {"content/posts/a.md": post("*A*{: .lead}")})

    assert done.returncode == 0, done.stderr
    assert UNSET["class_sheet"] == ""
