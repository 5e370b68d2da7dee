"""Feeds that can be looked at: each names a style sheet for those who open it."""

from pathlib import Path
from typing import Any

from pelican import signals

from plugins.shared.files import write

DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'
SHEET = '<?xml-stylesheet type="text/css" href="{}/theme/css/feed.css"?>\n'


def styled(feed: str, site: str) -> str:
    """The XML of a feed with its style sheet; ``site`` stands before each address."""
    return feed.replace(DECLARATION, DECLARATION + SHEET.format(site), 1)


def _on_written(path: str, context: dict[str, Any], **_: Any) -> None:
    file = Path(path)
    write(file, styled(file.read_text("utf-8"), context["SITEURL"]))


def register() -> None:
    """Connect to Pelican; called once, by name, at start-up."""
    signals.feed_written.connect(_on_written)
