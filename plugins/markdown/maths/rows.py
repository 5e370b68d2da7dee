r"""Line breaks outside of tables: math-core would drop them silently."""

import re

PART = re.compile(
    r"(?P<begin>\\begin\s*\{[^{}]*\})|(?P<end>\\end\s*\{[^{}]*\})"
    r"|(?P<open>\\left(?![A-Za-z])\s*(?:\\[A-Za-z]+|\\?.)|\{)|(?P<close>\\right(?![A-Za-z])|\})"
    r"|(?P<break>\\\\)|\\(?:[A-Za-z]+|.)|.",
    re.DOTALL,
)
ROWS = r"\begin{{gathered}}{}\end{{gathered}}"


def wrap_rows(tex: str) -> str:
    r"""``a \\ b`` as two rows, wherever no environment makes rows of it already."""
    if r"\\" not in tex:
        return tex
    groups: list[tuple[str, list[str]]] = [("", [])]  # what opens each, and its parts
    for part in PART.finditer(tex):
        kind = part.lastgroup
        if kind in {"begin", "open"}:
            groups.append((part[0], []))
        elif kind in {"end", "close"} and len(groups) > 1:
            closed = _closed(*groups.pop()) + part[0]
            groups[-1][1].append(closed)
        else:
            groups[-1][1].append(part[0])
    while len(groups) > 1:  # math-core says what is not closed
        left = _closed(*groups.pop())
        groups[-1][1].append(left)
    return _closed(*groups[0])


def _closed(opening: str, parts: list[str]) -> str:
    if opening.startswith(r"\begin") or r"\\" not in parts:
        return opening + "".join(parts)
    while parts and (parts[-1].isspace() or parts[-1] == r"\\"):
        parts.pop()  # a break before nothing makes no row
    inner = "".join(parts)
    return opening + (ROWS.format(inner) if r"\\" in parts else inner)
