"""Figures and formulas in built pages that are heavy, small, or not the page's own."""

import pytest
from golden import FOLDER

from tests.site import figures, formulas

GOOD = next((FOLDER / "pages").glob("blog/steps/*.html")).read_text("utf-8")


@pytest.fixture
def site(tmp_path):
    """The page of a figure with steps, and its files."""
    (tmp_path / "figures/KEY").mkdir(parents=True)
    (tmp_path / "figures/KEY/steps.json").write_text("{}")
    return tmp_path


def faults(site, page):
    (site / "index.html").write_text(page)
    return list(figures.problems(site))


def test_a_good_figure_is_found_good(site):
    assert faults(site, GOOD) == []


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('font-size="13px"', 'font-size="10px"', "letters of 10.0 px on a telephone"),
        ("var(--fig-1, #0b62a4)", "#0b62a4", "a colour is not one of the page's"),
        ("<defs>", "<style></style><defs>", "it has a style of its own"),
        ("✓", "✗", "one of its checks has failed"),
        ("url(#i1)", "".join(map(chr, range(0x4E00, 0x6E00))), "its drawings weigh "),
    ],
)
def test_what_is_wrong_with_a_figure_is_told(site, old, new, words):
    assert old in GOOD

    said = faults(site, GOOD.replace(old, new))

    assert any(
        line.startswith(f"index.html: figure fig-wave: {words}") for line in said
    )


def test_steps_have_a_limit(site):
    many = "".join(map(chr, range(0x4E00, 0x5E00)))
    (site / "figures/KEY/steps.json").write_text(many)

    (said,) = faults(site, GOOD)

    assert "its steps weigh" in said


def test_an_id_that_is_given_twice_is_told(site):
    assert faults(site, '<p id=\'a\' id="a"><p id="a">') == [
        "index.html: the id 'a' is given 2 times."
    ]


def test_a_character_that_the_font_lacks_is_told(tmp_path):
    page = "<p>\u4e00<math><mi>x</mi><mo>\u4e01</mo><mtext>\u4e02</mtext></math>"
    (tmp_path / "index.html").write_text(page)

    assert list(formulas.problems(tmp_path)) == [
        "index.html: its font lacks \u4e01 of formulas; see theme/make_font.py."
    ]
