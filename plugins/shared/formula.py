"""Formulas in a line of plain text, for titles and descriptions."""

import re
from functools import lru_cache
from xml.etree import ElementTree as ET

SIGNS = {  # of elements that set one thing beside another
    "mfrac": "/",
    "msub": "_",
    "msup": "^",
    "msubsup": "_^",
    "munder": "_",
    "mover": "^",
    "munderover": "_^",
}
INVISIBLE = re.compile("[\u2061-\u2064\ufe00-\ufe0f]")
PRIMES = {"^′": "′", "^″": "″", "^∗": "*"}
KEPT = 4096  # formulas: several ask for those of one text, and many texts for one


@lru_cache(maxsize=KEPT)
def formula(mathml: str) -> str:
    """A formula as one would type it: ``x_t = a/b``."""
    try:
        text = _typed(ET.fromstring(mathml))
    except ET.ParseError:
        text = re.sub(r"<[^>]*>", "", mathml)
    for typed, short in PRIMES.items():
        text = text.replace(typed, short)
    return INVISIBLE.sub("", text).replace("\xa0", " ")


def _typed(element: ET.Element) -> str:
    children = [_typed(child) for child in element]
    if element.tag == "mspace":
        return " " if element.get("width", "").startswith(("1", "2")) else ""
    if element.tag == "mphantom":
        return ""
    if element.tag == "msqrt":
        return f"√({''.join(children)})"
    signs = SIGNS.get(element.tag)
    if signs is None or len(children) != len(signs) + 1:
        return (element.text or "") + "".join(children)
    grouped = [
        f"({part})" if len(part) > 1 and not part.isalnum() else part
        for part in children
    ]
    return grouped[0] + "".join(map("".join, zip(signs, grouped[1:], strict=True)))
