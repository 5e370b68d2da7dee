"""Shows what links lead to beside them, where ``PREVIEWS`` is set.

A script of the theme does it, out of pages that there are.  A text that links neither
another one nor a place in itself goes without.
"""

import re

from plugins.shared.hooks import Order, for_each_text
from plugins.shared.site import Context
from plugins.shared.text import Settings, Text, complete_texts

LINK = re.compile(
    r'<a (?![^>]*class="(?:anchor|footnote-backref)")[^>]*href="(?:\{filename\}|#)'
)


def describe(text: Text, context: Context, settings: Settings) -> None:
    """Note whether a text has links of which there are previews."""
    text.has_previews = settings["PREVIEWS"] and bool(LINK.search(text._content))


def register() -> None:
    """Connect to Pelican."""
    complete_texts()
    for_each_text(describe, Order.DESCRIBE)
