"""Menu, footer and other places of the author: each link right, on every page."""

import re

import pytest
from playwright.sync_api import Browser
from sites import ALL, AVATARS, ROOT, build, post

from plugins.page_context.links import link, menu
from tests.site.accessibility import violations

SITE = "https://example.org/sub"
ELSEWHERE = "https://elsewhere.example/"
SETTINGS = ALL | {
    "THEME": str(ROOT / "theme"),
    "SITEURL": SITE,
    "MENU": [
        ("Home", ""),
        ("Blog", "/blog/"),
        ("There", ELSEWHERE),
        ("More", [("Tags", "tags/"), ("There too", ELSEWHERE), ("Notes", "notes/")]),
    ],
    "FOOTER_LINKS": [("Archive", "archive/"), ("Mail", "mailto:a@example.org")],
    "SOCIAL": [("Search", "search", "search/"), ("Own", "star", ELSEWHERE)],
}
STAR = '{% macro star() %}<svg class="icon star"></svg>{% endmacro %}'
HOME = "---\ntitle: Home\npermalink: /\n---\n\nHello.\n"


@pytest.mark.parametrize(
    "address", ["https://a.example/x", "mailto:a@example.org", "//a.example", "tel:1"]
)
def test_an_address_elsewhere_stays_as_it_is(address):
    assert link("A", address) == {"name": "A", "url": address, "path": None}


@pytest.mark.parametrize(
    ("address", "path"), [("blog/", "blog/"), ("/blog/#a", "blog/#a"), ("/", "")]
)
def test_an_address_of_the_site_is_a_path_in_it(address, path):
    assert link("A", address) == {"name": "A", "url": None, "path": path}


def test_a_submenu_has_links_in_place_of_an_address():
    (entry,) = menu([("More", [("A", "a/")])])

    assert entry == {"name": "More", "links": [link("A", "a/")]}


@pytest.fixture(scope="module")
def output(tmp_path_factory):
    folder = tmp_path_factory.mktemp("menu")
    files = {
        "content/posts/a.md": post("Hello."),
        "content/pages/home.md": HOME,
        "own/parts/own_icons.html": STAR,
        **AVATARS,
    }
    done = build(folder, files, SETTINGS | {"THEME_TEMPLATES_OVERRIDES": ["own"]})
    assert done.returncode == 0, done.stderr
    return folder / "output"


def links_of(html: str, element: str) -> list[str]:
    """The opening tags of the links in an element."""
    (inside,) = re.findall(rf"<{element}\b.*?</{element}>", html, re.DOTALL)
    return re.findall(r"<a [^>]*>", inside)


def test_each_link_of_the_menu_leads_where_it_says(output):
    assert links_of((output / "tags/index.html").read_text(), "nav") == [
        f'<a href="{SITE}/">',
        f'<a href="{SITE}/blog/">',
        f'<a href="{ELSEWHERE}">',
        f'<a href="{SITE}/tags/" aria-current="page">',
        f'<a href="{ELSEWHERE}">',
        f'<a href="{SITE}/notes/">',
    ]


def test_each_link_of_the_footer_leads_where_it_says(output):
    top, *found = links_of((output / "archive/index.html").read_text(), "footer")

    assert 'href="#top"' in top
    assert [tag.split('"')[1] for tag in found[:5]] == [
        f"{SITE}/search/",
        ELSEWHERE,
        f"{SITE}/feeds/all.atom.xml",
        f"{SITE}/archive/",
        "mailto:a@example.org",
    ]
    assert 'aria-current="page"' in found[3]


def test_an_icon_of_the_sites_own_is_drawn(output):
    assert '<svg class="icon star"' in (output / "index.html").read_text()


@pytest.mark.parametrize("width", [320, 1280])
def test_a_submenu_opens_by_keyboard_and_without_scripts(
    output, browser: Browser, width
):
    page = browser.new_page(
        java_script_enabled=False, viewport={"width": width, "height": 700}
    )
    html = (output / "tags/index.html").read_text().replace(SITE, output.as_uri())
    (output / "seen.html").write_text(html)

    page.goto((output / "seen.html").as_uri())
    inner = page.get_by_role("link", name="Notes", exact=True)
    assert not inner.is_visible()
    page.locator("summary", has_text="More").press("Enter")

    box = inner.bounding_box()
    assert inner.is_visible()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    page.close()
    (output / "seen.html").unlink()


def test_a_submenu_hinders_nobody(output, browser: Browser):
    assert list(violations(browser, output, SITE, "tags/index.html")) == []
