"""Equations, sections and tables are referred to as figures are, in any text."""

import re

import feedparser
import pytest
from figure_sites import figure
from sites import build, post
from tiny import PACKAGE

from plugins.shared.html import plain

FIRST = r"""
$$ a \label{eq:first} $$

$$ b \label{eq:walk} $$

## The second *law*

| a |
|---|
| 1 |
{: #tab-a}

| b |
|---|
| 2 |
{: #tab-costs title="What it costs"}

[Equation](#eq:walk), [equation](#eq-eq:walk), [Section](#the-second-law),
[Table](#tab-costs), [Tables](#tab-a), [Equation](https://a.test/#eq:walk).
"""
OTHER = """\
[Equation](first.md#eq:walk), [Section](first.md#the-second-law),
[[First#tab-costs|Table]], [[First#eq-eq:first|Equation]].
"""
VIETNAMESE = "[Phương trình](first.md#eq:walk) và [Bảng](first.md#tab-a)."


def demos():
    return {f"tiny_demos/{path.name}": path.read_text() for path in PACKAGE.glob("*.*")}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    done = build(
        folder,
        {
            "content/posts/first.md": post(FIRST, "First"),
            "content/posts/other.md": post(OTHER, "Other"),
            "content/posts/vi.md": post(VIETNAMESE).replace("date:", "lang: vi\ndate:"),
        },
    )
    assert done.returncode == 0, done.stderr
    return folder / "output/blog"


def words(page):
    return plain(page.read_text("utf-8")).replace("\xa0", " ")


def test_a_link_in_the_text_says_which(site):
    said = words(site / "first/index.html")

    assert "Equation (2), equation (2), Section “The second law”" in said
    assert "Table 2, Tables, Equation." in said


def test_a_link_in_another_text_does_too(site):
    said = words(site / "other/index.html")

    assert "Equation (2), Section “The second law”" in said
    assert "Table 2, Equation (1)" in said


def test_links_lead_to_what_they_name(site):
    page = (site / "other/index.html").read_text("utf-8")
    targets = (site / "first/index.html").read_text("utf-8")

    found = re.findall(r'href="/blog/first/#([^"]+)"', page)
    assert len(found) == 4
    assert all(f'id="{name}"' in targets for name in found)


def test_a_word_is_that_of_the_language(site):
    page = next(site.glob("vi/**/index.html"))

    assert "Phương trình (2) và Bảng 1." in words(page)


def test_references_stand_beside_a_figure_in_pages_and_feeds(tmp_path):
    part = "Of [Section](#part), [Figure](#fig-a) and [Equation](first.md#eq:walk)."
    body = f"{part}\n\n{figure('demo:wave', '{#fig-a}')}\n\n## Part\n"
    files = {"content/posts/first.md": post(FIRST, "First"), **demos()}
    settings = {"DEMOS_MODULE": "tiny_demos"}

    done = build(tmp_path, files | {"content/posts/b.md": post(body, "B")}, settings)

    assert done.returncode == 0, done.stderr
    said = "Of Section “Part”, Figure 1 and Equation (2)."
    assert said in words(tmp_path / "output/blog/b/index.html")
    feed = feedparser.parse(tmp_path / "output/feeds/posts.atom.xml")
    (entry,) = (entry for entry in feed.entries if entry.title == "B")
    assert said in plain(entry.content[0].value).replace("\xa0", " ")


def test_a_summary_says_which_without_a_link(tmp_path):
    said = "As [section](#p), [Equation](#eq:a), [Table](#tab-a) and [Table](#p) say."
    body = f"{said}\n\n$$ a \\label{{eq:a}} $$\n\n## P\n\n|a|\n|-|\n|b|\n{{: #tab-a}}\n"
    text = post(body).replace("date:", "toc: false\ndate:")

    build(tmp_path, {"content/posts/a.md": text})

    listed = words(tmp_path / "output/blog/index.html")
    assert "As section “P”, Equation (1), Table 1 and Table say." in listed
    page = words(tmp_path / "output/blog/a/index.html")
    assert "As section “P”, Equation (1), Table 1 and Table say." in page


def test_the_last_words_of_a_paragraph_say_it_too(tmp_path):
    text = "$$ a \\label{eq:a} $$\n\nXem [Phương trình](#eq:a)."

    build(tmp_path, {"content/posts/a.md": post(text)}, {"DEFAULT_LANG": "vi"})

    assert "Xem Phương trình (1)." in words(tmp_path / "output/blog/a/index.html")


def test_a_table_with_a_label_has_its_number(site):
    page = (site / "first/index.html").read_text("utf-8")

    found = re.findall(r"<caption>(.*?)</caption>", page)
    captions = [plain(caption).replace("\xa0", " ") for caption in found]
    assert captions == ["Table 1", "Table 2. What it costs"]


def test_a_label_that_is_not_there_is_a_mistake(tmp_path):
    done = build(tmp_path, {"content/posts/a.md": post("[Equation](#eq:none)")})

    assert done.returncode != 0
    assert "content/posts/a.md:6:" in done.stderr
    assert "eq:none" in done.stderr
