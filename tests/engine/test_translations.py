"""Translations are found as Pelican finds them, and it is asked about few texts."""

import random

import pytest
from pelican.log import LimitFilter
from pelican.utils import process_translations

from plugins.shared import translations
from plugins.shared.translations import translations_among


class Text:
    """One of a few, which may share what tells translations."""

    def __init__(self, **values):
        vars(self).update(values)


def text(chance, number):
    lang = chance.choice(["en", "en", "de", "fr"])
    says = chance.choice([{}, {}, {}, {"translation": "true"}])
    slug = f"s{chance.randrange(12)}"
    return Text(
        number=number,
        slug=slug,
        lang=lang,
        in_default_lang=lang == "en",
        metadata=says,
        source_path=f"{number}.md",
        translations=["old"],
    )


def found(find, texts, *names):
    index, others = find(list(texts), *names)
    numbers = [[one.number for one in part] for part in (index, others)]
    return numbers, [[other.number for other in one.translations] for one in texts]


@pytest.mark.parametrize("names", [("slug",), (["slug", "lang"],)])
@pytest.mark.parametrize("seed", range(20))
def test_they_are_those_that_pelican_finds(seed, names, caplog):
    chance = random.Random(seed)
    texts = [text(chance, number) for number in range(chance.randrange(15))]

    wanted, warned = found(process_translations, texts, *names), caplog.messages
    caplog.clear()
    LimitFilter._raised_messages.clear()  # else it says nothing twice

    assert found(translations_among, texts, *names) == wanted
    assert caplog.messages == warned


def test_without_what_tells_them_there_are_none():
    texts = [text(random.Random(1), 1)]

    assert translations_among(texts, "") == (texts, [])
    with pytest.raises(AttributeError, match="Cannot use"):
        translations_among(texts, "nothing")


def test_pelican_is_not_asked_about_texts_that_are_alone(monkeypatch):
    asked = []

    def ask(texts, *names):
        asked.append(list(texts))
        return process_translations(texts, *names)

    monkeypatch.setattr(translations, "process_translations", ask)
    texts = [text(random.Random(1), number) for number in range(3)]
    for number, each in enumerate(texts):
        each.slug, each.metadata = f"s{number}", {}

    assert translations_among(texts, "slug") == (texts, [])
    assert asked == [[]]
