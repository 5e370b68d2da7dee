"""The formulas of a page as MathJax finds them: what kramdown wrote, and raw TeX.

Not in code, scripts or comments; from one sign to its other, braces in between whole,
and with no tag in between except a line break.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

CODE = r"<(pre|code|script|style|textarea)\b.*?</\1>|<!--.*?-->"
BEGINS = re.compile(
    rf"{CODE}|(?P<sign>\\\(|\\\[|\$\$|(?<![\\$\w])\$(?!\$))|(?P<tag><[^>]*>)"
    r"|(?P<reference>\(\\(?:eq)?ref\{[^{}]+\}\)|\\(?:eq)?ref\{[^{}]+\})"
    r"|(?P<environment>\\begin\{(?P<name>\w+\*?)\})",
    re.DOTALL,
)
INSIDE = re.compile(r"\\\)|\\\]|\\end\{\w+\*?\}|\\(?:[A-Za-z]+|.)|[{}]|\$\$?|<(?!br\b)")
BREAK = re.compile(r"<br ?/?>")
TEXT = re.compile(r"\\[A-Za-z]+\s*\{(?:[^{}]|\{[^{}]*\})*\}")
PROSE = re.compile(r"(?<![\\A-Za-z])[A-Za-z]{2,}\s+[A-Za-z]{2,}")
WORD = re.compile(r"(?<![\\{A-Za-z])[A-Za-z]{2,}")
ENDS = {r"\(": r"\)", r"\[": r"\]", "$$": "$$", "$": "$"}


class Formula(NamedTuple):
    """Where it begins and ends in the page, and its TeX."""

    start: int
    end: int
    tex: str


def formulas(page: str) -> Iterator[Formula]:
    """All of a page, in its order."""
    at = 0
    while begun := BEGINS.search(page, at):
        at = begun.end()
        name, sign = begun["name"], begun["sign"]
        if begun["reference"]:
            yield Formula(begun.start(), at, begun["reference"])
        close = rf"\end{{{name}}}" if name else ENDS.get(sign, "")
        end = _end(page, at, close) if close else None
        if end is None:
            continue
        tex = page[begun.start() : end.end()] if name else page[at : end.start()]
        after = page[end.end() : end.end() + 1]
        if BREAK.sub("", tex).strip() and (name or _is_formula(sign, tex, after)):
            yield Formula(begun.start(), end.end(), tex)
            at = end.end()


def _end(page: str, at: int, close: str) -> re.Match[str] | None:
    """The sign that ends what began there, with no brace open."""
    depth = 0
    for found in INSIDE.finditer(page, at):
        if found[0] == close and not depth:
            return found
        if found[0] == "<" or (not depth and found[0][0] == "$"):
            return None
        depth = max(0, depth + {"{": 1, "}": -1}.get(found[0], 0))
    return None


def _is_formula(sign: str, tex: str, after: str) -> bool:
    """Whether what is between two signs is one, rather than words between two."""
    if sign not in {"$", "$$"}:
        return True
    if PROSE.search(TEXT.sub("", tex)):
        return False
    if after.isdigit() or (tex[0].isspace() and WORD.search(tex)):
        return False
    is_word = after.isascii() and after.isalnum()
    return tex[0].isspace() or not (tex[-1].isspace() and is_word)
