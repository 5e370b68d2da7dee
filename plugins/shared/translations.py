"""Pelican's search for translations, which would compare each text with each other."""

from collections import Counter
from collections.abc import Iterable
from operator import attrgetter
from typing import Any

from pelican.utils import process_translations

Texts = list[Any]


def translations_among(
    texts: Texts, translation_id: str | Iterable[str] | None = None
) -> tuple[Texts, Texts]:
    """What Pelican finds: the originals, and the translations of others.

    Only those go to Pelican of which it may have something to say: that they share
    what tells translations, lack it, or call themselves a translation.
    """
    names = [translation_id] if isinstance(translation_id, str) else translation_id
    if not names:
        return texts, []
    key = attrgetter(*names)
    try:
        texts.sort(key=key)
        count = Counter(map(key, texts))
    except (AttributeError, TypeError):
        return process_translations(texts, translation_id)
    alone: dict[bool, Texts] = {True: [], False: []}
    for text in texts:
        is_alone = count[key(text)] == 1 and "translation" not in text.metadata
        alone[is_alone].append(text)
        text.translations = []
    index, translations = process_translations(alone[False], translation_id)
    return sorted(alone[True] + index, key=key), translations
