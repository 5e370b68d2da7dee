"""Lists every text on one page, and writes the words of all of them to search in.

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

NO_WORDS = re.compile(
    r'<div class="equation".*?</div>'
    r'|<details class="figure-made">.*?</details>'
    r'|<a class="footnote-(?:ref|backref)".*?</a>',
    re.DOTALL,
)


def words(html: str) -> str:
    """What ``html`` says but for drawings and displayed formulas, in one line."""
    return normalize("NFC", plain(NO_WORDS.sub(" ", html)))


class SearchGenerator:
    """Gives the page its list when all is read; then writes the words."""

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
        """Write the words of each text by its address as the page links it."""
        site = self.settings["SITEURL"]
        found = {f"{site}/{c.url}": words(c._content) for c in self.context["texts"]}
        file = self.output / self.settings["SEARCH_WORDS"]
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")


def _generators(_: Any) -> type[SearchGenerator]:
    return SearchGenerator


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(_generators)
