"""Several covers, and their captions: the first is shown, the reader chooses others."""

import pytest
from playwright.sync_api import Browser
from sites import ROOT, WHOLE, build, png

from tests.site.accessibility import violations

SITE = "https://example.org/sub"
THEME = {"THEME": str(ROOT / "theme"), "SITEURL": SITE}
TEXT = "---\ntitle: {}\ndate: 2026-01-02\ncover-img: {}\n---\n\nHello.\n"
SEVERAL = '["/images/a.png" : "A <b> well", "/images/b.png" : "Deeper", /images/c.png]'
PICTURES = {f"content/images/{name}.png": png(1200, 500) for name in "abc"}
FILES = PICTURES | {
    "content/posts/several.md": TEXT.format("Several", SEVERAL),
    "content/posts/one.md": TEXT.format("One", '[{"/images/a.png": "A well"}]'),
    "content/posts/plain.md": TEXT.format("Plain", "[/images/a.png]"),
    "content/notes/brief.md": TEXT.format("Brief", SEVERAL),
}


@pytest.fixture(scope="module")
def output(tmp_path_factory):
    folder = tmp_path_factory.mktemp("covers")
    done = build(folder, WHOLE | FILES, THEME)
    assert done.returncode == 0, done.stderr
    return folder / "output"


def html(output, path):
    return (output / path / "index.html").read_text("utf-8")


def test_captions_are_shown_and_every_picture_is_there(output):
    page = html(output, "blog/several")

    assert "<figcaption>A &lt;b&gt; well</figcaption>" in page
    assert page.count('type="radio"') == page.count('class="cover"') == 3
    assert page.count('fetchpriority="high"') == 1
    assert (output / "images/c.png").is_file()


def test_one_cover_with_a_caption_needs_no_choice(output):
    page = html(output, "blog/one")

    assert "<figcaption>A well</figcaption>" in page
    assert 'type="radio"' not in page


def test_pages_without_captions_carry_nothing_for_them(output):
    assert "covers.css" in html(output, "blog/one")
    for path in ("blog/plain", "about", "blog"):
        page = html(output, path)
        assert "covers" not in page
        assert "<figcaption" not in page


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", ["blog/several", "notes/brief"])
def test_readers_choose_a_picture_by_keyboard_and_without_scripts(
    output, browser: Browser, width, path
):
    size = {"width": width, "height": 700}
    page = browser.new_page(java_script_enabled=False, viewport=size)
    file = output / f"{path.replace('/', '-')}-{width}.html"
    file.write_text(html(output, path).replace(SITE, output.as_uri()))
    page.goto(file.as_uri())
    captions = page.locator("figcaption")
    assert [c.is_visible() for c in captions.all()] == [True, False]

    page.get_by_role("radio", name="A <b> well").press("ArrowRight")

    assert [c.is_visible() for c in captions.all()] == [False, True]
    seen = [cover.is_visible() for cover in page.locator(".cover").all()]
    assert seen == [False, True, False]
    box = page.locator(".cover").nth(1).bounding_box()
    assert box
    assert box["width"] == width
    page.close()
    file.unlink()


@pytest.mark.parametrize("path", ["blog/several", "notes/brief"])
def test_covers_hinder_nobody(output, browser: Browser, path):
    assert list(violations(browser, output, SITE, f"{path}/index.html")) == []


def test_a_later_cover_that_is_not_there_is_said_with_its_line(tmp_path):
    text = TEXT.format("Lost", "[/images/a.png, /images/no.png]")
    done = build(tmp_path, WHOLE | PICTURES | {"content/posts/lost.md": text}, THEME)

    said = "content/posts/lost.md:4: cover-img names '/images/no.png', which is not"
    assert said in done.stderr


def test_the_covers_of_a_draft_stay_at_home(tmp_path):
    draft = TEXT.format("Draft", "[/images/a.png, /images/b.png]\npublished: false")
    files = WHOLE | PICTURES | {"content/posts/draft.md": draft}
    build(tmp_path, files, THEME | {"WITH_DRAFTS": False})

    assert not (tmp_path / "output/images/b.png").exists()
