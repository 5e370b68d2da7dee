r"""Signs that mean something else here than with kramdown.

kramdown does not know formulas between single dollars or in bare environments.  It
takes backslashes from them as from all words before MathJax reads what is left: so
``\|`` is a bar there, ``\_`` an index, and ``\\|`` is ``\|``.  Where that breaks what
the author means, as with ``\{``, the author's own signs stay.  Nor does it know links
in double brackets.
"""

import re
from collections.abc import Callable
from functools import partial

from plugins.commands.import_jekyll.known import BOXES
from plugins.commands.import_jekyll.links import CODE
from plugins.markdown.maths.text_commands import outside_text

FORMULA = (
    r"(?<![\\$\w])\$(?![\s$])(?:\\.|[^$\\\n])+?(?<!\s)\$(?![\d$])"
    r"|(?<![\\$\w])\$(?=[^$\n]*\\[A-Za-z|])[ ]?(?:\\.|[^$\\\n])+?[ ]?\$(?![\w$])"
    r"|\\\\\((?s:.{1,4000}?)\\\\\)|\\\\\[(?s:.{1,4000}?)\\\\\]"
    r"|^[ ]{0,3}\\begin\{(?P<name>\w+\*?)\}(?s:.*?)\\end\{(?P=name)\}"
)
SPAN = re.compile(
    rf"(?P<code>{CODE})|(?P<formula>{FORMULA})"
    r"|(?P<box>(?P<start>\{:[^{}\n]*?\.|\bclass=[\"'][^\"'\n]*?)"
    r"(?<![\w-])(?:notice(?:--)?|prompt-)(?P<kind>[a-z]*)(?=[\s\"'}]))"
    r"|(?P<brackets>(?<![\\\w\]!\[])\[\[(?![\d\s,.;-]+\])[^\[\]\n]+\]\](?![\[(:]))",
    re.MULTILINE,
)
SINGLE = re.compile(r"(?<!\\)((?:\\\\)*)\\([|_])")
DOUBLE = re.compile(r"(?<!\\)\\\\([|;,!:])")


def as_jekyll_means(text: str, changed: Callable[[str, str, str], None]) -> str:
    """The text with signs that say here what they said there.

    Args:
        text: the body of a text.
        changed: told the kind of each change, what was there and what is.
    """

    def one(match: re.Match[str]) -> str:
        if match["code"]:
            return match[0]
        if match["box"]:
            new = f"{match['start']}box-{BOXES.get(match['kind'], 'note')}"
            changed("box", match[0], new)
            return new
        new = rf"\{match[0]}"
        if match["formula"]:
            bar = r"\vert " if _in_table(text, match.start()) else "|"
            new = outside_text(match[0], partial(_without_escapes, bar))
        if new != match[0]:
            changed("formula" if match["formula"] else "brackets", match[0], new)
        return new

    return SPAN.sub(one, text)


def _without_escapes(bar: str, tex: str) -> str:
    signs = {"|": bar, "_": "_"}
    single = SINGLE.sub(lambda match: match[1] + signs[match[2]], tex)
    return DOUBLE.sub(r"\\\1", single)


def _in_table(text: str, place: int) -> bool:
    start = text.rfind("\n", 0, place) + 1
    return text[start:place].lstrip().startswith("|")
