"""JSON Feed (jsonfeed.org) beside the Atom feeds.

``feeds/posts.json`` says what ``feeds/posts.atom.xml`` does; so have languages, series
and authors one.  Tags, which are many, have Atom alone.
"""

import json
from collections.abc import Sequence
from functools import partial
from typing import Any

from pelican.writers import Writer

from plugins.shared.feed_bodies import Feed, added_feeds, feed, give_feeds_their_own
from plugins.shared.hooks import Order, when_complete, while_writing
from plugins.shared.outputs import Outputs
from plugins.shared.site import Context
from plugins.shared.site import feeds as feeds_of
from plugins.shared.text import Settings, Text, complete_texts

VERSION = "https://jsonfeed.org/version/1.1"


def list_feeds(context: Context, settings: Settings, outputs: Outputs) -> None:
    """Tell templates the path beside each Atom feed, and that of the first.

    That is the feed of everything, if there is one.
    """
    kinds = [atom for atom, _, _ in feeds_of(context, settings)]
    added = [feed.path for feed in added_feeds(context)]
    context["json_feeds"] = {atom: _path(atom) for atom in (*kinds, *added)}
    context["json_feed"] = next(map(_path, kinds), "")


def add_feeds(context: Context, settings: Settings, outputs: Outputs) -> None:
    """Add a file for each Atom feed that is there."""
    writer = Writer("", settings)
    kinds = ((*each, None) for each in feeds_of(context, settings))
    for atom, title, texts, language in (*kinds, *added_feeds(context)):
        path, about = _path(atom), {"title": title, "language": language}
        outputs.put(path, partial(_file, writer, texts, context, path, **about))


def _path(atom: str) -> str:
    return f"{atom.removesuffix('.xml').removesuffix('.atom')}.json"


def _file(
    writer: Writer, texts: Sequence[Text], context: Context, url: str, **about: Any
) -> str:
    made = feed(writer, texts, context, url, **about)
    return json.dumps(json_feed(made), ensure_ascii=False) + "\n"


def json_feed(made: Feed) -> dict[str, Any]:
    """A feed, as Pelican composes it, in the words of JSON Feed."""
    about = made.feed
    values = {
        "version": VERSION,
        "title": about["title"],
        "description": about["subtitle"] or about["description"],
        "home_page_url": about["link"],
        "feed_url": about["feed_url"],
        "language": about["language"],
        "items": [_item(item) for item in made.items],
    }
    return {name: value for name, value in values.items() if value or name == "items"}


def _item(item: dict[str, Any]) -> dict[str, Any]:
    names = item.get("author_names") or [str(item["author_name"] or "")]
    values = {
        "id": item["unique_id"],
        "url": item["link"],
        "title": item["title"],
        "content_html": item["content"] or item["description"] or "",
        "date_published": item["pubdate"] and item["pubdate"].isoformat(),
        "date_modified": item["updateddate"] and item["updateddate"].isoformat(),
        "authors": [{"name": name} for name in names if name],
        "tags": [str(tag) for tag in item["categories"]],
    }
    return {name: v for name, v in values.items() if v or name == "content_html"}


def register() -> None:
    """Connect to Pelican."""
    complete_texts()
    give_feeds_their_own()
    when_complete(list_feeds, Order.LIST)
    while_writing(add_feeds)
