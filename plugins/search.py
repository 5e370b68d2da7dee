"""Lists every text on one page, and writes an index of their words.

The page is complete without a script.  With one, the words are fetched when a reader
begins to search: those of all posts, notes and pages, none of drafts and hidden ones.
"""

import json
from pathlib import Path

from plugins.shared.files import write
from plugins.shared.hooks import Order, when_complete, while_writing
from plugins.shared.search_text import search_text
from plugins.shared.site import Context, Settings, complete_texts, published


def list_texts(context: Context, settings: Settings, output: Path) -> None:
    """Give the search page its list of texts."""
    if settings["SEARCH_SAVE_AS"]:
        context["texts"] = published(context)


def write_index(context: Context, settings: Settings, output: Path) -> None:
    """Write the text of each content under its address, as JSON."""
    site, texts = settings["SITEURL"], context.get("texts", [])
    found = {
        f"{site}/{text.url}": text.search_text or search_text(text._content)
        for text in texts
    }
    write(output / settings["SEARCH_INDEX"], json.dumps(found, ensure_ascii=False))


def register() -> None:
    """Connect to Pelican."""
    complete_texts()
    when_complete(list_texts, Order.LIST)
    while_writing(write_index)
