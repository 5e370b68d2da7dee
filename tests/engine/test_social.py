"""The author's other places: by a name there, each with an icon that cannot act."""

import re

import pytest
from sites import ROOT, WHOLE, build, png

from plugins.shared.icons import icon
from plugins.shared.networks import ALSO, NETWORKS, address, network

ICONS = ROOT / "theme/icons"
HANDLE = {"email": "a@example.org", "rss": "feeds/all.atom.xml", "telephone": "+4412"}
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"%s>%s</svg>'
OWN = SVG % (
    ' onload="a()"',
    '<path style="fill:#000" id="b" onclick="c()" d="M1 2z"/>',
)
PLACES = {  # a network and a name there: the address
    ("mastodon", "@ada@example.org"): "https://example.org/@ada",
    ("mastodon", "example.org/@ada"): "https://example.org/@ada",
    ("bluesky", "@ada.example.org"): "https://bsky.app/profile/ada.example.org",
    ("google-scholar", "Ab1"): "https://scholar.google.com/citations?user=Ab1",
    (
        "google-scholar",
        "citations?user=A",
    ): "https://scholar.google.com/citations?user=A",
    ("youtube", "@ada"): "https://www.youtube.com/@ada",
    ("yelp", "ada"): "https://ada.yelp.com",
    ("itchio", "ada"): "https://ada.itch.io",
    ("medium", "@ada"): "https://medium.com/@ada",
    ("github", "https://github.example/ada"): "https://github.example/ada",
}


@pytest.mark.parametrize(("place", "expected"), PLACES.items())
def test_a_name_in_a_network_leads_there(place, expected):
    assert address(*place) == expected


@pytest.mark.parametrize("key", ["ORCID", "google_scholar", "twitter_username", *ALSO])
def test_a_network_is_known_by_its_other_names(key):
    assert network(key) in NETWORKS


@pytest.fixture(scope="module")
def html(tmp_path_factory):
    """A page of a site whose author is everywhere, and has a drawing of his own."""
    places = [(key, HANDLE.get(key, "ada")) for key in NETWORKS]
    own = ("Radio", "images/radio.svg", "https://radio.example")
    theme = {"THEME": str(ROOT / "theme"), "SOCIAL": [*places, own, own]}
    files = {"content/images/radio.svg": OWN, "content/images/a.png": png(9, 9)}
    folder = tmp_path_factory.mktemp("social")
    done = build(folder, WHOLE | files, theme)
    assert done.returncode == 0, done.stderr
    return (folder / "output/about/index.html").read_text("utf-8")


@pytest.mark.parametrize("key", NETWORKS)
def test_a_network_has_its_link_its_name_and_its_icon(html, key):
    name, place = NETWORKS[key].name, address(key, HANDLE.get(key, "ada"))
    place = place if ":" in place else f"/{place}"
    link = re.search(rf'<a href="[^"]*{re.escape(place)}"[^>]*>(.*?)</a>', html)

    assert link
    assert f'aria-label="{name}"' in link[0]
    assert icon(ICONS / f"{key}.svg") in link[1]


def test_a_drawing_of_the_authors_own_is_shapes_alone(html):
    drawn = '<g class="solid"><path d="M1 2z" fill="currentColor"/></g></svg>'

    assert f'viewBox="0 0 9 9" aria-hidden="true">{drawn}' in html
    assert "onload" not in html
    assert "onclick" not in html


def test_a_page_carries_no_icon_that_it_does_not_show(tmp_path):
    theme = {"THEME": str(ROOT / "theme"), "SOCIAL": [("github", "ada")]}
    build(tmp_path, WHOLE, theme)

    page = (tmp_path / "output/about/index.html").read_text("utf-8")
    footer = page[page.index('<footer class="foot') :]
    assert footer.count("<svg") == 2  # and that of the feed
    assert not list((tmp_path / "output").rglob("mastodon*"))


@pytest.mark.parametrize("file", sorted(ICONS.glob("*.svg")), ids=lambda f: f.stem)
def test_every_icon_belongs_to_a_network(file):
    assert file.stem in NETWORKS
    assert len(icon(file)) < 5_000


@pytest.mark.parametrize(
    ("drawing", "wrong"),
    [
        (SVG % ("", "<script>a()</script>"), "has <script> in it"),
        (SVG % ("", "<style>a {}</style>"), "has <style> in it"),
        (SVG % ("", '<g><image href="//a.example"/></g>'), "has <image> in it"),
        (SVG % ("", "<foreignObject/>"), "has <foreignObject> in it"),
        (SVG % ("", ""), "draws nothing"),
        ("<html/>", "it begins with <html>"),
        ("no", "is not a drawing"),
        ((SVG % ("", "<path/>")).replace("viewBox", "box"), "neither its viewBox"),
    ],
)
def test_what_is_not_a_plain_drawing_is_refused(tmp_path, drawing, wrong):
    (tmp_path / "a.svg").write_text(drawing)

    with pytest.raises(ValueError, match=wrong):
        icon(tmp_path / "a.svg")


def test_a_drawing_of_lines_stays_one(tmp_path):
    (tmp_path / "a.svg").write_text(SVG % (' fill="none"', '<circle r="4"/>'))

    assert "solid" not in icon(tmp_path / "a.svg")
