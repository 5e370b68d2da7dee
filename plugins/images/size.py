"""Width and height of a picture, read from the first bytes of its file.

PNG, JPEG, WebP, AVIF, GIF and SVG.  No imaging library is loaded for it, because a
build whose figures are cached should start at once.
"""

import re
import struct
from pathlib import Path
from typing import BinaryIO

Size = tuple[int, int]

AVIF_PART = re.compile(rb"ispe\0{4}")
SVG_TAG = re.compile(rb"<svg\b[^>]*>", re.DOTALL)
SVG_SIDE = r"""\s%s\s*=\s*["']\s*([\d.]+)(?:px)?\s*["']"""
SVG_BOX = re.compile(
    r"""\sviewBox\s*=\s*["']\s*[\d.-]+[\s,]+[\d.-]+[\s,]+([\d.]+)[\s,]+([\d.]+)"""
)
JPEG_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
EXIF = 0xE1  # the segment in which a camera says how it was held
ORIENTATION = 0x0112  # the tag for it
QUARTER_TURN = 5  # its values from here on turn the picture


def image_size(path: Path) -> Size | None:
    """Width and height in pixels; None for what is not a picture we know."""
    with path.open("rb") as file:
        head = file.read(32)
        if head.startswith(b"\x89PNG\r\n\x1a\n"):
            return _unpack(">II", head, 16)
        if head.startswith((b"GIF87a", b"GIF89a")):
            return _unpack("<HH", head, 6)
        if head.startswith(b"\xff\xd8"):
            return _jpeg_size(file)
        if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
            return _webp_size(head)
        if head[4:8] == b"ftyp":
            return _avif_size(head + file.read(4096))
        return _svg_size(head + file.read(4096))


def _unpack(form: str, data: bytes, offset: int) -> Size | None:
    if len(data) < offset + struct.calcsize(form):
        return None
    width, height = struct.unpack_from(form, data, offset)
    return int(width), int(height)


def _jpeg_size(file: BinaryIO) -> Size | None:
    """The size stands in the first frame header, behind any number of segments."""
    file.seek(2)
    turned = False
    while len(segment := file.read(4)) == 4 and segment[0] == 0xFF:
        marker, length = segment[1], int.from_bytes(segment[2:], "big")
        if marker in JPEG_FRAMES:
            found = _unpack(">xHH", file.read(5), 0)  # height, width
            return found if found is None or turned else (found[1], found[0])
        if marker == EXIF:
            turned = turned or _turned(file.read(length - 2))
        else:
            file.seek(length - 2, 1)
    return None


def _turned(exif: bytes) -> bool:
    """Whether the picture is shown turned by a quarter, as the camera was held."""
    if not exif.startswith(b"Exif\0\0"):
        return False
    tiff = exif[6:]
    order = "<" if tiff.startswith(b"II") else ">"
    try:
        (start,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, start)
        for entry in range(start + 2, start + 2 + 12 * count, 12):
            tag, _, _, value = struct.unpack_from(f"{order}HHIH", tiff, entry)
            if tag == ORIENTATION:
                return bool(value >= QUARTER_TURN)
    except struct.error:
        return False  # cut off: then it says nothing
    return False


def _webp_size(head: bytes) -> Size | None:
    kind = head[12:16]
    if kind == b"VP8X" and len(head) >= 30:
        width, height = head[24:27], head[27:30]
        return int.from_bytes(width, "little") + 1, int.from_bytes(height, "little") + 1
    if kind == b"VP8L" and len(head) >= 25:
        bits = int.from_bytes(head[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    found = _unpack("<HH", head, 26) if kind == b"VP8 " else None
    return found and (found[0] & 0x3FFF, found[1] & 0x3FFF)


def _avif_size(head: bytes) -> Size | None:
    """The largest of the parts that the picture may be made of."""
    found = [_unpack(">II", head, part.end()) for part in AVIF_PART.finditer(head)]
    return max(filter(None, found), default=None)


def _svg_size(head: bytes) -> Size | None:
    tag = SVG_TAG.search(head)
    if tag is None:
        return None
    text = tag[0].decode("utf-8", "replace")
    sides = [re.search(SVG_SIDE % side, text) for side in ("width", "height")]
    if sides[0] and sides[1]:
        return round(float(sides[0][1])), round(float(sides[1][1]))
    box = SVG_BOX.search(text)
    return (round(float(box[1])), round(float(box[2]))) if box else None
