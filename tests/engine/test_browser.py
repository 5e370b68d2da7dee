"""A small site in a real browser, as its readers meet it."""

from itertools import product
from urllib.parse import urlsplit

import pytest

from tests.site import accessibility as access

WIDTHS = (320, 768, 1280)
SCHEMES = ("light", "dark")
KINDS = {
    "home": "index.html",
    "posts": "blog/index.html",
    "post with figures": "blog/everything/index.html",
    "post with a slider": "blog/steps/index.html",
    "notes": "notes/index.html",
    "note": "notes/brief/index.html",
    "page": "about/index.html",
    "tags": "tags/index.html",
    "tag": "tags/physics/index.html",
    "archive": "archive/index.html",
    "search": "search/index.html",
    "not found": "404.html",
}

every_kind = pytest.mark.parametrize("kind", KINDS)


class Tab:
    """One open tab, and everything that the browser complained about in it."""

    def __init__(self, browser, server, **options):
        self.context = browser.new_context(**options)
        self.page = self.context.new_page()
        self.server = server
        self.complaints = []
        self.page.on("console", self.hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", self.see)
        self.page.on("response", self.answer)

    def hear(self, message):
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def see(self, request):
        host = urlsplit(request.url).netloc
        if host and host != urlsplit(self.server).netloc:
            self.complaints.append(f"asks another host: {request.url}")

    def answer(self, response):
        if response.status >= 400:
            self.complaints.append(f"{response.status}: {response.url}")

    def open(self, path):
        self.page.goto(self.server + path)
        return self.page


@pytest.fixture
def tab(browser, server):
    """Opens tabs; at the end, no tab may have complained."""
    tabs = []

    def open_tab(**options):
        tabs.append(Tab(browser, server, **options))
        return tabs[-1]

    yield open_tab
    for each in tabs:
        each.context.close()
    assert [line for each in tabs for line in each.complaints] == []


def address(kind):
    """Where the page of a kind is served."""
    return "/" + KINDS[kind].removesuffix("index.html")


def every_page(site):
    """The addresses of all pages of the site."""
    for page in sorted(site.rglob("*.html")):
        yield "/" + page.relative_to(site).as_posix().removesuffix("index.html")


@every_kind
@pytest.mark.parametrize("script", [True, False], ids=["js", "no-js"])
def test_a_page_fits_every_width(tab, kind, script):
    page = tab(java_script_enabled=script).open(address(kind))

    for width, scheme in product(WIDTHS, SCHEMES):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        excess = page.locator("html").evaluate("e => e.scrollWidth - e.clientWidth")
        assert excess <= 0, f"{excess} px too wide at {width} px, {scheme}"


def test_no_page_of_the_site_makes_the_browser_complain(tab, site):
    one = tab(viewport={"width": 320, "height": 800})

    for path in every_page(site):
        page = one.open(path)
        assert page.locator("html").evaluate("e => e.scrollWidth - e.clientWidth") <= 0
        assert page.locator("h1").count() == 1, path


@every_kind
def test_a_page_is_accessible(tab, kind):
    """No violation that axe-core can find, on a phone and a desk, in either scheme."""
    page = tab().open(address(kind))

    for width, scheme in product([320, 1280], SCHEMES):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        assert list(access.axe_violations(page)) == [], f"{width} px, {scheme}"


def ground(page):
    """The colour behind the words, as three numbers."""
    return page.evaluate(
        "getComputedStyle(document.documentElement).backgroundColor.match(/\\d+/g).map(Number)"
    )[:3]


def test_the_page_follows_the_system(tab):
    light = ground(tab(color_scheme="light").open(address("home")))
    dark = ground(tab(color_scheme="dark").open(address("home")))

    assert min(light) > 200
    assert max(dark) < 60


def test_a_chosen_scheme_stays_and_does_not_flash(tab):
    """The choice is made before the first paint: its script blocks the parser."""
    one = tab(color_scheme="light")
    page = one.open(address("home"))
    button = page.get_by_role("button", name="Colours")
    for _ in range(3):
        if max(ground(page)) < 60:
            break
        button.click()

    page.goto(one.server + address("page"), wait_until="commit")
    page.wait_for_function("document.body !== null")

    assert max(ground(page)) < 60


def test_a_figure_has_the_colours_of_the_page(tab):
    """One drawing, two schemes: its ink is the page's ink."""
    ink = "getComputedStyle(document.querySelector('figure svg text[fill]')).fill"
    pages = [tab(color_scheme=s) for s in ("light", "dark")]

    inks = [one.open(address("post with figures")).evaluate(ink) for one in pages]

    assert inks[0] != inks[1]


def test_a_phone_gets_the_narrow_drawing(tab):
    page = tab().open(address("post with figures"))
    wide, narrow = (
        page.locator(f"figure svg.figure-{w}").first for w in ("wide", "narrow")
    )

    page.set_viewport_size({"width": 1280, "height": 800})
    assert wide.is_visible()
    assert not narrow.is_visible()
    page.set_viewport_size({"width": 360, "height": 800})
    assert narrow.is_visible()
    assert not wide.is_visible()


SIZES = """() => [...document.querySelectorAll('figure svg')]
  .filter(svg => svg.getBoundingClientRect().width)
  .flatMap(svg => [...svg.querySelectorAll('text')].map(text => {
    const {a, b} = text.getScreenCTM();
    return parseFloat(getComputedStyle(text).fontSize) * Math.hypot(a, b);
  }))"""


@pytest.mark.parametrize("kind", ["post with figures", "post with a slider"])
def test_the_words_in_a_figure_can_be_read(tab, kind):
    """At least 11 CSS px, at phone width too."""
    page = tab().open(address(kind))

    for width in (320, 360, 520, 610, 768, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        sizes = page.evaluate(SIZES)
        assert sizes
        assert min(sizes) >= 11, width


def test_the_first_tab_leads_to_the_words(tab):
    page = tab().open(address("post with figures"))

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("location.hash") == "#main-content"


def test_the_menu_works_without_javascript_on_a_phone(tab):
    one = tab(java_script_enabled=False, viewport={"width": 320, "height": 700})
    page = one.open(address("home"))

    link = page.get_by_role("navigation").first.get_by_role("link", name="About")
    if not link.is_visible():
        page.locator("nav summary").first.click()
    link.click()

    assert page.url.endswith("/about/")


def test_formulas_are_mathml_and_need_no_script(tab):
    one = tab(java_script_enabled=False)
    page = one.open(address("post with a slider"))

    assert page.locator(".prose math").count() == 2
    assert page.locator(".prose mfrac").first.bounding_box()["height"] > 10
    assert "\\frac" not in page.locator("main").inner_text()


def test_an_unknown_address_shows_the_way_home(browser, server):
    context = browser.new_context()
    page = context.new_page()

    answer = page.goto(server + "/nowhere/at/all/")

    assert answer.status == 404
    page.get_by_role("link", name="Golden").first.click()
    assert page.url == server + "/"
    context.close()
