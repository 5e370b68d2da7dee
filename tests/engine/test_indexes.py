"""Posts and notes in the orders in which readers find them."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
import sites
from pelican.utils import slugify

from plugins.page_context.indexes import archive, counted, link_neighbours, tag_index
from plugins.shared.languages import own
from plugins.shared.site import POST, Kind

NOTE, TALK = Kind("note", "notes"), Kind("talk", "talks")
BRIEF = (
    "---\ntitle: Of {kind} {day}\nslug: {kind}-{day}\ndate: 2026-01-{day}\n"
    "tags: [many]\n---\n\nWords.\n"
)


def content(name, day=1, year=2026, tags=()):
    return SimpleNamespace(
        title=name,
        title_html=f"<i>{name}</i>",
        url=f"{name}/",
        date=datetime(year, 1, day, tzinfo=UTC),
        tags=tags,
        translations=(),
    )


def tag(name):
    slug = slugify(name)
    return SimpleNamespace(name=name, slug=slug, url=f"tags/{slug}/")


def names(contents):
    return [each.title for each in contents]


def test_neighbours_are_the_one_before_and_the_one_after_in_time():
    new, middle, old = content("new", 3), content("middle", 2), content("old", 1)

    link_neighbours([new, middle, old])

    assert (new.next, old.previous) == (None, None)
    assert new.previous is old.next is middle
    assert (middle.next.url, middle.previous.url) == ("new/", "old/")


def test_the_archive_goes_back_in_time_whatever_the_kind():
    contents = [content("a", 1, 2025), content("b", 5, 2026), content("c", 9, 2025)]

    years = archive(contents)

    assert [(year["year"], names(year["entries"])) for year in years] == [
        (2026, ["b"]),
        (2025, ["c", "a"]),
    ]


def test_equal_dates_are_ordered_by_address():
    one, two = content("one"), content("two")

    assert archive([two, one]) == archive([one, two])
    assert names(archive([two, one])[0]["entries"]) == ["one", "two"]


def test_tags_gather_posts_and_notes_in_the_order_of_names():
    posts = [content("p", 1, tags=[tag("Physics"), tag("đạo"), tag("chance")])]
    notes = [content("n", 2, tags=[tag("Physics")])]

    index = tag_index({POST: posts, NOTE: notes}, "feeds/{slug}.xml", own("en"))

    assert list(index) == ["chance", "dao", "physics"]
    physics = index["physics"]
    assert (physics.count, physics.summary) == (2, "1 post and 1 note")
    assert physics.feed == "feeds/physics.xml"
    assert index["chance"].kinds == {POST: posts}


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ({POST: 1}, "1 post"),
        ({NOTE: 2}, "2 notes"),
        ({POST: 3, NOTE: 1}, "3 posts and 1 note"),
        ({POST: 3, TALK: 2, NOTE: 1}, "3 posts, 2 talks and 1 note"),
    ],
)
def test_numbers_come_in_words(numbers, words):
    assert counted(numbers, own("en")) == words


def test_a_tag_of_many_texts_has_pages_and_the_page_of_all_tags_counts(tmp_path):
    files = {
        f"content/{kind}/{day}.md": BRIEF.format(kind=kind, day=day)
        for kind in ("posts", "notes")
        for day in range(10, 23)
    }
    settings = {"THEME": str(sites.ROOT / "theme")}

    done = sites.build(tmp_path, sites.WHOLE | files, settings)

    assert (done.returncode, done.stderr) == (0, "")
    tag, tags, archive = (
        (tmp_path / "output" / path / "index.html").read_text("utf-8")
        for path in ("tags/many", "tags", "archive")
    )
    assert "13 posts and 13 notes with this tag" in tag
    assert tag.count("<article") == 24
    assert 'rel="next" href="/tags/many/page/2/"' in tag
    second = (tmp_path / "output/tags/many/page/2/index.html").read_text("utf-8")
    assert second.count("<article") == 2
    assert 'many <span class="count">26</span>' in tags
    assert tags.count("/tags/many/") == 1
    assert archive.count("<li><time") == 26
