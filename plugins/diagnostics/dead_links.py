"""Links of the built site that lead nowhere, each with the place to mend it."""

import re
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping
from functools import cache
from urllib.parse import unquote

from plugins.shared.links import Broken, BuiltSite, Parsed
from plugins.shared.locations import find_line
from plugins.shared.site import Settings, Text

SIGN = re.compile(r"\{(?:filename|static|attach)\}")  # a lost file: said before writing
LINK = "the link to %s %s"
STRAY = "%s: the link to %r %s It is on %d pages."


def dead_links(
    site: BuiltSite,
    names: Container[str],
    texts: Mapping[str, Text],
    settings: Settings,
) -> Iterator[tuple[Text | None, int, str]]:
    """The text of each dead link, line and words; no text where none has written it.

    Args:
        site: what was built.
        names: the files of it to look at.
        texts: those of them that show a text.
        settings: where the links of menus come from.
    """

    @cache
    def addresses(file: str) -> dict[str, str]:
        return _addresses(texts[file], site.address)

    said: dict[tuple[str, int, str], tuple[str, str]] = {}
    strays = defaultdict(list)
    for broken in site.broken_links(names):
        if SIGN.match(broken.address):
            continue
        files = [broken.file] if broken.file in texts else list(texts)
        owner = next((f for f in files if broken.address in addresses(f)), None)
        if owner:
            written = addresses(owner)[broken.address]
            line, words = _where(texts[owner], written, broken)
            place = (texts[owner].source_path, line, broken.address)
            said.setdefault(place, (owner, words))  # that of the page, not of feeds
        elif broken.file not in texts or texts[broken.file].status != "draft":
            strays[broken.address, broken.why].append(broken)
    for (_, line, _), (owner, words) in sorted(said.items()):
        yield texts[owner], line, words
    for found in strays.values():  # the theme's, and of lists that it makes
        yield None, 0, _stray(found, site, settings)


def _addresses(text: Text, site: str) -> dict[str, str]:
    """The addresses that a text has in pages, to how its author wrote them."""
    summary = Parsed(getattr(text, "_summary", "") or "").links
    shown, written = Parsed(text.get_content(site)).links, Parsed(text._content).links
    pairs = [*zip(summary, summary, strict=True), *zip(shown, written, strict=False)]
    return {there.address: here.address.removeprefix(site) for there, here in pairs}


def _where(text: Text, written: str, broken: Broken) -> tuple[int, str]:
    """The line in the text's own file, and what is wrong there."""
    address = SIGN.sub("", written)
    path, _, fragment = address.partition("#")
    needles = (address, unquote(address), f"#{fragment}", path, unquote(path))
    line = find_line(text.source_path, *filter(lambda n: n.strip("#"), needles))
    return line, LINK % (address, broken.why)


def _stray(found: list[Broken], site: BuiltSite, settings: Settings) -> str:
    """What is wrong with a link that comes from a setting or from the theme."""
    first = found[0]
    address = first.address.removeprefix(site.address).lstrip("/")
    keys = (k for k, v in settings.items() if address and repr(address) in repr(v))
    place = next(keys, f"{first.file}:{first.line}")
    pages = len({broken.file for broken in found})
    return STRAY % (place, first.address, first.why, pages)
