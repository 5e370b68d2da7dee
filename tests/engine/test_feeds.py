"""What a browser shows of a feed."""

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
    files = sites.AVATARS | {"content/posts/2026-01-02-a.md": text}
    done = sites.build(tmp_path, files, {"THEME": str(sites.ROOT / "theme")})
    assert done.returncode == 0, done.stderr
    for feed in (tmp_path / "output" / "feeds").rglob("*.xml"):
        assert "feed.css" in feed.read_text("utf-8")
    page = open_site(browser, tmp_path / "output").new_page()

    page.goto("feeds/posts.atom.xml")

    assert page.locator("entry > title").text_content() == "Seen & read"
    assert page.locator("entry > title").evaluate(SHOWN) == "block"
    assert page.locator("entry > content").evaluate(SHOWN) == "none"
    page.context.close()
