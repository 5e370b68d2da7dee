"""Pictures within texts: of a known size, no larger than needed, loaded when near.

Each gets its width and height, so that the text does not jump, and smaller copies to
choose from.  One that a phone cannot show whole is a link to its file.
"""

import re
from functools import partial
from html import unescape
from pathlib import Path
from urllib.parse import unquote

from plugins.images.size import Size, image_size
from plugins.images.variants import WIDE, Copies
from plugins.shared.paths import is_own

HELD = re.compile(r"(<(?:a\b.*?</a|picture\b.*?</picture)>)", re.DOTALL)
IMAGE = re.compile(r"<img\b[^>]*>")
SOURCE = re.compile(r'\ssrc="(?P<address>(?:\{static\})?(?P<path>[^"]*))"')
SIZES = "(max-width: 42rem) 100vw, 42rem"  # the column of the theme
PHONE = 480  # pixels: what is wider is shown smaller there
LINKED = '<a class="picture" href="{}" title="Enlarge">{}</a>'


def responsive(html: str, folder: Path, root: Path, copies: Copies) -> str:
    """``html`` with size and copies for each picture of ours that has no size yet.

    Args:
        html: a text.
        folder: where the text's own file is.
        root: the content folder, where addresses that begin with / start.
        copies: makes smaller copies.
    """

    def complete(match: re.Match[str], *, held: bool) -> str:
        image = match[0]
        source = None if " width=" in image else SOURCE.search(image)
        file = _file(source["path"], folder, root) if source else None
        size = image_size(file) if file else None
        if source is None or file is None or size is None:
            return image
        image = _sized(image, size, copies.srcset(file, WIDE))
        whole_is_elsewhere = size[0] > PHONE and not held
        return LINKED.format(source["address"], image) if whole_is_elsewhere else image

    return "".join(
        IMAGE.sub(partial(complete, held=bool(number % 2)), part)
        for number, part in enumerate(HELD.split(html))
    )


def _sized(image: str, size: Size, copies: str) -> str:
    """The <img> with its size and its copies, to be loaded when near."""
    more = f' srcset="{copies}" sizes="{SIZES}"' if copies else ""
    return f'<img width="{size[0]}" height="{size[1]}"{more} loading="lazy"{image[4:]}'


def _file(address: str, folder: Path, root: Path) -> Path | None:
    """Where the picture is if it is the author's own."""
    path = unquote(unescape(address))
    file = root / path.lstrip("/") if path.startswith("/") else folder / path
    return file if is_own(file, root) else None
