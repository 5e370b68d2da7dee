r"""``p(z \| x)`` as kramdown's authors mean it: a bar, escaped lest it make a table.

In TeX ``\|`` is a double bar.  It stays one in norms, whose bars come in pairs, and in
divergences such as ``D_{KL}(p \| q)``.
"""

import re

PART = re.compile(r"\\[A-Za-z]+|\\.|.", re.DOTALL)
OPENING, CLOSING = {"(", "[", "{", r"\{"}, {")", "]", "}", r"\}"}
SCRIPT = r"[_^]\s*(?:\{(?:[^{}]|\{[^{}]*\})*\}|\\[A-Za-z]+|[^\\{}])"
SIZED = r"(?:\s*\\(?:left|[bB]igg?l?))?\s*"
GIVEN = re.compile(  # what is a probability, or is expected, given something
    r"(?:(?<![A-Za-z\\])[pPqQEfH]|\\(?:Pr|pi|rho|mu)"
    r"|\\(?:math|operatorname)[a-z]*\s*(?:\{\s*(?!KL|JS|D)[^{}]*\}|[A-Z]))"
    rf"(?:\s*'|\s*{SCRIPT})*{SIZED}\Z"
)
INDEX = re.compile(r"[_^]\s*\Z")
FARTHEST = 200  # characters before a bracket that tell what it belongs to


def single_bars(tex: str) -> str:
    r"""The expression with ``|`` for ``\|`` where something is given."""
    if r"\|" not in tex:
        return tex
    parts = PART.findall(tex)
    for bar in _given(parts):
        parts[bar] = "|"
    return "".join(parts)


def _given(parts: list[str]) -> list[int]:
    """The places of bars that stand alone between the brackets of a probability."""
    found: list[int] = []
    groups: list[tuple[int, list[int]]] = [(-1, [])]  # where each begins, and its bars
    for place, part in enumerate(parts):
        if part in OPENING:
            groups.append((place, []))
        elif part in CLOSING and len(groups) > 1:
            start, bars = groups.pop()
            if len(bars) == 1 and _is_given(parts, start):
                found += bars
        elif part == r"\|":
            groups[-1][1].append(place)
    return found


def _is_given(parts: list[str], start: int) -> bool:
    before = "".join(parts[max(0, start - FARTHEST) : start])
    if parts[start] == "{":
        return INDEX.search(before) is not None
    return parts[start] == r"\{" or GIVEN.search(before[-FARTHEST:]) is not None
