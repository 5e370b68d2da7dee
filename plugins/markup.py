"""Finishes the HTML that Markdown makes, with what Markdown cannot know.

For pages and feeds: tables and code scroll by themselves where they are too wide, so
they can be reached by keyboard.  A cell's alignment becomes a class: our pages forbid
inline styles.  A corner of a table that heads nothing is no heading.

For pages alone: a heading is a link to itself, and pictures come in several sizes.
Feeds go without; readers elsewhere may not know WebP.
"""

import logging
import re
from pathlib import Path
from typing import Any

from pelican import signals

from plugins.images.responsive import responsive
from plugins.images.variants import Copies
from plugins.shared.locations import named

log = logging.getLogger(__name__)

TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL)
ALIGNED = re.compile(r'(<t[dh]) style="text-align: (left|center|right);"')
EMPTY = re.compile(r"<th([^>]*)>\s*</th>")
CODE = re.compile(r'(<div class="highlight"><pre)>')
HEADING = re.compile(r'<(h[2-6]) id="([^"]*)">((?:(?!<a\b).)*?)</\1>', re.DOTALL)

WRAPPED = '<div class="table" tabindex="0" role="group" aria-label="Table">{}</div>'
ANCHORED = r'<\1 id="\2"><a class="anchor" href="#\2">\3</a></\1>'


def finish(html: str) -> str:
    """The HTML of one content, finished."""
    html = TABLE.sub(lambda table: WRAPPED.format(table[0]), html)
    html = ALIGNED.sub(r'\1 class="\2"', html)
    html = EMPTY.sub(r"<td\1></td>", html)
    return CODE.sub(r'\1 tabindex="0">', html)


def anchored(html: str) -> str:
    """Headings as links to themselves, but for those that have a link in them."""
    return HEADING.sub(ANCHORED, html)


class MarkupGenerator:
    """Finishes pages when figures have taken their places; then writes the pictures."""

    def __init__(
        self,
        context: dict[str, Any],
        settings: dict[str, Any],
        path: str,
        output_path: str,
        **_: Any,
    ) -> None:
        self.context = context
        self.root = Path(path)
        self.output = Path(output_path)
        self.copies = Copies(settings)

    def refresh_metadata_intersite_links(self) -> None:
        """Called by Pelican directly after everything else is complete."""
        for content in self.context["generated_content"].values():
            if content is not None and content._content:
                with named(log, content.source_path):
                    self._complete(content)

    def generate_output(self, writer: Any) -> None:
        """Write the smaller copies that the pages name."""
        self.copies.publish(self.output)

    def _complete(self, content: Any) -> None:
        before = content._content
        folder = Path(content.source_path).parent
        content._content = responsive(anchored(before), folder, self.root, self.copies)
        if content._content != before and not hasattr(content, "feed_content"):
            content.feed_content = before  # plugins/figures puts it into the feeds


def _on_content(content: Any) -> None:
    if content._content:
        content._content = finish(content._content)


def _generators(_: Any) -> type[MarkupGenerator]:
    return MarkupGenerator


def register() -> None:
    """Connect to Pelican."""
    signals.content_object_init.connect(_on_content)
    signals.get_generators.connect(_generators)
