"""JSON Feed (jsonfeed.org) beside the Atom feeds of each kind and of everything.

``feeds/posts.json`` says what ``feeds/posts.atom.xml`` does.
"""

import json
from collections.abc import Sequence
from functools import partial
from typing import Any

from pelican.writers import Writer

from plugins.shared.feed_bodies import Feed, feed, give_feeds_their_own
from plugins.shared.hooks import Order, when_complete, while_writing
from plugins.shared.outputs import Outputs
from plugins.shared.site import Context
from plugins.shared.site import feeds as feeds_of
from plugins.shared.text import Settings, Text, complete_texts

VERSION = "https://jsonfeed.org/version/1.1"


def list_feeds(context: Context, settings: Settings, outputs: Outputs) -> None:
    """Tell templates the path of the first one: that of everything, if there is one."""
    paths = [_path(atom) for atom, _, _ in feeds_of(context, settings)]
    context["json_feed"] = next(iter(paths), "")


def add_feeds(context: Context, settings: Settings, outputs: Outputs) -> None:
    """Add a file for each Atom feed that is there."""
    writer = Writer("", settings)
    for atom, title, texts in feeds_of(context, settings):
        path = _path(atom)
        outputs.put(path, partial(_file, writer, texts, context, path, title))


def _path(atom: str) -> str:
    return f"{atom.removesuffix('.xml').removesuffix('.atom')}.json"


def _file(
    writer: Writer, texts: Sequence[Text], context: Context, url: str, title: str | None
) -> str:
    made = feed(writer, texts, context, url, title=title)
    return json.dumps(json_feed(made), ensure_ascii=False, indent=1) + "\n"


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
    values = {
        "id": item["unique_id"],
        "url": item["link"],
        "title": item["title"],
        "content_html": item["content"] or item["description"] or "",
        "date_published": item["pubdate"] and item["pubdate"].isoformat(),
        "date_modified": item["updateddate"] and item["updateddate"].isoformat(),
        "authors": [{"name": str(item["author_name"])}] if item["author_name"] else [],
        "tags": [str(tag) for tag in item["categories"]],
    }
    return {name: v for name, v in values.items() if v or name == "content_html"}


def register() -> None:
    """Connect to Pelican."""
    complete_texts()
    give_feeds_their_own()
    when_complete(list_feeds, Order.LIST)
    while_writing(add_feeds)
