"""The one order of what has a date."""

from collections.abc import Iterable
from typing import Any

Content = Any  # pelican's Article, and our Note


def newest_first(contents: Iterable[Content]) -> list[Content]:
    """By date; those of one date by address, so that the order never varies."""
    by_address = sorted(contents, key=lambda content: content.url)
    return sorted(by_address, key=lambda content: content.date, reverse=True)
