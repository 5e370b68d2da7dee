"""A text in several languages, and languages that are written from the right."""

import pytest
from sites import ROOT, WHOLE, build

from plugins.page_context import direction

SITE = "https://example.org/sub"
TEXT = "---\ntitle: {}\nslug: same\ndate: 2026-01-0{}\n{}---\n\nWords.\n"


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    folder = tmp_path_factory.mktemp("languages")
    files = {
        "content/posts/en.md": TEXT.format("English", 1, ""),
        "content/posts/vi.md": TEXT.format("Tiếng Việt", 2, "lang: vi\n"),
        "content/posts/ar.md": "---\ntitle: تعلم\nlang: ar\ndate: 2026-01-03\n---\nx\n",
        "content/notes/en.md": TEXT.format("A note", 1, ""),
        "content/notes/vi.md": TEXT.format("Ghi chú", 2, "lang: vi\n"),
    }
    settings = {"THEME": str(ROOT / "theme"), "STRICT": True, "SITEURL": SITE}
    done = build(folder, WHOLE | files, settings)
    assert done.returncode == 0, done.stderr
    return lambda path: (folder / "output" / path).read_text("utf-8")


@pytest.mark.parametrize(
    ("here", "other", "lang", "title"),
    [
        ("blog/same/", "blog/same/vi/", "vi", "Tiếng Việt"),
        ("blog/same/vi/", "blog/same/", "en", "English"),
        ("notes/same/", "notes/same/vi/", "vi", "Ghi chú"),
        ("notes/same/vi/", "notes/same/", "en", "A note"),
    ],
)
def test_each_language_links_the_other(page, here, other, lang, title):
    html = page(f"{here}index.html")

    link = f'href="{SITE}/{other}"'
    assert f'<link rel="alternate" hreflang="{lang}" {link}>' in html
    assert f'<a {link} lang="{lang}" hreflang="{lang}">{title}</a>' in html
    assert f"<loc>{SITE}/{other}</loc>" in page("sitemap.xml")


def test_a_text_in_one_language_has_no_such_link(page):
    assert "hreflang" not in page("about/index.html")


def test_arabic_runs_from_the_right_in_its_page_and_in_lists(page):
    assert '<html lang="ar" dir="rtl">' in page("blog/ar/ar/index.html")
    assert '<html lang="en">' in page("blog/index.html")
    assert '<article class="entry" lang="ar" dir="rtl">' in page("blog/index.html")
    assert 'lang="vi">' in page("blog/same/vi/index.html")


@pytest.mark.parametrize(
    ("language", "expected"), [("he", "rtl"), ("ar-eg", "rtl"), ("arn", "ltr")]
)
def test_a_direction_is_that_of_the_language(language, expected):
    assert direction(language) == expected
