"""A text in several languages, and languages that are written from the right."""

import json
import re

import feedparser
import pytest
from sites import ALL, ROOT, WHOLE, build

from plugins.languages import direction

SITE = "https://example.org/sub"
TEXT = "---\ntitle: {}\nslug: {}\ndate: 2026-01-0{}\ntags: [{}]\n{}---\n\n{}.\n"
VI = "lang: vi\n"
ARABIC = {
    "content/theme/languages/ar.toml": (
        ROOT / "plugins/shared/languages/en.toml"
    ).read_text("utf-8"),
    "content/posts/ar.md": "---\ntitle: تعلم\nlang: ar\ndate: 2026-01-03\n---\nx\n",
}
FILES = {
    "content/posts/en.md": TEXT.format("English", "same", 1, "a", "", "Words"),
    "content/posts/vi.md": TEXT.format("Tiếng Việt", "same", 1, "a, bê", VI, "Chữ"),
    "content/posts/next.md": TEXT.format("Next", "next", 2, "a", "", "[](en.md)"),
    "content/posts/sau.md": TEXT.format("Sau", "next", 2, "a", VI, "Sau nữa"),
    "content/posts/alone.md": TEXT.format("Chỉ ở đây", "rieng", 4, "a", VI, "Một"),
    "content/notes/en.md": TEXT.format("A note", "same", 1, "a", "", "Words"),
    "content/notes/vi.md": TEXT.format("Ghi chú", "same", 2, "a", VI, "Chữ"),
    "content/pages/gioi.md": f"---\ntitle: Giới thiệu\nslug: about\n{VI}---\n\nTôi.\n",
}
SETTINGS = {"THEME": str(ROOT / "theme"), "STRICT": True, "SITEURL": SITE}


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    folder = tmp_path_factory.mktemp("languages")
    done = build(folder, WHOLE | ARABIC | FILES, ALL | SETTINGS)
    assert done.returncode == 0, done.stderr
    return lambda path: (folder / "output" / path).read_text("utf-8")


def titles(html):
    return re.findall(r"<h2><a [^>]*>([^<]*)</a></h2>", html)


@pytest.mark.parametrize(
    ("here", "other", "lang", "name"),
    [
        ("blog/same/", "blog/same/vi/", "vi", "Tiếng Việt"),
        ("blog/same/vi/", "blog/same/", "en", "English"),
        ("notes/same/", "notes/same/vi/", "vi", "Tiếng Việt"),
        ("notes/same/vi/", "notes/same/", "en", "English"),
        ("about/", "about/vi/", "vi", "Tiếng Việt"),
    ],
)
def test_each_language_links_the_other(page, here, other, lang, name):
    html = page(f"{here}index.html")

    link = f'href="{SITE}/{other}"'
    assert f'<link rel="alternate" hreflang="{lang}" {link}>' in html
    assert re.search(
        f'<a {link} lang="{lang}" hreflang="{lang}" [^>]*>{name}</a>', html
    )
    assert f"<loc>{SITE}/{other}</loc>" in page("sitemap.xml")


def test_a_text_in_one_language_has_no_such_link(page):
    assert "hreflang" not in page("blog/rieng/vi/index.html")


def test_arabic_runs_from_the_right_in_its_page_and_in_lists(page):
    assert '<html lang="ar" dir="rtl">' in page("blog/ar/ar/index.html")
    assert '<html lang="ar" dir="rtl">' in page("ar/index.html")
    assert '<html lang="en">' in page("blog/index.html")
    assert '<article class="entry" lang="ar" dir="rtl">' in page("blog/index.html")
    assert '<article class="entry">' in page("ar/index.html")


def test_each_page_speaks_the_language_of_its_text(page):
    english, vietnamese = page("blog/same/index.html"), page("blog/same/vi/index.html")

    assert "Posted on <time" in english
    assert 'Đăng ngày <time datetime="2026-01-01T00:00:00+00:00">1 tháng 1, 2026' in (
        vietnamese
    )
    assert "Skip to the content" in english
    assert "Tới phần nội dung" in vietnamese
    assert "data-words" not in english
    words = re.search("data-words='([^']*)'", vietnamese)[1]
    assert json.loads(words)["Copy"] == "Chép"


def test_no_list_shows_a_text_twice(page):
    assert titles(page("blog/index.html")) == ["Chỉ ở đây", "تعلم", "Next", "English"]
    assert titles(page("notes/index.html")) == ["A note"]
    assert titles(page("vi/index.html")) == [
        "Chỉ ở đây",
        "Sau",
        "Ghi chú",
        "Tiếng Việt",
    ]
    assert titles(page("tags/a/index.html")) == [
        *("Chỉ ở đây", "Next", "English", "A note")
    ]


