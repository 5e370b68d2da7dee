"""Figures in Markdown: what becomes a placeholder, and what stays as it is."""

import markdown
import pytest

from plugins.figures.placeholder import Figure, figures, fill, mistakes

ALT = "The average reward rises fast and then stays where it is."


def convert(text: str) -> str:
    extensions = ["extra", "sane_lists", "plugins.markdown.demo_figures"]
    return markdown.markdown(text, extensions=extensions)


def words(text: str) -> list[str]:
    html = convert(text)
    return [message for _, message, _ in mistakes(html, figures(html))]


def test_a_figure_becomes_a_placeholder_with_everything_the_author_wrote():
    html = convert(f'![{ALT}](demo:line?height=2&seed=3 "Rising."){{#fig-a}}')

    assert figures(html) == [
        Figure(1, "fig-a", "demo:line?height=2&seed=3", ALT, "Rising.")
    ]


def test_classes_stand_with_the_label_or_alone():
    assert 'class="figure wide"' in convert("![a](demo:b){#fig-a .wide}")
    assert 'class="figure wide tall"' in convert("![a](demo:b){.wide .tall}")
    assert 'class="figure"' in convert("![a](demo:b){#fig-a}")


def test_the_caption_is_markdown():
    html = convert(f'![{ALT}](demo:line "With *stress*, `x < 1` and [a](b.md).")')

    assert figures(html)[0].caption == (
        'With <em>stress</em>, <code>x &lt; 1</code> and <a href="b.md">a</a>.'
    )


def test_the_caption_may_hold_quotes():
    html = convert(f'![{ALT}](demo:line "The "best" arm, a \\"good\\" one.")')

    assert figures(html)[0].caption == 'The "best" arm, a "good" one.'


def test_alt_text_is_kept_letter_by_letter():
    html = convert('![Rewards in [0, 1] & "more" > 2,\na\\_b](demo:line "Caption.")')

    assert figures(html)[0].alt == 'Rewards in [0, 1] & "more" > 2, a_b'


def test_figures_under_each_other_are_two():
    html = convert(f'![{ALT}](demo:a "One."){{#fig-a}}\n![{ALT}](demo:b "Two.")')

    assert [f.id for f in figures(html)] == ["fig-a", "figure-2"]
    assert [f.caption for f in figures(html)] == ["One.", "Two."]


@pytest.mark.parametrize("lead", ["> ", "- item\n\n    "])
def test_a_figure_may_stand_in_a_quotation_or_a_list(lead):
    html = convert(f'{lead}![{ALT}](demo:line "Caption.")')

    assert len(figures(html)) == 1


@pytest.mark.parametrize(
    "text",
    [
        f'`![{ALT}](demo:line "Caption.")`',
        f'```\n![{ALT}](demo:line "Caption.")\n```',
        f'    ![{ALT}](demo:line "Caption.")',
        "![A photograph](photo.jpg)",
    ],
)
def test_code_and_pictures_are_no_figures(text):
    html = convert(text)

    assert figures(html) == []
    assert words(text) == []


@pytest.mark.parametrize(
    "text",
    [
        f"See ![{ALT}](demo:line) in the text.",
        f'![{ALT}](demo:line "Caption.") and more',
        f"[![{ALT}](demo:line)](https://example.org)",
        f"![{ALT}][ref]\n\n[ref]: demo:line",
    ],
)
def test_a_figure_in_running_text_is_a_mistake(text):
    assert "stands alone in its paragraph" in words(text)[0]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('![](demo:line "Caption.")', "has no alt text"),
        ('![A line.](demo:line "Caption.")', "alt text 'A line.' is too short"),
        (f'![{ALT}](demo:line "{ALT.upper()}")', "are the same"),
        (f"![{ALT}](demo:a){{#x}}\n\n![{ALT}](demo:b){{#x}}", "'x' is there twice"),
        (f"## Head {{#x}}\n\n![{ALT}](demo:a){{#x}}", "'x' is there twice"),
    ],
)
def test_alt_text_and_labels_are_checked(text, message):
    assert message in words(text)[0]


def test_a_good_figure_is_not_complained_of():
    assert words(f'![{ALT}](demo:line "Caption."){{#fig-a}}') == []


def test_filling_replaces_the_figures_and_nothing_else():
    html = convert(f"Before.\n\n![{ALT}](demo:a)\n\nBetween.\n\n![{ALT}](demo:b)")

    filled = fill(html, (f"<b>{f.number} {f.address}</b>" for f in figures(html)))

    assert filled == (
        "<p>Before.</p>\n<b>1 demo:a</b>\n<p>Between.</p>\n<b>2 demo:b</b>"
    )
