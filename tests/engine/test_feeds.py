"""What a browser shows of a feed."""

import json
import re
from xml.etree import ElementTree

import fastfeedparser
import feedparser
import pytest
import sites
from browser import open_site

from plugins.feeds import styled
from plugins.shared.whole_addresses import whole_addresses


def test_a_feed_names_its_style_sheet_below_the_declaration():
    xml = '<?xml version="1.0" encoding="utf-8"?>\n<feed/>'

    assert styled(xml, "/sub").splitlines() == [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<?xml-stylesheet type="text/css" href="/sub/theme/css/feed.css"?>',
        "<feed/>",
    ]


SHOWN = "element => getComputedStyle(element).display"


def test_every_feed_of_a_site_can_be_looked_at(tmp_path, browser):
    text = sites.post("Words.", "Seen & read")
    files = sites.WHOLE | {"content/posts/2026-01-02-a.md": text}
    done = sites.build(tmp_path, files, {"THEME": str(sites.ROOT / "theme")})
    assert done.returncode == 0, done.stderr
    for feed in (tmp_path / "output" / "feeds").rglob("*.xml"):
        assert "feed.css" in feed.read_text("utf-8")
    page = open_site(browser, tmp_path / "output").new_page()

    page.goto("feeds/posts.atom.xml")

    assert page.locator("entry > title").text_content() == "Seen & read"
    assert page.locator("entry > title").evaluate(SHOWN) == "none"
    assert page.locator("entry > content").evaluate(SHOWN) == "none"
    page.get_by_role("link", name="Seen & read").click()
    assert page.locator("h1").inner_text() == "Seen & read"
    page.context.close()


def feed(folder, name):
    return (folder / f"output/feeds/{name}.atom.xml").read_text("utf-8")


def test_an_empty_feed_knows_no_clock(tmp_path):
    text = sites.post("x").replace("2026-01-02", "2026-01-02 +0000")

    sites.build(tmp_path, {"content/posts/a.md": text})

    assert "<updated>2026-01-02T00:00:00+00:00</updated>" in feed(tmp_path, "notes")


def test_a_site_without_texts_has_feeds_all_the_same(tmp_path):
    sites.build(tmp_path, {})

    assert "<updated>1970-01-01T00:00:00+00:00</updated>" in feed(tmp_path, "posts")


def test_each_feed_has_an_id_and_so_has_each_entry(tmp_path):
    settings = {"FEED_DOMAIN": "https://example.org/sub"}
    files = {"content/posts/2026-01-02-a.md": sites.post("x")}
    for site in ("", settings["FEED_DOMAIN"]):
        sites.build(tmp_path, files, settings | {"SITEURL": site})

        for name in ("posts", "all"):
            xml = feed(tmp_path, name)
            assert f"<id>https://example.org/sub/feeds/{name}.atom.xml</id>" in xml
            assert "<id>tag:example.org,2026-01-02:/sub/blog/a/</id>" in xml


def ids(folder, files, **settings):
    done = sites.build(folder, files, {"SITEURL": "https://a.org", **settings})
    assert done.returncode == 0, done.stderr
    found = re.findall(r"<id>(tag:.*?)</id>", feed(folder, "posts"))
    items = json.loads((folder / "output/feeds/posts.json").read_text())["items"]
    assert [item["id"] for item in items] == found
    return sorted(found)


def test_ids_stay_when_date_title_or_domain_are_corrected(tmp_path):
    text = "---\ntitle: {}\ndate: 2026-01-{}\n---\n\nWords.\n"
    paths = ("content/posts/2026-01-02-a.md", "content/posts/b.md")

    first = ids(tmp_path, {path: text.format("One", "02") for path in paths})
    then = ids(
        tmp_path,
        {path: text.format("Two", "03") for path in paths},
        SITEURL="https://b.org/sub",
        FEED_DOMAIN="https://b.org/sub",
        FEED_IDS="https://a.org",
    )

    assert first == ["tag:a.org,2000-01-01:/blog/b/", "tag:a.org,2026-01-02:/blog/a/"]
    assert then == first


def test_a_json_feed_says_what_the_atom_feed_does(tmp_path):
    files = {
        "content/posts/a.md": sites.post("See [b](b.md) & <b>x</b>.", "A < B"),
        "content/posts/b.md": sites.post("Words.", "B"),
    }
    sites.build(tmp_path, files, {"SITEURL": "https://a.org"})

    made = json.loads((tmp_path / "output/feeds/posts.json").read_text("utf-8"))
    read = feedparser.parse(tmp_path / "output/feeds/posts.atom.xml")
    assert made["version"] == "https://jsonfeed.org/version/1.1"
    assert made["feed_url"].endswith("/feeds/posts.json")
    assert [item["url"] for item in made["items"]] == [e.link for e in read.entries]
    first = next(item for item in made["items"] if item["title"] == "A < B")
    assert 'href="https://a.org/blog/b/"' in first["content_html"]
    assert first["date_published"].startswith("2026-01-02T00:00:00")
    assert (tmp_path / "output/feeds/all.json").is_file()


def test_a_date_before_time_zones_has_an_offset_in_minutes(tmp_path):
    text = sites.post("x").replace("2026-01-02", "1850-01-01")
    settings = {"TIMEZONE": "Asia/Ho_Chi_Minh"}

    sites.build(tmp_path, {"content/posts/a.md": text}, settings)

    assert "<published>1850-01-01T00:00:00+07:06</published>" in feed(tmp_path, "posts")


SITE = "https://example.org/sub"
PAGE = f"{SITE}/blog/x/"


