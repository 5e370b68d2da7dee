"""Whether browsers can show a file as a picture, told from how it begins and ends."""

import re
from pathlib import Path
from typing import BinaryIO

FORMATS = {  # how a file begins, and how it ends where that can be told
    "PNG": (rb"\x89PNG\r\n\x1a\n", rb"IEND\xaeB`\x82"),
    "JPEG": (rb"\xff\xd8\xff", rb"\xff\xd9"),
    "GIF": (rb"GIF8[79]a", rb"\x3b\0*\Z"),
    "WebP": (rb"RIFF....WEBP", rb""),
    "AVIF": (rb"....ftyp(?:avif|avis|mif1.*?avif)", rb""),
    "BMP": (rb"BM", rb""),
    "ICO": (rb"\0\0[\1\2]\0", rb""),
}
OTHERS = {
    "HEIC": rb"....ftyp(?:hei|hev|mif1|msf1)",
    "TIFF": rb"II\*\0|MM\0\*",
    "PDF": rb"%PDF",
}
SVG = re.compile(rb"<svg\b")
HEAD, TAIL = 4096, 1024  # bytes that are looked at; some cameras add a few at the end
BETTER = "save it as PNG, JPEG, WebP, AVIF, GIF or SVG."


def format_problem(path: Path) -> str:
    """What keeps browsers from showing the file, and what to do; empty if nothing."""
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(HEAD)
        whole = _length(head, file, size) <= size
        file.seek(max(0, size - TAIL))
        tail = file.read()
    if not head:
        return "is empty; save it again."
    for begins, ends in FORMATS.values():
        if re.match(begins, head, re.DOTALL):
            whole = whole and bool(re.search(ends, tail))
            return "" if whole else "is cut off; save it again."
    if SVG.search(head) or _opens_svg(path):
        return ""
    found = (n for n, begins in OTHERS.items() if re.match(begins, head, re.DOTALL))
    if name := next(found, ""):
        return f"is {name}, which browsers do not show; {BETTER}"
    return f"is not a picture; {BETTER}"


def _opens_svg(path: Path) -> bool:
    """Whether an <svg> comes after a long comment, as some programs write."""
    return path.suffix.lower() == ".svg" and bool(SVG.search(path.read_bytes()))


def _length(head: bytes, file: BinaryIO, size: int) -> int:
    """How many bytes a file says that it has; 0 where it says nothing."""
    if head[:4] == b"RIFF":
        return 8 + int.from_bytes(head[4:8], "little")
    if head[:2] == b"BM":
        return int.from_bytes(head[2:6], "little")
    if head[4:8] == b"ftyp":
        return _length_of_boxes(file, size)
    return 0


def _length_of_boxes(file: BinaryIO, size: int) -> int:
    """Where the last box of an AVIF ends.

    Each box begins with its length (ISO/IEC 14496-12, 4.2): 0 stands for all that
    follows, 1 for eight bytes of length after the name.
    """
    end = 0
    while end < size:
        file.seek(end)
        box = file.read(16)
        length = int.from_bytes(box[:4])
        length = int.from_bytes(box[8:]) if length == 1 else length or size - end
        end += max(length, 8)
    return end
