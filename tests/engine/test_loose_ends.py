"""Markdown of which a part is missing is named with its line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_reader import options

from plugins.reader.parse import TextReader

HEAD = "---\ntitle: x\n---\n"
LOOSE = {
    "a\n\nb[^1] c": (3, "the footnote [^1] is not written;"),
    "a\n\n[^1]: b": (3, "nothing refers to the footnote [^1];"),
    "a[^1]\n\n[^1]: b\n\n[^1]: c": (5, "the footnote [^1] is written twice;"),
    "a\n\n[b][nope]": (3, "the reference [b][nope] has no address;"),
    "a\n\n![*b*][nope]": (3, "the reference [b][nope] has no address;"),
    "a\n\n[b][]": (3, "the reference [b][] has no address;"),
    "a\n\n[[Wiki|b]]": (3, "[[Wiki|b]] means nothing here;"),
    "a\n\n![[pic.png]]": (3, "![[pic.png]] means nothing here;"),
    "a\n\n[b](c.md and": (3, "the address after ](c.md has no end;"),
    "a\n\n$$\nx = 1\n": (3, "the formula that begins with $$ has no end;"),
    "a\n\nb $$x c": (3, "the formula that begins with $$ has no end;"),
    "`` ` ``\n\n```python\nx\n\ny": (3, "the code that begins with ``` has no end;"),
    "```\nx\n```\n\n> ```\n> y": (5, "the code that begins with ``` has no end;"),
    "- a\n\n  ~~~\n  y": (3, "the code that begins with ~~~ has no end;"),
    "a\n\nb {#fig-x": (3, "the label {#fig-x is not read;"),
    "a\n\n\\begin{align} x": (3, "\\begin{align} is shown as it stands;"),
    "a\n\nb <!-- c": (3, "the comment that begins with <!-- has no end;"),
    "a\n\n[b]() c": (3, "there is no address after ]();"),
    "a\n\n![b](<>)": (3, "there is no address after ](<>);"),
    "## A {#e}\n\n[a](#e)\n\n## B {#e}": (5, "the id 'e' is given twice"),
    'a\n{: #f}\n\n<p id="f">b</p>': (4, "the id 'f' is given twice"),
    "a\n\nb {#fig-x} c": (3, "the label {#fig-x} is not read;"),
}
WHOLE = [
    "a[^1]\n\n[^1]: b",
    "[a][b] [b][] [b]\n\n[b]: https://example.org",
    "`[^1]` and `[a][b]`, `[[c]]`, `](`, `$$`, `{#d}`",
    "```sh\nif [[ -f a ]]; then echo $$; fi\n[^1] [a][b] ](\n```",
    "~~~\n```\n~~~",
    "    [^1] [a][b]",
    r"[\^1] and \$\$ and [\[a]]",
    "a[0][1] and f(x)[0](y)",
    "the matrix [[1, 2], [3, 4]] or [[1 2]]",
    "$$\nx\n$$\n\n$[a][b]$ costs $5 and $6",
    "## Heading {#h}\n\n[a](#h){#b}",
    "[a](https://example.org/(b)) and [c](<d e.md>)",
    "<!-- [^1] [[x]] ``` -->",
    'code `<p id="a">` and `<p id="a">` <a href="">here</a>',
    '```html\n<p id="a"></p>\n<p id="a"></p>\n```',
    "$$\n\\begin{align} x \\end{align}\n$$\n\n\\begin{align}\nx\n\\end{align}",
    "`[a]()` and `\\begin{align}` and `<!--`",
    "A\n\n## B\n\n## B\n\n## B-1",
]


def problems(body):
    reading = TextReader(options()).read((HEAD + body).encode())
    return [(p.level, p.line, p.message) for p in reading.problems]


@pytest.mark.parametrize("body", LOOSE)
def test_what_has_no_end_is_named_once_with_its_line(body):
    line, words = LOOSE[body]

    ((level, place, message),) = problems(body)

    assert (level, place) == ("warning", 3 + line)
    assert message.startswith(words)


@pytest.mark.parametrize("body", WHOLE)
def test_what_is_whole_or_meant_so_is_not(body):
    assert problems(body) == []


@given(st.lists(st.sampled_from([*LOOSE, *WHOLE]), max_size=4).map("\n\n".join))
def test_a_problem_is_in_a_line_of_the_text(body):
    lines = (HEAD + body).count("\n") + 1

    assert all(4 <= line <= lines for _, line, _ in problems(body))
