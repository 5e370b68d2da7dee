"""Front matter: what is written above a text, and what it means."""

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from plugins.reader.dates import moment
from plugins.reader.fields import PROSE_KEYS, parse_fields
from plugins.reader.front_matter import Mistake, split


def understood(*lines, body=""):
    return parse_fields(split("\n".join(["---", *lines, "---", body]), PROSE_KEYS))


def value(line, name):
    return understood(line).values[name]


@pytest.mark.parametrize("text", ["2024", "yes", "3.10", "2026-01-02", "null", "0x1f"])
def test_a_title_is_the_text_that_was_written(text):
    assert value(f"title: {text}", "title") == text


def test_tags_that_look_like_numbers_and_truths_stay_words():
    assert value("tags: [2024, yes, 3.10, on]", "tags") == ["2024", "yes", "3.10", "on"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("title: PPO: a primer", "PPO: a primer"),
        (r'title: "The $\theta$ of it"', r"The $\theta$ of it"),
        (r'title: "say \"no\""', 'say "no"'),
        ("title: 'it''s'", "it's"),
        ("title: it's", "it's"),
        ('title: "Quoted" and more', '"Quoted" and more'),
        ("title: Weekly #4", "Weekly #4"),
        ("title: Weekly # a comment", "Weekly"),
        ('title: "Weekly # of" # a comment', "Weekly # of"),
        ("title: 'Weekly # it''s' # a", "Weekly # it's"),
        ("title: [draft] @home: 50% `code` *star*", "[draft] @home: 50% `code` *star*"),
        ("title : spaced", "spaced"),
    ],
)
def test_prose_needs_no_quotes(written, meant):
    assert value(written, "title") == meant


PROSE = st.text(alphabet="ab :#$\\{}[]&*!%@`,.?-|>'é", min_size=1, max_size=20)


@given(PROSE)
@example("a: b")
@example(r"\theta")
@example("- a")
def test_any_line_of_prose_is_taken_as_it_stands(text):
    words = text.strip()
    assume(words and not words.startswith(("'", "|", ">")) and " #" not in f" {words}")

    assert value(f"title: {words}", "title") == words


def test_prose_may_go_on_in_the_next_lines():
    fields = understood("summary: >", "  one", "  two", "title: x")

    assert fields.values["summary"] == "one two"


@pytest.mark.parametrize(
    "lines",
    [
        ["tags: rl, maths"],
        ["tags: [rl, maths]"],
        ["tags:", "- rl", "- maths"],
        ["tags:", '  - "rl"', "  - maths  # a comment"],
        ["tags: rl; maths"],
        ["Tags: rl,maths,rl"],
    ],
)
def test_tags_are_a_list_however_they_are_written(lines):
    assert understood(*lines).values["tags"] == ["rl", "maths"]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("cover-img: /a.png", "cover_img"),
        ("cover_img: /a.png", "cover_img"),
        ('cover-img: ["/a.png", "/b.png"]', "cover_img"),
        ('cover-img: [{"/a.png": "a caption"}, "/b.png"]', "cover_img"),
        ("image: /a.png", "cover_img"),
        ("image: {path: /a.png, height: 9}", "cover_img"),
        ("image: {src: /a.png, width: 9}", "cover_img"),
        ("thumbnail-img: /a.png", "thumbnail_img"),
        ("share-img: /a.png", "share_img"),
    ],
)
def test_pictures_in_all_of_beautiful_jekylls_forms(written, name):
    assert understood(written).values[name] == "/a.png"


@pytest.mark.parametrize("key", ["readtime", "read_time"])
def test_the_time_to_read_may_be_hidden(key):
    assert understood(f"{key}: false").values["show_reading_time"] is False


def test_covers_keep_their_captions_and_their_order():
    covers = understood('cover-img: ["/a.png": "A", /b.png, {/c.png: }]').values

    assert covers["captioned_covers"] == [
        ("/a.png", "A"),
        ("/b.png", ""),
        ("/c.png", ""),
    ]


def test_an_empty_value_is_none():
    assert understood("cover-img:", "tags: []", 'subtitle: ""').values == {}


@pytest.mark.parametrize("sign", "\x85\u2028\u2029")
def test_only_what_editors_end_lines_with_ends_a_line(sign):
    fields = understood(f"tags: [a{sign}b]", f"{sign}lang: en", "date: 2026-02-30")

    assert fields.values["tags"] == [f"a{sign}b"]
    assert [mistake.line for mistake in fields.mistakes] == [4]


@pytest.mark.parametrize("key", ["last-updated", "last_modified_at", "modified"])
def test_each_name_of_the_day_of_change_is_known(key):
    assert value(f"{key}: 2026-01-02", "modified") == "2026-01-02T00:00:00"


@pytest.mark.parametrize(
    "written", ["published: false", "draft: true", "status: Draft"]
)
def test_a_draft_in_jekylls_words_and_in_pelicans(written):
    assert value(written, "status") == "draft"


