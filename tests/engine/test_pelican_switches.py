"""Switches of Pelican: each does here what Pelican says, or is refused by name."""

import pytest
from sites import ALL, AVATARS, LISTS, ROOT, build, post

from plugins.shared.links import broken_links

HOME = "---\ntitle: Home\npermalink: /\nsummary: Here.\n---\n\nHello.\n"
ABOUT = "---\ntitle: About\nsummary: Me.\n---\n\nMe.\n"
FULL = (
    "---\ntitle: Full\ndate: 2026-01-02\ncategories: [Physics]\nauthor: Ada\n"
    "tags: [heat]\n---\n\nFull of it.\n"
)
TEXTS = {
    "content/posts/full.md": FULL,
    "content/posts/sub/plain.md": post("Plain.", "Plain"),
    "content/pages/home.md": HOME,
    "content/pages/about.md": ABOUT,
    **AVATARS,
}
THEME = {"THEME": str(ROOT / "theme"), "FOOTER_LINKS": []}


@pytest.fixture
def site(tmp_path):
    """A site in our theme, with its settings, built: paths to what is in them."""

    def built(settings, **texts):
        left = {k: v for k, v in (TEXTS | texts).items() if v is not None}
        done = build(tmp_path, left, THEME | settings)
        assert done.returncode == 0, done.stderr
        output = tmp_path / "output"
        assert broken_links(output) == []
        pages = output.rglob("*.html")
        return {p.relative_to(output).as_posix(): p.read_text() for p in pages}

    return built


@pytest.fixture
def refused(tmp_path):
    """What is said of a site that is not built."""

    def said(settings, **texts):
        done = build(tmp_path, TEXTS | texts, THEME | settings)
        assert done.returncode == 1
        return done.stderr

    return said


@pytest.mark.parametrize(
    ("kind", "plural", "name"),
    [("CATEGORY", "categories", "Physics"), ("AUTHOR", "authors", "Ada")],
)
def test_categories_and_authors_have_pages(site, kind, plural, name):
    pages = site(
        {
            f"{kind}_SAVE_AS": f"{plural}/{{slug}}/index.html",
            "DIRECT_TEMPLATES": [*LISTS, plural],
        }
    )

    page, every = (
        pages[f"{plural}/{name.lower()}/index.html"],
        pages[f"{plural}/index.html"],
    )
    assert f"<h1>{name}</h1>" in page
    assert ">Full</a>" in page
    assert ">Plain</a>" not in page
    assert f'href="/{plural}/">All {plural}</a>' in page
    assert f'<a href="/{plural}/{name.lower()}/">{name}</a>' in every
    assert f"<title>{plural.capitalize()} · " in every


def test_a_list_of_categories_needs_no_page_for_each(site):
    templates = [*LISTS, "categories"]

    page = site({"DIRECT_TEMPLATES": templates})["categories/index.html"]

    assert "<h2>Physics</h2>" in page
    assert "<h2>misc</h2>" in page


def test_the_home_page_can_be_made_without_a_text(site):
    settings = {"DIRECT_TEMPLATES": ["index", *LISTS]}

    page = site(settings, **{"content/pages/home.md": None})["index.html"]

    assert "<title>Example</title>" in page
    assert "<h1>Example</h1>" in page
    assert ">Plain</a>" in page


def test_a_home_page_that_is_written_comes_first(site):
    settings = {"DIRECT_TEMPLATES": ["index", *LISTS]}

    assert "<h1>Home</h1>" in site(settings)["index.html"]


def test_a_post_may_look_like_a_page_and_a_page_like_a_post(site):
    pages = site(
        {},
        **{
            "content/posts/a.md": FULL.replace("Full", "A\ntemplate: page", 1),
            "content/pages/b.md": ABOUT.replace("About", "B\ntemplate: article"),
        },
    )

    assert "<h1>A</h1>" in pages["blog/a/index.html"]
    assert "Share:" not in pages["blog/a/index.html"]
    assert "<h1>B</h1>" in pages["b/index.html"]


def test_a_template_that_is_not_there_has_file_and_line(refused):
    text = FULL.replace("title: Full", "title: A\ntemplate: artcle")

    said = refused({}, **{"content/posts/a.md": text})

    assert "content/posts/a.md:3: there is no template 'artcle'; did you mean" in said


def test_what_texts_do_not_say_is_as_in_the_default_metadata(site):
    usual = {
        "author": "Zoe",
        "tags": "usual, tags",
        "subtitle": "As ever",
        "category": "Chance",
    }

    pages = site({"DEFAULT_METADATA": usual})

    plain, full = pages["blog/plain/index.html"], pages["blog/full/index.html"]
    assert '<meta name="author" content="Zoe">' in plain
    assert '<p class="subtitle">As ever</p>' in plain
    assert 'href="/tags/usual/"' in plain
    assert '<meta name="author" content="Ada">' in full
    assert 'href="/tags/usual/"' not in full


def test_the_status_of_texts_can_be_set_for_all(site):
    settings = {"DEFAULT_METADATA": {"status": "draft"}, "MENU": []}

    pages = site(settings, **{"content/posts/full.md": None})

    assert "drafts/plain/index.html" in pages
    assert "blog/plain/index.html" not in pages


def test_a_folder_can_be_the_category(site):
    pages = site(
        {
            "USE_FOLDER_AS_CATEGORY": True,
            "CATEGORY_SAVE_AS": "categories/{slug}/index.html",
        }
    )

    assert ">Plain</a>" in pages["categories/sub/index.html"]
    assert ">Full</a>" in pages["categories/physics/index.html"]


def test_addresses_may_keep_capitals(site):
    text = {"content/posts/2026-01-05-Upper.md": post("x", "Upper")}

    assert "blog/Upper/index.html" in site({"SLUGIFY_PRESERVE_CASE": True}, **text)


def test_without_its_page_nothing_leads_to_the_search(site):
    pages = site(ALL | {"SEARCH_SAVE_AS": ""})

    assert not [name for name, page in pages.items() if "search/" in page]


def test_without_an_avatar_there_is_no_picture(site):
    page = site({"AVATAR": "", "TOUCH_ICON": "", "SITEURL": ""})["blog/full/index.html"]

    assert "<img" not in page
    assert 'rel="icon"' not in page


REFUSED = [
    ({"RELATIVE_URLS": True}, "RELATIVE_URLS breaks feeds"),
    (
        {"DEFAULT_METADATA": {"lang": "vi"}},
        "DEFAULT_METADATA has 'lang', which is",
    ),
    ({"DEFAULT_METADATA": {"share-img": ""}}, "has 'share-img'; write 'share_img'."),
    (
        {"YEAR_ARCHIVE_SAVE_AS": "{date:%Y}/index.html"},
        "YEAR_ARCHIVE_SAVE_AS change",
    ),
    ({"TYPOGRIFY": True}, "TYPOGRIFY changes nothing here: plugins/reader"),
    ({"DISPLAY_PAGES_ON_MENU": False}, "DISPLAY_PAGES_ON_MENU changes nothing here: M"),
    ({"FILENAME_METADATA": "(?P<slug>.*)"}, "FILENAME_METADATA changes nothing here: "),
    ({"DEFAULT_DATE": "fs"}, "DEFAULT_DATE changes nothing here: each post says its"),
    ({"CSS_FILE": "x.css"}, "CSS_FILE changes nothing here: the theme is added to in"),
]


@pytest.mark.parametrize(("settings", "words"), REFUSED)
def test_a_switch_that_would_do_nothing_is_refused(refused, settings, words):
    said = refused(settings)

    assert said.startswith("site_settings.py:")
    assert words in said
