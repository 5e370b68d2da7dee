"""Links of the built site that lead nowhere, each with the place to mend it."""

import logging
import os
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote

from plugins.shared.environment import LAST_SITE, LAST_WARNED, MARK
from plugins.shared.links import LINKING, Broken, BuiltSite
from plugins.shared.locations import display_path, find_line
from plugins.shared.page_links import Parsed
from plugins.shared.settings_file import where
from plugins.shared.text import Settings, Text
from plugins.shared.whole_addresses import whole_address

SIGN = re.compile(r"\{(?:filename|static|attach)\}")  # a lost file: said before writing
LINK = "the link to %s %s"
STRAY = "%s: the link to %r %s It is on %s."
LOST = "leads nowhere."
LINKS = ("MENU", "FOOTER_LINKS", "SOCIAL", "REDIRECTS")  # settings with addresses
SETTING = "%s: the address %r in %s %s Correct it, or write its page."
NO_HOME = (
    "%s: the site has no home page; write content/pages/home.md with permalink: / in "
    "it, or put 'index' into DIRECT_TEMPLATES."
)


class DeadLink(NamedTuple):
    """The text that has it, its line there, and what is wrong; no text if none has."""

    text: Text | None
    line: int
    message: str
    level: int = logging.ERROR
    address: str = ""  # as its author wrote it

    @property
    def path(self) -> str:
        """The file of the text."""
        return self.text.source_path if self.text else ""


def dead_links(
    site: BuiltSite,
    names: set[str],
    texts: Mapping[str, Text],
    sources: Mapping[str, str],
    settings: Settings,
) -> Iterator[DeadLink]:
    """Each dead link once, with the place to mend it.

    Args:
        site: what was built.
        names: the files of it to look at.
        texts: those of them that show a text.
        sources: where those were copied from that were.
        settings: where the links of menus come from.
    """
    if LAST_SITE in os.environ and LAST_WARNED not in os.environ:
        last = BuiltSite(Path(os.environ[LAST_SITE]), site.address)
        names = _in_doubt(site, last, names)
    owners = _Owners(site, texts, settings)
    said: dict[tuple[str, int, str], DeadLink] = {}
    strays = defaultdict(list)
    for broken in site.broken_links(names):
        if SIGN.match(broken.address) or owners.is_elsewhere(broken.address):
            continue
        if found := owners.place(broken):
            place = (found.path, found.line, found.address)
            said.setdefault(place, found)  # that of the page, not of feeds
        elif broken.file not in texts or texts[broken.file].status != "draft":
            own = sources.get(broken.file, "")  # each file that the author has to mend
            strays[broken.address, broken.why, own].append(broken)
    yield from sorted(said.values(), key=lambda link: (link.path, link.line))
    for several in strays.values():  # the theme's, and of lists that it makes
        yield _stray(several, site, sources, settings)


def _in_doubt(site: BuiltSite, last: BuiltSite, names: set[str]) -> set[str]:
    """The files of which links may be dead, where the last site had no dead ones.

    What was taken over still leads to what it led to, if all of that is there.
    """
    linking = (name for name in names if name.endswith(LINKING))
    new = {name for name in linking if not _is_one_file(name, site, last)}
    lost = last.files - site.files - {MARK}
    came = site.first_parts - last.first_parts  # maybe of other sites, till now
    again = [name for name in last.pages if name in new]
    many = 2 * len(again) > len(last.pages)  # not worth two looks
    if many or lost or came or any(last.page(n).ids - site.page(n).ids for n in again):
        return names
    return new


def _is_one_file(name: str, site: BuiltSite, last: BuiltSite) -> bool:
    return name in last.files and (last.folder / name).samefile(site.folder / name)


class _Owners:
    """Which text has an address, and where."""

    def __init__(
        self, site: BuiltSite, texts: Mapping[str, Text], settings: Settings
    ) -> None:
        self.site, self.texts, self.settings = site, texts, settings
        self.addresses = cache(self._addresses)
        self.is_elsewhere = cache(self._is_elsewhere)

    def place(self, broken: Broken) -> DeadLink | None:
        """The text that has a broken link, and its line there."""
        own = [broken.file] if broken.file in self.texts else []
        for file in (*own, *self.texts):  # pages show summaries of others
            if (written := self.addresses(file).get(broken.address)) is not None:
                line, words = _where(self.texts[file], written, broken)
                return DeadLink(self.texts[file], line, words, address=written)
        return None

    def _addresses(self, file: str) -> dict[str, str]:
        return _addresses(self.texts[file], self.site.address)

    def _is_elsewhere(self, address: str) -> bool:
        """Whether an author leads to another site on the same host."""
        if not _is_another_site(address, self.site):
            return False
        sources = (repr(self.settings), *map(_source, self.texts.values()))
        return any(address in source for source in sources)


def _addresses(text: Text, site: str) -> dict[str, str]:
    """The addresses that a text has in pages, to how its author wrote them."""
    summary = Parsed(getattr(text, "_summary", "") or "").links
    shown, written = Parsed(text.get_content(site)).links, Parsed(text._content).links
    pairs = [*zip(summary, summary, strict=True), *zip(shown, written, strict=False)]
    found = {there.address: here.address.removeprefix(site) for there, here in pairs}
    page = f"{site}/{text.url}"
    return found | {whole_address(there, page): found[there] for there in found}


def _where(text: Text, written: str, broken: Broken) -> tuple[int, str]:
    """The line in the text's own file, and what is wrong there."""
    address = SIGN.sub("", written)
    path, _, fragment = address.partition("#")
    needles = (address, unquote(address), f"#{fragment}", path, unquote(path))
    line = find_line(text.source_path, *filter(lambda n: n.strip("#"), needles))
    return line, LINK % (address, broken.why)


def _stray(
    found: list[Broken],
    site: BuiltSite,
    sources: Mapping[str, str],
    settings: Settings,
) -> DeadLink:
    """What is wrong with a link that comes from a setting, a file or the theme."""
    first, pages = found[0], len({broken.file for broken in found})
    address = first.address.removeprefix(site.address).lstrip("/")
    if not address and first.why == LOST:
        return DeadLink(None, 0, NO_HOME % where("DIRECT_TEMPLATES"))
    for name in LINKS:
        for steps, written in _leaves(settings.get(name) or ()):
            if written.lstrip("/") == address:
                place = where(name, *steps)
                return DeadLink(None, 0, SETTING % (place, written, name, first.why))
    place = f"{first.file}:{first.line}"
    if source := sources.get(first.file):
        place = f"{display_path(source)}:{find_line(source, first.address)}"
    where_else = "one page" if pages == 1 else f"{pages} pages"
    message = STRAY % (place, first.address, first.why, where_else)
    return DeadLink(None, 0, message, logging.WARNING)


def _leaves(value: Any, steps: tuple[Any, ...] = ()) -> Iterator[tuple[Any, str]]:
    """The texts in nested lists and dicts, each with the way to it."""
    if isinstance(value, str):
        yield steps, value
    pairs = value.items() if isinstance(value, Mapping) else ()
    for step, part in enumerate(value) if isinstance(value, list | tuple) else pairs:
        yield from _leaves(part, (*steps, step))


def _is_another_site(address: str, site: BuiltSite) -> bool:
    """Whether a whole address may be that of another site on the same host."""
    path = address.removeprefix(site.base)
    return path != address and path.split("/")[0] not in site.first_parts


def _source(text: Text) -> str:
    return Path(text.source_path).read_text("utf-8", errors="replace")
