"""What becomes of tables, code and headings."""

from plugins.reader.elements import finish as finished
from plugins.shared.html import parts


def finish(html):
    return finished(parts(html), {})


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


def test_a_heading_is_a_link_to_itself():
    assert finish('<h2 id="a-b">A <em>b</em></h2>') == (
        '<h2 id="a-b"><a class="anchor" href="#a-b">A <em>b</em></a></h2>'
    )


def test_a_heading_with_a_link_in_it_stays_as_it_is():
    one, other = '<h2 id="a">See <a href="/b/">b</a></h2>', '<h3 id="c">C</h3>'

    assert finish(one + other) == one + finish(other)
