"""Shows what links lead to beside them, where ``PREVIEWS`` is set.

A script of the theme does it, out of pages that there are.  A text that links neither
another one nor a place in itself goes without.
"""

import re
from functools import partial
from pathlib import Path

from rjsmin import jsmin

from plugins.shared.hooks import Order, for_each_text, while_writing
from plugins.shared.outputs import Outputs
from plugins.shared.site import Context
from plugins.shared.text import Settings, Text, complete_texts
from plugins.shared.theme_files import theme_files

LINK = re.compile(
    r'<a (?![^>]*class="(?:anchor|footnote-backref)")[^>]*href="(?:\{filename\}|#)'
)


def describe(text: Text, context: Context, settings: Settings) -> None:
    """Note whether a text has links of which there are previews."""
    text.has_previews = settings["PREVIEWS"] and bool(LINK.search(text._content))


def add_script(context: Context, settings: Settings, outputs: Outputs) -> None:
    """Add a script that reads and loads previews: one request in place of two."""
    files, folder = theme_files(settings), f"{settings['THEME_STATIC_DIR']}/js"
    paths = [f"{folder}/{name}.js" for name in ("reading", "previews")]
    if settings["PREVIEWS"] and all(path in files for path in paths):
        both = partial(_joined, *(files[path] for path in paths))
        outputs.put(f"{folder}/reading_with_previews.js", both)


def _joined(*files: Path) -> str:
    return jsmin("\n".join(file.read_text("utf-8") for file in files))


def register() -> None:
    """Connect to Pelican."""
    complete_texts()
    for_each_text(describe, Order.DESCRIBE)
    while_writing(add_script)
