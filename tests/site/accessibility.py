"""Whether everyone can use the pages, as far as axe-core can tell."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.site.pages import opened

WIDTHS = (320, 400, 1280)
SCHEMES = ("light", "dark")
RULES = {
    "runOnly": [
        "wcag2a",
        "wcag2aa",
        "wcag21a",
        "wcag21aa",
        "wcag22aa",
        "best-practice",
    ],
    "rules": {"color-contrast-enhanced": {"enabled": True}},  # AAA
}


def violations(browser: Browser, site: Path, address: str, name: str) -> Iterator[str]:
    """What hinders someone on a page, at each width and in each scheme."""
    with opened(browser, site, address, name) as (page, _):
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            for scheme in SCHEMES:
                page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
                for said in axe_violations(page):
                    yield f"{said} ({width} px, {scheme})"


def axe_violations(page: Page) -> Iterator[str]:
    """The violations of a page as it is shown now: rule, help and the first place."""
    for rule in Axe().run(page, options=RULES).response["violations"]:
        yield f"{rule['id']}: {rule['help']}, {_place(rule)}"


def _place(rule: Any) -> str:
    first, count = rule["nodes"][0], len(rule["nodes"])
    return f"in {' '.join(first['html'].split())[:120]}" + (
        f" and {count - 1} more" if count > 1 else ""
    )