@pytest.mark.parametrize(
    ("html", "whole"),
    [
        ('<a href="#x">', f'<a href="{PAGE}#x">'),
        ("<a class=q href=#x>", f'<a class=q href="{PAGE}#x">'),
        ("<a href='?q=1&amp;r=2'>", f'<a href="{PAGE}?q=1&amp;r=2">'),
        ('<a href="//b.org/x">', '<a href="https://b.org/x">'),
        ('<img src="/a.png">', '<img src="https://example.org/a.png">'),
        (
            '<img srcset="a.png 1x,b.png 2x, c.png">',
            f'<img srcset="{PAGE}a.png 1x,{PAGE}b.png 2x, {PAGE}c.png">',
        ),
        (
            "<video poster=\"p.jpg\"><track src='../t.vtt'></video>",
            f'<video poster="{PAGE}p.jpg"><track src="{SITE}/blog/t.vtt"></video>',
        ),
        (
            '<svg><use href="#m"/><a xlink:href="#t"/><image href="i.png"/></svg>',
            f'<svg><use href="#m"/><a xlink:href="{PAGE}#t"/>'
            f'<image href="{PAGE}i.png"/></svg>',
        ),
        ('<p style="a: url(x.png)">', f'<p style="a: url({PAGE}x.png)">'),
        ("<style>b { a: url('#x') }</style>", "<style>b { a: url('#x') }</style>"),
        ("<pre><a href=z>q</a></pre>", f'<pre><a href="{PAGE}z">q</a></pre>'),
        ("<img alt=\"of src='x'\">", "<img alt=\"of src='x'\">"),
        ('&lt;a href="x"&gt; href="x"', '&lt;a href="x"&gt; href="x"'),
        ("<!-- <a href=x> -->", "<!-- <a href=x> -->"),
        ("<script>'<a href=x>'</script>", "<script>'<a href=x>'</script>"),
        ('<a href="mailto:a@b.org">', '<a href="mailto:a@b.org">'),
        ('<a href="http://[">', '<a href="http://[">'),
        ('<img src="data:image/png;base64,AA">',) * 2,
    ],
)
def test_addresses_for_readers_elsewhere_are_whole(html, whole):
    assert whole_addresses(html, PAGE) == whole


def test_addresses_in_feeds_are_whole(tmp_path):
    body = "[Down](#below), <a href='#below'>down</a>.[^1]\n\n## Below\n\n[^1]: So."
    text = sites.post(body).replace("date:", "slug: a\ndate:")

    done = sites.build(tmp_path, {"content/posts/a.md": text}, {"SITEURL": SITE})

    assert done.returncode == 0, done.stderr
    json_feed = json.loads((tmp_path / "output/feeds/posts.json").read_text("utf-8"))
    (entry,) = feedparser.parse(feed(tmp_path, "posts")).entries
    for html in (json_feed["items"][0]["content_html"], entry.content[0].value):
        found = re.findall('href="([^"]*)"', html)
        assert len(found) == 4
        assert all(address.startswith(f"{SITE}/blog/a/") for address in found)


ATOM = "{http://www.w3.org/2005/Atom}"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)")
ABSOLUTE = re.compile(r"(?:https?://|tag:)\S+")


def faults(xml):
    """What RFC 4287 asks of a feed and its entries, and this one has not."""
    root = ElementTree.fromstring(xml)
    for element in (root, *root.iter(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            if len(element.findall(f"{ATOM}{name}")) != 1:
                yield f"not one {name}"
        if not ABSOLUTE.fullmatch(element.findtext(f"{ATOM}id", "")):
            yield "no whole id"
        for name in ("updated", "published"):
            found = element.findtext(f"{ATOM}{name}")
            if found is not None and not MOMENT.fullmatch(found):
                yield f"{name} is {found}"
        links = [(e.get("rel"), e.get("href")) for e in element.findall(f"{ATOM}link")]
        if len(links) != len(set(links)) or not all(
            map(ABSOLUTE.match, dict(links).values())
        ):
            yield f"links {links}"
        if element is root and "self" not in dict(links):
            yield "no link to itself"
        if element is not root and not element.findtext(f"{ATOM}author/{ATOM}name"):
            yield "no author"
        for text in element.findall(f"{ATOM}content") + element.findall(
            f"{ATOM}summary"
        ):
            if text.get("type") not in {"html", "text", "xhtml"}:
                yield f"{text.tag} is {text.get('type')}"
    ids = [entry.findtext(f"{ATOM}id") for entry in root.iter(f"{ATOM}entry")]
    if len(ids) != len(set(ids)):
        yield "an id twice"


ODD = """\
---
title: "Bell\\x07 & <b> \\uFFFE"
date: 2026-01-02
tags: [a]
slug: same
lang: {}
---

{}
"""


def test_every_feed_is_valid_and_two_readers_agree(tmp_path):
    files = {
        "content/posts/a.md": ODD.format("en", "Body & <i>soul</i>."),
        "content/posts/vi.md": ODD.format("vi", "Hồn."),
        "content/posts/b.md": sites.post("Later.").replace("date:", "series: S\ndate:"),
        "content/notes/n.md": sites.post("A note.", "Note"),
    }
    settings = {"SITENAME": "Bells\x07 & more", "SITEURL": SITE, "AUTHOR": ""}

    sites.build(tmp_path, files, settings)

    found = sorted((tmp_path / "output/feeds").rglob("*.xml"))
    assert len(found) > 6
    for path in found:
        xml = path.read_text("utf-8")
        assert list(faults(xml)) == [], path
        one, other = feedparser.parse(xml), fastfeedparser.parse(xml)
        assert not one.bozo
        assert one.feed.title == other.feed.title
        assert [(e.id, e.link, e.title) for e in one.entries] == [
            (e.id, e.link, e.title) for e in other.entries
        ]
        assert [e.content[0].value for e in one.entries] == [
            e.content[0]["value"] for e in other.entries
        ]
