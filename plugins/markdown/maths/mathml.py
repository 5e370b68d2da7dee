"""The MathML that math-core writes, made into MathML for our pages.

A strict content security policy allows no inline styles: they become classes, for which
the theme has rules.  Validators want displaystyle nowhere but where MathML 3 had it.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from html import unescape
from unicodedata import normalize
from xml.etree import ElementTree as ET

from plugins.markdown.maths.baseline import align
from plugins.markdown.maths.extensions import decode
from plugins.markdown.maths.numbers import tag_text

CLASSES = {  # what math-core writes as inline style, and the class that says it
    "text-align:left": "tex-left",
    "text-align:right": "tex-right",
    "justify-items:start": "",  # for the rules of tex-left and tex-right to say too
    "justify-items:end": "",
    "padding-left:0": "tex-l0",
    "padding-left:1em": "tex-l1",
    "padding-left:0.1em": "tex-l01",
    "padding-left:0.2778em": "tex-l03",
    "padding-right:0": "tex-r0",
    "padding-right:0.1em": "tex-r01",
    "padding-right:0.1667em": "tex-r02",
    "padding-right:0.2778em": "tex-r03",
    "padding-top:0": "tex-t0",
    "padding-top:0.1667em": "tex-t02",
    "padding-bottom:0": "tex-b0",
    "border-top:0.05em solid currentcolor": "tex-line-top",
    "border-bottom:0.05em solid currentcolor": "tex-line-bottom",
    "border-left:0.05em solid currentcolor": "tex-line-left",
    "border-right:0.05em solid currentcolor": "tex-line-right",
    "border-top:0.05em dashed currentcolor": "tex-dash-top",
    "border-bottom:0.05em dashed currentcolor": "tex-dash-bottom",
    "border-left:0.05em dashed currentcolor": "tex-dash-left",
    "border-right:0.05em dashed currentcolor": "tex-dash-right",
    "width:100%": "tex-wide",
    "width:50%": "tex-half",
    "width:7.5%": "tex-edge",
    "margin-left:-0.16666667em": "tex-back",
    "font-variant-caps:small-caps": "tex-small-caps",
    "math-shift:compact": "tex-compact",
}
ALPHABETS = {  # what our font for formulas lacks and others have
    "tex-sans": {*range(0x1D5A0, 0x1D5D4), *range(0x1D7E2, 0x1D7EC)},
    "tex-mono": {*range(0x1D670, 0x1D6A4), *range(0x1D7F6, 0x1D800)},
    "tex-bold": set(range(0x1D6C2, 0x1D6E2)),  # small Greek letters, upright
}
ENTITY = re.compile(r"&(?!(?:lt|gt|amp|quot|#\d+);)\w+;")  # XML knows only these
LIMITS = {"msub": "munder", "msup": "mover", "msubsup": "munderover"}
BIG, OUR_BIG = "1.2em", "1.1em"
LEVELS = ("displaystyle", "scriptlevel")
KEPT = 4096  # formulas, for the next time that a text is read


@lru_cache(maxsize=KEPT)
def finish(mathml: str) -> str:
    """MathML that a strict content security policy, validators and XML accept.

    What is nothing but a reference to an equation becomes an ordinary link.
    """
    root = ET.fromstring(ENTITY.sub(lambda match: unescape(match[0]), mathml))
    if (link := root.find("mtext/a")) is not None and len(root) == 1:
        return ET.tostring(link, encoding="unicode")
    handlers = HANDLERS | (IN_DISPLAYS if root.get("display") == "block" else {})
    for element in list(root.iter()):
        for handler in handlers.get(element.tag, ()):
            handler(element)
        _use_classes(element)
    align(root)
    return ET.tostring(root, encoding="unicode").replace(" />", "/>")


def _drop_level(table: ET.Element) -> None:
    table.attrib.pop("scriptlevel", None)


def _draw_last_line(table: ET.Element) -> None:
    r"""A ``\hline`` after the last row is its lower edge, not one more row."""
    last = table[-1] if len(table) else None
    if last is not None and len(last) == 1 and not len(last[0]):
        rules = _rules(last[0])
        if edge := rules.get("border-top"):
            table.remove(last)
            style = table.get("style", "").rstrip("; ")
            table.set("style", f"{style};border-bottom:{edge}")


def _set_level_outside(element: ET.Element) -> None:
    """Give ``mstyle`` what only it may say: the element becomes its only child."""
    levels = {n: element.attrib.pop(n) for n in LEVELS if n in element.attrib}
    if levels:
        inner = ET.Element(element.tag, dict(element.attrib))
        inner.extend(element)
        tail = element.tail
        element.clear()
        element.tag, element.tail = "mstyle", tail
        element.attrib.update(levels)
        element.append(inner)
        _use_classes(inner)


def _use_plain_letters(element: ET.Element) -> None:
    """Letters that CSS draws as those of Unicode's mathematical alphabets."""
    text = element.text or ""
    for name, codes in ALPHABETS.items():
        if text and codes.issuperset(map(ord, text)):
            element.text = normalize("NFKC", text)
            element.set("class", name)
            if element.tag == "mi":
                element.set("mathvariant", "normal")


