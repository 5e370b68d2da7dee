"""A new post begins in the right place, under the right name."""

from datetime import date

import pytest
import sites
import small_site

from plugins.commands.new import new
from plugins.commands.project import CommandError

DAY = date(2026, 1, 31)


@pytest.fixture
def root(tmp_path):
    """A small project with a folder for notes."""
    small_site.make(tmp_path)
    with (tmp_path / "pelicanconf.py").open("a") as settings:
        settings.write('NOTE_PATHS = ["notes"]\n')
    return tmp_path


@pytest.mark.parametrize(
    ("kind", "path"),
    [
        ("post", "content/posts/2026-01-31-two-wells.md"),
        ("note", "content/notes/2026-01-31-two-wells.md"),
        ("page", "content/pages/two-wells.md"),
    ],
)
def test_each_kind_goes_into_its_folder(root, kind, path):
    assert new("Two wells", kind=kind, root=root, day=DAY).path == root / path


LESSONS = {"a": "Lessons #2: heat", "b": "Lessons #10: cold", "c": "Other #30"}


def write_notes(root, notes):
    with (root / "pelicanconf.py").open("a") as settings:
        settings.write("SERIES_IN_TITLES = True\n")
    (root / "content/notes").mkdir()
    for number, (name, text) in enumerate(notes.items()):
        file = root / f"content/notes/2025-01-{9 - number:02}-{name}.md"
        file.write_text(f"---\n{text}\n---\n\nWords.\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("newest", "title", "begun"),
    [
        ("Lessons #4: heat", "cold", "Lessons #11: cold"),
        ("Lessons #12 (heat)", "cold", "Lessons #13 (cold)"),
        ("Lessons #12 – heat", "cold", "Lessons #13 – cold"),
        ("Lessons #12", "cold", "Lessons #13: cold"),
        ("Lessons #12: heat", "", "Lessons #13"),
        ("Lessons #12: heat", "Lessons #20: cold", "Lessons #20: cold"),
        ("On heat", "cold", "cold"),
        ("C# and I", "cold", "cold"),
    ],
)
def test_a_note_opens_the_next_number(root, newest, title, begun):
    titles = {"newest": newest, **LESSONS}
    write_notes(root, {n: f"title: '{title}'" for n, title in titles.items()})

    path = new(title, kind="note", root=root, day=DAY).path

    assert path.read_text("utf-8").splitlines()[1] == f'title: "{begun}"'
    assert (
        new("cold", root=root, day=DAY).path.read_text("utf-8")[4:17] == 'title: "cold"'
    )


def test_the_name_of_the_file_of_a_part_is_that_of_its_title(root):
    write_notes(root, {"a": "title: 'Lessons #4: heat'"})

    begun = [new(title, kind="note", root=root, day=DAY) for title in ("cold", "")]

    assert [one.path.name for one in begun] == [
        "2026-01-31-cold.md",
        "2026-01-31-lessons-6.md",
    ]


def test_a_note_goes_on_with_the_keys_of_a_series(root):
    write_notes(root, {"a": 'title: A\nseries: "On: heat"\nseries_index: 7'})

    path = new("B", kind="note", root=root, day=DAY).path

    assert 'series: "On: heat"\nseries-index: 8\n' in path.read_text("utf-8")


def test_a_note_may_have_the_header_that_pelican_knows(root):
    write_notes(root, {})
    text = "Title: Lessons #4: heat\nDate: 2025-01-09\n\nTitle: Wells #90\n"
    (root / "content/notes/a.md").write_text(text)

    path = new("cold", kind="note", root=root, day=DAY).path

    assert 'title: "Lessons #5: cold"' in path.read_text("utf-8")


def test_without_a_series_a_title_is_asked_for(root):
    with pytest.raises(CommandError, match="use words"):
        new("", kind="note", root=root, day=DAY)


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Tại sao đường về lại khó?", "tai-sao-duong-ve-lai-kho"),
        ("强化学习", "qiang-hua-xue-xi"),
        ("Почему тепло", "pochemu-teplo"),
        ("../../etc/passwd", "etcpasswd"),
        ("What is Q*(s, a)?", "what-is-qs-a"),
        ("long " * 40, "-".join(["long"] * 12)),
        ("x" * 300, "x" * 60),
    ],
)
def test_a_title_in_any_script_becomes_a_plain_file_name(root, title, slug):
    path = new(title, root=root, day=DAY).path

    assert path == root / f"content/posts/2026-01-31-{slug}.md"


def test_the_title_stands_in_the_front_matter_as_it_was_typed(root):
    path = new('Heat: a "short" story', root=root, day=DAY).path

    assert path.read_text("utf-8").splitlines()[:2] == [
        "---",
        'title: "Heat: a \\"short\\" story"',
    ]


def test_what_is_there_is_not_overwritten(root):
    path = new("Twice", root=root, day=DAY).path
    path.write_text("precious")

    with pytest.raises(CommandError, match="is there already"):
        new("Twice", root=root, day=DAY)

    assert path.read_text() == "precious"


@pytest.mark.parametrize("title", ["", "  ", "🎲"])
def test_a_title_without_words_is_refused(root, title):
    with pytest.raises(CommandError, match="use words"):
        new(title, root=root, day=DAY)


def test_an_unknown_kind_is_told_the_known_ones(root):
    with pytest.raises(CommandError, match="'poem'; use one of post, note, page"):
        new("Ode", kind="poem", root=root, day=DAY)


def test_today_is_the_day_where_the_site_is_at_home(root):
    """The two zones are 26 hours apart: it is never the same day in both."""
    names = set()
    for zone in ("Pacific/Kiritimati", "Etc/GMT+12"):
        with (root / "pelicanconf.py").open("a") as settings:
            settings.write(f"TIMEZONE = {zone!r}\n")
        names.add(new("Now", root=root).path.name)

    assert len(names) == 2


@pytest.mark.parametrize("kind", ["post", "note", "page"])
def test_what_was_begun_is_a_site_without_mistakes(tmp_path, kind):
    (tmp_path / "pelicanconf.py").write_text(sites.settings_text())
    made = new('Heat: a "short" $t$ story', kind=kind, root=tmp_path, day=DAY)

    done = sites.build(tmp_path, {}, {"STRICT": True})

    assert (done.returncode, done.stderr) == (0, "")
    page = tmp_path / f"output{made.address}index.html"
    assert "<math" in page.read_text("utf-8")
