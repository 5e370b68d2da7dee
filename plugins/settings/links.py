"""Menu, footer and shared links: their form, their addresses, their icons."""

import re
from collections.abc import Callable, Iterator
from difflib import get_close_matches
from functools import partial
from string import Formatter
from typing import Any
from urllib.parse import urlsplit

from plugins.settings.finding import Finding, Settings
from plugins.settings.values import KIND, shown_value
from plugins.shared.icons import icon, icon_file
from plugins.shared.networks import ALSO, NETWORKS, network
from plugins.shared.networks import address as address_at
from plugins.shared.paths import is_file

SCHEMES = {
    *("http", "https", "mailto", "tel", "sms", "xmpp", "matrix", "irc", "ircs", "geo"),
    *("gemini", "gopher", "ftp", "webcal", "signal", "tg", "whatsapp", "nostr"),
}
FILES = {"html", "htm", "xml", "txt", "pdf", "json", "svg", "png", "jpg", "zip"}
HOST = re.compile(r"[\w-]+(\.[\w-]+)*\.([A-Za-z]{2,})")
MAIL = re.compile(r"[^@/\s:]+@[\w-]+(\.[\w-]+)+")
UNWANTED = re.compile(r"[\s<>\"\\{}]")
MACRO = re.compile(r"{%-?\s*macro\s+(?!svg\b)(\w+)\(")

PAIR = 'a pair such as ("Blog", "blog/")'
SUBMENU = 'a pair such as ("Blog", "blog/") or ("More", [("Blog", "blog/"), …])'
PLACE = (
    'a network and your name there, ("github", "ada"), or words, an icon and an address'
)
SHARED = 'a pair such as ("Email", "mailto:?subject={title}&body={url}")'
DEEP = "a pair of texts, because a submenu has no submenu"
ADDRESS = "the address %r of %r in %s %s"
NO_ICON = "there is no icon %r for %r; write one of %s, or the path of a drawing (SVG)."
NO_NETWORK = "SOCIAL names %r, which is not a network known here; %s."
NEAR = "did you mean %r? Else write words, an icon and an address"
NO_DRAWING = "the icon %r of %r %s; choose another."


def links(settings: Settings) -> Iterator[Finding]:
    """What is wrong with the links that every page has."""
    if not settings.has_our_theme:
        return  # other themes want other forms
    social = partial(_social, settings, icons(settings))
    entries: dict[str, Callable[[int, Any], Iterator[Finding]]] = {
        "MENU": _menu,
        "FOOTER_LINKS": _footer,
        "SOCIAL": social,
        "SHARE_LINKS": _shared,
    }
    for name, look in entries.items():
        value = settings.values[name]
        if len(value) > 1 and all(isinstance(part, str) for part in value):
            one = f"[{tuple(value)!r}]"  # brackets have been forgotten
            yield Finding(KIND % (name, shown_value(value), one), name)
            continue
        for step, entry in enumerate(value):
            yield from look(step, entry)


def _menu(step: int, item: Any) -> Iterator[Finding]:
    match item:
        case [str(), list() | tuple() as children]:
            for below, child in enumerate(children):
                yield from _link("MENU", (step, 1, below), child, DEEP)
        case _:
            yield from _link("MENU", (step,), item, SUBMENU)


def _footer(step: int, link: Any) -> Iterator[Finding]:
    yield from _link("FOOTER_LINKS", (step,), link, PAIR)


def _link(name: str, steps: tuple[int, ...], link: Any, form: str) -> Iterator[Finding]:
    match link:
        case [str() as words, str() as address] if words.strip():
            if why := wrong_address(address):
                yield Finding(ADDRESS % (address, words, name, why), name, steps)
        case _:
            yield _misformed(name, steps, link, form)


def _social(
    settings: Settings, known: set[str], step: int, link: Any
) -> Iterator[Finding]:
    match link:
        case [str() as key, str() as handle] if key.strip() and handle.strip():
            why = _wrong_place(key, handle)
        case [str() as words, str() as drawing, str() as address] if words.strip():
            why = _wrong_icon(words, drawing, known, settings)
            if not why and (wrong := wrong_address(address)):
                why = ADDRESS % (address, words, "SOCIAL", wrong)
        case _:
            yield _misformed("SOCIAL", (step,), link, PLACE)
            return
    if why:
        yield Finding(why, "SOCIAL", (step,))


