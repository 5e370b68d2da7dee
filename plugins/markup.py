"""Finishes the HTML that Markdown makes, with what Markdown cannot know.

Tables and code scroll by themselves where they are too wide, so they can be reached by
keyboard.  Pictures get their size, that the text may not jump, and load when they come
near.  A cell's alignment becomes a class: our pages forbid inline styles.  A corner of
a table that heads nothing is no heading.
"""

import re
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from pelican import signals

from plugins.image_size import image_size

TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL)
ALIGNED = re.compile(r'(<t[dh]) style="text-align: (left|center|right);"')
EMPTY = re.compile(r"<th([^>]*)>\s*</th>")
CODE = re.compile(r'(<div class="highlight"><pre)>')
IMAGE = re.compile(r"<img\b[^>]*>")
SOURCE = re.compile(r'\ssrc="(?:\{static\})?([^"]*)"')

WRAPPED = '<div class="table" tabindex="0" role="group" aria-label="Table">{}</div>'


def finish(html: str, folder: Path, root: Path) -> str:
    """The HTML of one content, finished.

    Args:
        html: what Markdown made.
        folder: where the content's own file is.
        root: the content folder, where addresses that begin with / start.
    """
    html = TABLE.sub(lambda table: WRAPPED.format(table[0]), html)
    html = ALIGNED.sub(r'\1 class="\2"', html)
    html = EMPTY.sub(r"<td\1></td>", html)
    html = CODE.sub(r'\1 tabindex="0">', html)
    return IMAGE.sub(lambda image: sized(image[0], folder, root), html)


def sized(image: str, folder: Path, root: Path) -> str:
    """The <img> with its width and height; as it is if it has one, or is not ours."""
    source = SOURCE.search(image)
    if source is None or " width=" in image:
        return image
    path = unquote(unescape(source[1]))
    file = root / path.lstrip("/") if path.startswith("/") else folder / path
    size = image_size(file) if file.is_file() else None
    if size is None:
        return image
    return f'<img width="{size[0]}" height="{size[1]}" loading="lazy"{image[4:]}'


def _on_content(content: Any) -> None:
    if content._content:
        root = Path(content.settings["PATH"])
        folder = Path(content.source_path).parent
        content._content = finish(content._content, folder, root)


def register() -> None:
    """Connect to Pelican."""
    signals.content_object_init.connect(_on_content)
