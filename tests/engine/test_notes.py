"""Notes: a kind of content of their own, which shares its tags with posts."""

import re

import feedparser
import pytest
from sites import build

TEXT = "---\ntitle: {title}\ndate: {date}\ntags: {tags}\n{more}---\n{body}\n"


def text(title, date, tags="", more="", body="Words."):
    return TEXT.format(title=title, date=date, tags=tags, more=more, body=body)


FILES = {
    "content/posts/first.md": text("First post", "2026-01-01", "shared, post-only"),
    "content/posts/last.md": text(
        "Last post", "2026-01-05", "shared", body="See [a note](../notes/third.md)."
    ),
    "content/notes/second.md": text("Second note", "2026-01-02", "shared"),
    "content/notes/third.md": text(
        "Third note", "2026-01-03", "note-only", body="See [a post](../posts/first.md)."
    ),
    "content/notes/fourth.md": text("Fourth note", "2026-01-04"),
    "content/notes/hidden.md": text(
        "Hidden", "2026-01-06", "shared", "status: hidden\n"
    ),
    "content/notes/draft.md": text("Draft", "2026-01-07", "shared", "status: draft\n"),
    "theme/templates/tag.html": "{% for it in articles %}{{ it.title }}|{% endfor %}",
    "theme/templates/notes.html": "{% for it in notes_page.object_list %}"
    "{{ it.title }}|{% endfor %}"
    "{{ notes_page.number }}/{{ notes_paginator.num_pages }}",
    "theme/templates/blog.html": "{% for it in articles %}{{ it.title }}|{% endfor %}",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    settings = {
        "SITEURL": "https://a.b",
        "STRICT": True,
        "PAGINATED_TEMPLATES": {"notes": 2},
    }
    done = build(folder, FILES, settings)
    assert done.returncode == 0, done.stderr
    return folder / "output"


def titles(path):
    return [entry.title for entry in feedparser.parse(path).entries]


def test_a_note_has_its_own_address_and_template(site):
    assert "<h1>Second note</h1>" in (site / "notes/second/index.html").read_text()


def test_the_list_of_notes_is_theirs_alone_newest_first_and_by_page(site):
    first = (site / "notes/index.html").read_text()
    second = (site / "notes/page/2/index.html").read_text()

    assert first == "Fourth note|Third note|1/2"
    assert second == "Second note|2/2"


def test_notes_are_not_in_the_list_of_posts(site):
    assert (site / "blog/index.html").read_text() == "Last post|First post|"


def test_a_tag_lists_both_kinds_newest_first(site):
    page = (site / "tags/shared/index.html").read_text()

    assert page == "Last post|Second note|First post|"


@pytest.mark.parametrize("tag", ["note-only", "post-only"])
def test_a_tag_of_one_kind_has_a_page(site, tag):
    assert (site / f"tags/{tag}/index.html").is_file()


def test_all_tags_are_listed(site):
    listed = (site / "tags/index.html").read_text().split()

    assert sorted(listed) == ["note-only", "post-only", "shared"]


@pytest.mark.parametrize(
    ("feed", "expected"),
    [
        ("posts", ["Last post", "First post"]),
        ("notes", ["Fourth note", "Third note", "Second note"]),
        (
            "all",
            ["Last post", "Fourth note", "Third note", "Second note", "First post"],
        ),
        ("tags/shared", ["Last post", "Second note", "First post"]),
        ("tags/note-only", ["Third note"]),
    ],
)
def test_each_feed_has_what_its_name_says(site, feed, expected):
    assert titles(site / f"feeds/{feed}.atom.xml") == expected


def test_feeds_are_sound_and_link_to_the_site(site):
    feed = feedparser.parse(site / "feeds/all.atom.xml")

    assert not feed.bozo
    assert feed.entries[1].link == "https://a.b/notes/fourth/"


def test_notes_and_posts_link_to_each_other(site):
    note = (site / "notes/third/index.html").read_text()
    post = (site / "blog/last/index.html").read_text()

    assert 'href="https://a.b/blog/first/"' in note
    assert 'href="https://a.b/notes/third/"' in post


def test_a_hidden_note_is_written_and_not_listed(site):
    assert (site / "notes/hidden/index.html").is_file()
    assert not re.search("Hidden|Draft", (site / "tags/shared/index.html").read_text())


def test_a_draft_note_is_among_the_drafts(site):
    assert (site / "drafts/draft/index.html").is_file()


def test_a_note_may_be_in_another_language(tmp_path):
    files = {"content/notes/a.md": text("A", "2026-01-01", more="lang: vi\n")}

    done = build(tmp_path, files)

    assert done.returncode == 0, done.stderr
    assert (tmp_path / "output/notes/a/vi/index.html").is_file()


def test_a_site_without_notes_has_an_empty_list(tmp_path):
    done = build(tmp_path, {"content/pages/a.md": "---\ntitle: A\n---\n"})

    assert done.returncode == 0, done.stderr
    assert (tmp_path / "output/notes/index.html").is_file()
