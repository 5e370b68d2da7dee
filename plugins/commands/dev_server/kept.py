"""Texts that stay while the site changes: what others see of them."""

import re
from functools import lru_cache
from html import unescape
from typing import Any
from urllib.parse import unquote

from plugins.markdown.wiki_links import SIGN
from plugins.shared.text import named_pictures

ADDRESSES = re.compile(r'=\s*"([^"]*)"')
LISTED = {
    "next",
    "previous",
    "translations",
    "languages",
    "search_number",
    "series_part",
    "written_by",
    "mentioned_in",
    "related",
    "_context",
}


def settle(text: Any) -> None:
    """Note of a text, just read, what is asked of it when it is complete."""
    links = text.get_static_links()
    text.get_static_links = lambda: links
    text.pictures = named_pictures(text)
    text.names = names_in(text)
    text.links = {address for address in addresses(text) if address.startswith("{")}


def names_in(text: Any) -> frozenset[str]:
    """The names of files that a text may link or show."""
    return frozenset().union(*map(_names, addresses(text)), *map(_names, text.pictures))


@lru_cache(maxsize=4096)  # most are of classes and such, which all texts have
def _names(address: str) -> tuple[str, ...]:
    """What may be names of files in an address, or in several."""
    return tuple(
        unquote(unescape(part)).split("#")[0].split("?")[0].rpartition("/")[2]
        for part in (address, *address.replace(",", " ").split())
    )


def addresses(text: Any) -> set[str]:
    """What stands where an address may stand."""
    html = (text._content or "", getattr(text, "_summary", "") or "")
    return {address for part in html for address in ADDRESSES.findall(part)}


def by_name(text: Any) -> bool:
    """Whether a text links others by their names, which may change."""
    return any(address.startswith(SIGN) for address in text.links)


def waits(text: Any) -> bool:
    """Whether a text is held back until its date."""
    return bool(text.status != text.metadata.get("status", text.status))


def place(text: Any) -> tuple[Any, ...]:
    """What decides on which pages a text is, in which order, and what it needs."""
    order = (text.settings["ARTICLE_ORDER_BY"], text.settings["PAGE_ORDER_BY"])
    keys = [str(key).removeprefix("reversed-") for key in order]
    figures = getattr(text, "figures", None)
    return (
        type(text),
        *(getattr(text, name, None) for name in ("status", "date", "slug", "lang")),
        *(text.url, text.save_as, text.template, "save_as" in text.metadata),
        [tag.name for tag in getattr(text, "tags", [])],
        [author.name for author in getattr(text, "authors", [])],
        str(getattr(text, "category", "")),
        text.metadata.get("translation"),
        (text.series, text.series_index, "#" in text.title and text.title),
        [str(getattr(text, key, "")) for key in keys if key != "basename"],
        (text.links, text.pictures, text.labels),
        list(figures.slots.items()) if figures else [],
    )


def called(text: Any) -> tuple[Any, ...]:
    """What those who link a text by one of its names take from it."""
    figures = getattr(text, "figures", None)
    return (
        *(text.title, text.title_html, text.status, text.url, text.save_as, text.lang),
        *(text.slug, text.toc, text.labels),
        list(figures.slots) if figures else [],
    )


def exchange(old: Any, new: Any) -> None:
    """Let ``old``, which everyone holds, become ``new``, in its place of all lists."""
    stays = {name: value for name, value in vars(old).items() if name in LISTED}
    old.__dict__ = {**vars(new), **stays}


def call(generators: list[Any], name: str, *given: Any) -> None:
    """Call a method of the generators that have it, as Pelican does."""
    for generator in generators:
        if hasattr(generator, name):
            getattr(generator, name)(*given)


def nothing() -> None:
    """What a complete text has left to do."""


def yes() -> bool:
    """Whether a complete text is valid."""
    return True


def mark(text: Any) -> tuple[str, bool]:
    """What readers would not see of it, and whether it is older than its file."""
    return _unseen(text), getattr(text, "is_old", False)


def _unseen(text: Any) -> str:
    if text.status == "published":
        return ""
    if text.status == "hidden":
        return "Hidden: no list has it"
    if text.metadata.get("status") == "draft":
        return "Draft"
    return f"Held back until {text.date:%Y-%m-%d %H:%M}"
