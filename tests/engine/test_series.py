"""Series: texts know their part, and a series has a page and a feed."""

import json

import feedparser
import pytest
from sites import ROOT, WHOLE, build

from plugins.shared.links import broken_links

THEME = {"THEME": str(ROOT / "theme"), "SITEURL": "https://a.org", "STRICT": True}


def text(title, date, more=""):
    return f"---\ntitle: {title}\ndate: 2026-01-{date}\n{more}---\n\nWords.\n"


FILES = WHOLE | {
    "content/notes/third.md": text("Cold", "05", "series: On Heat\n"),
    "content/notes/first.md": text("Warm", "02", "series: On Heat\n"),
    "content/posts/second.md": text(
        "Hot", "09", "series: on heat\nseries-index: 2\ntags: a\n"
    ),
    "content/posts/draft.md": text(
        "Draft", "07", "series: On Heat\nstatus: draft\nslug: draft\n"
    ),
    "content/notes/five.md": text('"Weekly Lessons #5 (on cats)"', "10"),
    "content/notes/four.md": text('"Weekly Lessons #4 (on dogs)"', "03"),
    "content/notes/other.md": text('"Why issue #7 is closed"', "04"),
    "content/posts/hot.md": text(
        "Nóng", "09", "lang: vi\nslug: second\ntranslation: true\n"
    ),
    "content/notes/lanh.md": text("Lạnh", "05", "lang: vi\nslug: third\n"),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    done = build(folder, FILES, {**THEME, "SERIES_IN_TITLES": True})
    assert done.returncode == 0, done.stderr
    return folder / "output"


def page(site, path):
    return (site / path / "index.html").read_text("utf-8")


def test_parts_without_a_number_take_what_is_free_by_age(site):
    for path, number in {"notes/first": 1, "blog/second": 2, "notes/third": 3}.items():
        part = f'Part {number} of 3 of <a href="https://a.org/series/on-heat/">'
        assert part in page(site, path)


def test_previous_and_next_are_those_of_the_series(site):
    html = page(site, "blog/second")

    assert 'aria-label="Previous and next part"' in html
    before = 'rel="prev" href="https://a.org/notes/first/"><span>Previous part</span>'
    after = 'rel="next" href="https://a.org/notes/third/"><span>Next part</span>'
    assert before in html
    assert after in html


def test_a_text_outside_of_series_keeps_its_neighbours(site):
    html = page(site, "notes/other")

    assert "Part " not in html
    assert "Previous note" in html


def test_a_translation_stands_in_the_place_of_its_part(site):
    html = page(site, "blog/second/vi")

    assert "Phần 2/3 của" in html
    assert 'rel="next" href="https://a.org/notes/third/vi/"' in html
    assert 'rel="prev" href="https://a.org/notes/first/"' in html


def test_titles_name_a_series_and_their_number_in_it(site):
    assert "Part 4 of 5 of" in page(site, "notes/four")
    html = page(site, "series/weekly-lessons")

    assert "<h1>Weekly Lessons</h1>" in html
    assert html.index("Part 4") < html.index("dogs") < html.index("Part 5")


def test_a_series_has_a_feed_with_the_newest_part_first(site):
    feed = feedparser.parse(site / "feeds/series/on-heat.atom.xml")

    assert feed.feed.title.endswith("On Heat")
    assert [entry.title for entry in feed.entries] == ["Hot", "Cold", "Warm"]
    assert "feeds/series/on-heat.atom.xml" in page(site, "series/on-heat")
    items = json.loads((site / "feeds/series/on-heat.json").read_text("utf-8"))["items"]
    assert [item["title"] for item in items] == ["Hot", "Cold", "Warm"]


def test_every_link_leads_somewhere_and_the_sitemap_names_the_page(site):
    assert broken_links(site, "https://a.org") == []
    assert "https://a.org/series/on-heat/" in (site / "sitemap.xml").read_text()


def test_titles_name_nothing_where_the_setting_is_off(tmp_path):
    done = build(tmp_path, FILES, THEME)

    assert done.returncode == 0, done.stderr
    assert "Part " not in page(tmp_path / "output", "notes/four")
    assert not (tmp_path / "output/series/weekly-lessons").exists()


def test_a_theme_without_the_template_lists_the_parts(tmp_path):
    index = "{% for it in articles_page.object_list %}{{ it.title }}|{% endfor %}"
    files = {
        "content/posts/a.md": text("A", "02", "series: Heat\n"),
        "content/posts/b.md": text("B", "03", "series: Heat\n"),
        "theme/templates/index.html": index,
    }

    assert build(tmp_path, files).returncode == 0
    assert page(tmp_path / "output", "series/heat") == "A|B|"


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ("series: Heat\nseries-index: 2\n", "b.md:5: there are two parts 2 of"),
        ('series: "!!!"\n', "b.md:4: the series '!!!' has neither letters"),
        ("series: Heat\nseries-index: two\n", "b.md:5: series-index: 'two' is not a"),
        ("series: Heat\nseries-index: 0\n", "b.md:5: series-index: '0' is not a"),
        ("series: [Heat, Cold]\n", "b.md:4: series: ['Heat', 'Cold'] is not one text"),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path, more, message):
    files = {
        "content/posts/a.md": text("A", "02", "series: Heat\nseries-index: 2\n"),
        "content/posts/b.md": text("B", "03", more),
    }

    done = build(tmp_path, files)

    assert done.returncode == 1
    assert f"content/posts/{message}" in done.stderr


def test_a_key_that_means_nothing_is_named(tmp_path):
    files = {
        "content/posts/a.md": text('"A series"', "02", "series-index: 2\n"),
        "content/pages/b.md": text('"B: series"', "03", "series: Heat\n"),
        "content/notes/c.md": text('"Lessons #3"', "04", "series-index: 4\n"),
    }

    done = build(tmp_path, files, {"SERIES_IN_TITLES": True})

    assert "posts/a.md:4: warning: series-index means nothing" in done.stderr
    assert "pages/b.md:4: warning: a page has no place in a series" in done.stderr
    assert done.stderr.count("warning") == 2
