"""Posts and notes in order: neighbours, the archive by year, the index of tags."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from plugins.shared.site import Kind, Text, in_words, newest_first, tags_of


def link_neighbours(texts: Sequence[Text]) -> None:
    """Give each of ``texts``, newest first, the one before and the one after it."""
    links = [{"title_html": text.title_html, "url": text.url} for text in texts]
    for text, newer, older in zip(
        texts, [None, *links], [*links[1:], None], strict=False
    ):
        text.next, text.previous = newer, older


def archive(texts: Iterable[Text]) -> list[dict[str, Any]]:
    """Years, newest first, each with what was written in it."""
    years = groupby(newest_first(texts), key=lambda text: text.date.year)
    return [{"year": year, "entries": list(entries)} for year, entries in years]


def tag_index(texts: Mapping[Kind, Iterable[Text]], feed: str) -> dict[str, Any]:
    """Tags with their texts by kind, by slug and in that order: in it, đ is a d.

    Args:
        texts: those that are published.
        feed: the address of a tag's feed, with ``{slug}`` in it.
    """
    tags: dict[str, Any] = {}
    for kind in texts:
        for text in newest_first(texts[kind]):
            for tag in tags_of(text):
                blank = {"name": tag.name, "slug": tag.slug, "url": tag.url}
                entry = tags.setdefault(tag.slug, {**blank, "kinds": {}})
                entry["kinds"].setdefault(kind, []).append(text)
    for slug, entry in tags.items():
        found = entry["kinds"]
        entry["feed"] = feed.format(slug=slug)
        entry["all"] = newest_first(
            [text for texts in found.values() for text in texts]
        )
        entry["count"] = len(entry["all"])
        entry["summary"] = counted({kind: len(found[kind]) for kind in found})
    return dict(sorted(tags.items()))


def counted(numbers: Mapping[Kind, int]) -> str:
    """``2 posts and 1 note``."""
    return in_words(
        f"{number} {kind.name if number == 1 else kind.plural}"
        for kind, number in numbers.items()
    )
