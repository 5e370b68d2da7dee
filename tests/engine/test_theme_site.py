"""The theme on a small site: what is on each kind of page."""

import json
import re
from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from sites import ALL, AVATARS, ROOT, build, post

SITE = "https://example.org/sub"
COVERED = """\
---
title: A & B
subtitle: Under a cover
date: 2026-02-03
last-updated: 2026-03-04
tags: [Physics, chance]
cover-img: /images/avatar.png
cover-alt: The mark of the site
---

First words.

| a | b |
|--:|---|
| 1 | 2 |
"""
NOTE = (
    "---\ntitle: A note whose title takes half a breath too long to say\n"
    "date: 2026-01-05\ntags: [Physics]\n---\n\nBriefly.\n"
)
DRAFT = "---\ntitle: Not yet\ndate: 2026-01-06\nstatus: draft\n---\n\nHalf.\n"
HIDDEN = "---\ntitle: By word of mouth\nstatus: hidden\n---\n\nHello.\n"
HOME = (
    "---\ntitle: Example\ntemplate: index\nstatus: hidden\n"
    "permalink: /\n---\n\nHello.\n"
)
LOST = (
    '---\ntitle: Lost\ntemplate: "404"\nstatus: hidden\n'
    "save_as: 404.html\nurl: 404.html\n---\n\nGone.\n"
)
PAGES = {
    "home": "index.html",
    "post": "blog/covered/index.html",
    "plain": "blog/plain/index.html",
    "blog": "blog/index.html",
    "older": "blog/page/2/index.html",
    "note": "notes/short/index.html",
    "notes": "notes/index.html",
    "page": "about/index.html",
    "tags": "tags/index.html",
    "tag": "tags/physics/index.html",
    "archive": "archive/index.html",
    "search": "search/index.html",
    "lost": "404.html",
    "hidden": "whispered/index.html",
    "draft": "drafts/unfinished/index.html",
}


