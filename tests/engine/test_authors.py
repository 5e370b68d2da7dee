"""Several authors are named, with pages and feeds; one author is the site's."""

import json
import re

import feedparser
import pytest
from sites import ROOT, WHOLE, build

from plugins.defaults import DIRECT_TEMPLATES as TEMPLATES
from plugins.defaults import PAGINATED_TEMPLATES
from plugins.shared.links import broken_links

ABOUT = {"Ada Lovelace": ("https://ada.example.org/", "Counts on engines.")}
SETTINGS = {"THEME": str(ROOT / "theme"), "SITEURL": "https://a.org", "STRICT": True}


def text(title, authors=""):
    line = f"authors: {authors}\n" if authors else ""
    return f"---\ntitle: {title}\ndate: 2026-01-02\n{line}---\n\nWords.\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    files = WHOLE | {
        "content/posts/two.md": text("Two", "[Ada Lovelace, Bến Trần]"),
        "content/notes/one.md": text("One", "Ada Lovelace"),
        "content/posts/own.md": text("Own"),
    }
    lists = {"DIRECT_TEMPLATES": [*TEMPLATES, "authors"]}
    pages = {"PAGINATED_TEMPLATES": {**PAGINATED_TEMPLATES, "author": 1}}
    settings = {**SETTINGS, **lists, **pages, "AUTHORS": ABOUT}
    done = build(folder, files, settings)
    assert done.returncode == 0, done.stderr
    return folder / "output"


def page(site, path):
    return (site / path / "index.html").read_text("utf-8")


def test_a_text_names_all_its_authors_with_links(site):
    ada = '<a href="https://a.org/authors/ada-lovelace/">Ada Lovelace</a>'
    ben = '<a href="https://a.org/authors/ben-tran/">Bến Trần</a>'

    assert f"By {ada} and {ben}</span>" in page(site, "blog/two")
    assert f"By {ada}</span>" in page(site, "notes/one")


def test_who_names_nobody_is_the_author_of_the_site(site):
    link = '<a href="https://a.org/authors/the-author/">The Author</a>'

    assert f"By {link}</span>" in page(site, "blog/own")


def test_an_author_has_pages_with_texts_of_every_kind(site):
    first = page(site, "authors/ada-lovelace")
    second = page(site, "authors/ada-lovelace/page/2")

    for part in ("<h1>Ada Lovelace</h1>", *ABOUT["Ada Lovelace"]):
        assert part in first
    found = [re.findall(r"<h2><a [^>]*>(\w+)</a>", html) for html in (first, second)]
    assert found == [["Two"], ["One"]]
    assert 'href="https://a.org/authors/ada-lovelace/page/2/"' in first


def test_the_list_of_all_leads_to_the_page_of_each(site):
    html = page(site, "authors")

    assert '<h2><a href="https://a.org/authors/ben-tran/">Bến Trần</a></h2>' in html


def test_an_author_has_a_feed_and_entries_name_all(site):
    feed = feedparser.parse(site / "feeds/authors/ben-tran.atom.xml")

    assert [(e.title, e.author) for e in feed.entries] == [
        ("Two", "Ada Lovelace and Bến Trần")
    ]
    (item,) = json.loads((site / "feeds/authors/ben-tran.json").read_text())["items"]
    assert item["authors"] == [{"name": "Ada Lovelace"}, {"name": "Bến Trần"}]


def test_every_link_leads_somewhere_and_the_sitemap_names_the_page(site):
    assert broken_links(site, "https://a.org") == []
    assert "https://a.org/authors/ben-tran/" in (site / "sitemap.xml").read_text()


def test_a_site_with_one_author_has_no_pages_of_authors(tmp_path):
    done = build(tmp_path, WHOLE | {"content/posts/own.md": text("Own")}, SETTINGS)

    assert done.returncode == 0, done.stderr
    assert "By " not in page(tmp_path / "output", "blog/own")
    assert not (tmp_path / "output/authors").exists()


def test_names_with_one_address_are_one_author(tmp_path):
    files = WHOLE | {
        "content/posts/two.md": text("Two", "[A. Lovelace, A Lovelace, Bo]"),
        "content/posts/one.md": text("One", "A Lovelace"),
    }

    done = build(tmp_path, files, SETTINGS)

    assert done.returncode == 0, done.stderr
    lists = page(tmp_path / "output", "authors/a-lovelace")
    assert ">One<" in lists
    assert lists.count("blog/two/") == lists.count("blog/one/")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Ada Lovelase", "did you mean 'Ada Lovelace'?"),
        ("Grace", "take the line out until there is one."),
    ],
)
def test_a_line_about_somebody_who_has_written_nothing(tmp_path, name, said):
    files = WHOLE | {"content/posts/own.md": text("Own", "Ada Lovelace")}
    settings = {**SETTINGS, "AUTHORS": {name: ("", "Counts.")}}

    done = build(tmp_path, files, settings)

    assert done.returncode == 1
    assert f"AUTHORS has {name!r}, of whom there is no text; {said}" in done.stderr
    assert re.search(r"site_settings\.py:\d+: .*AUTHORS has", done.stderr)


def test_a_line_about_the_author_of_the_site_and_of_a_draft(tmp_path):
    draft = text("Own", "Grace").replace("title", "status: draft\ntitle")
    about = dict.fromkeys(("The Author", "Grace"), ("", "Counts."))
    files = WHOLE | {"content/posts/own.md": draft}

    for with_drafts in (True, False):
        settings = {**SETTINGS, "AUTHORS": about, "WITH_DRAFTS": with_drafts}
        done = build(tmp_path, files, settings)
        assert done.returncode == 0, done.stderr
