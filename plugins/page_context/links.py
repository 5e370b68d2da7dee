"""Links that settings name: of the menu, the footer and the author's other places."""

from collections.abc import Mapping, Sequence
from mimetypes import guess_type
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from markdown import markdown
from markupsafe import Markup

from plugins.shared import networks
from plugins.shared.icons import icon, icon_file
from plugins.shared.networks import NETWORKS
from plugins.shared.settings import DEFAULTS


def link(name: str, address: str) -> dict[str, str | None]:
    """What it says, and either ``path``, within the site, or ``url``, elsewhere."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return {"name": name, "url": address, "path": None}
    return {"name": name, "url": None, "path": address.lstrip("/")}


def menu(entries: Sequence[Any]) -> list[dict[str, Any]]:
    """The menu; an entry with ``links`` in place of an address is a submenu."""
    return [
        link(name, target)
        if isinstance(target, str)
        else {"name": name, "links": [link(*child) for child in target]}
        for name, target in entries
    ]


def social(entry: Sequence[str], settings: Mapping[str, Any]) -> dict[str, Any]:
    """One of the author's other places, with its icon.

    Args:
        entry: a network and the author's name there, or words, an icon and an address.
        settings: where drawings are found.
    """
    if len(entry) == 2:
        network, handle = networks.network(entry[0]), entry[1]
        known = NETWORKS.get(network)  # pairs of other themes have words and addresses
        place = networks.address(network, handle) if known else handle
        entry = (known.name if known else entry[0], network, place)
    words, drawing, url = entry
    file = icon_file(drawing, Path(settings["PATH"]), Path(settings["THEME"]))
    drawn = Markup(icon(file)) if file else ""
    return {**link(words, url), "icon": drawing, "drawn": drawn}


def footer(text: str, siteurl: str) -> Markup | None:
    """The last words of every page, which are Markdown; None for those of the theme."""
    if text == DEFAULTS["FOOTER_TEXT"]:
        return None
    html = markdown(text) if text else ""
    return Markup(html.replace('href="/', f'href="{siteurl}/'))


def site_links(settings: Mapping[str, Any]) -> dict[str, Any]:
    """The links that every page has, ready to be shown."""
    return {
        "menu": menu(settings["MENU"]),
        "footer_links": [link(*entry) for entry in settings["FOOTER_LINKS"]],
        "social_links": [social(entry, settings) for entry in settings["SOCIAL"]],
        "footer_text": footer(settings["FOOTER_TEXT"], settings["SITEURL"]),
        "icon_type": guess_type(settings["AVATAR"])[0],
    }
