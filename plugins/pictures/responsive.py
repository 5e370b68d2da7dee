"""Pictures within texts: of a known size, no larger than needed, loaded when near.

Each gets its width and height, so that the text does not jump, and smaller copies to
choose from.
"""

import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote

from plugins.pictures.size import image_size
from plugins.pictures.smaller import WIDE, Copies

IMAGE = re.compile(r"<img\b[^>]*>")
SOURCE = re.compile(r'\ssrc="(?:\{static\})?([^"]*)"')
SIZES = "(max-width: 42rem) 100vw, 42rem"  # the column of the theme


def responsive(html: str, folder: Path, root: Path, copies: Copies) -> str:
    """``html`` with size and copies for each picture of ours that has no size yet.

    Args:
        html: a text.
        folder: where the text's own file is.
        root: the content folder, where addresses that begin with / start.
        copies: makes smaller copies.
    """

    def complete(match: re.Match[str]) -> str:
        image = match[0]
        file = _file(image, folder, root)
        size = image_size(file) if file and file.is_file() else None
        if file is None or size is None:
            return image
        chosen = copies.srcset(file, WIDE)
        more = f' srcset="{chosen}" sizes="{SIZES}"' if chosen else ""
        sides = f'width="{size[0]}" height="{size[1]}"'
        return f'<img {sides}{more} loading="lazy"{image[4:]}'

    return IMAGE.sub(complete, html)


def _file(image: str, folder: Path, root: Path) -> Path | None:
    """Where the picture of an <img> would be if it is the author's own."""
    source = SOURCE.search(image)
    if source is None or " width=" in image:
        return None
    path = unquote(unescape(source[1]))
    return root / path.lstrip("/") if path.startswith("/") else folder / path