def _widen_tilde(over: ET.Element) -> None:
    r"""An accent for ``\widetilde``, which reaches us as something set over another."""
    if over[1].tag == "mi" and over[1].text == "˜":
        over[1].tag = "mo"
        over[1].set("stretchy", "true")
        over.set("accent", "true")


def _fit_big(bracket: ET.Element) -> None:
    r"""Let ``\big`` take the size of a bracket in our font that is meant for it."""
    for name in ("minsize", "maxsize"):
        if bracket.get(name) == BIG:
            bracket.set(name, OUR_BIG)


def _set_limits(element: ET.Element) -> None:
    r"""Set what belongs to a ``\mathop`` below and above it."""
    if element[0].tag == "mpadded" and "0.1667em" in element[0].get("style", ""):
        element.tag = LIMITS[element.tag]


def _show_tag(cell: ET.Element) -> None:
    r"""Show the ``\tag`` that is all of a cell as its author wrote it."""
    if len(cell) == 1 and cell[0].tag == "mtext" and cell[0].text:
        cell[0].text = tag_text(cell[0].text)


def _unlink(text: ET.Element) -> None:
    """A reference within a formula is text: to many, formulas are of one piece."""
    if not len(text):
        return
    text.text = "".join(text.itertext())
    for link in list(text):
        text.remove(link)


def _use_classes(element: ET.Element) -> None:
    rules = _rules(element)
    element.attrib.pop("style", None)
    if colour := rules.pop("color", None):
        element.set("mathcolor", colour)
    names = [CLASSES.get(f"{name}:{value}", "") for name, value in rules.items()]
    if classes := " ".join(filter(None, names)):
        element.set("class", classes)


def _rules(element: ET.Element) -> dict[str, str]:
    """The inline style of an element."""
    pairs = [pair.partition(":") for pair in element.get("style", "").split(";")]
    return {name.strip(): value.strip() for name, _, value in pairs if name.strip()}


Handler = Callable[[ET.Element], None]
HANDLERS: dict[str, tuple[Handler, ...]] = {  # by tag, in this order
    "mfrac": (_set_level_outside,),
    "mi": (_use_plain_letters,),
    "mo": (_fit_big,),
    "mn": (_use_plain_letters,),
    "mover": (_widen_tilde, decode),
    "mrow": (_set_level_outside,),
    "mtable": (_drop_level, _draw_last_line),
    "mtd": (_show_tag,),
    "mtext": (_unlink,),
}
IN_DISPLAYS: dict[str, tuple[Handler, ...]] = dict.fromkeys(LIMITS, (_set_limits,))
