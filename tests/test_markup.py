"""What becomes of Markdown's tables and code."""

from plugins.markup import finish


def test_a_table_scrolls_by_itself_and_can_be_reached():
    html = finish("<p>a</p><table><tr></tr></table>")

    assert html == (
        '<p>a</p><div class="table" tabindex="0" role="group" aria-label="Table">'
        "<table><tr></tr></table></div>"
    )


def test_the_alignment_of_a_cell_is_a_class():
    cells = (
        '<th style="text-align: right;">a</th><td style="text-align: center;">b</td>'
    )

    html = finish(cells)

    assert html == '<th class="right">a</th><td class="center">b</td>'


def test_an_empty_corner_is_no_heading():
    row = '<th style="text-align: left;"></th><th>a</th>'

    assert finish(row) == '<td class="left"></td><th>a</th>'


def test_highlighted_code_can_be_reached():
    html = '<div class="highlight"><pre><span></span><code>x</code></pre></div>'

    assert '<pre tabindex="0"><span>' in finish(html)
