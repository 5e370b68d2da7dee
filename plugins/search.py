"""Lists every text on one page, and writes an index of their words.

The page is complete without a script.  With one, the words are fetched when a reader
begins to search: those of all posts, notes and pages, none of drafts and hidden ones.
"""

import json
import re
from pathlib import Path
from typing import Any
from unicodedata import normalize

from pelican import signals

from plugins.shared.html import plain
from plugins.shared.settings import merged
from plugins.shared.site import newest_first

NOT_TEXT = re.compile(
    r'<div class="equation".*?</div>'
    r'|<details class="figure-made">.*?</details>'
    r'|<a class="footnote-(?:ref|backref)".*?</a>',
    re.DOTALL,
)


def plain_text(html: str) -> str:
    """The text of ``html`` without drawings and displayed formulas, in one line."""
    return normalize("NFC", plain(NOT_TEXT.sub(" ", html)))


class SearchGenerator:
    """Gives the search page its list of texts; writes the index."""

    def __init__(
        self,
        context: dict[str, Any],
        settings: dict[str, Any],
        output_path: str,
        **_: Any,
    ) -> None:
        self.context = context
        self.settings = merged(settings)
        self.output = Path(output_path)

    def refresh_metadata_intersite_links(self) -> None:
        """Called by Pelican when every text is known."""
        dated = newest_first([*self.context["articles"], *self.context["notes"]])
        self.context["texts"] = [*dated, *self.context["pages"]]

    def generate_output(self, writer: Any) -> None:
        """Write the text of each content under its address, as JSON."""
        site = self.settings["SITEURL"]
        found = {
            f"{site}/{c.url}": plain_text(c._content) for c in self.context["texts"]
        }
        file = self.output / self.settings["SEARCH_INDEX"]
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")


def _generators(_: Any) -> type[SearchGenerator]:
    return SearchGenerator


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(_generators)
