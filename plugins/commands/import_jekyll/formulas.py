r"""Formulas that kramdown does not know: between single dollars, or between no signs.

It takes backslashes from them as from all words before MathJax reads what is left: so
``\|`` is a bar there, ``\_`` an index, and ``\\|`` is ``\|``.  Where that breaks what
the author means, as with ``\{``, the author's own signs stay.
"""

import re
from functools import partial

from plugins.commands.import_jekyll.links import CODE
from plugins.markdown.maths.text_commands import outside_text

SPAN = re.compile(
    rf"(?P<code>{CODE})"
    r"|(?<![\\$\w])\$(?P<tex>(?![\s$])(?:\\.|[^$\\\n])+?)(?<!\s)\$(?![\d$])"
    r"|^[ ]{0,3}\\begin\{(?P<name>\w+\*?)\}(?s:.*?)\\end\{(?P=name)\}",
    re.MULTILINE,
)
SINGLE = re.compile(r"(?<!\\)((?:\\\\)*)\\([|_])")
DOUBLE = re.compile(r"(?<!\\)\\\\([|;,!:])")


def as_mathjax_reads(text: str) -> tuple[str, int]:
    """The text with such formulas as MathJax gets them, and how many have changed."""
    count = 0

    def one(match: re.Match[str]) -> str:
        nonlocal count
        if match["code"]:
            return match[0]
        bar = r"\vert " if _in_table(text, match.start()) else "|"
        new = outside_text(match[0], partial(_without_escapes, bar))
        count += new != match[0]
        return new

    return SPAN.sub(one, text), count


def _without_escapes(bar: str, tex: str) -> str:
    signs = {"|": bar, "_": "_"}
    single = SINGLE.sub(lambda match: match[1] + signs[match[2]], tex)
    return DOUBLE.sub(r"\\\1", single)


def _in_table(text: str, place: int) -> bool:
    start = text.rfind("\n", 0, place) + 1
    return text[start:place].lstrip().startswith("|")
