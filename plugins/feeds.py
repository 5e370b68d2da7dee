"""Feeds of every kind of text and of all together, and feeds that can be looked at.

FEED_POSTS_ATOM, FEED_NOTES_ATOM and so on name the file of each kind's feed, and
FEED_EVERYTHING_ATOM that of the one with all.  Each feed, Pelican's too, names a style
sheet for those who open it.
"""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from feedgenerator import get_tag_uri
from pelican import signals
from pelican.writers import Writer

from plugins.shared.feed_bodies import Feed, by_link, give_feeds_their_own
from plugins.shared.files import write
from plugins.shared.hooks import Order, when_complete, while_writing
from plugins.shared.site import (
    Context,
    Settings,
    changed,
    complete_texts,
    dated,
    dated_kinds,
    in_words,
    public_address,
    published,
)

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'
SHEET = '<?xml-stylesheet type="text/css" href="{}/theme/css/feed.css"?>\n'


def list_feeds(context: Context, settings: Settings, output: Path) -> None:
    """Tell templates which feeds there are: what is in each, and its path."""
    plurals = [kind.plural for kind in dated_kinds(context)]
    names = {"everything": in_words(plurals), **{name: name for name in plurals}}
    paths = ((names[name], _path(settings, name)) for name in names)
    context["feeds"] = [(name, path) for name, path in paths if path]


def write_feeds(context: Context, settings: Settings, output: Path) -> None:
    """Write the feed of each kind, and that of everything."""
    texts = {kind.plural: kind.of(context) for kind in dated_kinds(context)}
    writer = Writer(str(output), settings)
    for name, found in {"everything": dated(context), **texts}.items():
        title = name.capitalize() if name in texts else None
        if path := _path(settings, name):
            writer.write_feed(found, context, path, path, feed_title=title)


def _path(settings: Settings, name: str) -> str | None:
    return settings.get(f"FEED_{name.upper()}_ATOM")


def whole_titles(context: Context, feed: Feed) -> None:
    """Give a feed's entries their kinds; Pelican takes ``<`` in them for a tag."""
    texts = by_link(context)
    for item in feed.items:
        if text := texts.get(item["link"]):
            item["title"] = text.title


def identify(context: Context, feed: Feed) -> None:
    """Give a feed and its entries ids that are theirs alone, at home as in public.

    An empty feed is as old as the site's last text, so that builds are equal.
    """
    feed.feed["id"] = feed.feed["feed_url"] or feed.feed["id"]
    texts, site = by_link(context), public_address(context)
    for item in feed.items:
        if text := texts.get(item["link"]):
            item["unique_id"] = get_tag_uri(f"{site}/{text.url}", text.date)
    if not feed.items:
        last = max(filter(None, map(changed, published(context))), default=EPOCH)
        feed.latest_post_date = lambda: last


def styled(feed: str, site: str) -> str:
    """The XML of a feed with its style sheet; ``site`` stands before each address."""
    return feed.replace(DECLARATION, DECLARATION + SHEET.format(site), 1)


def _on_written(path: str, context: Context, **_: Any) -> None:
    file, sheet = Path(path), Path(context["THEME"], "static/css/feed.css")
    if sheet.is_file():
        write(file, styled(file.read_text("utf-8"), context["SITEURL"]))


def register() -> None:
    """Connect to Pelican; called once, by name, at start-up."""
    complete_texts()
    give_feeds_their_own()
    when_complete(list_feeds, Order.LIST)
    while_writing(write_feeds)
    signals.feed_generated.connect(whole_titles)
    signals.feed_generated.connect(identify)
    signals.feed_written.connect(_on_written)
