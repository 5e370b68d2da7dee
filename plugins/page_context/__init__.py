"""Gives templates ready values, so that they only show them.

Each text gets its dates as text, its neighbours, its share links and its structured
data; every page gets the latest texts of each kind (LATEST_POSTS, LATEST_NOTES), the
archive by year and the index of tags.  All of it is plain data, set when the content
and its figures are complete and before any template runs.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any
from urllib.parse import quote

from plugins.page_context.hosts import other_hosts
from plugins.page_context.indexes import archive, link_neighbours, tag_index
from plugins.page_context.links import site_links
from plugins.shared.hooks import Order, for_each_text, when_complete
from plugins.shared.languages import Table, words
from plugins.shared.locations import display_path
from plugins.shared.outputs import Outputs
from plugins.shared.settings import DEFAULTS
from plugins.shared.site import (
    PAGE,
    Context,
    dated,
    dated_kinds,
    in_words,
    public_address,
    written,
)
from plugins.shared.text import Settings, Text, complete_texts, tags_of
from plugins.shared.whole_addresses import whole_addresses

LONG = 50  # characters of a title that needs smaller letters


def dates(text: Text, settings: Settings) -> dict[str, str]:
    """When it was written, and when last changed, for machines and for people."""
    if not hasattr(text, "date"):
        return {}
    table = words(text.lang, settings)
    has_form = text.lang in settings["DATE_FORMATS"]
    if has_form or settings["DEFAULT_DATE_FORMAT"] != DEFAULTS["DEFAULT_DATE_FORMAT"]:
        table = {}  # the site's own form is as Pelican fills it
    texts = {"date_iso": text.date.isoformat()}
    texts["date_text"] = in_form(text.date, table) or text.locale_date
    texts["day_text"] = in_form(text.date, table, "day") or text.locale_date
    if hasattr(text, "modified"):
        texts["updated_iso"] = text.modified.isoformat()
        texts["updated_text"] = in_form(text.modified, table) or text.locale_modified
    return texts


def in_form(date: date, table: Table, form: str = "date") -> str:
    """A date as a language writes it, or its "day" alone; empty without a language."""
    if not table:
        return ""
    month = table["months"].split(", ")[date.month - 1]
    return table[form].format(day=date.day, month=month, year=date.year)


def share_links(
    templates: Iterable[tuple[str, str]], url: str, title: str
) -> list[dict[str, str]]:
    """Plain links that hand the address to another site, or to the mail program."""
    values = {"url": quote(url, safe=""), "title": quote(title, safe="")}
    return [{"name": name, "url": link.format(**values)} for name, link in templates]


def authors(text: Text) -> list[str]:
    """Who wrote it."""
    one = [text.author] if getattr(text, "author", None) else []
    return [str(author) for author in getattr(text, "authors", None) or one]


def byline(text: Text, usual: str, and_: str) -> str:
    """Who wrote it, where that is not who writes the site."""
    names = authors(text)
    return in_words(names, and_) if names and names != [usual] else ""


def structured_data(text: Text, site: str) -> dict[str, Any]:
    """What schema.org has of a post or note; ``site`` is the public address."""
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "BlogPosting",
        "headline": text.title,
        "url": f"{site}/{text.url}",
        "datePublished": text.date_iso,
        "keywords": [tag.name for tag in tags_of(text)],
    }
    people = [{"@type": "Person", "name": name} for name in authors(text)]
    if people:
        data["author"] = people if len(people) > 1 else people[0]
    if text.updated_iso:
        data["dateModified"] = text.updated_iso
    if text.share:
        data["image"] = f"{site}/{text.share['src']}"
    return data


def describe(context: Context, settings: Settings, outputs: Outputs) -> None:
    """Complete what texts say of each other, and the values that templates share."""
    kinds = {kind: kind.of(context) for kind in dated_kinds(context)}
    for kind, texts in kinds.items():
        link_neighbours(texts)
        most = settings.get(f"LATEST_{kind.plural.upper()}", 0)
        by_pin = sorted(texts, key=lambda text: not text.pinned)
        context[f"latest_{kind.plural}"] = by_pin[:most]
    context |= site_links(settings)
    shown = [text for text in written(context) if text.status == "published"]
    everywhere = context.get("services", ())
    context |= other_hosts(shown, settings["ALLOWED_HOSTS"], everywhere)
    context["archive"] = archive(dated(context))
    context["tag_index"] = tag_index(
        kinds,
        settings["TAG_FEED_ATOM"] or "",
        words(settings["DEFAULT_LANG"], settings),
    )


def describe_text(text: Text, context: Context, settings: Settings) -> None:
    """Complete what a text says of itself."""
    text.__dict__.update(dates(text, settings))
    summary = getattr(text, "_summary", "")
    if "=" in summary:  # it may lead somewhere, and other pages show it
        summary = text._update_content(summary, settings["SITEURL"])
        summary = whole_addresses(summary, f"{settings['SITEURL']}/{text.url}")
        text._summary = text.metadata["summary"] = summary
    text.has_long_title = len(text.title) > LONG
    and_ = words(text.lang, settings)["and"]
    text.byline = byline(text, settings.get("AUTHOR", ""), and_)
    if settings["EDIT_LINK"]:
        path = quote(display_path(text.source_path))
        text.edit_link = settings["EDIT_LINK"].format(path=path)
    if text.kind == PAGE.name or text.status == "draft":
        return
    site = public_address(settings)
    address = f"{site}/{text.url}"
    shared = settings["SHARE_LINKS"] if text.social_share else []
    text.share_links = share_links(shared, address, text.share_title or text.title)
    text.structured_data = structured_data(text, site)


def register() -> None:
    """Connect to Pelican."""
    complete_texts()
    for_each_text(describe_text, Order.DESCRIBE)
    when_complete(describe, Order.DESCRIBE)
