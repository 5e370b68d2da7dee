"""HTML taken apart and put together again."""

import pytest

from plugins.shared.html import rewrite, unchanged


def shout(element):
    return f"[{element.start} {element.inside} {element.end}]"


def test_elements_are_changed_from_the_inside_out():
    html = "<p>a<b>c</b><i>d</i></p>"

    assert rewrite(html, {"b": shout, "p": shout}) == (
        "[<p> a[<b> c </b>]<i>d</i> </p>]"
    )


def test_void_and_whole_elements_are_elements_too():
    html = '<img src="a>b"><pre class="x"><code>1 < 2</code></pre>'

    assert rewrite(html, {"img": shout, "pre": shout}) == (
        '[<img src="a>b">  ][<pre class="x"> <code>1 < 2</code> </pre>]'
    )


def test_an_element_knows_what_it_is_in():
    html = "<a><em><img></em></a><img>"
    changes = {"img": lambda image: ">".join(image.around), "a": unchanged}

    assert rewrite(html, changes) == "<a><em>a</em></a>"


@pytest.mark.parametrize(
    "html",
    ["<p>no end", "no start</p>", "<p><b>crossed</p></b>", "<pre>no end", "a < b"],
)
def test_what_is_not_whole_stays_as_it_is(html):
    names = dict.fromkeys(("p", "b", "pre"), unchanged)

    assert rewrite(html, names) == html
