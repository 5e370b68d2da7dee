"""Nobody else hears of a reader until the reader clicks."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page
from sites import ROOT, WHOLE, build, post

SITE = "https://example.org"
VIDEO = "https://youtu.be/abc"
PLAYER = "https://www.youtube-nocookie.com/embed/abc?start=0&autoplay=1"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    settings = {
        "THEME": str(ROOT / "theme"),
        "COMMENTS": {"service": "utterances", "repo": "ada/site"},
        "VIDEO_PLAYERS": ["youtube"],
    }
    texts = {**WHOLE, "content/posts/a.md": post(f"[See *it* move]({VIDEO})")}
    done = build(folder, texts, settings)
    assert done.returncode == 0, done.stderr
    return folder / "output"


@pytest.fixture
def asked() -> list[str]:
    """The addresses of others that the page has asked for."""
    return []


@pytest.fixture
def page(browser: Browser, site, asked: list[str]):
    def answer(route):
        address = urlsplit(route.request.url)
        if f"{address.scheme}://{address.netloc}" != SITE:
            asked.append(route.request.url)
            route.fulfill(body="")
            return
        file = site / address.path.lstrip("/")
        route.fulfill(path=file / "index.html" if file.is_dir() else file)

    with browser.new_page() as page:
        page.route("**/*", answer)
        page.goto(f"{SITE}/blog/a/")
        yield page


def test_a_click_puts_the_player_in_the_place_of_the_link(page: Page, asked):
    link = page.get_by_role("link", name="See it move")
    assert asked == []
    assert link.get_attribute("href") == VIDEO

    with page.expect_request(PLAYER):
        link.press("Enter")

    frame = page.locator("iframe.player")
    assert frame.get_attribute("title") == "See it move"
    assert asked == [PLAYER]


def test_a_click_loads_the_comments(page: Page, asked):
    script = "https://utteranc.es/client.js"
    assert asked == []

    with page.expect_response(script):
        page.get_by_role("link", name="Show comments").click()

    loaded = page.locator(f'script[src="{script}"]')
    assert loaded.get_attribute("repo") == "ada/site"
    assert loaded.get_attribute("issue-term") == "pathname"
    assert asked == [script]
