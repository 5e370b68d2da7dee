"""Whether the pages can be read without JavaScript."""

from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.site.pages import opened

PARTS = "h1, h2, h3, p, li, td, pre, math, img, svg, figcaption"
SHOWN = """
parts => [...document.querySelectorAll('main')].flatMap(main =>
  [...main.querySelectorAll(parts)].filter(part => part.checkVisibility()
    && part.getBoundingClientRect().height && !part.closest('button, output, dialog'))
  .map(part => part.localName))
"""


def missing(browser: Browser, site: Path, address: str, name: str) -> Iterator[str]:
    """What a page shows only where scripts run, their own controls apart."""
    with opened(browser, site, address, name) as (page, _):
        with_scripts = visible_parts(page)
    with opened(browser, site, address, name, scripts=False) as (page, _):
        without = visible_parts(page)
    for part in sorted(set(with_scripts)):
        if (lost := with_scripts.count(part) - without.count(part)) > 0:
            yield (
                f"{lost} of {with_scripts.count(part)} <{part}> are shown only by "
                "scripts; write them into the page."
            )


def visible_parts(page: Page) -> list[str]:
    """The names of the elements in the main part that a reader sees."""
    return list(page.evaluate(SHOWN, PARTS))
