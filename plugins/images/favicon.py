"""The icon that browsers ask for at /favicon.ico, where no page names another.

The file has a small head, and behind it a PNG as it is.
"""

import struct
from pathlib import Path

from plugins.images.size import image_size

PATH = "favicon.ico"
LARGEST = 256  # pixels, more cannot be said in the head
HEAD = struct.Struct("<HHH BBBBHHII")


def favicon(png: Path) -> bytes | None:
    """A PNG as an icon; None for what is not one, or is too large."""
    data = png.read_bytes()
    size = image_size(png) if data.startswith(b"\x89PNG") else None
    if not size or max(size) > LARGEST:
        return None
    sides = (side % LARGEST for side in size)
    return HEAD.pack(0, 1, 1, *sides, 0, 0, 1, 32, len(data), HEAD.size) + data
