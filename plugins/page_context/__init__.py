"""Gives templates ready values, so that they only show them.

Each text gets its dates as text, its neighbours, its share links and its structured
data; every page gets the latest texts of each kind (LATEST_POSTS, LATEST_NOTES), the
archive by year and the index of tags.  All of it is plain data, set when the content
and its figures are complete and before any template runs.
"""

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from plugins.page_context.hosts import other_hosts
from plugins.page_context.indexes import archive, link_neighbours, tag_index
from plugins.page_context.links import site_links
from plugins.shared.hooks import Order, for_each_text, when_complete
from plugins.shared.locations import display_path
from plugins.shared.outputs import Outputs
from plugins.shared.site import (
    PAGE,
    Context,
    Settings,
    Text,
    complete_texts,
    dated,
    dated_kinds,
    in_words,
    public_address,
    tags_of,
    written,
)

FROM_THE_RIGHT = {"ar", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"}
LONG = 50  # characters of a title that needs smaller letters


def dates(text: Text) -> dict[str, str]:
    """When it was written, and when last changed, for machines and for people."""
    if not hasattr(text, "date"):
        return {}
    texts = {"date_iso": text.date.isoformat(), "date_text": text.locale_date}
    if hasattr(text, "modified"):
        texts["updated_iso"] = text.modified.isoformat()
        texts["updated_text"] = text.locale_modified
    return texts


def direction(language: str) -> str:
    """Where lines begin in the script that a language is written in."""
    return "rtl" if language.split("-")[0] in FROM_THE_RIGHT else "ltr"


def languages(text: Text) -> list[Text]:
    """The same text in other languages, as far as readers may see it."""
    return sorted(text.translations, key=lambda other: str(other.lang))


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


def byline(text: Text, usual: str) -> str:
    """Who wrote it, where that is not who writes the site."""
    names = authors(text)
    return in_words(names) if names and names != [usual] else ""


def structured_data(text: Text, site: str) -> dict[str, Any]:
    """schema.org description of a post or note; ``site`` is the public address."""
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "BlogPosting",
        "headline": text.title,
        "description": text.description,
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
    for text in written(context):
        text.languages = languages(text)
    kinds = {kind: kind.of(context) for kind in dated_kinds(context)}
    for kind, texts in kinds.items():
        link_neighbours(texts)
        most = settings.get(f"LATEST_{kind.plural.upper()}", 0)
        by_pin = sorted(texts, key=lambda text: not text.pinned)
        context[f"latest_{kind.plural}"] = by_pin[:most]
    context |= site_links(settings)
    shown = [text for text in written(context) if text.status == "published"]
    context |= other_hosts(shown, settings["ALLOWED_HOSTS"])
    context["direction"] = direction(settings["DEFAULT_LANG"])
    context["archive"] = archive(dated(context))
    context["tag_index"] = tag_index(kinds, settings["TAG_FEED_ATOM"] or "")


def describe_text(text: Text, context: Context, settings: Settings) -> None:
    """Complete what a text says of itself."""
    text.__dict__.update(dates(text))
    text.has_long_title = len(text.title) > LONG
    text.direction = direction(text.lang)
    text.byline = byline(text, settings.get("AUTHOR", ""))
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
