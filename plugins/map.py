"""Draws how the texts of a site hang together, for a page that the template map shows.

Every text with a date is a row, the newest first.  An arc joins two of which one links
the other; a dot stands where a text has one of the tags that most have.  What is where
depends on dates, tags and links alone.

A site that wants the page adds "map" to DIRECT_TEMPLATES.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from math import sqrt
from unicodedata import east_asian_width

from plugins.shared.hooks import Order, when_complete
from plugins.shared.outputs import Outputs
from plugins.shared.site import Context, dated
from plugins.shared.text import Link, Settings, Text, complete_texts, tags_of

TEMPLATE = "map"
ROW = 26  # units of the drawing, which are pixels, from text to text
HEAD = 2 * ROW  # above the first, beside the names of tags
SLANT = 0.87  # as high as one of these, which lean, is long
LETTER = 8.5  # as wide as one is, about
LONGEST = 56  # letters of a title
COLUMN = 22  # from tag to tag
MOST = 16  # tags


@dataclass(frozen=True)
class Row:
    """One text: its place, its title as far as it fits, and where it leads.

    Attributes:
        dots: where its tags have their columns.
        leads: the texts that it links.
        arcs: to those, as SVG has paths; one between two that link each other.
    """

    text: Text
    y: int
    title: str
    dots: Sequence[int]
    leads: Sequence[Text]
    arcs: Sequence[str]


@dataclass(frozen=True)
class Column:
    """One tag, and its place."""

    tag: Link
    x: int


@dataclass(frozen=True)
class Map:
    """The drawing: its size, where titles begin and tags end, and what is in it."""

    width: int
    height: int
    titles: int
    head: int
    rows: Sequence[Row]
    columns: Sequence[Column]


def draw(texts: Sequence[Text]) -> Map:
    """The map of texts, which come in the order of its rows."""
    arcs = 40 + round(8 * sqrt(len(texts)))  # as wide as all arcs are
    letters = max([_letters(_short(text.title)) for text in texts], default=0)
    begin = arcs + round(LETTER * letters) + COLUMN
    columns = [Column(t, begin + COLUMN * n) for n, t in enumerate(_common(texts))]
    names = round(LETTER * max([_letters(c.tag.name) for c in columns], default=0))
    head = HEAD + round(SLANT * names)
    return Map(
        width=begin + COLUMN * len(columns) + names // 2,
        height=head + ROW * len(texts),
        titles=arcs + COLUMN // 2,
        head=head - ROW,
        rows=_rows(texts, columns, arcs, head),
        columns=columns,
    )


def _rows(
    texts: Sequence[Text], columns: Sequence[Column], width: int, head: int
) -> list[Row]:
    places = {column.tag.slug: column.x for column in columns}
    numbers = {text.get_relative_source_path(): n for n, text in enumerate(texts)}
    joined: set[tuple[int, int]] = set()
    rows, most = [], len(texts)
    for number, text in enumerate(texts):
        leads = [numbers[path] for path in text.mentions if path in numbers]
        leads = [n for n in leads if n != number]
        pairs = {(min(number, n), max(number, n)) for n in leads}
        row = Row(
            text=text,
            y=head + ROW * number,
            title=_short(text.title),
            dots=sorted(places[t.slug] for t in tags_of(text) if t.slug in places),
            leads=[texts[n] for n in leads],
            arcs=[_arc(*pair, width, head, most) for pair in sorted(pairs - joined)],
        )
        joined |= pairs
        rows.append(row)
    return rows


def _arc(first: int, last: int, width: int, head: int, most: int) -> str:
    """Half an ellipse; the wider, the farther its ends are apart."""
    broad = round((width - 8) * sqrt((last - first) / most))
    high = ROW * (last - first) / 2
    top, bottom = head + ROW * first, head + ROW * last
    return f"M{width} {top}A{broad} {high:g} 0 0 0 {width} {bottom}"


def _common(texts: Sequence[Text]) -> list[Link]:
    """The tags that most texts have, those of one text alone left out."""
    tags = {tag.slug: tag for text in texts for tag in tags_of(text)}
    counts = Counter(tag.slug for text in texts for tag in tags_of(text))
    shared = [slug for slug, count in counts.items() if count > 1]
    common = sorted(shared, key=lambda slug: (-counts[slug], slug))
    return [tags[slug] for slug in common[:MOST]]


def _short(title: str) -> str:
    return title if len(title) <= LONGEST else f"{title[: LONGEST - 1].rstrip()}…"


def _letters(words: str) -> int:
    """As wide as how many letters words are, about: Chinese has wide ones."""
    return 1 + sum(1 + (east_asian_width(sign) in "WF") for sign in words)


def describe(context: Context, settings: Settings, outputs: Outputs) -> None:
    """Let the template draw the map: titles may change while the site is kept."""
    if TEMPLATE in settings["DIRECT_TEMPLATES"]:
        context["draw_map"] = partial(draw, dated(context))


def register() -> None:
    """Connect to Pelican."""
    complete_texts()
    when_complete(describe, Order.LIST)
