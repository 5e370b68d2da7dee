"""A page draws how texts hang together, and says the same as a list."""

import re
from html import unescape
from xml.etree import ElementTree as ET

import pytest
from sites import LISTS, ROOT, WHOLE, build

from plugins.map import MOST, draw

TEXT = "---\ntitle: {0}\ntags: [{1}]\ndate: 2026-01-{2:02}\n---\n\n{3}\n"
SETTINGS = {
    "THEME": str(ROOT / "theme"),
    "DIRECT_TEMPLATES": ["index", *LISTS, "map"],
    "STRICT": True,
}
FILES = {
    **WHOLE,
    "content/posts/a.md": TEXT.format("A & co", "heat, rare", 3, "[B](../notes/b.md)."),
    "content/notes/b.md": TEXT.format("B", "heat, cold", 2, "And back: [[a]], [[c]]."),
    "content/posts/c.md": TEXT.format("C", "cold", 1, "## On\n\nIt [[#On|goes on]]."),
    "content/posts/d.md": TEXT.format("D", "cold", 4, "[[c]]").replace(
        "date:", "status: draft\ndate:"
    ),
}


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    done = build(folder, FILES, SETTINGS)
    assert done.returncode == 0, done.stderr
    return (folder / "output/map/index.html").read_text("utf-8")


@pytest.fixture(scope="module")
def drawing(page):
    return ET.fromstring(re.search(r'<svg class="map".*?</svg>', page, re.DOTALL)[0])


def test_every_published_text_is_a_link_newest_first(drawing):
    links = [(a.get("href"), a[0].text) for a in drawing.iterfind("g/a")]

    assert links == [("/blog/a/", "A & co"), ("/notes/b/", "B"), ("/blog/c/", "C")]


def test_texts_that_link_each_other_are_joined_once(drawing):
    arcs = drawing.findall("g/path")

    assert len(arcs) == 2  # a and b, b and c


def test_tags_that_several_have_are_columns_with_their_dots(drawing):
    tags = {a.get("href"): a[0].text for a in drawing.findall("a")}
    rows = drawing.findall("g[@class='row']")
    dots = [sorted(c.get("cx") for c in row.findall("circle")) for row in rows]

    assert list(tags.values()) == ["cold", "heat"]
    assert [len(row) for row in dots] == [1, 2, 1]
    assert dots[1] == sorted({*dots[0], *dots[2]})


def test_the_list_says_the_same(page):
    entries = re.findall(r"<li>(<a href=\"/(?:blog|notes)/.*?)</li>", page)
    said = [unescape(re.sub(r"<[^>]+>", "", entry)) for entry in entries]

    assert said[-3:] == [
        "A & co: heat, rare → B",
        "B: heat, cold → A & co, C",
        "C: cold",
    ]


def test_without_the_template_there_is_no_page(tmp_path):
    settings = {**SETTINGS, "DIRECT_TEMPLATES": ["index", *LISTS]}

    assert build(tmp_path, FILES, settings).returncode == 0
    assert not (tmp_path / "output/map").exists()


class Thing:
    """A text, or a tag, of which the map asks some values."""

    def __init__(self, **values):
        self.__dict__.update(values)

    def get_relative_source_path(self):
        return self.path


def many(count):
    """Texts with many tags, each leading to some before it."""
    tags = [Thing(slug=f"tag-{n:03}", name=f"Tag {n}") for n in range(count // 5)]
    return [
        Thing(
            path=str(n),
            title=f"Title {n}" * (1 + n % 12),
            tags=[tags[n % len(tags)], tags[n * n % len(tags)]],
            mentions={str(n // 2): None, str(n // 3): None},
        )
        for n in range(count)
    ]


def test_500_texts_fit_and_come_out_alike():
    first, second = draw(many(500)), draw(many(500))

    assert [row.arcs for row in first.rows] == [row.arcs for row in second.rows]
    assert len({row.y for row in first.rows}) == 500
    assert len(first.columns) <= MOST
    assert first.width < 1200
    assert max(x for row in first.rows for x in row.dots) < first.width


def test_wide_letters_have_room():
    def title(words):
        return draw([Thing(path="a", title=words, tags=[], mentions={})]).width

    assert title("机" * 20) == title("ab" * 20)


def test_the_names_of_tags_have_room():
    long, short = many(20), many(20)
    for text in long:
        text.tags[0].name = "A name of some length"

    assert draw(long).head - draw(short).head > 100


def test_no_texts_are_no_mistake():
    assert draw([]).rows == []
