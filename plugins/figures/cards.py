"""Cards that demos draw of their covers, for lists and for those who share a page.

A demo whose option ``shape`` is ``banner`` can draw a ``card`` of the same run too:
nothing is cut out of the banner, and nothing is computed anew.
"""

from collections.abc import Mapping
from dataclasses import replace

from plugins.figures.pages import Page
from plugins.figures.results import Results, shown

STANDS_IN = {  # where the author names none, the card of which
    "thumbnail_img": "cover_img",
    "thumbnail_dark_img": "cover_dark_img",
    "share_img": "cover_img",
}


def with_cards(page: Page, results: Results) -> Page:
    """The page with the cards of its banners among what it asks demos for."""
    names = STANDS_IN if page.pictures else ()
    asked = {name: _address(page, name) for name in names}
    cards = {n: _card(a) for n, a in asked.items() if a and _has_card(a, results)}
    return replace(page, pictures={**page.pictures, **cards}) if cards else page


def _address(page: Page, name: str) -> str:
    """The figure that is to be shown in a small place; empty if there is none."""
    content, shown_as = page.content, name.replace("_dark", "")
    is_named = getattr(content, shown_as) or getattr(content, f"no_{shown_as}", False)
    return page.pictures.get(name if is_named else STANDS_IN[name], "")


def _has_card(address: str, results: Results) -> bool:
    """Whether it is a banner, and its author did not ask for that."""
    result = results.get(address)  # none yet while a text is read again
    entry = shown(result) if result else None
    drawn: Mapping[str, object] = entry.record["parameters"] if entry else {}
    return drawn.get("shape") == "banner" and "shape=" not in address


def _card(address: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}shape=card"
