"""Feeds of every kind of text and of all together, and feeds that can be looked at.

FEED_POSTS_ATOM, FEED_NOTES_ATOM and so on name the file of each kind's feed, and
FEED_EVERYTHING_ATOM that of the one with all.  Each feed, Pelican's too, names a style
sheet for those who open it.
"""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from io import StringIO
from pathlib import Path
from typing import TextIO

from feedgenerator import get_tag_uri
from pelican import signals
from pelican.writers import Writer

from plugins.shared.feed_bodies import Feed, by_link, feed_of, give_feeds_their_own
from plugins.shared.hooks import Order, when_complete, while_writing
from plugins.shared.languages import words
from plugins.shared.outputs import Outputs
from plugins.shared.site import (
    Context,
    dated_kinds,
    feeds,
    in_words,
    public_address,
    published,
)
from plugins.shared.text import Settings, Text, changed, complete_texts

NAME = re.compile(r"(?:\A|/)(\d{4})-(\d{1,2})-(\d{1,2})[-_ ]")
UNDATED = date(2000, 1, 1)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'
ENTRY = re.compile(
    r'<entry><title>(?P<title>[^<]*)</title>(?=<link href="(?P<url>[^"]*)")'
)
LINK = r'\g<0><a xmlns="http://www.w3.org/1999/xhtml" href="\g<url>">\g<title></a>'
SHEET = '<?xml-stylesheet type="text/css" href="{}/theme/css/feed.css"?>\n'


def list_feeds(context: Context, settings: Settings, outputs: Outputs) -> None:
    """Tell templates which feeds there are: what is in each, and its path."""
    table = words(settings["DEFAULT_LANG"], settings)
    plurals = [kind.plural for kind in dated_kinds(context)]
    names = {name: table.get(f"kinds.{name}", name) for name in plurals}
    names = {"everything": in_words(names.values(), table["and"]), **names}
    paths = ((names[name], _path(settings, name)) for name in names)
    context["feeds"] = [(name, path) for name, path in paths if path]


def add_feeds(context: Context, settings: Settings, outputs: Outputs) -> None:
    """Add the feed of each kind, and that of everything."""
    writer = Writer("", settings)
    for path, title, found in feeds(context, settings):
        feed = partial(feed_of, writer, found, context, path, title=title)
        outputs.put(path, feed)


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

    That of an entry is made of its address in the site, of the date in the name of its
    file, and of FEED_IDS: so it stays when its date or title, or the site's address, is
    corrected.

    An empty feed is as old as the site's last text, so that builds are equal.
    """
    feed.feed["id"] = feed.feed["feed_url"] or feed.feed["id"]
    texts = by_link(context)
    site = context.get("FEED_IDS") or public_address(context)
    for item in feed.items:
        if text := texts.get(item["link"]):
            item["unique_id"] = get_tag_uri(f"{site}/{text.url}", _day(text))
    if not feed.items:
        last = max(filter(None, map(changed, published(context))), default=EPOCH)
        feed.latest_post_date = lambda: last


def _day(text: Text) -> date:
    """The date in the name of a text's file; of those without one, always the same."""
    path = Path(text.source_path)
    try:
        return date(*map(int, NAME.findall(f"{path.parent.name}/{path.name}")[-1]))
    except (IndexError, ValueError):
        return UNDATED


def style(context: Context, feed: Feed) -> None:
    """Let a feed name the theme's style sheet, where there is one."""
    if Path(context["THEME"], "static/css/feed.css").is_file():
        feed.write = partial(_write_styled, feed.write, context["SITEURL"])


def _write_styled(
    write: Callable[..., None], site: str, file: TextIO, encoding: str
) -> None:
    xml = StringIO()
    write(xml, encoding)
    file.write(styled(xml.getvalue(), site))


def styled(feed: str, site: str) -> str:
    """The XML of a feed with its style sheet, and a link to each entry's text.

    Atom's own links lead nowhere in a browser.  ``site`` stands before each address.
    """
    linked = ENTRY.sub(LINK, feed)
    return linked.replace(DECLARATION, DECLARATION + SHEET.format(site), 1)


def register() -> None:
    """Connect to Pelican; called once, by name, at start-up."""
    complete_texts()
    give_feeds_their_own()
    when_complete(list_feeds, Order.LIST)
    while_writing(add_feeds)
    for change in (whole_titles, identify, style):
        signals.feed_generated.connect(change)
