"""What an engine does otherwise than others, or than a page may, is found."""

import os

import pytest

from tests.site import formula_heights, three_engines
from tests.site.engines import Engine, every_engine
from tests.site.local_server import served
from tests.site.node_tools import MissingToolError

ADDRESS = "https://example.org/below"
PAGE = """\
<!doctype html><html lang="en"><head><title>Small</title>
<link rel="icon" href="data:,"></head><body>{}</body></html>
"""


def engine(*answers):
    """One that is not there, and what its scripts return."""
    returned = iter(answers)
    return Engine("Lynx", lambda _: None, lambda _: next(returned), lambda: b"")


@pytest.fixture
def home(tmp_path):
    """The address of a site of one page."""
    (tmp_path / "index.html").write_text(PAGE.format("<p style='width: 500px'>wide"))
    (tmp_path / "bad.html").write_text(PAGE.format("<script>missing()</script>"))
    (tmp_path / "link.html").write_text(PAGE.format(f"<img src='{ADDRESS}/a.png'>"))
    with served({"": tmp_path}, ADDRESS) as address:
        yield address


def test_what_a_page_complains_of_and_how_much_too_wide_it_is(home):
    lynx = engine(True, [["no such name"], 40], True, [[], 0])

    assert list(three_engines.faults(lynx, home, "index.html")) == [
        "index.html in Lynx, 360 px wide: no such name",
        "index.html in Lynx, 360 px wide: 40 px too wide.",
    ]


def test_formulas_that_differ_are_named_with_their_heights():
    count = len(formula_heights.formulas())
    ours, theirs = [50] * count, [50] * (count - 1) + [90]

    (said,) = formula_heights.differences({"Lynx": ours, "KaTeX": theirs})

    assert said.startswith(formula_heights.formulas()[-1])
    assert "1.79 em in Lynx, 3.21 em in KaTeX" in said


def test_a_few_pixels_are_no_difference():
    count = len(formula_heights.formulas())

    heights = {"Lynx": [14] * count, "KaTeX": [18] * count}

    assert list(formula_heights.differences(heights)) == []


def test_a_formula_that_pushes_lines_apart_is_named():
    lines = [f for f in formula_heights.formulas() if not formula_heights.displayed(f)]

    (said,) = formula_heights.lines_apart(engine([0] * (len(lines) - 1) + [14]))

    assert said == f"{lines[-1]} adds 0.50 em to its line in Lynx."


def test_there_are_thirty():
    assert len(set(formula_heights.formulas())) == 30


def test_every_engine_hears_errors_and_measures_frames(home, browser):
    try:
        with every_engine(browser) as engines:
            found = {
                each.name: [
                    *three_engines.faults(each, home, "index.html"),
                    *three_engines.faults(each, home, "bad.html"),
                    *three_engines.faults(each, home, "link.html"),
                ]
                for each in engines
            }
    except MissingToolError as missing:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(str(missing))
    assert set(found) == {"Chromium", "Firefox", "WebKit"}
    for said in found.values():
        text = "\n".join(said)
        assert "index.html" in said[0]
        assert "px too wide." in said[0]
        assert "missing" in text
        assert f"{home}/a.png cannot be had" in text
