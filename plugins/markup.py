"""Finishes the HTML that Markdown makes, with what Markdown cannot know.

Tables and code scroll by themselves where they are too wide, so they can be reached by
keyboard.  A cell's alignment becomes a class: our pages forbid inline styles.  A corner
of a table that heads nothing is no heading.
"""

import re
from typing import Any

from pelican import signals

TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL)
ALIGNED = re.compile(r'(<t[dh]) style="text-align: (left|center|right);"')
EMPTY = re.compile(r"<th([^>]*)>\s*</th>")
CODE = re.compile(r'(<div class="highlight"><pre)>')

WRAPPED = '<div class="table" tabindex="0" role="group" aria-label="Table">{}</div>'


def finish(html: str) -> str:
    """The HTML of one content, finished."""
    html = TABLE.sub(lambda table: WRAPPED.format(table[0]), html)
    html = ALIGNED.sub(r'\1 class="\2"', html)
    html = EMPTY.sub(r"<td\1></td>", html)
    return CODE.sub(r'\1 tabindex="0">', html)


def _on_content(content: Any) -> None:
    if content._content:
        content._content = finish(content._content)


def register() -> None:
    """Connect to Pelican."""
    signals.content_object_init.connect(_on_content)
