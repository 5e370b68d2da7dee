"""A demo's drawing made ready to stand inside a page, among others."""

import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from pathlib import Path

from plugins.figures.key import content_hash

PREFIX = "\ue000"  # stands for the figure's id until it is known
RENDERER = str(content_hash(Path(__file__)))  # its cached work is as good as this file
INLINE_LIMIT = 11_200  # bytes, compressed: of both drawings; words make it 12 kB

OUTSIDE = re.compile(r"\A.*?(?=<svg\b)", re.DOTALL)  # declaration, doctype
ROOT = re.compile(r"<svg\b([^>]*)>(.*)</svg>\s*\Z", re.DOTALL)
OWN_WORDS = re.compile(r"<(style|title|desc|metadata)\b[^>]*>.*?</\1>\s*", re.DOTALL)
TAG = re.compile(r"<[^>]+>")
ID = re.compile(r"""(\sid="|\s(?:xlink:)?href="\#|url\(\#)""")
ATTRIBUTE = re.compile(r'\s([\w:-]+)="([^"]*)"')
KEPT = ("fill", "font-family", "font-size", "stroke-linejoin")  # of the root


@dataclass(frozen=True)
class Drawing:
    """The inside of an <svg> with its size; ids begin with ``PREFIX``."""

    width: int
    height: int
    attributes: str
    body: str


def prepare(svg: str) -> Drawing:
    """A drawing without its own words, colours and claims to unique ids."""
    root = ROOT.search(OUTSIDE.sub("", svg))
    if root is None:
        raise ValueError("it has no <svg> element")
    found = dict(ATTRIBUTE.findall(root[1]))
    kept = [name for name in ("viewBox", *KEPT) if name in found]
    return Drawing(
        width=_pixels(found["width"]),
        height=_pixels(found["height"]),
        attributes=" ".join(f'{name}="{found[name]}"' for name in kept),
        body=TAG.sub(_prefix_ids, OWN_WORDS.sub("", root[2]).strip()),
    )


def element(
    drawing: Drawing, css_class: str, name: str, title: str, desc: str, english: str
) -> str:
    """The <svg> element, its ids beginning with ``name``.

    ``english`` marks what the demo says, which is English, on pages that are not.
    """
    body = drawing.body.replace(PREFIX, name + "-")
    body = f"<g{english}>{body}</g>" if english else body
    size = f'width="{drawing.width}" height="{drawing.height}"'
    title_id, desc_id = f"{name}-title", f"{name}-desc"
    return (
        f'<svg class="{css_class}" role="img" aria-labelledby="{title_id}" '
        f'aria-describedby="{desc_id}" {size} {drawing.attributes}>'
        f'<title id="{title_id}">{escape(title, quote=False)}</title>'
        f'<desc id="{desc_id}"{english}>{escape(desc, quote=False)}</desc>'
        f"{body}</svg>"
    )


def weight(drawings: Iterable[Drawing]) -> int:
    """What drawings add to a page together, in compressed bytes."""
    bodies = "".join(drawing.body for drawing in drawings)
    return len(zlib.compress(bodies.encode(), 9))


def _prefix_ids(tag: re.Match[str]) -> str:
    return ID.sub(lambda opening: opening[1] + PREFIX, tag[0]).replace(
        " xlink:href=", " href="
    )


def _pixels(length: str) -> int:
    """A length in CSS pixels, from a number with px, pt or no unit."""
    value = float(re.sub(r"[a-z]+\Z", "", length))
    return round(value * (4 / 3 if length.endswith("pt") else 1))
