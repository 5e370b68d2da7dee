"""Figures that are computed while the site is built, and only when they must be.

Markdown leaves a placeholder for every ``![alt](demo:NAME?options "caption")``.  When
all is read, the figures that are not in the cache are computed side by side, each by
the command that the page prints under it; then they take their places, get their
numbers, and feeds get pictures instead.  Mistakes are logged, all of them.

The settings are explained in plugins/defaults.py.
"""

import logging
import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from plugins.figures import lock
from plugins.figures.builder import Failure, Pending
from plugins.figures.cards import with_cards
from plugins.figures.completion import SiteAddresses, complete
from plugins.figures.entry import Entry
from plugins.figures.pages import Page, labels, page_of, problems
from plugins.figures.references import Site
from plugins.figures.request import SCHEME
from plugins.figures.results import Results, results_of, shown
from plugins.figures.source import source
from plugins.shared.feed_bodies import give_feeds_their_own
from plugins.shared.forking.elsewhere import root_of
from plugins.shared.hooks import (
    FILES,
    MEMORY,
    Order,
    for_each_text,
    when_complete,
    while_writing,
)
from plugins.shared.locations import display_path
from plugins.shared.outputs import Outputs
from plugins.shared.settings_file import where
from plugins.shared.site import Context, public_address, written
from plugins.shared.text import Settings, Text, complete_texts

log = logging.getLogger(__name__)

UNWRITABLE = "%s: cannot be written (%s); it does not name this build's figures."
FIGURES = "figures"  # in the context: what there is to put into texts
LOCK = "figures_lock"  # in the context: its lines; None if a figure is missing or old


@dataclass(frozen=True)
class Drawn:
    """What there is to put into texts."""

    labels: Site
    results: Results
    addresses: SiteAddresses


def look(text: Text, context: Context, settings: Settings) -> None:
    """Find what a text asks demos for."""
    page, drawn = page_of(text), context.get(FIGURES)
    text.figures = with_cards(page, drawn.results) if drawn else page  # as before


def compute(context: Context, settings: Settings, outputs: Outputs) -> None:
    """Get every figure from the cache or from its demo."""
    texts = [text for text in written(context) if text.figures]
    results = _results(texts, settings, context.get(MEMORY))
    found = [text.figures for text in texts]
    addresses = _addresses(settings)
    context[FIGURES] = Drawn(labels(found), results, addresses)
    mistakes = _about_shared(addresses.share, results)
    for mistake in mistakes:
        log.error("%s", mistake)
    failures = (r for r in results.values() if isinstance(r, Failure))
    for details in sorted({failure.details for failure in failures} - {""}):
        print(details, file=sys.stderr)
    for entry in _shown(results[a] for a in _slots(found, settings).values()):
        context[FILES] |= {
            entry.path(name): entry.folder / name for name in entry.files
        }
    seen = _slots((page for page in found if not page.is_draft), settings)
    locked = lock.locked(_shown(results[address] for address in seen.values()))
    context[LOCK] = None if mistakes or settings["KEEP_GOING"] else locked


def _results(
    texts: list[Text], settings: Settings, memory: dict[str, Any] | None
) -> Results:
    """What the texts ask for, and the cards of what came out as a banner."""
    slots = _slots((text.figures for text in texts), settings)
    results = results_of(slots, settings, memory)
    for text in texts:
        text.figures = with_cards(text.figures, results)
    cards = _slots((text.figures for text in texts), settings).items() - slots.items()
    if not cards:
        return results
    more = dict(cards) if memory is None else slots | dict(cards)  # all that may wait
    return {**results, **results_of(more, settings, memory)}


def fill(text: Text, context: Context, settings: Settings) -> None:
    """Put the figures of a text into their places, and say what is wrong with them."""
    if text.figures is None:  # what it asks for could not be found out
        return
    page, drawn = replace(text.figures, html=text._content), context[FIGURES]
    for mistake in sorted(problems(page, drawn.labels, drawn.results)):
        log.error("%s", mistake)
        context[LOCK] = None
    complete(page, drawn.labels, drawn.results, drawn.addresses)
    found = (drawn.results[address] for address in page.addresses)
    text.is_waiting = any(isinstance(each, Pending) for each in found)
    text.figures = replace(page, html="")  # it has served


def _addresses(settings: dict[str, Any]) -> SiteAddresses:
    module, site = settings["DEMOS_MODULE"], settings["SITEURL"]
    root, template = root_of(module), settings["DEMOS_SOURCE"]
    return SiteAddresses(
        here=site,
        public=public_address(settings),
        source=source(template, root, module) if root else None,
        share=settings["SHARE_IMG"],
    )


def _about_shared(share: str, results: Results) -> list[str]:
    """What is wrong with the picture that pages without another are shared with."""
    result = results.get(share)
    if not isinstance(result, Failure):
        return []
    return [f"{where('SHARE_IMG')}: SHARE_IMG: {result.message}"]


def _slots(found: Iterable[Page], settings: dict[str, Any]) -> dict[str, str]:
    """Where the site shows figures, to their addresses.

    A slot is a page's figure (``posts/a.md#fig-a``), its picture, or ``SHARE_IMG``.
    """
    asking = (page for page in found if page.figures or page.pictures)
    slots = {slot: address for page in asking for slot, address in page.slots.items()}
    if settings["SHARE_IMG"].startswith(SCHEME):
        slots["SHARE_IMG"] = settings["SHARE_IMG"]
    return slots


def _shown(results: Iterable[Entry | Failure]) -> list[Entry]:
    """The figures that the pages show, earlier ones where a new one failed."""
    found = filter(None, map(shown, results))
    return list({entry.key: entry for entry in found}.values())


def write_lock(context: Context, settings: Settings, outputs: Outputs) -> None:
    """Write figures.lock, if every figure is there and new."""
    if context[LOCK] is not None:
        path = Path(settings["PATH"]).parent / lock.NAME
        try:
            lock.write(path, context[LOCK])
        except OSError as error:
            log.warning(UNWRITABLE, display_path(path), error.strerror)


def register() -> None:
    """Connect to Pelican; called once, by name, at start-up."""
    complete_texts()
    give_feeds_their_own()
    for_each_text(look, Order.COMPUTE)
    when_complete(compute, Order.COMPUTE)
    for_each_text(fill, Order.FILL)
    while_writing(write_lock)
