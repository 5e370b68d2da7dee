"""What other engines would act on, and what browsers refuse, is named with its line."""

import pytest
from test_reader import options

from plugins.reader.parse import TextReader

HEAD = "---\ntitle: x\n---\n"
NAMED = {
    "a\n\n![b]({{ site.baseurl }}/c.png)": (3, "{{ site.baseurl }} is a tag"),
    "a\n\n[b]({{ '/c' | relative_url }})": (3, "begin the address with /"),
    "a {{ page.title }}": (1, "write out what it would say"),
    "{% highlight python %}\nx_a = y_b": (1, "write a line ```"),
    "a\n\n[b]({% post_url 2026-01-01-c %})": (3, "write the file's name"),
    "a\n\n{% include c.html d=1 %}": (3, "write out what it would include"),
    '{{< figure src="b.png" >}}': (1, "write ![alt text](picture.png)"),
    "a\n\nb {: .c} d": (3, "the attributes {: .c} touch nothing"),
    "a\n\nup to <eos>": (3, "HTML has no tag <eos>"),
    "a\n\n| *b* | c |\n| d |\ne": (3, "the row | *b* | c | makes no table"),
    '<img src="https://b.example/c.png" alt="d">': (1, "refuse https://b.example/c"),
    "a\n\n![d](//b.example/c.png)": (3, "save the picture beside the text"),
    'a\n\n<iframe src="https://b.example/c"></iframe>': (3, "write a link to it"),
    'a\n\n<p style="color: red">b</p>': (3, "not use the style in <p style="),
    "a\n\n<style>\np { color: red }\n</style>": (3, "not use the style in <style>"),
    "a\n\n<script>\nb()\n</script>": (3, "not run the script in <script>"),
    "a\n\n<img alt='' srcset='c.png 1x, https://b.example/c.png 2x'>": (
        3,
        "or set ALLOWED_HOSTS = {'img': ['b.example']}",
    ),
    "<video poster=https://b.example/c.png></video>": (1, "refuse https://b.example/c"),
    "<p style=\"background: url('//b.example/c.png')\">": (1, "refuse //b.example/c"),
    "<style>\n@import 'https://b.example/c.css';\n</style>": (2, "b.example/c.css,"),
    '<form action="https://b.example/c"></form>': (1, "refuse https://b.example/c"),
    '<object data="https://b.example/c"></object>': (1, "refuse https://b.example/c"),
    '<audio src="data:audio/wav;base64,AA=="></audio>': (1, "refuse data:audio"),
    '<a href="javascript:b()">c</a>': (1, "not run the script in <a href=…>"),
    'a <b onclick="c()">d</b>': (1, "not run the script in <b onclick=…>"),
}
SILENT = [
    "`{{ site.url }}` and `{: .a}`\n\n```\n{% raw %}\n<eos>\n```",
    "    {% include a %}",
    "$\\{\\{x\\}\\}$ and {{ x }} of {a}",
    r"\<eos> and &lt;eos&gt; and <mark>a</mark>",
    "| a | b |\n|---|:-:|\n| c | d |",
    "a | b",
    "![b](c.png) [d](https://e.example) <https://f.example>",
    "*a*{: .b}\n\nc\n{: .d}",
]


def warnings(text, head=HEAD):
    """Line in the body and message of each problem."""
    problems = TextReader(options()).read(f"{head}{text}".encode()).problems
    return [(p.line - head.count("\n"), p.message) for p in problems]


@pytest.mark.parametrize(("text", "expected"), NAMED.items())
def test_what_would_reach_the_page_or_be_refused_is_named(text, expected):
    found = warnings(text)

    line, words = expected
    assert [n for n, message in found if words in message] == [line], found


@pytest.mark.parametrize("text", SILENT)
def test_nothing_is_said_of_what_is_meant(text):
    assert warnings(text) == []


@pytest.mark.parametrize(
    ("key", "remedy"),
    [
        ("disqus: mine", "write comments: true"),
        ("header-img: a.png", "write cover-img:"),
    ],
)
def test_a_key_that_does_nothing_is_named_with_what_does(key, remedy):
    (line, message) = warnings("a", head=f"---\ntitle: x\n{key}\n---\n")[0]

    assert line == 3 - 4
    assert remedy in message


@pytest.mark.parametrize("key", ["layout: post", "comments: false", "mathjax: true"])
def test_a_key_that_asks_for_what_is_so_is_not_named(key):
    assert warnings("a", head=f"---\ntitle: x\n{key}\n---\n") == []
