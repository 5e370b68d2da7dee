"""matplotlib's SVG made small, themeable and fit for a strict security policy.

- ``style="…"`` becomes presentation attributes, and colours of the palette
  become ``var(--fig-1, #…)``.  A colour outside the palette is an error: it
  could not follow the page into the dark.
- Geometry is rounded to 0.1, paths are written in relative steps.  Text is
  never touched.
- Ids stay only where something points at them.  ``gid="step:NAME"`` becomes
  ``data-step="NAME"``.
- The root gets role, title, description, and one ``<style>`` with the colours
  of both schemes, for whoever opens the file by itself.
"""

import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from demos.drawing.palette import PAPER, VARIABLES
from demos.drawing.path import compact, short

NAMESPACE = "http://www.w3.org/2000/svg"
SVG = f"{{{NAMESPACE}}}"
XLINK_HREF = "{http://www.w3.org/1999/xlink}href"
NUMBER = re.compile(r"-?\d+\.?\d*(?:e-?\d+)?")
COLOUR = re.compile(r"#[0-9a-f]{6}\b")
LENGTHS = {"x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "width", "height"}
LISTS = {"transform", "points", "stroke-dasharray", "stroke-dashoffset", "viewBox"}
GEOMETRY = LENGTHS | LISTS
PAINTS = ("fill", "stroke", "stop-color")
NO_TURN = re.compile(r"rotate\(-?0(\.0*)? ")
ROOT = {  # what the elements inherit
    "role": "img",
    "font-family": "system-ui, sans-serif",
    "font-size": "12.5px",
    "stroke-linejoin": "round",
}
INHERITED = {*ROOT.items(), ("font-family", "'DejaVu Sans'")}


def refine(text: str, title: str, description: str) -> str:
    """The SVG text of a figure, as a page wants it."""
    ET.register_namespace("", NAMESPACE)
    root = ET.fromstring(text)
    for element in list(root.iter()):
        _drop(element, f"{SVG}metadata", f"{SVG}style")
        _restyle(element)
        _recolour(element)
        _round(element)
    _tidy_ids(root)
    _unwrap(root)
    _head(root, title, description)
    return ET.tostring(root, encoding="unicode") + "\n"


def size(text: str) -> tuple[int, int]:
    """Width and height of a refined SVG in pixels."""
    root = ET.fromstring(text)
    return int(root.attrib["width"]), int(root.attrib["height"])


def _drop(element: ET.Element, *tags: str) -> None:
    for child in [child for child in element if child.tag in tags]:
        element.remove(child)


def _restyle(element: ET.Element) -> None:
    """Say the same in attributes that HTML and every policy allow."""
    for declaration in element.attrib.pop("style", "").split(";"):
        name, _, value = (part.strip() for part in declaration.partition(":"))
        if name and (name, value) not in INHERITED:
            element.set(name, value)
    if link := element.attrib.pop(XLINK_HREF, ""):
        element.set("href", link)  # HTML knows no other name for it
    if NO_TURN.match(element.get("transform", "")):
        del element.attrib["transform"]


def _recolour(element: ET.Element) -> None:
    for paint in PAINTS:
        if COLOUR.fullmatch(colour := element.get(paint, "")):
            element.set(paint, f"var({_variable(colour)}, {colour})")


def _variable(colour: str) -> str:
    if colour not in VARIABLES:
        raise ValueError(
            f"the figure uses the colour {colour}; "
            f"take one of demos/drawing/palette.py: {', '.join(VARIABLES)}"
        )
    return VARIABLES[colour][0]


def _round(element: ET.Element) -> None:
    if "d" in element.attrib:
        element.set("d", compact(element.attrib["d"]))
    for name in GEOMETRY & element.attrib.keys():
        if "scale" not in element.attrib[name]:  # a factor needs all its digits
            element.set(name, NUMBER.sub(_short, element.attrib[name]))


def _short(number: re.Match[str]) -> str:
    return short(float(number[0]))


def _tidy_ids(root: ET.Element) -> None:
    """Number the ids that something points at, drop the others."""
    targets = dict.fromkeys(target for _, target in _references(root))
    names = {old: f"i{number}" for number, old in enumerate(targets, start=1)}
    for element in root.iter():
        old = element.attrib.pop("id", "")
        if old in names:
            element.set("id", names[old])
        if old.startswith("step:"):
            element.set("data-step", old.removeprefix("step:"))
    for (element, name), old in list(_references(root)):
        element.set(name, element.attrib[name].replace(f"#{old}", f"#{names[old]}"))


def _references(
    root: ET.Element,
) -> Iterator[tuple[tuple[ET.Element, str], str]]:
    """Each attribute that points at an id, and the id."""
    for element in root.iter():
        for name, value in list(element.attrib.items()):
            if name == "href" and value.startswith("#"):
                yield (element, name), value[1:]
            elif match := re.fullmatch(r"url\(#(.+)\)", value):
                yield (element, name), match[1]


def _unwrap(element: ET.Element) -> None:
    """Replace groups that say nothing by their children; drop what is empty."""
    for child in list(element):
        _unwrap(child)
        child.tail = None
        bare = child.tag == f"{SVG}g" and not child.attrib
        if bare or (child.tag in (f"{SVG}g", f"{SVG}defs") and not len(child)):
            place = list(element).index(child)
            element[place : place + 1] = list(child)
    if not (element.text or "").strip():
        element.text = None


def _head(root: ET.Element, title: str, description: str) -> None:
    """What the root says about itself."""
    width, height = root.attrib["viewBox"].split()[2:]
    root.attrib.pop("version", None)
    root.attrib |= {
        "viewBox": f"0 0 {width} {height}",
        "width": f"{round(float(width))}",
        "height": f"{round(float(height))}",
    } | ROOT
    texts = {"title": title, "desc": description, "style": _schemes()}
    for place, (tag, text) in enumerate(texts.items()):
        child = ET.Element(f"{SVG}{tag}")
        child.text = text
        root.insert(place, child)


def _schemes() -> str:
    """Light and dark values of the variables, and a ground for both."""
    light = ";".join(f"{name}:{colour}" for colour, (name, _) in VARIABLES.items())
    dark = ";".join(f"{name}:{colour}" for name, colour in VARIABLES.values())
    ground = f"color-scheme:light dark;background:var({VARIABLES[PAPER][0]})"
    return f"svg{{{ground};{light}}}@media(prefers-color-scheme:dark){{svg{{{dark}}}}}"
