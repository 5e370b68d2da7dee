"""The browser of the tests, and how it opens a site that is only a folder."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Route

from tests.site.browser import PATIENCE, NoBrowserError, launch

__all__ = ["PATIENCE", "SITE", "NoBrowserError", "launch", "open_site"]

SITE = "https://site.test"  # of pages that come from a folder, not from a server


def open_site(browser: Browser, output: Path, **options: Any) -> BrowserContext:
    """A context in which the pages of a built site have addresses below ``SITE``."""
    context = browser.new_context(base_url=f"{SITE}/", **options)

    def answer(route: Route) -> None:
        path = urlsplit(route.request.url).path
        file = output / path.lstrip("/")
        file = file / "index.html" if path.endswith("/") else file
        known = {"path": file} if file.is_file() else {"status": 404}
        kind = {"content_type": "text/xml"} if file.suffix == ".xml" else {}
        route.fulfill(**known, **kind)

    context.route(f"{SITE}/**", answer)
    return context
