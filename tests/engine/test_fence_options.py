"""Names of files, marked lines and numbers of lines on code."""

import re

import pytest
from markdown import Markdown

from plugins.defaults import MARKDOWN

CODE = "a\nb\nc\nd"


def markdown(text):
    return Markdown(**MARKDOWN).convert(text)


def html(info):
    return markdown(f"```{info}\n{CODE}\n```")


def marked(page):
    """The lines that are marked, without their tags."""
    return re.findall(r'<span class="hll">(?:<[^>]*>)*(\w)', page)


def test_the_name_of_the_file_stands_above_the_code():
    for info in ('python title="a <b>.py"', "{.python title='a <b>.py'}"):
        page = html(info)

        assert "<figcaption><code>a &lt;b&gt;.py</code></figcaption><div" in page
        assert '<span class="n">a</span>' in page


@pytest.mark.parametrize(
    ("info", "lines"),
    [
        ('python hl_lines="1 3-4"', ["a", "c", "d"]),
        ('{.python hl_lines="2,4"}', ["b", "d"]),
        ("python hl_lines=3", ["c"]),
        ('title="x" hl_lines="1-999999"', ["a", "b", "c", "d"]),
        ('python hl_lines="none"', []),
        ("hl_lines", []),
    ],
)
def test_lines_are_marked(info, lines):
    assert marked(html(info)) == lines


@pytest.mark.parametrize(
    ("info", "numbers"),
    [
        ("python linenums", "1234"),
        ("linenums", "1234"),
        ('{.python linenums="true"}', "1234"),
        ("python linenums=6", "6789"),
        ("python linenums=false", ""),
        ("python", ""),
    ],
)
def test_lines_are_numbered(info, numbers):
    found = re.findall(r'<span class="linenos">(\d)</span>', html(info))

    assert "".join(found) == numbers


@pytest.mark.parametrize("info", ["title", "c++", "rust,ignore", "{.no", "js {1,3}"])
def test_other_words_do_no_harm(info):
    page = html(info)

    assert page.count("<pre>") == 1
    assert "<figure" not in page


def test_what_a_program_says_is_called_so():
    assert 'class="output highlight"' in html("output")
    assert "output" not in html("python")


def test_a_here_document_is_typed():
    page = markdown(
        "```console\n$ cat <<'END' > f\n  a\n\n> b\n>\nEND\nsaid\n$ ls\nf\n```"
    )

    assert re.findall(r'class="go">(.*?)</span>', page) == ["said", "f"]
    assert '<span class="sh">  a</span>' in page
    assert '<span class="gp">&gt; </span><span class="sh">b</span>' in page
