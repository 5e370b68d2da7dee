"""Every page of a built site against its limits, in one browser."""

from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import sync_playwright

from plugins.commands import browser
from plugins.commands.access import violations
from plugins.commands.pages import misses, one_of_each_kind, pages, visit
from plugins.commands.scriptless import missing


def shortcomings(site: Path, address: str) -> Iterator[str]:
    """What is wrong with pages that live at ``address``, one line each."""
    with sync_playwright() as playwright:
        running = browser.launch(playwright)
        for name in pages(site):
            for miss in misses(visit(running, site, address, name)):
                yield f"{name}: {miss}"
        for name in one_of_each_kind(site):
            for look in (missing, violations):
                for fault in look(running, site, address, name):
                    yield f"{name}: {fault}"
        running.close()
