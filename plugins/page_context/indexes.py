"""Posts and notes in order: neighbours, the archive by year, the index of tags."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from plugins.shared.site import Kind, Text, in_words, newest_first, tags_of


def link_neighbours(texts: Sequence[Text]) -> None:
    """Give each of ``texts``, newest first, the one before and the one after it."""
    for text, newer, older in zip(
        texts, [None, *texts], [*texts[1:], None], strict=False
    ):
        text.next, text.previous = newer, older


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
    kinds: dict[Kind, list[Text]] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many there are."""
        return sum(map(len, self.kinds.values()))

    @property
    def summary(self) -> str:
        """How many there are of each kind, in words."""
        return counted({kind: len(texts) for kind, texts in self.kinds.items()})


def tag_index(texts: Mapping[Kind, Iterable[Text]], feed: str) -> dict[str, TagEntry]:
    """Tags by slug and in that order: in it, đ is a d.

    Args:
        texts: those that are published.
        feed: the address of a tag's feed, with ``{slug}`` in it.
    """
    tags: dict[str, TagEntry] = {}
    for kind, found in texts.items():
        for text in newest_first(found):
            for tag in tags_of(text):
                entry = TagEntry(
                    tag.name, tag.slug, tag.url, feed.format(slug=tag.slug)
                )
                entry = tags.setdefault(tag.slug, entry)
                entry.kinds.setdefault(kind, []).append(text)
    return dict(sorted(tags.items()))


def counted(numbers: Mapping[Kind, int]) -> str:
    """``2 posts and 1 note``."""
    return in_words(
        f"{number} {kind.name if number == 1 else kind.plural}"
        for kind, number in numbers.items()
    )