def _wrong_place(key: str, handle: str) -> str:
    """What is wrong with a network and a name there; else nothing."""
    if not (name := network(key)):
        near = get_close_matches(key, [*NETWORKS, *ALSO], n=1)
        return NO_NETWORK % (key, NEAR % near[0] if near else f"write {PLACE}")
    place = address_at(name, handle)
    why = wrong_address(place)
    return ADDRESS % (place, NETWORKS[name].name, "SOCIAL", why) if why else ""


def _wrong_icon(words: str, drawing: str, known: set[str], settings: Settings) -> str:
    """What is wrong with an icon; else nothing."""
    if drawing in known:
        return ""
    file = icon_file(drawing, settings.content, settings.theme)
    if not file:
        near = get_close_matches(drawing, known, n=1)
        return NO_ICON % (drawing, words, ", ".join(near or sorted(known)))
    try:
        icon(file)
    except OSError:
        return NO_DRAWING % (drawing, words, "is not in the content folder")
    except ValueError as error:
        return NO_DRAWING % (drawing, words, error)
    return ""


def _shared(step: int, link: Any) -> Iterator[Finding]:
    match link:
        case [str() as words, str() as template] if words.strip():
            if why := wrong_template(template, {"url", "title"}):
                words = ADDRESS % (template, words, "SHARE_LINKS", why)
                yield Finding(words, "SHARE_LINKS", (step,))
        case _:
            yield _misformed("SHARE_LINKS", (step,), link, SHARED)


def _misformed(name: str, steps: tuple[int, ...], link: Any, form: str) -> Finding:
    return Finding(KIND % (f"an entry of {name}", shown_value(link), form), name, steps)


def icons(settings: Settings) -> set[str]:
    """The icons that the theme, and what overrides it, draw."""
    found = {*NETWORKS, *ALSO}
    for name in ("icons.html", "own_icons.html"):
        files = (folder / "parts" / name for folder in settings.templates)
        if file := next((file for file in files if is_file(file)), None):
            found |= set(MACRO.findall(file.read_text("utf-8")))
    return found


def wrong_address(address: str) -> str:
    """What is wrong with an address as it is written, and what to do; else nothing.

    Whether a local one leads somewhere is seen when the site is written.
    """
    if unwanted := UNWANTED.search(address):
        return f"has {unwanted[0]!r} in it; write the address that readers see."
    if MAIL.fullmatch(address):
        return f"is one for mail; write 'mailto:{address}'."
    try:
        parts = urlsplit(address)
    except ValueError as error:
        return f"is not an address ({error}); correct it."
    if parts.scheme or parts.netloc:
        return _wrong_elsewhere(parts.scheme, parts.netloc, parts.path)
    first = parts.path.partition("/")[0]
    host = HOST.fullmatch(first)
    if host and host[2].lower() not in FILES | {"md"}:
        return f"would be a page of this site; write 'https://{address}'."
    if parts.path.endswith((".md", ".markdown")):
        return "is that of a source; write the address of its page, such as about/."
    return ""


def _wrong_elsewhere(scheme: str, host: str, path: str) -> str:
    if scheme and scheme.lower() not in SCHEMES:
        return f"begins with {scheme!r}, which browsers do not follow; correct it."
    if scheme in {"http", "https", ""} and not host:
        return f"names no host; write it as in '{scheme}://example.org'."
    if scheme == "mailto" and path and not MAIL.fullmatch(path.split(",")[0]):
        return "is not one for mail; write it as in 'mailto:you@example.org'."
    return ""


def wrong_template(template: str, known: set[str]) -> str:
    """What is wrong with an address in which words in braces are replaced."""
    try:
        fields = {name for _, name, _, _ in Formatter().parse(template) if name}
    except ValueError as error:
        return f"cannot be filled ({error}); write {{{{ for a brace."
    names = " and ".join(f"{{{name}}}" for name in sorted(known))
    if unknown := sorted(fields - known):
        return f"has {{{unknown[0]}}} in it; only {names} are filled."
    return wrong_address(re.sub(r"{\w+}", "x", template))
