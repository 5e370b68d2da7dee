"""Shows who wrote a text, with a page and a feed for each, where a site has several.

AUTHORS says more of a person: an address, and a line about them.  A site with one
author stays as it is.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from pelican import signals
from pelican.contents import Author

from plugins.shared.feed_bodies import (
    Added,
    Feed,
    add_feed,
    by_link,
    give_feeds_their_own,
)
from plugins.shared.hooks import Order, when_complete
from plugins.shared.languages import words
from plugins.shared.languages.order import sort_key
from plugins.shared.once import kept
from plugins.shared.outputs import Outputs
from plugins.shared.settings import merged
from plugins.shared.settings_file import where
from plugins.shared.site import Context, dated, in_words, written
from plugins.shared.templates import write_list
from plugins.shared.text import Settings, Text, complete_texts

log = logging.getLogger(__name__)

UNKNOWN = "%s: AUTHORS has %r, of whom there is no text; %s"
TO_COME = "take the line out until there is one."


@dataclass(frozen=True)
class Person:
    """An author of the site."""

    name: str
    url: str  # of the page with the texts
    feed: str  # its path; empty if authors have none
    link: str  # where else they are
    about: str
    texts: list[Text]

    @property
    def save_as(self) -> str:
        """The file of the page."""
        return f"{self.url}index.html" if self.url.endswith("/") else self.url


def authors_of(text: Text) -> list[Author]:
    """Who wrote a text."""
    one = [text.author] if getattr(text, "author", None) else []
    return list(getattr(text, "authors", None) or one)


def people(texts: list[Text], settings: Settings) -> dict[str, Person]:
    """The authors of texts by address, in the order of their names; none if only one.

    Names with the same address, as A. Lovelace and A Lovelace, are one author.
    """
    found: dict[str, Person] = {}
    for text in texts:
        for url, author in _by_address(text).items():
            if url not in found:
                found[url] = _person(author, settings)
            found[url].texts.append(text)
    alphabet = words(settings["DEFAULT_LANG"], settings)["alphabet"]
    order = sorted(found.values(), key=lambda who: sort_key(who.name, alphabet))
    return {who.url: who for who in order} if len(order) > 1 else {}


def _by_address(text: Text) -> dict[str, Author]:
    return kept(text, authors_of(text), _addresses)


def _addresses(authors: list[Author]) -> dict[str, Author]:
    return {author.url: author for author in authors}


def _person(author: Author, settings: Settings) -> Person:
    link, about = settings["AUTHORS"].get(author.name, ("", ""))
    feed = (settings["AUTHORS_FEED_ATOM"] or "").format(slug=author.slug)
    return Person(author.name, author.url, feed, link, about, [])


def find_authors(context: Context, settings: Settings, outputs: Outputs) -> None:
    """Tell each text who wrote it, where that is not always the same person."""
    found = context["people"] = people(dated(context), settings)
    for text in written(context):
        text.written_by = [found[url] for url in _by_address(text) if url in found]
    for person in found.values():
        add_feed(context, Added(person.feed, person.name, person.texts))
    for name, near in unknown(written(context), settings):
        meant = f"did you mean {near[0]!r}?" if near else TO_COME
        level = logging.ERROR if near else logging.WARNING
        log.log(level, UNKNOWN, where("AUTHORS", name), name, meant)


def unknown(texts: list[Text], settings: Settings) -> Iterator[tuple[str, list[str]]]:
    """The names in AUTHORS that no text has, each with the one that is nearest.

    Where drafts are left out, whoever has an odd name may have written one.
    """
    names = {author.name for text in texts for author in authors_of(text)}
    names.add(settings.get("AUTHOR") or "")
    for name in [name for name in settings["AUTHORS"] if name not in names]:
        near = get_close_matches(name, sorted(names), n=1)
        if near or settings["WITH_DRAFTS"]:
            yield name, near


def write_pages(generator: Any, writer: Any) -> None:
    """Write the page of each author, unless Pelican does."""
    if merged(generator.settings)["AUTHOR_SAVE_AS"]:
        return
    for who in generator.context["people"].values():
        write_list(generator, writer, "author", who.save_as, who.url, who.texts, who)


def name_all(context: Context, feed: Feed) -> None:
    """Give a feed's entries all their authors, where Pelican gives the first."""
    texts = by_link(context)
    for item in feed.items:
        if text := texts.get(item["link"]):
            names = [author.name for author in authors_of(text) if author.name]
            if names:
                and_ = words(text.lang, merged(context))["and"]
                item |= {"author_name": in_words(names, and_), "author_names": names}


def register() -> None:
    """Connect to Pelican."""
    complete_texts()
    give_feeds_their_own()
    when_complete(find_authors, Order.DESCRIBE)
    signals.article_writer_finalized.connect(write_pages)
    signals.feed_generated.connect(name_all)
