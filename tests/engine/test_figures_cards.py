"""Cards of covers that demos draw, for lists and for those who share a page."""

import json
import re
from types import SimpleNamespace

import pytest
from figure_sites import SETTINGS, post, site_of
from sites import build

from plugins import figures
from plugins.figures.entry import Entry
from plugins.figures.pages import Page

SHOWN = """cover {{ article.cover_img }}
small {{ article.thumbnail_img }}
dark {{ article.thumbnail_dark_img }}
share {{ article.share_img }}
"""
CARD = "demo:banner?shape=card"
TEXTS = {
    "twins": {"Cover_img": "demo:banner", "Cover_dark_img": "demo:banner?seed=2"},
    "named": {"Cover_img": "demo:banner?seed=3", "Thumbnail_img": "images/a.png"},
    "asked": {"Cover_img": "demo:banner?seed=4", "Share_img": "demo:banner?seed=5"},
    "stays": {"Cover_img": "demo:banner?seed=6&shape=banner"},
    "curve": {"Cover_img": "demo:line"},
}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cards")
    posts = {
        f"posts/{name}.md": post("Words.", Slug=name, **named)
        for name, named in TEXTS.items()
    }
    files = site_of(posts) | {"theme/templates/article.html": SHOWN}
    done = build(folder, files, SETTINGS)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def commands(site):
    """What drew each figure of the site, by where that is."""
    lines = (site / "figures.lock").read_text().splitlines()
    return {
        f"figures/{line['key']}/figure.png": line["command"].partition("tiny_demos ")[2]
        for line in map(json.loads, lines)
    }


def drawn(site, commands, name):
    """The command of each picture of a text, or the path of one that no demo drew."""
    page = (site / f"output/blog/{name}/index.html").read_text()
    return {
        role: commands.get(path, path)
        for role, path in re.findall(r"^(\w+) (.*)$", page, re.MULTILINE)
    }


def test_lists_and_shares_get_the_cards_of_a_cover_and_of_its_twin(site, commands):
    assert drawn(site, commands, "twins") == {
        "cover": "banner",
        "small": "banner --shape card",
        "dark": "banner --shape card --seed 2",
        "share": "banner --shape card",
    }


def test_a_picture_that_the_author_names_stays(site, commands):
    assert drawn(site, commands, "named") == {
        "cover": "banner --seed 3",
        "small": "images/a.png",
        "dark": "",
        "share": "banner --shape card --seed 3",
    }


def test_a_banner_that_is_named_for_a_small_place_is_a_card_there(site, commands):
    assert drawn(site, commands, "asked")["share"] == "banner --shape card --seed 5"


def test_a_banner_that_is_asked_for_and_a_drawing_without_cards_stay(site, commands):
    for name, small in (("stays", ""), ("curve", "")):
        assert drawn(site, commands, name)["small"] == small


def test_cards_are_drawn_once_and_there(site, commands):
    assert len(commands) == 11
    pictures = (site / "output").glob("figures/*/figure.png")
    assert {p.relative_to(site / "output").as_posix() for p in pictures} == set(
        commands
    )


def test_a_text_that_is_read_again_asks_for_the_same_cards(monkeypatch, tmp_path):
    """Else each save of it would be a pass over the whole site."""
    text = SimpleNamespace(thumbnail_img="", share_img="", figures=None)
    page = Page(text, "posts/a.md", "", [], {"cover_img": "demo:banner"})
    banner = Entry("k", tmp_path, {"parameters": {"shape": "banner"}}, (), {})
    monkeypatch.setattr(figures, "page_of", lambda text: page)

    figures.look(text, {}, {})
    assert text.figures.addresses == ["demo:banner"]
    drawn = figures.Drawn({}, {"demo:banner": banner}, None)
    figures.look(text, {figures.FIGURES: drawn}, {})

    assert text.figures.addresses == ["demo:banner", CARD, CARD]
