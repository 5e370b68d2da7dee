"""Lets formulas sit on their line as TeX sets them, in every browser.

MathML Core puts all that a radical has to spare below its line, and lowers a subscript
by the depth of its base; TeX does neither.
"""

from unicodedata import normalize
from xml.etree import ElementTree as ET

# A combining low line is what math-core writes for \overline and \underline.
LOW_LINE = "\u0332"
LINES = {"mover": "tex-over", "munder": "tex-under"}
# What a root is at least as high and as deep as; it hangs below where its radicand is
# smaller. The strut comes last: before the radicand it would push it aside.
STRUT = {"width": "0", "height": ".68em", "depth": ".2em"}
DESCENDERS = frozenset("fgjpqyJQβγζημξρςφχψϕϱ")


def align(root: ET.Element) -> None:
    """Change what would hang, sink or strike through, wherever it is in a formula."""
    for element in list(root.iter()):
        if element.tag == "msqrt":
            element[:] = [_with_strut(list(element))]
        elif element.tag == "mroot":
            element[0] = _with_strut([element[0]])
        elif element.tag in {"msub", "msubsup"} and _descends(element[0]):
            element[0] = _without_depth(element[0])
        elif element.tag in LINES and (element[1].text or "") == LOW_LINE:
            _line(element)
        elif element.tag == "mi" and element.text == ".":
            element.tag = "mtext"  # a full stop ends a sentence and names nothing


def _with_strut(radicand: list[ET.Element]) -> ET.Element:
    row = ET.Element("mrow")
    row.extend([*radicand, ET.Element("mspace", STRUT)])
    return row


def _descends(base: ET.Element) -> bool:
    """Whether a letter, with an accent or without, reaches below the line."""
    if base.tag == "mover":
        base = base[0]
    return base.tag == "mi" and normalize("NFKC", base.text or "") in DESCENDERS


def _without_depth(base: ET.Element) -> ET.Element:
    padded = ET.Element("mpadded", {"depth": "0"})
    padded.append(base)
    return padded


def _line(lined: ET.Element) -> None:
    """A line that is as long as what it is over or under: a border, not an accent."""
    name, base, tail = LINES[lined.tag], lined[0], lined.tail
    lined.clear()
    lined.tag, lined.tail = "mrow", tail
    lined.set("class", name)
    lined.append(base)
