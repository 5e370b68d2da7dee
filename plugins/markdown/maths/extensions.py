r"""Commands that math-core lacks, carried through it as a text above an expression.

``encode`` turns ``\rlap{x}`` into ``\overset{\text{(code)}}{x}``, of which math-core
makes a ``mover``; ``decode`` turns that into the element for ``\rlap``.
"""

import re
from collections.abc import Callable
from xml.etree import ElementTree as ET

from plugins.markdown.maths.colours import of_css
from plugins.markdown.maths.patterns import ARGUMENT, GROUP

Decoder = Callable[[ET.Element, str], None]
SIGN = "\ue000"  # begins the text; for private use, so that no post has it
LENGTH = r"(-?[\d.]+\s*(?:pt|em|ex|mm|cm|in|px))"
ADDRESS = r"(?:https?:|mailto:|[#./])[^{}\s]*"
LINK = re.compile(rf"\\href\s*\{{\s*({ADDRESS})\s*\}}\s*{GROUP}")
COLOUR_BOX = re.compile(rf"\\colorbox\s*\{{\s*(#?\w+)\s*\}}\s*{GROUP}")
FRAMED_BOX = re.compile(r"\\fcolorbox\s*\{[^{}]*\}\s*(\{[^{}]*\}\s*)" + GROUP)
BOX = re.compile(rf"\\bbox\s*(?:\[([^]]*)\])?\s*{GROUP}", re.DOTALL)
LAP = re.compile(rf"\\(?:math)?rlap\s*{ARGUMENT}")
RAISE = re.compile(rf"\\(raise|lower)\s*{LENGTH}\s*{ARGUMENT}")
RULE = re.compile(rf"\\rule\s*(?:\[{LENGTH}\])?\s*\{{{LENGTH}\}}\s*\{{{LENGTH}\}}")


def encoded(kind: str, value: str, tex: str) -> str:
    """``tex`` under the code of a command; its value may have any characters."""
    return rf"\overset{{\text{{{SIGN}{kind}:{value.encode().hex()}}}}}{{{tex}}}"


def encode(tex: str) -> str:
    """The expression with codes for the commands that math-core lacks."""
    tex = FRAMED_BOX.sub(r"\\boxed{\\colorbox\1{\2}}", tex)
    tex = COLOUR_BOX.sub(_colour_box, BOX.sub(_box, tex))
    tex = LINK.sub(lambda m: encoded("link", m[1], m[2]), tex)
    tex = LAP.sub(lambda m: encoded("lap", "", m[1] or m[2]), tex)
    return RULE.sub(_rule, RAISE.sub(_raise, tex))


def _colour_box(match: re.Match[str]) -> str:
    colour = of_css(match[1])
    words = rf"\text{{{match[2]}}}"
    return encoded("background", f"#{colour}", words) if colour else match[0]


def _box(match: re.Match[str]) -> str:
    options, inner = match[1] or "", match[2]
    for option in map(str.strip, options.split(",")):
        if colour := of_css(option):
            inner = encoded("background", f"#{colour}", inner)
    return rf"\boxed{{{inner}}}" if "border" in options else f"{{{inner}}}"


def _raise(match: re.Match[str]) -> str:
    way, length, *inner = match.groups()
    sign = "-" if way == "lower" else ""
    return encoded("raise", f"{sign}{length}".replace("--", ""), inner[0] or inner[1])


def _rule(match: re.Match[str]) -> str:
    lift, width, height = (length or "0em" for length in match.groups())
    return encoded("raise", lift, "{" + encoded("rule", f"{width} {height}", "") + "}")


def decode(over: ET.Element) -> None:
    """Turn a ``mover`` that ``encode`` caused into the element that is meant."""
    if over[1].tag != "mtext" or not (over[1].text or "").startswith(SIGN):
        return
    kind, _, code = (over[1].text or "").removeprefix(SIGN).partition(":")
    over.remove(over[1])
    DECODERS[kind](over, bytes.fromhex(code).decode())


def _link(element: ET.Element, address: str) -> None:
    inner = element[0]
    element.remove(inner)
    element.tag = "mtext"
    link = ET.SubElement(element, "a", href=address)
    ET.SubElement(link, "math").append(inner)


def _element(tag: str, *names: str, **always: str) -> Decoder:
    """Makes the element a ``tag`` with the words of the value as its attributes."""

    def decoder(element: ET.Element, value: str) -> None:
        element.tag = tag
        element.attrib |= always | dict(zip(names, value.split(), strict=False))

    return decoder


DECODERS = {
    "background": _element("mrow", "mathbackground"),
    "lap": _element("mpadded", width="0"),
    "link": _link,
    "raise": _element("mpadded", "voffset"),
    "rule": _element("mpadded", "width", "height", **{"class": "tex-rule"}),
}
