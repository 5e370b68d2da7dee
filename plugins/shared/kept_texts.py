"""Texts that stay while others change: each is read again only where it must be."""

import re
from collections.abc import Callable
from functools import lru_cache, partial
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from pelican.contents import SkipStub

from plugins.markdown.wiki_links import SIGN
from plugins.shared.text import named_pictures

PELICANS = re.compile(r"\{\w+\}")  # before the names of files
ADDRESSES = re.compile(r'=\s*"([^"]*)"')
LISTED = {  # what a text has from lists of all
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
NOTED = {  # what we give to a text
    *("asked_for", "get_static_links", "pictures", "names", "links"),
    *("refresh_metadata_intersite_links", "is_valid"),
}
STATIC_LINKS = "static_links"  # in the context: the files that texts ask for

How = dict[str, Any]  # a generator wants a text: the arguments of Pelican's read_file


class KeptTexts:
    """Gives generators the texts that they need not read again."""

    def __init__(self) -> None:
        self.read: Callable[..., Any] | None = None  # Pelican's, of the first generator
        self.included: dict[type, dict[Any, bool]] = {}  # what a generator reads

    def text(self, how: How) -> Any:
        """The text that a generator wants."""
        raise NotImplementedError

    def give_to(self, generator: Any) -> None:
        """Let a generator have its texts from here."""
        readers = getattr(generator, "readers", None)
        if readers is None:
            return
        read = self.read = self.read or readers.read_file
        known = self.included.setdefault(type(generator), {})
        include = generator._include_path

        def included(path: str, extensions: Any = None) -> bool:
            if (key := (path, str(extensions))) not in known:
                known[key] = include(path, extensions)
            return known[key]

        def read_file(**how: Any) -> Any:
            return read(**how) if how.get("fmt") == "static" else self.text(how)

        generator._include_path, readers.read_file = included, read_file
        generator.get_cached_data = generator.cache_data = nothing  # we do it

    def get_ready(self, file: Path) -> None:
        """Let a reader that can get ready for files like this one."""
        readers = getattr(self.read, "__self__", None)
        reader = getattr(readers, "readers", {}).get(file.suffix[1:])
        getattr(reader, "get_ready", nothing)(file)

    def read_new(self, how: How) -> Any:
        """A text as its file has it now."""
        assert self.read
        asked_for: set[str] = how["context"][STATIC_LINKS]
        before = set(asked_for)
        asked_for.clear()
        text = self.read(**how)
        if not isinstance(text, SkipStub):
            text.asked_for = set(asked_for)
            settle(text)
        asked_for |= before
        return text


def take_over(text: Any, context: dict[str, Any]) -> None:
    """Make a text that was complete in an earlier pass one of this pass."""
    text._context = context
    text.translations = []
    context[STATIC_LINKS] |= text.asked_for


def is_old(path: str, text: Any, changed: set[str], names: set[str]) -> bool:
    """Whether a text may not be as it would be read, after these files changed."""
    is_waiting = getattr(text, "is_waiting", False)  # for a figure
    return path in changed or is_waiting or not names.isdisjoint(text.names)


def settle(text: Any) -> None:
    """Note of a text, just read, what is asked of it when it is complete."""
    text.get_static_links = partial(set, text.get_static_links())
    text.pictures = named_pictures(text)
    text.names = names_in(text) | {Path(path).name for path in text.asked_for}
    text.links = {address for address in addresses(text) if address.startswith("{")}


def names_in(text: Any) -> frozenset[str]:
    """The names of files that a text may link or show."""
    return frozenset().union(*map(_names, addresses(text)), *map(_names, text.pictures))


@lru_cache(maxsize=4096)  # most are of classes and such, which all texts have
def _names(address: str) -> tuple[str, ...]:
    """What may be names of files in an address, or in several."""
    parts = (address, *address.replace(",", " ").split())
    files = (PELICANS.sub("", unquote(unescape(part)), count=1) for part in parts)
    return tuple(file.split("#")[0].split("?")[0].rpartition("/")[2] for file in files)


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


def complete(text: Any) -> None:
    """Let Pelican leave a text as it is: all has been done to it."""
    text.refresh_metadata_intersite_links = nothing
    text.is_valid = yes


def nothing(*_: Any) -> None:
    """What a complete text has left to do, and Pelican's own cache."""


def yes() -> bool:
    """Whether a complete text is valid."""
    return True
