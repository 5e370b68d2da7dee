"""Posts and notes in order: neighbours, the archive by year, the index of tags."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from plugins.shared.languages import Table
from plugins.shared.languages.order import Key, sort_key
from plugins.shared.site import Kind, in_language, in_words, newest_first, tagged
from plugins.shared.text import Text


def link_neighbours(texts: Sequence[Text]) -> None:
    """Give each of ``texts``, newest first, the one before and the one after it.

    To translations they are given in that language, where they are in it.
    """
    for text, newer, older in zip(
        texts, [None, *texts], [*texts[1:], None], strict=False
    ):
        text.next, text.previous = newer, older
        for other in text.translations:
            other.next = in_language(newer, other.lang)
            other.previous = in_language(older, other.lang)


def archive(texts: Iterable[Text]) -> list[dict[str, Any]]:
    """Years, newest first, each with what was written in it."""
    years = groupby(newest_first(texts), key=lambda text: text.date.year)
    return [{"year": year, "entries": list(entries)} for year, entries in years]


@dataclass(frozen=True)
class TagEntry:
    """A tag of the site with its published texts, newest first."""

    name: str
    slug: str
    url: str
    feed: str  # its address; empty if tags have none
    words: Table  # of the site's language
    kinds: dict[Kind, list[Text]] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many there are."""
        return sum(map(len, self.kinds.values()))

    @property
    def summary(self) -> str:
        """How many there are of each kind, in words."""
        numbers = {kind: len(texts) for kind, texts in self.kinds.items()}
        return counted(numbers, self.words)


def tag_index(
    texts: Mapping[Kind, Iterable[Text]], feed: str, words: Table
) -> dict[str, TagEntry]:
    """Tags by slug, in the order of the alphabet; without one, đ is a d.

    Args:
        texts: those that are published.
        feed: the address of a tag's feed, with ``{slug}`` in it.
        words: of the language of the site.
    """
    tags: dict[str, TagEntry] = {}
    for kind, found in texts.items():
        for text, tag in tagged(newest_first(found)):
            slug = tag.slug
            if slug not in tags:
                address = feed.format(slug=slug)
                tags[slug] = TagEntry(tag.name, slug, tag.url, address, words)
            tags[slug].kinds.setdefault(kind, []).append(text)
    alphabet = words["alphabet"]

    def place(item: tuple[str, TagEntry]) -> Key:
        return sort_key(item[1].name if alphabet else item[0], alphabet)

    return dict(sorted(tags.items(), key=place))


def counted(numbers: Mapping[Kind, int], words: Table) -> str:
    """``2 posts and 1 note``."""
    names = (
        (number, kind.name if number == 1 else kind.plural)
        for kind, number in numbers.items()
    )
    return in_words(
        (f"{number} {words.get(f'kinds.{name}', name)}" for number, name in names),
        words["and"],
    )
