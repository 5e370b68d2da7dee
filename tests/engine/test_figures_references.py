"""References to figures: numbers in the text, also from page to page."""

import pytest

from plugins.figures.references import link, unresolved

SITE = {"posts/a.md": {"fig-a": 1, "fig-b": 2}, "notes/n.md": {"fig-n": 1}}


def refer(href: str, text: str = "Figure", **options: bool) -> str:
    return link(f'<a href="{href}">{text}</a>', "posts/a.md", "Figure", SITE, **options)


@pytest.mark.parametrize(
    ("href", "linked"),
    [
        ("#fig-b", '<a href="#fig-b">Figure&nbsp;2</a>'),
        (
            "../notes/n.md#fig-n",
            '<a href="{filename}/notes/n.md#fig-n">Figure&nbsp;1</a>',
        ),
        (
            "{filename}/notes/n.md#fig-n",
            '<a href="{filename}/notes/n.md#fig-n">Figure&nbsp;1</a>',
        ),
        ("a.md#fig-a", '<a href="#fig-a">Figure&nbsp;1</a>'),
    ],
)
def test_a_reference_gets_the_number_of_its_figure(href, linked):
    assert refer(href) == linked


def test_a_link_with_words_of_its_own_keeps_them():
    assert refer("#fig-b", "the second one") == '<a href="#fig-b">the second one</a>'


def test_text_that_is_read_elsewhere_links_to_the_page():
    assert refer("#fig-b", away=True) == (
        '<a href="{filename}/posts/a.md#fig-b">Figure&nbsp;2</a>'
    )


def test_the_word_is_that_of_the_language():
    html = '<a class="x" href="#fig-a" title="t">hình</a>'

    assert link(html, "posts/a.md", "Hình", SITE) == (
        '<a class="x" href="#fig-a" title="t">hình&nbsp;1</a>'
    )


def test_other_links_are_left_alone():
    for href in ("#section", "https://example.org/#fig-a", "{filename}b.md#top"):
        html = f'<a href="{href}">here</a>'
        assert link(html, "posts/a.md", "Figure", SITE) == html


@pytest.mark.parametrize(
    ("href", "text", "missing"),
    [
        ("#fig-c", "this", ["fig-c"]),
        ("#nowhere", "Figure", ["nowhere"]),
        ("../notes/n.md#fig-a", "Figure", ["fig-a"]),
        ("gone.md#fig-a", "Figure", ["fig-a"]),
        ("#section", "this", []),
        ("#fig-a", "Figure", []),
        ("https://example.org/#fig-c", "Figure", []),
    ],
)
def test_a_reference_to_no_figure_is_found(href, text, missing):
    html = f'<a href="{href}">{text}</a>'

    assert list(unresolved(html, "posts/a.md", "Figure", SITE)) == missing
