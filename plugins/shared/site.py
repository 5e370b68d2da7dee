"""What is on the site: kinds of texts, and their order."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, groupby
from operator import attrgetter
from typing import Any

from plugins.shared.languages import words
from plugins.shared.text import KINDS, Link, Settings, Text, tags_of

Context = dict[str, Any]
# src, width, height, alt, srcset where there are copies, dark where it has a twin
DATE, URL = attrgetter("date"), attrgetter("url")
DATED = "dated_texts"  # in the context: what has a date, as it was sorted last
OWN_KINDS = "own_kinds"  # in the context: those that plugins add


# that front matter names
@dataclass(frozen=True)
class Kind:
    """A kind of content, and where in the context its published texts are."""

    name: str
    plural: str
    texts: str = ""

    @property
    def drafts(self) -> str:
        """Where in the context the drafts are of a kind that is not Pelican's."""
        return f"draft_{self.plural}"

    @property
    def settings(self) -> set[str]:
        """The names of the settings that a kind that is not Pelican's has."""
        one, many = self.name.upper(), self.plural.upper()
        addresses = {f"{n}_{end}" for n in (one, many) for end in ("URL", "SAVE_AS")}
        return {*addresses, f"{one}_PATHS", f"FEED_{many}_ATOM", f"LATEST_{many}"}

    def of(self, context: Context) -> list[Text]:
        """Those that are published."""
        return list(context.get(self.texts or self.plural, []))


POST = Kind(KINDS["Article"], "posts", texts="articles")
PAGE = Kind(KINDS["Page"], "pages")


def own_kinds(context: Context) -> list[Kind]:
    """The kinds that plugins add, in the order of their names."""
    return sorted(context.get(OWN_KINDS, []), key=lambda kind: kind.name)


def dated_kinds(context: Context) -> list[Kind]:
    """Posts and the kinds that plugins add: what has a place in time."""
    return [POST, *own_kinds(context)]


def dated(context: Context) -> list[Text]:
    """Everything published that has a date, newest first."""
    lists = [kind.of(context) for kind in dated_kinds(context)]
    known, found = context.get(DATED, (None, []))
    if known != lists:  # compared by what is in them, which are the same texts
        found = newest_first(chain(*lists))
        context[DATED] = lists, found
    return list(found)


def published(context: Context) -> list[Text]:
    """Everything published: what has a date first, and pages after it."""
    return [*dated(context), *PAGE.of(context)]


def in_language(text: "Text | None", language: str) -> "Text | None":
    """The translation of a text into a language; the text itself if there is none."""
    others = text.translations if text else ()
    return next((other for other in others if other.lang == language), text)


def primary(language: str) -> str:
    """The language that a variant is one of: en, of en-GB."""
    return language.lower().partition("-")[0]


def listed_in(text: Text, usual: str) -> str:
    """The language whose lists have a text.

    A variant of the site's language is in those of the site, unless the text has
    another one too.
    """
    others = {primary(other.lang) for other in text.translations}
    same = primary(text.lang) == primary(usual)
    return usual if same and primary(usual) not in others else text.lang


def in_every_language(context: Context) -> list[Text]:
    """Everything published, each text with its translations after it."""
    found = published(context)
    return [t for text in found for t in (text, *getattr(text, "translations", ()))]


def written(context: Context) -> list[Text]:
    """Everything that has a page, be it a draft, hidden, or a translation."""
    return [text for text in context["generated_content"].values() if text is not None]


def newest_first(texts: Iterable[Text]) -> list[Text]:
    """By date; those of one date by address, so that the order never varies."""
    by_date = groupby(sorted(texts, key=DATE, reverse=True), key=DATE)
    days = (list(same) for _, same in by_date)
    return [t for day in days for t in (sorted(day, key=URL) if day[1:] else day)]


def tagged(texts: Iterable[Text]) -> Iterator[tuple[Text, Link]]:
    """What is listed under tags: of translations, what no other one of a text has."""
    for text in texts:
        seen = set()
        for one in (text, *text.translations):
            for tag in tags_of(one):
                if tag.slug not in seen:
                    seen.add(tag.slug)
                    yield one, tag


def feeds(
    context: Context, settings: Settings
) -> Iterator[tuple[str, str | None, list[Text]]]:
    """The path of each feed that settings name, its title and what is in it."""
    table = words(settings["DEFAULT_LANG"], settings)
    texts = {kind.plural: kind.of(context) for kind in dated_kinds(context)}
    for name, found in {"everything": dated(context), **texts}.items():
        if path := settings.get(f"FEED_{name.upper()}_ATOM"):
            title = table.get(f"kinds.{name}", name).capitalize()
            yield path, title if name in texts else None, found


def in_words(names: Iterable[str], and_: str = " and ") -> str:
    """``posts, talks and notes``, or with another language's word."""
    *most, last = names
    return f"{', '.join(most)}{and_}{last}" if most else last


def public_address(settings: Mapping[str, Any]) -> str:
    """What stands before the addresses of the site where they are read elsewhere."""
    return str(settings["SITEURL"] or settings["FEED_DOMAIN"])
