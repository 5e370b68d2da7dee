"""Lists every text on one page, and writes an index of their words.

The page is complete without a script.  With one, a reader who searches fetches what
begins as her words do, and the pieces of texts that have them: all posts, notes and
pages, no drafts and none that are hidden.  Translations are in the index, and on the
search page of their language (plugins/languages).
"""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

from plugins.search.index import Index
from plugins.search.words import file_count
from plugins.shared.hooks import Order, when_complete, while_writing
from plugins.shared.last_values import last_value, leave
from plugins.shared.outputs import Outputs
from plugins.shared.search_text import count_of, pieces_of
from plugins.shared.site import Context, in_every_language, published
from plugins.shared.text import Settings, Text, complete_texts

NOTE = "words"  # for the next build
FIRST = datetime.min.replace(tzinfo=UTC)


def list_texts(context: Context, settings: Settings, outputs: Outputs) -> None:
    """Give the search page its list of texts, each with its number in the index.

    They are numbered as they were written, so that a new one changes no other number.
    """
    if not settings["SEARCH_SAVE_AS"]:
        return
    context["texts"] = published(context)
    texts = in_every_language(context)
    context["search_files"] = file_count(len(texts))
    for number, text in enumerate(sorted(texts, key=_age)):
        text.search_number = number


def add_index(context: Context, settings: Settings, outputs: Outputs) -> None:
    """Add the words of all texts, what each is about, and each in pieces, as JSON."""
    texts = in_every_language(context) if "texts" in context else []
    texts = sorted(texts, key=lambda text: text.search_number)
    folder = settings["SEARCH_INDEX"]
    index = outputs.once(partial(_index, texts))
    for number in range(file_count(len(texts)) if texts else 0):
        path, of = f"{folder}words/{number}.json", partial(_digest, index, number)
        outputs.put(path, partial(_file, index, number), of)
    for text in texts:
        about = f"{folder}texts/{text.search_number}.json"
        outputs.put(about, partial(_about, text))
        for piece in range(count_of(text)):
            name = f"{folder}texts/{text.search_number}-{piece}.json"
            outputs.put(name, partial(_piece, text, piece))


def _age(text: Text) -> tuple[datetime, str]:
    return getattr(text, "date", FIRST), text.url


def _index(texts: list[Text]) -> Index:
    pieces, last = list(map(pieces_of, texts)), last_value(NOTE)
    index = last.of(pieces) if isinstance(last, Index) else Index(pieces)
    leave(NOTE, index)
    return index


def _file(index: Callable[[], Index], number: int) -> str:
    return _json(index().file(number))


def _digest(index: Callable[[], Index], number: int) -> str:
    return index().digest(number)


def _about(text: Text) -> str:
    return _json(text.description)


def _piece(text: Text, number: int) -> str:
    return _json(pieces_of(text)[number])


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def register() -> None:
    """Connect to Pelican."""
    complete_texts()
    when_complete(list_texts, Order.LIST)
    while_writing(add_index)
