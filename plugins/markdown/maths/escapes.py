r"""TeX that was written for a Markdown that eats backslashes, and for HTML.

Where Markdown reads ``$…$`` before MathJax does, authors write ``\_`` for ``_``,
``\\{`` for ``\{`` and four backslashes, or three and a space, for a line break.  Our
Markdown leaves TeX alone: such escapes are undone where they can mean nothing else.
"""

import re
from html import unescape

from plugins.markdown.maths.text_commands import outside_text

UNESCAPES = [
    (re.compile(rf"(?<!\\){pattern}"), new)
    for pattern, new in [  # in this order
        (r"(?:\\\\){2,}", r"\\\\"),
        (r"((?:\\\\)+)\\(?=\s)", r"\1"),
        (r"\\\s", r"\\ "),
        (r"\\(left|right|[bB]igg?[lmr]?)\s*\\\\([{}|])", r"\\\1\\\2"),
        (r"((?:\\\\)*)\\([*[\]'])", r"\1\2"),
    ]
]
INSIDE = r"(?:[^{}\\]|\\[^\\]|\{(?:[^{}]|\{[^{}]*\})*\})*"
BRACES = re.compile(rf"(?<!\\)\\\\\{{({INSIDE})\\\\\}}")
SUBSCRIPT = re.compile(r"(?<!\\)\\_(?=[{\\*])|(?<=[})\]])\\_")  # what no name has
UNDERSCORE = re.compile(r"(?<!\\)\\_")
ENTITY = re.compile(r"&(?:amp|lt|gt|nbsp|quot|#\d+|#x[0-9A-Fa-f]+);")


def unescape_tex(tex: str) -> str:
    """The expression as if neither Markdown nor HTML had been in its way."""
    return outside_text(ENTITY.sub(lambda match: unescape(match[0]), tex), _unescape)


def _unescape(tex: str) -> str:
    for pattern, new in UNESCAPES:
        tex = pattern.sub(new, tex)
    if SUBSCRIPT.search(tex):
        tex = UNDERSCORE.sub("_", tex)
    while (without := BRACES.sub(r"\\{\1\\}", tex)) != tex:
        tex = without
    return tex