def test_lists_lead_to_those_of_other_languages(page):
    for path in ("index.html", "blog/index.html"):
        assert f'<a href="{SITE}/vi/" lang="vi" hreflang="vi">Tiếng Việt</a>' in page(
            path
        )
    assert f'<a href="{SITE}/blog/" lang="en" hreflang="en">English</a>' in page(
        "vi/index.html"
    )
    assert f"<loc>{SITE}/vi/</loc>" in page("sitemap.xml")


def test_a_tag_of_a_translation_alone_leads_to_it(page):
    assert titles(page("tags/be/index.html")) == ["Tiếng Việt"]


def test_those_before_and_after_are_in_the_language_of_the_text(page):
    assert f'rel="next" href="{SITE}/blog/next/vi/"' in page("blog/same/vi/index.html")
    assert f'rel="next" href="{SITE}/blog/next/"' in page("blog/same/index.html")


def test_each_language_has_a_feed(page):
    feeds = {
        lang: feedparser.parse(page(f"feeds/languages/{lang}.atom.xml"))
        for lang in ("en", "vi")
    }

    found = {lang: [e.title for e in feed.entries] for lang, feed in feeds.items()}
    assert found == {
        "en": ["Next", "English", "A note"],
        "vi": ["Chỉ ở đây", "Sau", "Ghi chú", "Tiếng Việt"],
    }
    assert [feed.feed.language for feed in feeds.values()] == ["en", "vi"]
    link = f'href="{SITE}/feeds/languages/vi.atom.xml"'
    assert link in page("blog/same/vi/index.html")


def test_each_language_has_a_json_feed_that_its_pages_name(page):
    made = json.loads(page("feeds/languages/vi.json"))

    titles = [item["title"] for item in made["items"]]
    assert titles == ["Chỉ ở đây", "Sau", "Ghi chú", "Tiếng Việt"]
    assert (made["language"], made["title"][-10:]) == ("vi", "Tiếng Việt")
    named = re.compile(r'type="application/feed\+json" title="([^"]*)" href="([^"]*)"')
    own, of_all = ("feeds/languages/vi.json", "feeds/all.json")
    for path, feed in (("blog/same/vi/", own), ("vi/", own), ("blog/same/", of_all)):
        assert [address for _, address in named.findall(page(f"{path}index.html"))] == [
            f"{SITE}/{feed}"
        ]


def test_each_language_is_searched_by_itself(page):
    vietnamese, english = page("vi/search/index.html"), page("search/index.html")

    assert titles(vietnamese)[-1] == "Giới thiệu"
    assert "Sau" in titles(vietnamese)
    assert not {"Next", "English", "About"} & set(titles(vietnamese))
    assert "Sau" not in titles(english)
    assert f'class="seek" href="{SITE}/vi/search/"' in page("blog/same/vi/index.html")
    number = re.search(r'data-text="(\d+)">\s*<h2><a [^>]*>Sau<', vietnamese)[1]
    assert page(f"search/index/texts/{number}-0.json") == '"Sau nữa."'


@pytest.mark.parametrize(
    ("language", "expected"), [("he", "rtl"), ("ar-eg", "rtl"), ("arn", "ltr")]
)
def test_a_direction_is_that_of_the_language(language, expected):
    assert direction(language) == expected


def test_a_language_without_a_table_is_a_mistake_of_the_text(tmp_path):
    text = TEXT.format("Pas de mots", "a", 1, "a", "lang: fr\n", "Rien")

    done = build(tmp_path, WHOLE | {"content/posts/fr.md": text}, SETTINGS)

    assert done.returncode != 0
    assert (
        "content/posts/fr.md:6: pages have no words in the language 'fr', but in en, "
        "vi; correct lang, or write content/theme/languages/fr.toml"
    ) in done.stderr


def test_a_site_says_things_otherwise_by_a_table_of_its_own(tmp_path):
    table = {"content/theme/languages/en.toml": 'contents = "In here"\n'}
    headings = "---\ntitle: A\ndate: 2026-01-01\n---\n\n## A\n\n## B\n\n## C\n"

    build(tmp_path, WHOLE | table | {"content/posts/a.md": headings}, SETTINGS)

    page = (tmp_path / "output/blog/a/index.html").read_text("utf-8")
    assert "<summary>In here</summary>" in page


def test_a_table_has_the_words_of_links_too(tmp_path):
    """Those that it has not are marked as of the language of the site."""
    menu = {"MENU": [("Blog", "blog/"), ("About", "about/")]}
    table = {"content/theme/languages/vi.toml": '[menu]\nBlog = "Bài viết"\n'}

    done = build(tmp_path, WHOLE | FILES | table, SETTINGS | menu)

    assert done.returncode == 0, done.stderr
    vietnamese, english = (
        (tmp_path / f"output/blog/same/{end}index.html").read_text("utf-8")
        for end in ("vi/", "")
    )
    assert f'<a href="{SITE}/blog/" aria-current="true">Bài viết</a>' in vietnamese
    assert f'<a href="{SITE}/about/" lang="en">About</a>' in vietnamese
    assert f'<a href="{SITE}/blog/" aria-current="true">Blog</a>' in english


