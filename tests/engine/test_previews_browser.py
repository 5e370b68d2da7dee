"""A mouse that rests on a link, or the keyboard there, shows what it leads to."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect
from sites import ROOT, WHOLE, build, post

SITE = "https://example.org"
FIRST = """\
To [the second](b.md), [its part](b.md#part), a note[^1], [the end](#end)
and [elsewhere](https://else.test/).

[^1]: A note *at the foot*.
"""
SPACE = "\n\nWords.\n" * 60
SECOND = "What it is about.\n\n## Part\n\nWhat the part says.\n\n## More\n\nOther.\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    settings = {"THEME": str(ROOT / "theme"), "PREVIEWS": True}
    texts = {
        **WHOLE,
        "content/posts/a.md": post(
            f"{FIRST}{SPACE}\n## End\n\nAll is said.\n", "First"
        ),
        "content/posts/b.md": post(SECOND, "Second"),
        "content/posts/c.md": post("## A heading\n\nNo link.", "Third"),
    }
    done = build(folder, texts, settings)
    assert done.returncode == 0, done.stderr
    return folder / "output"


@pytest.fixture(params=[False])
def page(browser: Browser, site, request):
    """The page, with a finger if the test asks for one."""

    def answer(route):
        file = site / urlsplit(route.request.url).path.lstrip("/")
        route.fulfill(path=file / "index.html" if file.is_dir() else file)

    size = {"width": 1000, "height": 700}
    with browser.new_page(viewport=size, has_touch=request.param) as page:
        said = []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.route("**/*", answer)
        page.goto(f"{SITE}/blog/a/")
        yield page
        assert said == []


def preview(page: Page):
    return page.locator(".preview:popover-open")


LEADS = [
    ("the second", ["Second", "What it is about."]),
    ("its part", ["Part", "What the part says."]),
    ("1", ["A note at the foot."]),
    ("the end", ["End", "All is said."]),
]


@pytest.mark.parametrize(("words", "said"), LEADS)
def test_a_mouse_sees_what_a_link_leads_to(page, words, said):
    page.locator(".prose").get_by_role("link", name=words, exact=True).hover()

    for part in said:
        expect(preview(page)).to_contain_text(part)


def test_the_keyboard_does_too_and_escape_takes_it_away(page):
    link = page.get_by_role("link", name="the second")

    page.keyboard.press("Tab")
    link.focus()
    expect(preview(page)).to_contain_text("Second")
    assert link.get_attribute("aria-describedby") == "preview"

    page.keyboard.press("Escape")
    expect(preview(page)).to_have_count(0)
    assert link.get_attribute("aria-describedby") is None


def test_the_mouse_may_move_into_it_and_then_away(page):
    page.get_by_role("link", name="the second").hover()
    expect(preview(page)).to_be_visible()

    preview(page).hover()
    expect(preview(page)).to_be_visible()

    page.mouse.move(5, 5)
    expect(preview(page)).to_have_count(0)


def test_links_to_other_sites_have_none(page):
    page.get_by_role("link", name="the second").hover()
    expect(preview(page)).to_be_visible()

    page.get_by_role("link", name="elsewhere").hover()

    expect(preview(page)).to_have_count(0)


@pytest.mark.parametrize("page", [True], indirect=True)
def test_a_finger_follows_the_link(page):
    page.get_by_role("link", name="the second").tap()

    expect(page).to_have_url(f"{SITE}/blog/b/")


def test_pages_without_such_links_go_without(site):
    for name, has in (("a", True), ("b", False), ("c", False)):
        text = (site / f"blog/{name}/index.html").read_text("utf-8")
        assert ("reading_with_previews.js" in text) is has
        assert ("reading.js" in text) is not has
