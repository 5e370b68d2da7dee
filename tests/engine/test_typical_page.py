"""A typical post is lighter than that of any technical theme."""

import re

import pytest
import tenant
from benchmarks import page

from plugins.markdown.maths.delimiters import replace
from tests.site.pages import FORMULAS, SCRIPT, STYLE, TEXT, exceeded

WORDS = page.POST.read_text("utf-8")


@pytest.fixture(scope="module")
def seen(browser, tmp_path_factory):
    root = tenant.fork(tmp_path_factory.mktemp("project") / "root")
    return page.visited(browser, tmp_path_factory.mktemp("typical"), root)


def test_the_post_is_typical():
    formulas = []
    replace(WORDS, lambda found: formulas.append(found) or "")

    assert (
        len(re.sub(r"\$[^$]*\$|```.*?```", "", WORDS, flags=re.DOTALL).split()) >= 1000
    )
    assert len(formulas) >= 30
    assert WORDS.count("```python") == 2
    assert WORDS.count("(demo:") == 2
    assert WORDS.count("|:--|") == 1
    assert "cover-img:" in WORDS


def test_all_but_pictures_and_font_weigh_less_than_18_kilobytes(seen):
    assert seen.weight_of_text() < 18_000


def test_a_typical_post_misses_no_limit(seen):
    assert seen.has_maths
    assert list(exceeded(seen)) == []


@pytest.mark.parametrize(
    ("endings", "limit"),
    [((STYLE,), 8_000), ((SCRIPT,), 3_000), ((FORMULAS,), 66_000), (TEXT, 40_000)],
)
def test_each_part_is_there_and_light(seen, endings, limit):
    assert 0 < seen.weight(*endings) <= limit
