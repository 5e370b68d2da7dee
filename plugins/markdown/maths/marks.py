r"""What math-core cannot say, passed through it as a mark above an expression.

``\rlap{x}`` becomes ``\overset{\text{(mark)}}{x}``, of which math-core makes
a ``mover``; ``unmark`` makes the element of that that was meant.
"""

import re
from collections.abc import Callable
from xml.etree import ElementTree as ET

from plugins.markdown.maths.colours import of_css
from plugins.markdown.maths.patterns import ARGUMENT, GROUP

Meaning = Callable[[ET.Element, str], None]
SIGN = "\ue000"  # for private use: no post has it
LENGTH = r"(-?[\d.]+\s*(?:pt|em|ex|mm|cm|in|px))"
ADDRESS = r"(?:https?:|mailto:|[#./])[^{}\s]*"
LINK = re.compile(rf"\\href\s*\{{\s*({ADDRESS})\s*\}}\s*{GROUP}")
COLOUR_BOX = re.compile(rf"\\colorbox\s*\{{\s*(#?\w+)\s*\}}\s*{GROUP}")
FRAMED_BOX = re.compile(r"\\fcolorbox\s*\{[^{}]*\}\s*(\{[^{}]*\}\s*)" + GROUP)
BOX = re.compile(rf"\\bbox\s*(?:\[([^]]*)\])?\s*{GROUP}", re.DOTALL)
LAP = re.compile(rf"\\(?:math)?rlap\s*{ARGUMENT}")
RAISE = re.compile(rf"\\(raise|lower)\s*{LENGTH}\s*{ARGUMENT}")
RULE = re.compile(rf"\\rule\s*(?:\[{LENGTH}\])?\s*\{{{LENGTH}\}}\s*\{{{LENGTH}\}}")


def marked(kind: str, value: str, tex: str) -> str:
    """The expression under a mark, whose value may have any characters."""
    return rf"\overset{{\text{{{SIGN}{kind}:{value.encode().hex()}}}}}{{{tex}}}"


def mark(tex: str) -> str:
    """The expression with marks for commands that math-core lacks."""
    tex = FRAMED_BOX.sub(r"\\boxed{\\colorbox\1{\2}}", tex)
    tex = COLOUR_BOX.sub(_colour_box, BOX.sub(_box, tex))
    tex = LINK.sub(lambda m: marked("link", m[1], m[2]), tex)
    tex = LAP.sub(lambda m: marked("lap", "", m[1] or m[2]), tex)
    return RULE.sub(_rule, RAISE.sub(_raise, tex))


def _colour_box(match: re.Match[str]) -> str:
    colour = of_css(match[1])
    words = rf"\text{{{match[2]}}}"
    return marked("background", f"#{colour}", words) if colour else match[0]


def _box(match: re.Match[str]) -> str:
    options, inner = match[1] or "", match[2]
    for option in map(str.strip, options.split(",")):
        if colour := of_css(option):
            inner = marked("background", f"#{colour}", inner)
    return rf"\boxed{{{inner}}}" if "border" in options else f"{{{inner}}}"


def _raise(match: re.Match[str]) -> str:
    way, length, *inner = match.groups()
    sign = "-" if way == "lower" else ""
    return marked("raise", f"{sign}{length}".replace("--", ""), inner[0] or inner[1])


def _rule(match: re.Match[str]) -> str:
    lift, width, height = (length or "0em" for length in match.groups())
    return marked("raise", lift, "{" + marked("rule", f"{width} {height}", "") + "}")


def unmark(over: ET.Element) -> None:
    """Make of a marked element what its mark says."""
    if over[1].tag != "mtext" or not (over[1].text or "").startswith(SIGN):
        return
    kind, _, code = (over[1].text or "").removeprefix(SIGN).partition(":")
    over.remove(over[1])
    MEANINGS[kind](over, bytes.fromhex(code).decode())


def _link(element: ET.Element, address: str) -> None:
    inner = element[0]
    element.remove(inner)
    element.tag = "mtext"
    link = ET.SubElement(element, "a", href=address)
    ET.SubElement(link, "math").append(inner)


def _become(tag: str, *names: str, **always: str) -> Meaning:
    """The element becomes ``tag``; the words of the value are its attributes."""

    def meaning(element: ET.Element, value: str) -> None:
        element.tag = tag
        element.attrib |= always | dict(zip(names, value.split(), strict=False))

    return meaning


MEANINGS = {
    "background": _become("mrow", "mathbackground"),
    "lap": _become("mpadded", width="0"),
    "link": _link,
    "raise": _become("mpadded", "voffset"),
    "rule": _become("mpadded", "width", "height", **{"class": "tex-rule"}),
}
