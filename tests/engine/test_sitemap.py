"""What search engines are told."""

from datetime import UTC, datetime
from types import SimpleNamespace
from xml.etree import ElementTree as ET

from plugins.sitemap import entries, robots, sitemap

SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
SITE = "https://example.org/blog"


def content(url, **dates):
    return SimpleNamespace(url=url, **dates)


def day(number):
    return datetime(2026, 1, number, 23, 30, tzinfo=UTC)


def test_all_kinds_and_their_lists_are_named_once_and_in_order():
    found = entries(
        [
            content("blog/b/", date=day(2)),
            content("notes/n/", date=day(3)),
            content("about/"),
        ],
        {"": [], "blog/": []},
    )

    assert [url for url, _ in found] == ["", "about/", "blog/", "blog/b/", "notes/n/"]


def test_a_date_is_that_of_the_last_writing():
    posts = [
        content("a/", date=day(1), modified=day(9)),
        content("b/", date=day(5)),
    ]

    found = dict(entries([*posts, content("about/")], {"": posts}))

    assert found == {"": day(9), "a/": day(9), "about/": None, "b/": day(5)}


def test_the_file_is_a_sitemap_with_full_addresses():
    tree = ET.fromstring(sitemap([("a/?b&c", day(1)), ("d/", None)], SITE).encode())

    assert [element.text for element in tree.iter(f"{SPACE}loc")] == [
        f"{SITE}/a/?b&c",
        f"{SITE}/d/",
    ]
    assert [element.text for element in tree.iter(f"{SPACE}lastmod")] == ["2026-01-01"]


def test_robots_are_shown_the_sitemap():
    assert f"Sitemap: {SITE}/sitemap.xml" in robots(SITE).splitlines()
