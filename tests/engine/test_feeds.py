"""What a browser shows of a feed."""

import json
import re

import feedparser
import sites
from browser import open_site

from plugins.feeds import styled


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
