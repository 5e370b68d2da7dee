"""Pictures within texts: of a known size, no larger than needed, loaded when near.

Each gets its width and height, so that the text does not jump, and smaller copies to
choose from.  Feeds keep the pictures themselves: readers elsewhere may not know WebP.
"""

import re
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from pelican import signals

from plugins.image_size import image_size
from plugins.smaller import WIDE, Copies

IMAGE = re.compile(r"<img\b[^>]*>")
SOURCE = re.compile(r'\ssrc="(?:\{static\})?([^"]*)"')
SIZES = "(max-width: 42rem) 100vw, 42rem"  # the column of the theme


def responsive(image: str, folder: Path, root: Path, copies: Copies) -> str:
    """The <img> with its size and copies; as it is if it has a size, or is not ours.

    Args:
        image: the whole tag.
        folder: where the text's own file is.
        root: the content folder, where addresses that begin with / start.
        copies: makes smaller copies.
    """
    source = SOURCE.search(image)
    if source is None or " width=" in image:
        return image
    path = unquote(unescape(source[1]))
    file = root / path.lstrip("/") if path.startswith("/") else folder / path
    size = image_size(file) if file.is_file() else None
    if size is None:
        return image
    chosen = copies.srcset(file, WIDE)
    more = f' srcset="{chosen}" sizes="{SIZES}"' if chosen else ""
    return f'<img width="{size[0]}" height="{size[1]}"{more} loading="lazy"{image[4:]}'


class ImagesGenerator:
    """Completes texts when figures have taken their places; then writes the copies."""

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
            if content is not None and "<img" in (content._content or ""):
                self._complete(content)

    def generate_output(self, writer: Any) -> None:
        """Write the copies that the pages name."""
        self.copies.publish(self.output)

    def _complete(self, content: Any) -> None:
        folder = Path(content.source_path).parent
        html = IMAGE.sub(
            lambda image: responsive(image[0], folder, self.root, self.copies),
            content._content,
        )
        if html != content._content and not hasattr(content, "feed_content"):
            content.feed_content = content._content
        content._content = html


def _generators(_: Any) -> type[ImagesGenerator]:
    return ImagesGenerator


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(_generators)