class Elements(HTMLParser):
    """Every start tag of a page with its attributes, and the text of some."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))

    def all(self, tag, **wanted):
        """Attributes of the elements of this name that have what is wanted."""
        return [
            has
            for name, has in self.found
            if name == tag and wanted.items() <= has.items()
        ]


@pytest.fixture(scope="module")
def output(tmp_path_factory):
    folder = tmp_path_factory.mktemp("themed")
    done = build(
        folder,
        {
            "content/posts/2026-02-03-covered.md": COVERED,
            "content/posts/2026-01-02-plain.md": post("Plain words.", "Plain"),
            "content/posts/2026-01-06-unfinished.md": DRAFT,
            "content/notes/2026-01-05-short.md": NOTE,
            "content/pages/home.md": HOME,
            "content/pages/whispered.md": HIDDEN,
            "content/pages/about.md": "---\ntitle: About\n---\n\nMe.\n",
            "content/pages/404.md": LOST,
            **AVATARS,
        },
        ALL | {"THEME": str(ROOT / "theme"), "SITEURL": SITE, "DEFAULT_PAGINATION": 1},
    )
    assert done.returncode == 0, done.stderr
    return folder / "output"


@pytest.fixture
def page(output):
    return lambda name: Path(output, PAGES[name]).read_text("utf-8")


def every_page(test):
    return pytest.mark.parametrize("name", PAGES)(test)


@every_page
def test_a_page_has_one_first_heading_one_main_part_and_a_way_to_it(page, name):
    elements = Elements(page(name))

    assert len(elements.all("h1")) == 1
    assert [main["id"] for main in elements.all("main")] == ["main-content"]
    assert elements.all("a", href="#main-content")


@every_page
def test_headings_skip_no_level(page, name):
    levels = [int(n) for n in re.findall(r"<h([1-6])\b", page(name))]

    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@every_page
def test_no_id_is_given_twice(page, name):
    ids = Counter(has["id"] for _, has in Elements(page(name)).found if "id" in has)

    assert [name for name, times in ids.items() if times > 1] == []


@every_page
def test_nothing_is_written_into_the_page_that_its_policy_forbids(page, name):
    elements = Elements(page(name))

    assert elements.all("style") == []
    assert [has for _, has in elements.found if "style" in has] == []
    assert [
        s for s in elements.all("script") if "src" not in s and "type" not in s
    ] == []


@every_page
def test_pictures_have_alternatives_and_sizes(page, name):
    for picture in Elements(page(name)).all("img"):
        assert {"alt", "width", "height"} <= picture.keys()


@every_page
def test_every_address_is_below_that_of_the_site(page, name):
    elements = Elements(page(name))
    links = [
        has[key] for _, has in elements.found for key in ("href", "src") if key in has
    ]

    assert [url for url in links if url.startswith("/")] == []
    assert all(has["src"].startswith(SITE) for has in elements.all("img"))


@pytest.mark.parametrize(
    ("name", "section", "mark"),
    [
        ("blog", "blog/", "page"),
        ("older", "blog/", "true"),
        ("post", "blog/", "true"),
        ("note", "notes/", "true"),
        ("tag", "tags/", "true"),
        ("page", "about/", "page"),
        ("search", "search/", "page"),
        ("home", "", "page"),
    ],
)
def test_the_menu_says_where_the_reader_is(page, name, section, mark):
    current = [
        (has["href"], has["aria-current"])
        for has in Elements(page(name)).all("a")
        if "aria-current" in has
    ]

    assert current == [(f"{SITE}/{section}", mark)]


def test_a_title_is_escaped_wherever_it_stands(page):
    for name in ("post", "blog", "home", "archive"):
        assert "A & B" not in page(name)
    assert "<title>A &amp; B · Example</title>" in page("post")


def test_a_post_says_when_it_was_written_and_changed(page):
    times = [time["datetime"][:10] for time in Elements(page("post")).all("time")]

    assert times == ["2026-02-03", "2026-03-04"]


def test_the_cover_comes_with_its_words_and_first(page):
    (cover,) = Elements(page("post")).all("img", **{"class": "cover"})

    assert cover["src"] == f"{SITE}/images/avatar.png"
    assert cover["alt"] == "The mark of the site"
    assert cover["fetchpriority"] == "high"


def test_a_long_title_is_set_in_smaller_letters(page):
    headings = [Elements(page(name)).all("header") for name in ("note", "post")]

    classes = [has[1]["class"] for has in headings]
    assert classes == ["heading brief long", "heading on-cover"]


def test_search_engines_and_networks_get_full_addresses(page):
    elements = Elements(page("post"))
    card = {
        has["property"]: has["content"]
        for has in elements.all("meta")
        if "property" in has
    }

    assert elements.all("link", rel="canonical")[0]["href"] == f"{SITE}/blog/covered/"
    assert card["og:url"] == f"{SITE}/blog/covered/"
    assert card["og:title"] == "A & B"
    assert card["og:image"] == f"{SITE}/images/avatar.png"
    assert card["article:published_time"].startswith("2026-02-03")


def test_structured_data_can_be_read_back(page):
    found = re.search(
        r'<script type="application/ld\+json">(.*?)</script>', page("post")
    )

    data = json.loads(found[1])

    assert data["headline"] == "A & B"
    assert data["keywords"] == ["Physics", "chance"]


def test_lists_show_the_title_summary_thumbnail_and_tags(page):
    html = page("blog")

    assert "First words." in html
    assert Elements(html).all("img", loading="lazy")
    assert Elements(html).all("a", rel="tag", href=f"{SITE}/tags/physics/")


def test_pages_of_a_list_lead_to_each_other(page):
    assert Elements(page("blog")).all("a", rel="next", href=f"{SITE}/blog/page/2/")
    assert Elements(page("older")).all("a", rel="prev", href=f"{SITE}/blog/")


def test_posts_lead_to_their_neighbours_and_not_to_notes(page):
    links = Elements(page("post"))

    assert links.all("a", rel="prev", href=f"{SITE}/blog/plain/")
    assert links.all("a", rel="next") == []
    assert Elements(page("note")).all("a", rel="prev") == []


def test_a_neighbour_is_shown_by_its_picture_where_it_has_one(page):
    with_picture, without = (
        re.search(r'<nav class="pager column".*?</nav>', page(name), re.DOTALL)[0]
        for name in ("plain", "post")
    )

    (shown,) = Elements(with_picture).all("img")
    assert re.fullmatch(rf"{SITE}/pictures/\w+/180.webp", shown["src"])
    assert (shown["alt"], shown["loading"]) == ("", "lazy")
    assert "<img" not in without


def test_a_tag_gathers_posts_and_notes(page):
    html = page("tag")

    assert "1 post and 1 note" in html
    assert Elements(html).all("a", href=f"{SITE}/notes/short/")
    assert Elements(html).all("a", href=f"{SITE}/blog/covered/")


def test_home_introduces_then_lists(page):
    html = page("home")

    assert (
        html.index("Hello.") < html.index("Latest posts") < html.index("Latest notes")
    )


def test_a_draft_is_marked_and_kept_from_lists_and_engines(page, output):
    assert "Draft: not published" in page("draft")
    assert 'content="noindex"' in page("draft")
    for name in ("home", "blog", "older", "archive"):
        assert "Not yet" not in page(name)
    assert "drafts/" not in Path(output, "sitemap.xml").read_text("utf-8")


def test_a_hidden_page_is_found_by_its_address_alone(page, output):
    assert 'content="noindex"' in page("hidden")
    assert "og:title" not in page("hidden")
    assert "og:title" in page("home")
    for name in ("home", "search", "archive"):
        assert "word of mouth" not in page(name)
    assert "whispered" not in Path(output, "sitemap.xml").read_text("utf-8")


def test_a_lost_reader_is_not_indexed_and_is_shown_the_way(page):
    assert 'content="noindex"' in page("lost")
    assert Elements(page("lost")).all("a", href=f"{SITE}/blog/covered/")


def test_the_feeds_can_be_found(page):
    feeds = Elements(page("home")).all("link", rel="alternate")

    assert {feed["href"] for feed in feeds} == {
        f"{SITE}/feeds/{name}"
        for name in ("all.atom.xml", "all.json", "posts.atom.xml", "notes.atom.xml")
    }


def test_only_addresses_that_are_ours_are_written(output):
    written = {str(path.relative_to(output)) for path in output.rglob("*.html")}

    assert written == {*PAGES.values(), "tags/chance/index.html"}
