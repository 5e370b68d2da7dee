"""Pictures of the author: their sizes, smaller copies, covers.

When figures have taken their places, pictures within texts get their sizes and come in
several; those that front matter names become ``cover``, ``thumbnail`` and ``share``.
"""

import logging
from functools import partial
from pathlib import Path
from typing import Any

from plugins.images.covers import covers, picture, pictures, site_path, use_variants
from plugins.images.favicon import PATH as FAVICON
from plugins.images.favicon import favicon
from plugins.images.responsive import responsive
from plugins.images.variants import Variants
from plugins.shared.feed_bodies import give_feeds_their_own
from plugins.shared.hooks import FILES, Order, for_each_text, when_complete
from plugins.shared.languages import words
from plugins.shared.locations import find_line, log_at
from plugins.shared.outputs import Outputs
from plugins.shared.paths import is_own
from plugins.shared.site import Context, written
from plugins.shared.text import (
    Settings,
    Text,
    complete_texts,
    named_pictures,
    text_read,
)

log = logging.getLogger(__name__)


def finish_text(text: Text, context: Context, settings: Settings) -> None:
    """Finish the pictures of a text."""
    root, variants = Path(settings["PATH"]), Variants(settings)
    find = partial(_find, root, context[FILES])
    _finish_content(text, root, variants)
    shown = pictures(text, find)
    complain = partial(_complain_of_cover, text)
    use_variants(shown, find, variants, complain)
    text.cover, text.thumbnail, text.share = shown.values()
    text.covers = covers(text, find, variants, complain)
    text.copies = variants.used


def finish(context: Context, settings: Settings, outputs: Outputs) -> None:
    """Keep the copies of all texts, and find the pictures that stand for the site."""
    find = partial(_find, Path(settings["PATH"]), context[FILES])
    icon = settings["TOUCH_ICON"]
    context["site_picture"] = picture(icon, settings["SITENAME"], find)
    title = settings["TITLE_IMG"]
    context["title_picture"] = picture(title, settings["SITENAME"], find)
    for text in written(context):
        context[FILES] |= text.copies
    file = find(icon)
    own = any(file.save_as == FAVICON for file in context.get("staticfiles", ()))
    if not own and file and file.is_file() and (made := favicon(file)):
        outputs.put(FAVICON, lambda: made)


def _publish_named(text: Any) -> None:
    """Let Pelican copy the pictures that front matter names, wherever they are."""
    root = Path(text.settings["PATH"])
    for path in map(site_path, named_pictures(text)):
        if path and is_own(root / path, root):
            text._context["static_links"].add(path)


def _finish_content(text: Text, root: Path, variants: Variants) -> None:
    before = text._content or ""
    folder = Path(text.source_path).parent
    said = words(text.lang, text.settings)["scripts.enlarge"]
    look = partial(responsive, complain=partial(_complain, text), enlarge=said)
    text._content = look(before, folder, root, variants)
    if text._content != before:  # feeds go without: readers may not know WebP
        text.feed_content = text.feed_content or before


def _complain(text: Text, address: str, message: str) -> None:
    line = find_line(text.source_path, address)
    message = f"the picture {address} {message}"
    log_at(log, logging.WARNING, text.source_path, line, message)


def _complain_of_cover(text: Text, message: str) -> None:
    keys = (f"{n}{_}img" for n in ("cover", "thumbnail") for _ in "-_")
    line = find_line(text.source_path, *keys)
    message = f"the cover or thumbnail {message}"
    log_at(log, logging.WARNING, text.source_path, line, message)


def _find(root: Path, kept: dict[str, Path], path: str) -> Path | None:
    """Pictures are the author's own, or drawn by demos and still in the cache."""
    file = root / path
    return kept.get(path, file if is_own(file, root) else None)


def register() -> None:
    """Connect to Pelican."""
    complete_texts()
    give_feeds_their_own()
    text_read.connect(_publish_named)
    for_each_text(finish_text, Order.FINISH)
    when_complete(finish, Order.FINISH)
