"""``[[Title]]`` leads to a text, or its author is told why it cannot."""

import re

import pytest
import sites
from sites import ALL, build, post

from plugins.reader import options
from plugins.reader.converter import Converter
from plugins.shared.html import plain
from plugins.shared.settings import merged

HEAT = post(
    "## The second law\n\nIt rises.\n\n## Đường đi\n\nOn.\n\n## With $x^2$\n",
    "Heat & *cold*",
)
HEAT = HEAT.replace("date:", "toc: false\ndate:")
SEVENTH = post("Words.", '"Lessons #7 (on C#)"')
FILES = {
    "content/posts/2026-01-01-heat.md": HEAT,
    "content/notes/seventh.md": SEVENTH,
    "content/notes/bundle/index.md": post("Words.", "In a folder"),
    "content/pages/about.md": "---\ntitle: About\n---\n\nWords.\n",
    "content/posts/lone.md": post("Words.", "Lone"),
    "content/posts/co-don.md": "---\ntitle: Lone\nlang: vi\nslug: lone\n"
    "date: 2026-01-02\n---\n\nLời. [[Lone]]\n",
}


CASES = [
    (
        "[[heat & COLD]]",
        "/blog/heat/",
        "heat & COLD",
    ),
    (
        "[[heat]]",
        "/blog/heat/",
        "Heat & cold",
    ),
    ("[[2026-01-01-heat.md|*warm*]]", "/blog/heat/", "warm"),
    ("[[posts/heat|it]]", "/blog/heat/", "it"),
    ("[[heat#The second law|it]]", "/blog/heat/#the-second-law", "it"),
    ("[[heat#the-second-law|it]]", "/blog/heat/#the-second-law", "it"),
    ("[[heat#With $x^2$|it]]", "/blog/heat/#with-x2", "it"),
    ("[[Lessons #7 (on C#)]]", "/notes/seventh/", "Lessons #7 (on C#)"),
    ("[[In a\nfolder]]", "/notes/bundle/", "In a folder"),
    ("[[bundle|it]]", "/notes/bundle/", "it"),
    ("[[about|it]]", "/about/", "it"),
    ("[[Lone|it]]", "/blog/lone/", "it"),
    ("## Here\n\n[[#Here]]", "/blog/it/#here", "Here"),
    ("| a |\n|---|\n| [[heat\\|it]] |", "/blog/heat/", "it"),
    ("| a | b |\n|---|---|\n| c | [[heat|*it*]] |", "/blog/heat/", "it"),
]


def built(folder, body, **settings):
    """How the build of a site with a post of this body ended."""
    return build(folder, {**FILES, "content/posts/it.md": post(body)}, settings)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    body = "\n\n".join(written for written, *_ in CASES)
    done = built(folder, body, SITEURL="https://a.org")
    assert done.returncode == 0, done.stderr
    return folder / "output"


def page(site, path):
    return (site / path / "index.html").read_text("utf-8")


@pytest.mark.parametrize("case", range(len(CASES)))
def test_a_name_leads_to_its_text(site, case):
    found = re.findall(r'<a href="([^"]*)"(?: \S+)?>(.*?)</a>', page(site, "blog/it"))
    _, address, words = CASES[case]

    assert (found[case][0], plain(found[case][1])) == (f"https://a.org{address}", words)


def test_a_translation_leads_to_those_in_its_language(site):
    link = '<a href="https://a.org/blog/lone/vi/">Lone</a>'

    assert link in page(site, "blog/lone/vi")


WRONG = {
    "[[Haet & cold]]": "no text is called 'Haet & cold'; did you mean 'Heat & cold'?",
    "[[zzz]]": "no text is called 'zzz'; write its title, or the name of its file.",
    "[[twice]]": "is the name of notes/twice.md and of posts/twice.md; write the path",
    "[[heat#The first law]]": "has no heading 'The first law'; it has 'The second law'",
    "[[about#a]]": "'About' has no heading 'a'; it has none.",
}


@pytest.fixture(scope="module")
def mistakes(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    twice = {f"content/{d}/twice.md": post("W.", d) for d in ("posts", "notes")}
    sites.write(folder, twice)
    done = built(folder, "\n".join(f"`{name}` and {name}." for name in WRONG))
    assert done.returncode == 1
    return done.stderr


def test_a_description_has_the_title_that_a_link_says(tmp_path):
    theme = {"theme/templates/article.html": "{{ article.description }}"}
    files = (
        FILES
        | theme
        | {
            "content/posts/one.md": post("On [[heat]], and [[lone|heat]] [[bundle]]."),
            "content/posts/two.md": post("Heat in [[posts/heat]] and *[[about]]*."),
        }
    )

    build(tmp_path, files, ALL)

    assert page(tmp_path / "output", "blog/two") == "Heat in Heat &amp; cold and about."
    pieces = (tmp_path / "output/search/index/texts").glob("*-0.json")
    assert '"Heat in Heat & cold and about."' in {p.read_text() for p in pieces}
    one = page(tmp_path / "output", "blog/one")
    assert one == "On heat, and heat In a folder."  # which of the two is no name?


def test_each_time_that_a_name_is_dead_has_its_own_line(tmp_path):
    done = built(tmp_path, "[[zzz#a]]\n[[zzz]]\n[[heat|zzz]]\n[[zzz|x]], [[zzz\nzz]]")

    lines = re.findall(r"it\.md:(\d+): \[\[(\S+)", done.stderr)
    assert lines == [("6", "zzz#a]]:"), ("7", "zzz]]:"), ("9", "zzz]]:"), ("9", "zzz")]


@pytest.mark.parametrize("name", WRONG)
def test_a_dead_or_ambiguous_name_is_a_mistake_with_its_line(mistakes, name):
    line = 6 + list(WRONG).index(name)

    (said,) = (each for each in mistakes.splitlines() if f":{line}: " in each)
    assert said.startswith(f"content/posts/it.md:{line}: {name}: ")
    assert WRONG[name] in said


@pytest.mark.parametrize(
    "written",
    [
        "`[[a]]`",
        "x[[i]]",
        r"\[[a]]",
        "[[1, 2]]",
        "[[('a', 1)]]",
        "[['a', 'b']]",
        "$a[[b]]$",
        "    [[a]]",
        "[[]]",
    ],
)
def test_what_is_no_link_stays_as_it_is(written):
    assert "{text}" not in Converter(options(merged({}))).convert(written, 1)


@pytest.mark.parametrize(
    "written", ["[[a]](b.md)", "[[a]][b]\n\n[b]: c.md", "[[a]]\n\n[a]: b.md"]
)
def test_ordinary_links_in_brackets_stay_links(written):
    html = Converter(options(merged({}))).convert(written, 1)

    assert "{text}" not in html
    assert 'href="' in html


def test_a_summary_and_a_feed_have_whole_links(site):
    feed = (site / "feeds/posts.atom.xml").read_text("utf-8")

    assert '"https://a.org/blog/heat/"' in page(site, "")
    assert "{text}" not in page(site, "") + feed
    assert "https://a.org/blog/heat/#the-second-law" in feed
