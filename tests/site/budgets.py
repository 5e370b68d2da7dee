"""Every page of a built site against its limits, in one browser."""

from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.site import browser
from tests.site.accessibility import violations
from tests.site.no_javascript import missing
from tests.site.pages import Visit, exceeded, one_of_each_kind, pages, visit

VISITS = 3  # of a page that seems to move


def problems(site: Path, address: str) -> Iterator[str]:
    """What is wrong with pages that live at ``address``, one line each."""
    with sync_playwright() as playwright:
        running = browser.launch(playwright)
        for name in pages(site):
            for miss in exceeded(stable_visit(running, site, address, name)):
                yield f"{name}: {miss}"
        for name in one_of_each_kind(site):
            for look in (missing, violations):
                for fault in look(running, site, address, name):
                    yield f"{name}: {fault}"
        running.close()


def stable_visit(running: Browser, site: Path, address: str, name: str) -> Visit:
    """A visit at which the page does not move, or else the last of a few.

    A busy machine may pause in the middle of a page and show half of it: that is not
    the page's fault, unless it happens every time.
    """
    for _ in range(VISITS):
        if not (seen := visit(running, site, address, name)).shift:
            break
    return seen
