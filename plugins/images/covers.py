"""The pictures that front matter names: cover, thumbnail, and the one for sharing."""

import logging
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote, unquote

from plugins.images.formats import format_problem
from plugins.images.size import image_size
from plugins.images.variants import THUMBNAIL, WIDE, Complain, Variants, sizes
from plugins.shared.locations import find_line, log_at
from plugins.shared.site import Picture, Text

log = logging.getLogger(__name__)

Find = Callable[[str], Path | None]  # from a path in the site to its file

NO_PICTURE = "%s-img names %r, which %s"
MISSING = (
    "is not a picture in the content folder; correct the path or put the file there."
)


def picture(src: str, alt: str, find: Find) -> Picture | None:
    """Address, size and alternative text of the picture that the front matter names.

    None for what is not there or is not a picture.
    """
    path = site_path(src)
    file = find(path)
    if file is None or _problem(src, find):
        return None
    width, height = image_size(file) or (0, 0)
    return {"src": quote(path), "width": width, "height": height, "alt": alt}


def site_path(src: str) -> str:
    """A picture's path in the site, as far as its text says."""
    return unquote(src.removeprefix("{static}").lstrip("/"))


def _problem(src: str, find: Find) -> str:
    """Why there is no picture to show; empty if there is one."""
    file = find(site_path(src))
    if file is None or not file.is_file():
        return MISSING
    return format_problem(file) or ("" if image_size(file) else MISSING)


def pictures(text: Text, find: Find) -> dict[str, Picture | None]:
    """Cover, thumbnail and shared picture; an earlier one stands in for a later."""
    found: dict[str, Picture | None] = {}
    stand_in = None
    for name in ("cover", "thumbnail", "share"):
        src = str(getattr(text, f"{name}_img"))
        alt = getattr(text, f"{name}_alt", "") or text.cover_alt
        found[name] = picture(src, alt, find) if src else stand_in
        stand_in = stand_in or found[name]
        if src and found[name] is None:
            line = find_line(text.source_path, f"{name}-img", f"{name}_img")
            words = NO_PICTURE % (name, src, _problem(src, find))
            log_at(log, logging.ERROR, text.source_path, line, words)
    return found


def use_variants(
    found: dict[str, Picture | None], find: Find, variants: Variants, complain: Complain
) -> None:
    """Give the cover copies to choose from, and put small ones for the thumbnail.

    What is shared stays as it is: networks elsewhere may not know the copies' format.
    """
    cover, thumbnail = found["cover"], found["thumbnail"]
    if cover and (file := find(unquote(cover["src"]))):
        found["cover"] = {**cover, "srcset": variants.srcset(file, WIDE, complain)}
    file = find(unquote(thumbnail["src"])) if thumbnail else None
    if thumbnail and file and (small := variants.find(file, THUMBNAIL, complain)):
        whole = thumbnail["width"], thumbnail["height"]
        width, height = sizes(whole, THUMBNAIL)[0]
        found["thumbnail"] = {
            "src": small[width],
            "width": width,
            "height": height,
            "alt": thumbnail["alt"],
            "srcset": variants.srcset(file, THUMBNAIL, complain),
        }
