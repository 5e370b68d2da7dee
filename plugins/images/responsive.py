"""Pictures within texts: of a known size, no larger than needed, loaded when near.

Each gets its width and height, so that the text does not jump, and smaller copies to
choose from.  One that a phone cannot show whole is a link to its file.
"""

import re
from collections.abc import Callable
from functools import partial
from html import escape, unescape
from pathlib import Path
from urllib.parse import unquote

from plugins.images.formats import format_problem
from plugins.images.size import Size, image_size
from plugins.images.variants import WIDE, Variants
from plugins.shared.html import Element, rewrite, unchanged
from plugins.shared.paths import is_own

SOURCE = re.compile(r'\ssrc="(?P<address>(?:\{static\})?(?P<path>[^"]*))"')
SIZES = "(max-width: 42rem) 100vw, 42rem"  # the column of the theme
Complain = Callable[[str, str], None]
PHONE = 480  # pixels: what is wider is shown smaller there
LINKED = '<a class="picture" href="{}" title="{}">{}</a>'


def responsive(
    html: str,
    folder: Path,
    root: Path,
    variants: Variants,
    *,
    complain: Complain,
    enlarge: str = "Enlarge",
) -> str:
    """``html`` with size and copies for each picture of ours that has no size yet.

    Args:
        html: a text.
        folder: where the text's own file is.
        root: the content folder, where addresses that begin with / start.
        variants: makes smaller copies.
        complain: is told which picture has none, and why.
        enlarge: what a link to the whole of a picture is called.
    """

    def complete(image: Element) -> str:
        tag = image.start
        source = SOURCE.search(tag)
        file = _file(source["path"], folder, root) if source else None
        if source is None or file is None:
            return tag
        why = partial(complain, unescape(source["path"]))
        size = _unknown_size(tag, file, why)
        if size is None:
            return tag
        tag = _sized(tag, size, variants.srcset(file, WIDE, why))
        whole_is_elsewhere = size[0] > PHONE and not image.around
        linked = LINKED.format(source["address"], escape(enlarge), tag)
        return linked if whole_is_elsewhere else tag

    if "<img" not in html:
        return html
    return rewrite(html, {"img": complete, "a": unchanged, "picture": unchanged})


def _unknown_size(
    image: str, file: Path, complain: Callable[[str], None]
) -> Size | None:
    """The size of a file, if its <img> does not say it; a bad file is complained of."""
    if problem := format_problem(file):
        complain(problem)
    return None if problem or " width=" in image else image_size(file)


def _sized(image: str, size: Size, srcset: str) -> str:
    """The <img> with its size and its copies, to be loaded when near."""
    more = f' srcset="{srcset}" sizes="{SIZES}"' if srcset else ""
    return f'<img width="{size[0]}" height="{size[1]}"{more} loading="lazy"{image[4:]}'


def _file(address: str, folder: Path, root: Path) -> Path | None:
    """Where the picture is if it is the author's own."""
    path = unquote(unescape(address))
    file = root / path.lstrip("/") if path.startswith("/") else folder / path
    return file if is_own(file, root) else None
