"""Links of a built site: what is checked, and what is said."""

import pytest

from plugins.shared.links import broken_links

PAGE = '<!doctype html>\n<h1 id="top-of-it">Hello</h1>\n{}\n'
FEED = """<feed xmlns="http://www.w3.org/2005/Atom">
<link href="https://example.org/blog/"/>
<entry><content type="html">&lt;img src="{}"&gt;</content></entry></feed>"""


@pytest.fixture
def small(tmp_path):
    """A site of two pages and a picture."""
    for name in ("index.html", "about/index.html"):
        write(tmp_path / name, PAGE.format(""))
    write(tmp_path / "images/a b.png", "")
    return tmp_path


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


@pytest.mark.parametrize(
    "html",
    [
        '<a href="/about/">',
        '<a href="about/#top-of-it">',
        '<a href="/about/#top">',
        '<a href="#">',
        '<a href="/about/#:~:text=Hello">',
        '<a href="/about/?from=here">',
        '<img src="/images/a%20b.png">',
        '<img srcset="/images/a%20b.png 1x, images/a%20b.png 2x">',
        '<a href="mailto:someone@example.org">',
        '<a href="https://example.org/elsewhere">',
        '<img src="data:image/gif;base64,AAAA">',
    ],
)
def test_good_links_are_not_reported(small, html):
    write(small / "index.html", PAGE.format(html))

    assert broken_links(small) == []


@pytest.mark.parametrize(
    ("html", "mistake"),
    [
        ('<a href="/abuot/">', "'/abuot/' leads nowhere."),
        ('<a href="/about">', "'/about' is a folder; end it with a slash."),
        ('<a href="/about/#no">', "'/about/#no' names a place that is not there."),
        ('<a href="#no">', "'#no' names a place that is not there."),
        ('<img src="images/c.png">', "'images/c.png' leads nowhere."),
        ('<a href="http://[">', "'http://[' is not an address; correct it."),
        ('<a href="file:///a.pdf">', "'file:///a.pdf' leads to a file of your own"),
        ('<a href="C:\\a.pdf">', "'C:\\\\a.pdf' leads to a file of your own"),
        ('<a href="demo:a">', "'demo:a' names a demo; write ![words](demo:…)"),
        ('<img srcset="/images/c.png 2x">', "'/images/c.png' leads nowhere."),
        ('<figure data-steps="/s.json">', "'/s.json' leads nowhere."),
        ('<svg><use xlink:href="#no"/></svg>', "'#no' names a place that"),
    ],
)
def test_a_broken_link_is_reported_with_its_file_and_line(small, html, mistake):
    write(
        small / "about/index.html", PAGE.format(html.replace('"images', '"../images'))
    )

    (said,) = broken_links(small)

    assert said.replace("../", "").startswith(f"about/index.html:3: {mistake}")


def test_under_a_sub_path_an_address_without_it_leaves_the_site(small):
    write(
        small / "index.html", PAGE.format('<a href="/about/"><a href="/blog/about/">')
    )

    assert broken_links(small, "https://example.org/blog") == [
        "index.html:3: '/about/' leaves the site, which lives under /blog/; "
        "begin it with SITEURL."
    ]


def test_whole_addresses_of_the_site_itself_are_followed(small):
    head = '<meta property="og:image" content="https://example.org/blog/no.png">'
    write(small / "index.html", PAGE.format(head))

    (said,) = broken_links(small, "https://example.org/blog")

    assert said == "index.html:3: 'https://example.org/blog/no.png' leads nowhere."


def test_feeds_and_sitemaps_are_followed_too(small):
    write(small / "feeds/all.atom.xml", FEED.format("https://example.org/blog/no.png"))

    (said,) = broken_links(small, "https://example.org/blog")

    assert said.startswith("feeds/all.atom.xml:1: 'https://example.org/blog/no.png'")


def test_an_address_without_its_scheme_is_whole_enough_for_a_page(small):
    write(small / "404.html", '<a href="//other.example/a">b</a>')

    assert broken_links(small, "https://example.org/blog") == []


@pytest.mark.parametrize("page", ["404.html", "feeds/all.atom.xml"])
def test_what_is_read_elsewhere_needs_whole_addresses(small, page):
    """`../about/` is there, seen from the feed; but nobody sees it from there."""
    write(
        small / page, FEED.format("../about/") if "xml" in page else '<a href="about/">'
    )

    (said,) = broken_links(small, "https://example.org/blog")

    assert "must be a whole address" in said
