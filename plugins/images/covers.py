"""The pictures that front matter names: cover, thumbnail, and the one for sharing.

A cover may have a dark twin, which also stands in for that of the thumbnail.
"""

import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path
from urllib.parse import quote, unquote

from plugins.images.formats import format_problem
from plugins.images.size import image_size
from plugins.images.variants import THUMBNAIL, WIDE, Complain, Variants, sizes
from plugins.shared.locations import find_line, log_at
from plugins.shared.text import Picture, Text

log = logging.getLogger(__name__)

Find = Callable[[str], Path | None]  # from a path in the site to its file
Change = Callable[[Picture, Path], Picture]

NO_PICTURE = "%s names %r, which %s"
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
        shown = _named(text, name, find)
        found[name] = shown if getattr(text, f"{name}_img") else stand_in
        if getattr(text, f"no_{name}_img", False):  # thumbnail-img: ""
            found[name] = None
        stand_in = stand_in or found[name]
    dark = _named(text, "cover_dark", find)
    if found["cover"] and dark:
        light = found["cover"]
        found["cover"] = {**light, "dark": dark}
        if found["thumbnail"] is light:
            found["thumbnail"] = found["cover"]
    if found["thumbnail"] and (dark := _named(text, "thumbnail_dark", find)):
        found["thumbnail"] = {**found["thumbnail"], "dark": dark}
    return found


def _named(text: Text, name: str, find: Find) -> Picture | None:
    """The picture that the front matter names so, which must be one."""
    if not (src := str(getattr(text, f"{name}_img"))):
        return None
    alt = getattr(text, f"{name}_alt", "") or text.cover_alt
    if (found := picture(src, alt, find)) is None:
        _complain(text, f"{name}-img".replace("_", "-"), src, find)
    return found


def _complain(text: Text, key: str, src: str, find: Find) -> None:
    line = find_line(text.source_path, key, key.replace("-", "_"))
    words = NO_PICTURE % (key, src, _problem(src, find))
    log_at(log, logging.ERROR, text.source_path, line, words)


def covers(
    text: Text, find: Find, variants: Variants, complain: Complain
) -> list[Picture]:
    """All covers with their captions; none for a single one that has no caption."""
    named = text.captioned_covers
    is_plain = len(named) < 2 and not any(caption for _, caption in named)
    if not text.cover or is_plain:
        return []
    shown = [{**text.cover, "caption": named[0][1]}]
    for path, caption in named[1:]:
        found, file = picture(path, "", find), find(site_path(path))
        if found and file:
            copied = _with_copies(variants, complain, found, file)
            shown.append({**copied, "caption": caption, "later": True})
        else:
            _complain(text, "cover-img", path, find)
    return shown


def use_variants(
    found: dict[str, Picture | None], find: Find, variants: Variants, complain: Complain
) -> None:
    """Give the cover copies to choose from, and put small ones for the thumbnail.

    What is shared stays as it is: networks elsewhere may not know the copies' format.
    """
    if cover := found["cover"]:
        found["cover"] = _with_twin(
            cover, find, partial(_with_copies, variants, complain)
        )
    if thumbnail := found["thumbnail"]:
        small = partial(_smaller, variants, complain)
        found["thumbnail"] = _with_twin(thumbnail, find, small)


def _with_twin(shown: Picture, find: Find, change: Change) -> Picture:
    """A picture as ``change`` makes it, and so its twin, if there is one."""
    changed = shown
    if file := find(unquote(shown["src"])):
        changed = change(shown, file)
    if dark := shown.get("dark"):
        return {**changed, "dark": _with_twin(dark, find, change)}
    return changed


def _with_copies(
    variants: Variants, complain: Complain, shown: Picture, file: Path
) -> Picture:
    return {**shown, "srcset": variants.srcset(file, WIDE, complain)}


def _smaller(
    variants: Variants, complain: Complain, shown: Picture, file: Path
) -> Picture:
    """One of its small copies in place of a picture that has some."""
    if not (small := variants.find(file, THUMBNAIL, complain)):
        return shown
    width, height = sizes((shown["width"], shown["height"]), THUMBNAIL)[0]
    srcset = variants.srcset(file, THUMBNAIL, complain)
    return {
        "src": small[width],
        "width": width,
        "height": height,
        "alt": shown["alt"],
        "srcset": srcset,
    }
