"""Series: texts that follow each other, such as lessons.

A text is a part of the series that its front matter names (``series: Lessons``) or,
with SERIES_IN_TITLES, of the one that its title does (``Lessons #4 (on heat)``).  The
numbers are those of ``series-index``, or of the titles; whoever has none takes the
first that nobody has, the oldest text first.  A series has a page and a feed; the
translations of a part stand in its place for readers of their language.
"""

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from pelican import signals
from pelican.utils import slugify

from plugins.shared.feed_bodies import Added, add_feed, give_feeds_their_own
from plugins.shared.hooks import Order, when_complete
from plugins.shared.locations import display_path, find_line, log_at
from plugins.shared.outputs import Outputs
from plugins.shared.paths import why_no_address
from plugins.shared.series_titles import TITLE
from plugins.shared.site import (
    PAGE,
    Context,
    dated,
    in_language,
    newest_first,
    written,
)
from plugins.shared.templates import write_list
from plugins.shared.text import Settings, Text, complete_texts

log = logging.getLogger(__name__)

TWICE = "there are two parts %d of the series %r (the other is %s); renumber one."
NAMELESS = "the series %r %s; rename it."
NO_SERIES = "series-index means nothing without a series; name it: series: …"
NO_PLACE = "a page has no place in a series; make it a post or a note."


@dataclass(frozen=True)
class Series:
    """A series of the site; ``numbered`` are its parts by number, in that order."""

    name: str
    url: str
    save_as: str
    feed: str  # its path; empty if series have none
    numbered: Mapping[int, Text]

    @property
    def last(self) -> int:
        """The number of the last part."""
        return max(self.numbered)


@dataclass(frozen=True)
class Part:
    """The place of a text in a series."""

    series: Series
    number: int
    previous: Text | None = None
    next: Text | None = None


def named(text: Text, *, in_titles: bool) -> tuple[str, int | None]:
    """The series of a text and its number there, as its author wrote them."""
    found = TITLE.match(text.title) if in_titles else None
    number = int(found["number"]) if found else None
    if text.series_index:
        number = int(text.series_index)
    return text.series or (found["series"].strip(" :,-–—") if found else ""), number


def numbered(name: str, texts: Iterable[tuple[Text, int | None]]) -> dict[int, Text]:
    """The parts of a series by their numbers; tells of those that are there twice.

    Args:
        name: of the series.
        texts: with the numbers that authors gave them, the oldest first.
    """
    parts: dict[int, Text] = {}
    waiting = []
    for text, number in texts:
        if number is None:
            waiting.append(text)
        elif number in parts:
            other = display_path(parts[number].source_path)
            line = find_line(text.source_path, "series-index", "series_index", "title")
            message = TWICE % (number, name, other)
            log_at(log, logging.ERROR, text.source_path, line, message)
        else:
            parts[number] = text
    free = (number for number in count(1) if number not in parts)
    return dict(sorted({**parts, **dict(zip(free, waiting, strict=False))}.items()))


def all_series(texts: Sequence[Text], settings: Settings) -> dict[str, Series]:
    """The series of the site by the last part of their addresses, in that order.

    Args:
        texts: those that are published, newest first.
        settings: of the site.
    """
    names: dict[str, str] = {}
    members: dict[str, list[tuple[Text, int | None]]] = {}
    for text in reversed(texts):
        name, number = named(text, in_titles=settings["SERIES_IN_TITLES"])
        if name and (slug := _slug(name, text, settings)):
            names.setdefault(slug, name)
            members.setdefault(slug, []).append((text, number))
    return {
        slug: _series(slug, names[slug], parts, settings)
        for slug, parts in sorted(members.items())
        if len(parts) > 1 or parts[0][0].series  # else a title just has a number
    }


def _slug(name: str, text: Text, settings: Settings) -> str:
    slug = str(slugify(name, regex_subs=settings["TAG_REGEX_SUBSTITUTIONS"]))
    if why := why_no_address(slug):
        line = find_line(text.source_path, "series", "title")
        log_at(log, logging.ERROR, text.source_path, line, NAMELESS % (name, why))
    return "" if why else slug


def _series(
    slug: str, name: str, parts: list[tuple[Text, int | None]], settings: Settings
) -> Series:
    url, save_as, feed = (
        (settings[key] or "").format(slug=slug)
        for key in ("SERIES_URL", "SERIES_SAVE_AS", "SERIES_FEED_ATOM")
    )
    return Series(name, url, save_as, feed, numbered(name, parts))


def places(series: Series) -> Iterator[tuple[Text, Part]]:
    """Each part of a series, in every language, with its place there."""
    texts = list(series.numbered.values())
    around = zip([None, *texts], [*texts[1:], None], strict=False)
    for (number, text), (before, after) in zip(
        series.numbered.items(), around, strict=True
    ):
        yield text, Part(series, number, before, after)
        for other in text.translations:
            near = (in_language(one, other.lang) for one in (before, after))
            yield other, Part(series, number, *near)


def find_series(context: Context, settings: Settings, outputs: Outputs) -> None:
    """Tell templates which series there are, and each text its place in one."""
    found = context["series_index"] = all_series(dated(context), settings)
    parts = {id(text): part for one in found.values() for text, part in places(one)}
    for text in written(context):
        text.series_part = parts.get(id(text))
        _look_at(text, in_titles=settings["SERIES_IN_TITLES"])
    for one in found.values():
        parts_of_it = newest_first(one.numbered.values())
        add_feed(context, Added(one.feed, one.name, parts_of_it))


def _look_at(text: Text, *, in_titles: bool) -> None:
    """Say what a text has written in vain."""
    is_nowhere = text.series and text.kind == PAGE.name
    if is_nowhere or (text.series_index and not named(text, in_titles=in_titles)[0]):
        line = find_line(text.source_path, "series:", "series-index:", "series_index:")
        message = NO_PLACE if is_nowhere else NO_SERIES
        log_at(log, logging.WARNING, text.source_path, line, message)


def write_pages(generator: Any, writer: Any) -> None:
    """Write the page of each series, where the texts of a site are written."""
    for one in generator.context["series_index"].values():
        texts = list(one.numbered.values())
        write_list(generator, writer, "series", one.save_as, one.url, texts, one)


def register() -> None:
    """Connect to Pelican."""
    complete_texts()
    give_feeds_their_own()
    when_complete(find_series, Order.DESCRIBE)
    signals.article_writer_finalized.connect(write_pages)
