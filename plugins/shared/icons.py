"""Icons drawn in files (SVG), as pages show them: in the colour of words beside them.

Of a drawing only its shapes are taken, so that nothing in it can act in a page.
"""

import re
from collections.abc import Iterator
from html import escape
from pathlib import Path
from xml.etree import ElementTree

from plugins.shared.networks import network

SPACE = "{http://www.w3.org/2000/svg}"
SHAPES = {"g", "path", "circle", "ellipse", "rect", "line", "polyline", "polygon"}
SILENT = {"title", "desc", "metadata"}  # elements that draw nothing
KEPT = {  # attributes that say how a shape looks
    *("d", "points", "x", "y", "width", "height", "cx", "cy", "r", "rx", "ry"),
    *("x1", "x2", "y1", "y2", "transform", "opacity", "fill", "fill-rule", "clip-rule"),
    *("fill-opacity", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin"),
    *("stroke-dasharray", "stroke-opacity"),
}
BLACK = {"#000", "#000000", "black", "rgb(0,0,0)", "currentcolor"}
OUTSIDE = re.compile(r"url\(", re.IGNORECASE)
NO_DRAWING = "is not a drawing (SVG): %s"
NOTHING = "draws nothing"
NO_SIZE = "says neither its viewBox nor its width and height"
NO_SHAPE = "has <%s> in it, of which an icon cannot be made; draw it with paths"
ICON = '<svg class="icon" viewBox="%s" aria-hidden="true">%s</svg>'


def icon_file(name: str, content: Path, theme: Path) -> Path | None:
    """Where an icon is drawn, if it is in a file.

    Args:
        name: a path in ``content`` that ends in .svg, or the name of a network.
        content: the folder of the author's words.
        theme: the folder of the theme.
    """
    if name.endswith(".svg"):
        return content / name.lstrip("/")
    file = theme / "icons" / f"{network(name)}.svg"
    return file if file.is_file() else None


def icon(file: Path) -> str:
    """The drawing in a file as an element of HTML.

    Raises ValueError, with what is wrong, for a file that is not made of shapes alone.
    """
    try:
        root = ElementTree.fromstring(file.read_bytes())
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise ValueError(NO_DRAWING % error) from None
    if root.tag != f"{SPACE}svg":
        raise ValueError(NO_DRAWING % f"it begins with <{root.tag}>")
    inside = "".join(_shapes(root))
    if not inside:
        raise ValueError(NOTHING)
    if _looks(root).get("fill") != "none":
        inside = f'<g class="solid">{inside}</g>'
    return ICON % (escape(_box(root)), inside)


def _box(root: ElementTree.Element) -> str:
    if box := root.get("viewBox"):
        return box
    sides = [root.get(side, "").removesuffix("px") for side in ("width", "height")]
    if not all(re.fullmatch(r"[\d.]+", side) for side in sides):
        raise ValueError(NO_SIZE)
    return f"0 0 {' '.join(sides)}"


def _shapes(parent: ElementTree.Element) -> Iterator[str]:
    for element in parent:
        space, _, name = str(element.tag).rpartition("}")
        is_empty = name == "defs" and len(element) == 0
        if space != SPACE[:-1] or name in SILENT or is_empty:
            continue
        if name not in SHAPES:
            raise ValueError(NO_SHAPE % name)
        looks = "".join(f' {k}="{escape(v)}"' for k, v in _looks(element).items())
        inside = "".join(_shapes(element))
        yield f"<{name}{looks}>{inside}</{name}>" if inside else f"<{name}{looks}/>"


def _looks(element: ElementTree.Element) -> dict[str, str]:
    """How an element looks; what is black gets the colour of the words."""
    found = {name: " ".join(value.split()) for name, value in element.attrib.items()}
    for declaration in found.get("style", "").split(";"):
        name, _, value = declaration.partition(":")
        found[name.strip()] = value.strip()
    return {
        name: "currentColor" if value.replace(" ", "").lower() in BLACK else value
        for name, value in found.items()
        if name in KEPT and not OUTSIDE.search(value)
    }
