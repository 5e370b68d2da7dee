"""Posts and notes in order: neighbours, the archive by year, the index of tags."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from plugins.shared.site import newest_first

Content = Any  # pelican's Article, and our Note


def link_neighbours(contents: Sequence[Content]) -> None:
    """Give each of ``contents``, newest first, the one before and the one after it."""
    links = [{"title_html": c.title_html, "url": c.url} for c in contents]
    for content, newer, older in zip(
        contents, [None, *links], [*links[1:], None], strict=False
    ):
        content.next, content.previous = newer, older


def archive(contents: Iterable[Content]) -> list[dict[str, Any]]:
    """Years, newest first, each with what was written in it."""
    years = groupby(newest_first(contents), key=lambda content: content.date.year)
    return [{"year": year, "entries": list(entries)} for year, entries in years]


def tag_index(
    posts: Iterable[Content], notes: Iterable[Content], feed: str
) -> dict[str, Any]:
    """Tags with their posts and notes, by slug and in that order: in it, đ is a d.

    Args:
        posts: those that are published.
        notes: likewise.
        feed: the address of a tag's feed, with ``{slug}`` in it.
    """
    tags: dict[str, Any] = {}
    for kind, contents in (
        ("posts", newest_first(posts)),
        ("notes", newest_first(notes)),
    ):
        for content in contents:
            for tag in getattr(content, "tags", []):
                blank = {"name": tag.name, "slug": tag.slug, "url": tag.url}
                entry = tags.setdefault(tag.slug, blank | {"posts": [], "notes": []})
                entry[kind].append(content)
    for slug, entry in tags.items():
        entry["feed"] = feed.format(slug=slug)
        entry["all"] = newest_first([*entry["posts"], *entry["notes"]])
        entry["count"] = len(entry["all"])
        entry["summary"] = counted(len(entry["posts"]), len(entry["notes"]))
    return dict(sorted(tags.items()))


def counted(posts: int, notes: int) -> str:
    """``2 posts and 1 note``; what there is none of is left out."""
    words = [
        f"{number} {word}{'' if number == 1 else 's'}"
        for number, word in ((posts, "post"), (notes, "note"))
        if number
    ]
    return " and ".join(words) or "nothing"
