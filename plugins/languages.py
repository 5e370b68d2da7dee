"""Texts in several languages: each leads to the others, and each language has its list.

What is not written in the language of the site is listed and searched in its own, at
LANGUAGE_URL.  Where there are several, each has a feed (LANGUAGE_FEED_ATOM).  One
without a table of what pages say in it (plugins/shared/languages) is a mistake.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pelican import Pelican, signals
from pelican.generators import ArticlesGenerator

from plugins.shared.feed_bodies import Added, add_feed, give_feeds_their_own
from plugins.shared.hooks import Order, for_each_text, when_complete
from plugins.shared.languages import FOLDER, mistakes, table_of, without_words, words
from plugins.shared.locations import find_line, log_at
from plugins.shared.outputs import Outputs
from plugins.shared.settings import merged
from plugins.shared.site import (
    PAGE,
    Context,
    dated,
    in_every_language,
    listed_in,
    newest_first,
    tagged,
    written,
)
from plugins.shared.templates import write_list
from plugins.shared.text import Settings, Text, complete_texts

log = logging.getLogger(__name__)

FROM_THE_RIGHT = {"ar", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"}


@dataclass(frozen=True)
class Language:
    """A language of the site, and where its texts are listed."""

    lang: str
    name: str  # in itself
    direction: str
    url: str
    save_as: str  # empty for the language of the site
    search_url: str  # empty if there is no search
    feed: str  # its path; empty if languages have none
    texts: Sequence[Text]  # what has a date, newest first, and pages after it

    @property
    def listed(self) -> list[Text]:
        """Those that have a date."""
        return [text for text in self.texts if text.kind != PAGE.name]


def direction(language: str) -> str:
    """Where lines begin in the script that a language is written in."""
    return "rtl" if language.split("-")[0] in FROM_THE_RIGHT else "ltr"


def describe_text(text: Text, context: Context, settings: Settings) -> None:
    """Say how a text runs, and where pages cannot say anything in its language."""
    text.direction = direction(text.lang)
    if message := without_words(text.lang, settings):
        line = find_line(text.source_path, "lang", "language")
        log_at(log, logging.ERROR, text.source_path, line, message)


def find_languages(context: Context, settings: Settings, outputs: Outputs) -> None:
    """Tell each text its translations, and templates which languages there are."""
    for text in written(context):
        text.languages = sorted(text.translations, key=lambda other: str(other.lang))
    context["direction"] = direction(settings["DEFAULT_LANG"])
    found = all_languages(in_every_language(context), settings)
    context["languages"] = found
    for one in found.values():
        add_feed(context, Added(one.feed, one.name, one.listed, one.lang))


def all_languages(texts: list[Text], settings: Settings) -> dict[str, Language]:
    """The languages of texts by their codes, the site's first; none if there is one."""
    usual = settings["DEFAULT_LANG"]
    known: dict[str, list[Text]] = {usual: []}
    for text in texts:
        if _known(text, settings):
            known.setdefault(listed_in(text, usual), []).append(text)
    codes = [usual, *sorted(known.keys() - {usual})] if len(known) > 1 else []
    return {code: _language(code, known[code], settings) for code in codes}


def _known(text: Text, settings: Settings) -> bool:
    return table_of(text.lang, settings) is not None


def _language(code: str, texts: list[Text], settings: Settings) -> Language:
    url, save_as, feed = (
        (settings[name] or "").format(lang=code)
        for name in ("LANGUAGE_URL", "LANGUAGE_SAVE_AS", "LANGUAGE_FEED_ATOM")
    )
    has_search = "search" in settings["DIRECT_TEMPLATES"] and settings["SEARCH_SAVE_AS"]
    search = f"{url}{settings['SEARCH_URL']}" if has_search else ""
    if code == settings["DEFAULT_LANG"]:
        url, save_as, search = settings["BLOG_URL"], "", settings["SEARCH_URL"]
    with_dates = newest_first(text for text in texts if text.kind != PAGE.name)
    pages = [text for text in texts if text.kind == PAGE.name]
    name, runs = words(code, settings)["name"], direction(code)
    return Language(code, name, runs, url, save_as, search, feed, with_dates + pages)


def share_tags(generators: list[Any]) -> None:
    """List a translation under its tags, where no other one of its text has them."""
    posts = next(g for g in generators if isinstance(g, ArticlesGenerator))
    originals = dated(posts.context)
    known = set(map(id, originals))
    for text, tag in tagged(text for text in originals if text.translations):
        if id(text) not in known:
            posts.tags[tag][:] = newest_first([*posts.tags[tag], text])
    posts.context["tags"] = list(posts.tags.items())


def write_pages(generator: Any, writer: Any) -> None:
    """Write the list of each language but the site's, and its search."""
    for one in generator.context["languages"].values():
        if one.save_as:
            about = (generator, writer, "language")
            write_list(*about, one.save_as, one.url, one.listed, one)
            if one.search_url and "texts" in generator.context:
                _write_search(generator, writer, one)


def _write_search(generator: Any, writer: Any, one: Language) -> None:
    folder = one.search_url.endswith("/")
    writer.write_file(
        f"{one.search_url}index.html" if folder else one.search_url,
        generator.get_template("search"),
        generator.context,
        relative_urls=generator.settings["RELATIVE_URLS"],
        template_name="search",
        url=one.search_url,
        texts=one.texts,
        language=one,
    )


def look_at_tables(pelican: Pelican) -> None:
    """Say what is wrong with the tables of a site."""
    folder = Path(merged(pelican.settings)["PATH"], FOLDER)
    for file in sorted(folder.glob("*.toml")):
        for line, message in mistakes(file):
            log_at(log, logging.ERROR, file, line, message)


def register() -> None:
    """Connect to Pelican."""
    complete_texts()
    give_feeds_their_own()
    signals.initialized.connect(look_at_tables)
    signals.all_generators_finalized.connect(share_tags)
    for_each_text(describe_text, Order.DESCRIBE)
    when_complete(find_languages, Order.DESCRIBE)
    signals.article_writer_finalized.connect(write_pages)
