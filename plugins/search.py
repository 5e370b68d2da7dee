"""Lists every text on one page, and writes an index of their words.

The page is complete without a script.  With one, the words are fetched when a reader
begins to search: those of all posts, notes and pages, none of drafts and hidden ones.
"""

import json
from collections.abc import Iterable
from functools import partial

from plugins.shared.hooks import Order, when_complete, while_writing
from plugins.shared.outputs import Outputs
from plugins.shared.search_text import search_text
from plugins.shared.site import Context, Settings, Text, complete_texts, published


def list_texts(context: Context, settings: Settings, outputs: Outputs) -> None:
    """Give the search page its list of texts."""
    if settings["SEARCH_SAVE_AS"]:
        context["texts"] = published(context)


def add_index(context: Context, settings: Settings, outputs: Outputs) -> None:
    """Add the text of each content under its address, as JSON."""
    texts = context.get("texts", [])
    outputs.put(settings["SEARCH_INDEX"], partial(index, texts, settings["SITEURL"]))


def index(texts: Iterable[Text], site: str) -> str:
    """The text of each content under its address, which ``site`` begins, as JSON."""
    found = {
        f"{site}/{text.url}": text.search_text or search_text(text._content)
        for text in texts
    }
    return json.dumps(found, ensure_ascii=False)


def register() -> None:
    """Connect to Pelican."""
    complete_texts()
    when_complete(list_texts, Order.LIST)
    while_writing(add_index)
