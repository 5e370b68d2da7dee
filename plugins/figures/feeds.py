"""Feeds get pictures with full addresses: readers elsewhere strip SVG and scripts."""

from collections.abc import Iterable
from typing import Any

Bodies = dict[str, str]


def bodies(contents: Iterable[Any], site: str) -> Bodies:
    """What Pelican takes for the body of each content, to what a feed should have."""
    return {
        content.get_content(site): content._update_content(content.feed_content, site)
        for content in contents
        if hasattr(content, "feed_content")
    }


def replace(feed: Any, known: Bodies) -> None:
    """Exchange the bodies of a feed's items."""
    for item in feed.items:
        for field in ("content", "description"):
            item[field] = known.get(item[field], item[field])
