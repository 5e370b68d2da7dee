"""Where the settings say so, a text ends with how to cite it."""

import html
import re

import pytest
from sites import ROOT, WHOLE, build, post

from plugins.citations.bibtex import works

ODD = "'C# & 100% of {x_y: $5'"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    second = post("b", "A note").replace(
        "date:", "authors: [Ada Đặng, 'Lab, Big']\ndate:"
    )
    texts = {"content/posts/a.md": post("a", ODD), "content/notes/b.md": second}
    settings = {
        "THEME": str(ROOT / "theme"),
        "CITE_THIS": True,
        "AUTHOR": "Ben",
        "SITEURL": "https://a.test/b",
    }
    done = build(folder, {**WHOLE, **texts}, settings)
    assert done.returncode == 0, done.stderr
    return folder / "output"


def entry(site, page):
    """What pybtex makes of the entry that a page shows."""
    text = (site / page / "index.html").read_text("utf-8")
    shown = re.search(r'<details class="cite">.*?<code>(.*?)</code>', text, re.DOTALL)
    return next(iter(works(html.unescape(shown[1]))))


def test_what_it_says_is_read_as_it_is_meant(site):
    work = entry(site, "blog/a")

    assert work.key == "ben2026c"
    assert work.title == "C# & 100% of textbraceleft x_y: $5"  # TeX knows it
    assert (work.year, work.url) == ("2026", "https://a.test/b/blog/a/")
    assert [name.whole for name in work.authors] == ["Ben"]


def test_several_authors_are_several(site):
    work = entry(site, "notes/b")

    assert work.key == "dang2026note"
    assert [name.whole for name in work.authors] == ["Ada Đặng", "Lab, Big"]


def test_pages_and_other_sites_have_none(site, tmp_path):
    done = build(tmp_path, {**WHOLE, "content/posts/a.md": post("a")})

    assert done.returncode == 0
    assert "cite" not in (site / "about/index.html").read_text("utf-8")
    assert "@misc" not in (tmp_path / "output/blog/a/index.html").read_text("utf-8")
