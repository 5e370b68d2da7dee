r"""TeX that was written for a Markdown that eats backslashes, and for HTML.

Where Markdown reads ``$…$`` before MathJax does, authors write ``\_`` for ``_``,
``\|`` for ``|``, ``\\{`` for ``\{`` and four backslashes, or three and a space, for a
line break.  Our Markdown leaves TeX alone: such escapes are undone where they can mean
nothing else.
"""

import re
from html import unescape

from plugins.markdown.maths.bars import single_bars
from plugins.markdown.maths.text_commands import LITERAL, outside_text

UNESCAPES = [
    (re.compile(rf"(?<!\\){pattern}"), new)
    for pattern, new in [  # in this order
        (r"(?:\\\\){2,}", r"\\\\"),
        (r"((?:\\\\)+)\\(?=\s)", r"\1"),
        (r"\\\s", r"\\ "),
        (r"\\(left|right|[bB]igg?[lmr]?)\s*\\\\([{}|])", r"\\\1\\\2"),
        (r"(?<=\d)\\\\%", r"\\%"),
        (r"((?:\\\\)*)\\([*+()[\]'\"=<-])", r"\1\2"),
    ]
]
INSIDE = r"(?:[^{}\\]|\\[^\\]|\{(?:[^{}]|\{[^{}]*\})*\})*"
BRACES = re.compile(rf"(?<!\\)\\\\\{{({INSIDE})\\\\\}}")
SUBSCRIPT = re.compile(  # what no name has
    r"(?<!\\)\\_(?=[{\\*])|(?:[})\]'\0]|\\[A-Za-z]+|(?<![A-Za-z])[A-Za-z])\\_"
)
NAMED = r"\_"  # in a name: the author escapes what TeX wants escaped
HASH = re.compile(r"\\[#$]")  # so does the author of these
UNDERSCORE = re.compile(r"(?<!\\)\\_")
ENTITY = re.compile(r"&(?:amp|lt|gt|nbsp|quot|#\d+|#x[0-9A-Fa-f]+);")


def unescape_tex(tex: str) -> str:
    """The expression as if neither Markdown nor HTML had been in its way."""
    tex = ENTITY.sub(lambda match: unescape(match[0]), tex)
    named = any(NAMED in name[0] for name in LITERAL.finditer(tex))
    tex = tex if named or HASH.search(tex) else outside_text(tex, _subscripts)
    return outside_text(tex, _unescape)


def _subscripts(tex: str) -> str:
    return UNDERSCORE.sub("_", tex) if SUBSCRIPT.search(tex) else tex


def _unescape(tex: str) -> str:
    for pattern, new in UNESCAPES:
        tex = pattern.sub(new, tex)
    while (without := BRACES.sub(r"\\{\1\\}", tex)) != tex:
        tex = without
    return single_bars(tex)
