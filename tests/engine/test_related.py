"""Under a text stand others that share with it what few texts have."""

import re

import pytest
from sites import ROOT, WHOLE, build

from plugins.reader.frequent_words import frequent_words
from plugins.related import nearest, shared_by

TEXT = "---\ntitle: {0}\ntags: [{1}]\ndate: 2026-01-{2:02}\n---\n\n{3}\n"
HEAT = "The boiler glows. " * 3
OTHERS = [(f"Filler {n}", "all", "Plain sayings. " * 3) for n in range(5)]
TEXTS = [
    ("Stove", "all, heat", HEAT),
    ("Kettle", "all, heat", HEAT),
    ("Oven", "all", HEAT + "Bread rises slowly. " * 4),
    ("Bread", "all", "Bread rises slowly. " * 4),
    ("Alone", "all", "Nothing much here."),
    *OTHERS,
]


def related(folder, **settings):
    """What stands under each text, by its title."""
    texts = {
        f"content/posts/{title.lower().replace(' ', '-')}.md": TEXT.format(
            title, tags, number + 1, words
        )
        for number, (title, tags, words) in enumerate(TEXTS)
    }
    settings = {"THEME": str(ROOT / "theme"), **settings}
    done = build(folder, {**WHOLE, **texts}, settings)
    assert done.returncode == 0, done.stderr
    found = {}
    for title, *_ in TEXTS:
        name = title.lower().replace(" ", "-")
        page = (folder / f"output/blog/{name}/index.html").read_text("utf-8")
        part = page.partition('<h2 id="related">')[2].partition("</section>")[0]
        found[title] = re.findall(r">([^<>]+)</a>", part)
    return found


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    return related(tmp_path_factory.mktemp("site"), RELATED_TEXTS=3)


def test_who_shares_a_rare_tag_comes_before_who_shares_words(found):
    assert found["Stove"] == ["Kettle", "Oven"]


def test_who_shares_words_is_named(found):
    assert found["Bread"] == ["Oven"]


def test_who_shares_only_what_many_have_is_not(found):
    assert found["Alone"] == found["Filler 1"] == []


def test_without_the_setting_there_are_none(tmp_path):
    assert not any(related(tmp_path).values())


def test_there_are_no_more_than_the_setting_says(tmp_path):
    assert related(tmp_path, RELATED_TEXTS=1)["Stove"] == ["Kettle"]


def test_frequent_words_are_said_again_and_again():
    text = "Boiler, boiler; BOILER. The the the. Kettle kettle."

    assert frequent_words(text) == ["boiler"]


def test_equals_are_in_the_order_of_the_site():
    found = [{"#a"}, {"#a"}, {"#a"}, *({f"#{n}"} for n in range(9))]

    shared = shared_by(found)

    assert nearest(1, found[1], shared, len(found), 3) == [0, 2]
