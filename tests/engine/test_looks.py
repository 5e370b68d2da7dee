"""What settings say of looks reaches pages, and nothing where they say nothing."""

import re

import pytest
from playwright.sync_api import Browser
from sites import ROOT, SETTINGS, WHOLE, build, png, post

from plugins.shared.looks import BEHIND, COLOURS, looks
from plugins.shared.settings import DEFAULTS
from tests.site.accessibility import violations

SITE = "https://example.org/sub"
THEME = SETTINGS | {"THEME": str(ROOT / "theme"), "SITEURL": SITE}
LOOKS = {
    "AVATAR": "images/avatar.svg",
    "TITLE_IMG": "images/title.png",
    "ROUND_AVATAR": False,
    "COLOURS": {"bar": "#001020", "bar-text": "white", "page": ("#fefefe", "#010101")},
    "BACKGROUNDS": {"footer": "images/wood grain.png"},
    "EDIT_LINK": "https://example.com/edit/{path}",
    "FOOTER_TEXT": "By [me](https://example.com/) and [us](/about/).",
}
PICTURES = {
    "content/images/title.png": png(300, 60),
    "content/images/wood grain.png": png(9, 9),
}


@pytest.fixture(scope="module")
def output(tmp_path_factory):
    folder = tmp_path_factory.mktemp("looks")
    files = WHOLE | PICTURES | {"content/posts/a b.md": post("Hello.")}
    done = build(folder, files, THEME | LOOKS)
    assert done.returncode == 0, done.stderr
    return folder / "output"


@pytest.fixture(scope="module")
def html(output):
    return (output / "blog/a-b/index.html").read_text("utf-8")


def test_a_picture_stands_for_the_name_of_the_site(html):
    assert re.search(
        rf'<a class="brand"[^>]*><img src="{SITE}/images/title.png" width="300" '
        r'height="60" alt="[^"]+"></a>',
        html,
    )


def test_each_text_leads_to_where_it_can_be_changed(html, output):
    link = '<a href="https://example.com/edit/content/%s">Edit this page</a>'

    assert link % "posts/a%20b.md" in html
    assert link % "pages/about.md" in (output / "about/index.html").read_text()


def test_the_last_words_are_the_authors(html):
    there = f'<p>By <a href="https://example.com/">me</a> and <a href="{SITE}/about/">'

    assert there in html
    assert "Beautiful Jekyll" not in html


@pytest.mark.parametrize(("scheme", "page"), [("light", "254"), ("dark", "1")])
def test_browsers_show_the_colours(output, browser: Browser, scheme, page):
    shown = browser.new_page(color_scheme=scheme)
    html = (output / "about/index.html").read_text().replace(SITE, output.as_uri())
    (output / f"{scheme}.html").write_text(html)
    shown.goto((output / f"{scheme}.html").as_uri())

    def look(selector, name):
        code = f"e => getComputedStyle(e).getPropertyValue('{name}')"
        return shown.locator(selector).first.evaluate(code)

    assert look(".bar", "background-color") == "rgb(0, 16, 32)"
    assert look(".bar nav a", "color") == "rgb(255, 255, 255)"
    assert look("html", "background-color") == f"rgb({page}, {page}, {page})"
    assert look(".avatar", "border-radius") == "0px"
    assert look(".foot", "background-image").endswith('images/wood%20grain.png")')
    assert shown.locator(".brand img").bounding_box()["height"] < 60
    shown.close()
    (output / f"{scheme}.html").unlink()


def test_nobody_is_hindered(output, browser: Browser):
    assert list(violations(browser, output, SITE, "about/index.html")) == []


def test_a_site_that_says_nothing_of_looks_sends_nothing(tmp_path):
    build(tmp_path, WHOLE, THEME)

    assert "looks.css" not in (tmp_path / "output/about/index.html").read_text()
    assert not (tmp_path / "output/theme/css/looks.css").exists()


@pytest.mark.parametrize("name", COLOURS)
def test_each_colour_is_said_for_light_and_for_dark(name):
    sheet = looks(DEFAULTS | {"COLOURS": {name: ("red", "blue")}})

    assert f"--own-{name}: light-dark(red, blue);" in sheet
    assert sheet.count(f"var(--own-{name})") >= 1


@pytest.mark.parametrize("name", BEHIND)
def test_a_picture_is_found_from_the_style_sheet(name):
    sheet = looks(DEFAULTS | {"BACKGROUNDS": {name: "/images/a.png"}})

    assert 'url("../../images/a.png")' in sheet
