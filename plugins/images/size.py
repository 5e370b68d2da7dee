"""Width and height of a picture as browsers show it.

imagesize reads them from the first bytes of a file, but not everywhere rightly: of a
drawing (SVG) it takes the first width that it finds, be it that of a part; in a PNG it
passes over how the camera was held, and at a turned AVIF it fails (version 2.0.1).
"""

import re
from pathlib import Path

import imagesize

Size = tuple[int, int]

BEGINNING = 1 << 16  # bytes of a file
SVG_TAG = re.compile(rb"<svg\b[^>]*>", re.DOTALL)
NUMBER = r"(\d{1,9}(?:\.\d*)?|\.\d+)"
SVG_SIDE = rf"""\s%s\s*=\s*["']\s*{NUMBER}(?:px)?\s*["']"""
SVG_BOX = re.compile(
    rf"""\sviewBox\s*=\s*["']\s*[\d.-]+[\s,]+[\d.-]+[\s,]+{NUMBER}[\s,]+{NUMBER}"""
)
TURNED = re.compile(rb"\x89PNG.*eXIf|.{4}ftyp.*irot", re.DOTALL)
ORIENTATION = 0x0112  # the EXIF tag for how the camera was held
QUARTER_TURN = 5  # its values from here on turn the picture


def image_size(path: Path) -> Size | None:
    """Width and height in pixels; None for what is not a picture we know."""
    with path.open("rb") as file:
        beginning = file.read(BEGINNING)
    if tag := SVG_TAG.search(beginning):
        return _svg_size(tag[0].decode("utf-8", "replace"))
    if TURNED.match(beginning):
        return _turned_size(path)
    width, height = imagesize.get(path)
    return (width, height) if min(width, height) > 0 else None


def _svg_size(tag: str) -> Size | None:
    sides = [re.search(SVG_SIDE % side, tag) for side in ("width", "height")]
    if sides[0] and sides[1]:
        return round(float(sides[0][1])), round(float(sides[1][1]))
    box = SVG_BOX.search(tag)
    return (round(float(box[1])), round(float(box[2]))) if box else None


def _turned_size(path: Path) -> Size | None:
    from PIL import Image  # only the few pictures that come here pay for it

    try:
        with Image.open(path) as picture:
            width, height = picture.size
            turned = picture.getexif().get(ORIENTATION, 1) >= QUARTER_TURN
    except Exception:  # of any kind, for damaged files
        return None
    return (height, width) if turned else (width, height)
