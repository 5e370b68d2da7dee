"""The menu of a Jekyll site and its author's other places, for our settings."""

from collections.abc import Iterator, Mapping
from functools import partial
from math import inf
from typing import Any
from urllib.parse import unquote

from plugins.commands.import_jekyll.addresses import LISTS, same
from plugins.commands.import_jekyll.blog import Blog, Text
from plugins.commands.import_jekyll.heads import title_of
from plugins.commands.import_jekyll.plan import Plan
from plugins.defaults import SHARE_LINKS
from plugins.settings.addresses import EXAMPLES
from plugins.shared.networks import network

SHARED = {
    "twitter": ("X", "https://x.com/intent/post?text={title}&url={url}"),
    "facebook": ("Facebook", "https://www.facebook.com/sharer/sharer.php?u={url}"),
    "vk": ("VK", "https://vk.com/share.php?url={url}"),
    "whatsapp": ("WhatsApp", "https://wa.me/?text={title}%20{url}"),
    **{name.lower().replace(" ", ""): (name, link) for name, link in SHARE_LINKS},
}
Entry = tuple[str, Any]


def menu(blog: Blog, plan: Plan) -> list[Entry]:
    """Entries of our menu; those that would lead nowhere are left out."""
    known = {
        form: t.source.address
        for t in plan.texts
        if t.source.address
        for form in same(unquote(t.source.address))
    }
    for old, new in plan.redirects.items():
        known |= dict.fromkeys(same(unquote(old)), new)
    base = str(blog.config.get("baseurl") or "").rstrip("/")
    found: list[Entry] = []
    for name, target in _entries(blog):
        if isinstance(target, list):
            inner = [(n, a) for n, t in target if (a := _local(t, known, base, n))]
            found += [(name, inner)] if inner else []
        elif place := _local(target, known, base, name):
            found.append((name, place))
    return found


def _local(target: str, known: Mapping[str, str], base: str, name: str) -> str:
    """An address as the menu has it; empty if nothing is there."""
    target = target.partition('"')[0].strip()  # some add attributes of <a>
    if "://" in target or target.startswith(("mailto:", "tel:")):
        return target
    path = "/" + target.removeprefix(base).strip("/")
    if path == "/":
        return "blog/" if "blog" in name.lower() or "post" in name.lower() else ""
    for form in same(path):
        if form in known:
            return _folder(known[form].lstrip("/"))
    return LISTS.get(path.strip("/").removesuffix(".html"), "").lstrip("/")


def _folder(path: str) -> str:
    """An address with the slash at its end that one of a folder has."""
    name = path.partition("#")[0].rpartition("/")[2]
    return path if "." in name or "#" in path or not name else f"{path}/"


def _entries(blog: Blog) -> Iterator[tuple[str, Any]]:
    """Words and address, or words and such pairs, from wherever themes have them."""
    config = blog.config
    for value in (config.get("navbar-links"), config.get("nav"), config.get("menu")):
        if value:
            yield from _pairs(value)
            return
    navigation = blog.data.get("navigation")
    if isinstance(navigation, dict):
        yield from _pairs(navigation.get("main") or [])
        return
    for text in sorted(filter(partial(_is_entry, blog), blog.texts), key=_order):
        yield str(text.values.get("title") or title_of(text)), text.address


def _is_entry(blog: Blog, text: Text) -> bool:
    """Whether a theme shows a page in its menu, as Minima, Chirpy or al-folio does."""
    wanted, is_titled = blog.config.get("header_pages"), "title" in text.values
    if not text.address or text.kind in {"posts", "drafts"}:
        return False
    if isinstance(wanted, list):
        return text.path in wanted
    is_listed = str(text.values.get("nav")).lower() == "true"
    is_minima = blog.config.get("theme") == "minima" and text.kind == "pages"
    return is_listed or text.kind == "tabs" or (is_minima and is_titled)


def _order(text: Text) -> float:
    place = str(text.values.get("nav_order") or text.values.get("order") or "")
    return int(place) if place.isdigit() else inf


def _pairs(value: Any) -> Iterator[tuple[str, Any]]:
    """Pairs from a mapping, a list of mappings, or entries with title and url."""
    if isinstance(value, Mapping):
        for name, target in value.items():
            yield from _pair(str(name), target)
        return
    for entry in value if isinstance(value, list) else []:
        if not isinstance(entry, Mapping):
            continue
        name = entry.get("title") or entry.get("name")
        target = entry.get("url") or entry.get("link") or entry.get("href")
        if isinstance(name, str) and isinstance(target, str):
            yield name, target
        else:
            yield from _pairs(entry)


def _pair(name: str, target: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(target, str):
        yield name, target
    elif isinstance(target, list):
        texts = [one for one in target if isinstance(one, str)]
        if len(target) == len(texts) == 1:
            yield name, texts[0]
            return
        pairs = [p for p in _pairs(target) if isinstance(p[1], str)]
        yield name, [*((name, one) for one in texts), *pairs]


def shared(config: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Links to share a text with, of the networks that are switched on."""
    active = config.get("share-links-active")
    names = active.items() if isinstance(active, Mapping) else ()
    on = [name for name, is_on in names if str(is_on).lower() == "true"]
    found = [SHARED[name] for name in on if name in SHARED]
    return [*SHARE_LINKS[:1], *found] if found else []


def social(config: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The author's other places: networks, and the author's name there.

    Those that a theme gives as examples are nobody's.
    """
    found: dict[str, str] = {}
    author = config.get("author")
    places = [config.get("social-network-links"), config, author]
    places += [author.get("contact")] if isinstance(author, dict) else []
    for place in places:
        for key, handle in place.items() if isinstance(place, Mapping) else ():
            name = network(key)
            is_handle = isinstance(handle, str | int) and not isinstance(handle, bool)
            is_own = is_handle and handle and not EXAMPLES.search(str(handle))
            if name and name != "rss" and is_own:
                found.setdefault(name, str(handle))
    return list(found.items())