@pytest.mark.parametrize(
    ("name", "table", "said"),
    [
        (
            "fr",
            'name = "Français"\n',
            "fr.toml:1: the table of a language must have date",
        ),
        (
            "vi",
            'a = 1\n[kinds]\nnot = ""\n',
            "vi.toml:3: the table of a language has no ki",
        ),
        ("vi", "\nname = 1\n", "vi.toml:2: the value of name is not a text"),
        (
            "vi",
            '\ntag = "{x}"\n',
            "vi.toml:2: nothing is put in the place of {x} in tag",
        ),
        ("vi", '\ntag = "{"\n', "vi.toml:2: nothing is put in the place of"),
        ("vi", "\nname = \n", "vi.toml:2: Invalid value"),
    ],
)
def test_what_is_wrong_with_a_table_has_a_line(tmp_path, name, table, said):
    file = {f"content/theme/languages/{name}.toml": table}

    done = build(tmp_path, WHOLE | file, SETTINGS)

    assert done.returncode != 0
    assert said in done.stderr


WITHIN = "- [x] a\n- [ ] b\n\n| a |\n|---|\n| b |\n\n$$x$$\n\n[^1]: Ở đây.\n"


def test_a_variant_is_in_the_lists_of_the_language_of_the_site(tmp_path):
    british = {
        "content/posts/gb.md": TEXT.format(
            "Colour", "colour", 1, "a", "lang: en-GB\n", "One"
        ),
        "content/posts/both.md": TEXT.format(
            "Same, in British", "next", 2, "a", "lang: en-GB\n", "Two"
        ),
        "content/posts/next.md": FILES["content/posts/next.md"].replace(
            "[](en.md)", ""
        ),
        "content/posts/vi.md": TEXT.format(
            "Màu", "mau", 3, "a", VI, "[[colour]] và [[next]]"
        ),
    }

    done = build(tmp_path, WHOLE | british, SETTINGS)

    assert done.returncode == 0, done.stderr
    folders = {path.name for path in (tmp_path / "output/feeds/languages").iterdir()}
    ends = ("atom.xml", "json")
    assert folders == {f"{c}.{end}" for c in ("en", "en-gb", "vi") for end in ends}
    feed = feedparser.parse(tmp_path / "output/feeds/languages/en.atom.xml")
    assert "Colour" in [entry.title for entry in feed.entries]
    assert "Same, in British" not in [entry.title for entry in feed.entries]
    vietnamese = (tmp_path / "output/blog/mau/vi/index.html").read_text("utf-8")
    assert f'<a href="{SITE}/blog/next/">' in vietnamese  # of the two, the original


def test_a_whole_site_is_vietnamese_by_one_setting(tmp_path):
    post = TEXT.format(
        "Một", "mot", 1, "đa, dung, ơi, oz, an", "", "> [!NOTE]\n> Chú ý[^1]"
    )
    files = {
        **WHOLE,
        "content/posts/a.md": f'{post}\n\n"Trích," bà nói: "ừ".\n\n{WITHIN}',
        "content/notes/b.md": TEXT.format("Hai", "hai", 2, "an", "", "Chữ"),
    }

    done = build(tmp_path, files, ALL | SETTINGS | {"DEFAULT_LANG": "vi"})

    assert done.returncode == 0, done.stderr
    output = tmp_path / "output"
    pages = {
        path.relative_to(output).as_posix(): path.read_text("utf-8")
        for path in output.rglob("*.html")
    }
    assert all('<html lang="vi"' in page for page in pages.values())
    assert not any("hreflang" in page for page in pages.values())
    assert "<h1>Bài viết</h1>" in pages["blog/index.html"]
    assert "1 bài viết và 1 ghi chú có thẻ này" in pages["tags/an/index.html"]
    tags = re.findall(r'id="tag-[^>]*><a [^>]*>(\w+)', pages["tags/index.html"])
    assert tags == ["an", "dung", "đa", "oz", "ơi"]
    text = pages["blog/mot/index.html"]
    assert "<strong>Lưu ý</strong>" in text
    assert 'title="Về lại chú thích 1 trong bài"' in text
    for name in ("Bảng", "Phương trình", "đã xong", "chưa xong"):
        assert f'aria-label="{name}"' in text
    assert "“Trích,” bà nói: “ừ”." in text
    assert '<feed xml:lang="vi" xmlns' in (output / "feeds/all.atom.xml").read_text(
        "utf-8"
    )
