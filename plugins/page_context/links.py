"""Links that settings name: of the menu, the footer and the author's other places."""

from collections.abc import Mapping, Sequence
from mimetypes import guess_type
from typing import Any
from urllib.parse import urlsplit


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


def site_links(settings: Mapping[str, Any]) -> dict[str, Any]:
    """The links that every page has, ready to be shown."""
    social = settings["SOCIAL"]
    return {
        "menu": menu(settings["MENU"]),
        "footer_links": [link(*entry) for entry in settings["FOOTER_LINKS"]],
        "social_links": [{**link(name, url), "icon": i} for name, i, url in social],
        "icon_type": guess_type(settings["AVATAR"])[0],
    }