def test_keys_of_jekyll_and_its_themes_do_no_harm():
    fields = understood("layout: post", "markdown: kramdown", "comments: false")

    assert fields.others["layout"] == "post"
    assert not fields.mistakes
    assert not fields.hints


def test_an_author_may_have_more_than_a_name():
    written = "authors: [{name: A B, url: 'https://a.example'}, C D]"

    assert value(written, "authors") == ["A B", "C D"]
    assert value("author: {name: A B, bio: c}", "authors") == ["A B"]


def test_a_misspelt_key_is_pointed_out_in_its_line():
    (hint,) = understood("date: 2026-01-02", "titel: x").hints

    assert (hint.line, hint.message) == (
        3,
        "the key 'titel' means nothing here; is it 'title'?",
    )


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2025-01-19", "2025-01-19T00:00:00"),
        ("2025-1-9 9:05", "2025-01-09T09:05:00"),
        ("2025-01-19 12:00:00 +0530", "2025-01-19T12:00:00+05:30"),
        ("2025-01-19T12:00:00-03:00", "2025-01-19T12:00:00-03:00"),
        ("2025-01-19 12:00 Z", "2025-01-19T12:00:00+00:00"),
        ("2025/01/19", "2025-01-19T00:00:00"),
        ("January 9, 2025", "2025-01-09T00:00:00"),
        ("Thu, 9 Jan 2025 18:05:00 +0700", "2025-01-09T18:05:00+07:00"),
        ("Sept. 3rd, 2024", "2024-09-03T00:00:00"),
        ("2025-01-19 12:30 AM", "2025-01-19T00:30:00"),
        ("2025-01-19 9:30 p.m. EST", "2025-01-19T21:30:00-05:00"),
    ],
)
def test_dates_keep_the_authors_offset(written, iso):
    assert moment(written) == iso


@pytest.mark.parametrize(
    "written", ["2025-02-30", "2025-13-01", "soon", "2025", "1.2", "Smarch 1, 2025"]
)
def test_what_is_no_date_says_how_to_write_one(written):
    with pytest.raises(ValueError, match=r"is not a date.*; write it as 2026-01-31"):
        moment(written)


def test_a_wrong_value_is_a_mistake_in_its_line():
    fields = understood("title: x", "date: 2025-02-30", "status: gone")

    assert [(m.line, m.message.split(" ")[0]) for m in fields.mistakes] == [
        (3, "date:"),
        (4, "the"),
    ]


BOMB = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{new}: &{new} [{', '.join([f'*{old}'] * 10)}]\n"
    for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("---\ntitle: x\n", 1, "has no end"),
        ("---\ntitle: x\nfoo: a: b\n---\n", 3, "'foo: a: b' is not YAML"),
        ("---\ntitle: x\ndate: 1\ntitle: y\n---\n", 4, "title is in line 2 already"),
        ("---\n- a\n---\n", 2, "not a list of keys"),
        ("---\n\ttitle: x\n---\n", 2, "is not YAML"),
        ("---\ntitle: x\nfoo: [\n---", 4, "'---' is not YAML"),
        ("---\ntitle: x\n{a: b}: c\n---\n", 3, "the key is not a single word"),
        ("---\nfoo: {[a]: c}\n---\n", 2, "the key is not a single word"),
        ("---\nfoo: &a [b, *a]\n---\n", 2, "the value is a part of itself"),
        (f"---\ntitle: x\nfoo: {'[' * 30_000}\n---\n", 3, "nested too deep"),
        (f"---\nfoo:\n  {'- ' * 900}a\n---\n", 3, "nested too deep"),
        (f"---\nfoo: [{'a, ' * 10_000}]\n---\n", 2, "more than 10000 values"),
        ("---\n" + BOMB + "---\n", 5, "more than 10000 values"),
    ],
)
def test_unreadable_front_matter_is_named_with_its_line(text, line, words):
    with pytest.raises(Mistake, match=words) as caught:
        split(text, PROSE_KEYS)
    assert caught.value.line == line


def test_the_body_knows_its_first_line():
    front = split("---\ntitle: x\n---\n\none\n", PROSE_KEYS)

    assert (front.body, front.body_line) == ("\none\n", 4)


def test_pelicans_classic_header():
    front = split("Title: One: two\nTags: a, b\nSummary: x\n    y\n\nText", PROSE_KEYS)

    assert parse_fields(front).values == {
        "title": "One: two",
        "tags": ["a", "b"],
        "summary": "x\ny",
    }
    assert (front.body, front.body_line) == ("\nText", 5)


def test_a_classic_header_without_text():
    assert split("Title: x", PROSE_KEYS).body == ""


def test_a_text_without_front_matter_is_all_body():
    assert split("Just words.\nMore.", PROSE_KEYS).body == "Just words.\nMore."


def test_one_tag_may_be_said_in_the_singular():
    assert value("tag: Deep Learning", "tags") == ["Deep Learning"]
    assert not understood("tag: x").hints


def test_a_digest_of_a_file_is_one():
    (mistake,) = understood("ext-js: {href: //a.b/c.js, sri: x}").mistakes

    assert mistake.message.startswith("ext-js: sri: 'x' is not a digest")
