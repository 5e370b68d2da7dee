"""Gives templates ready values, so that they only show them.

Each post, note and page gets its dates as text, its pictures with their sizes, its
neighbours, its share links and its structured data; every page gets the latest posts
and notes, the archive by year and the index of tags.  All of it is plain data, set
when the content and its figures are complete and before any template runs.
"""

import logging
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from pelican import signals

from plugins.images.covers import Find, lighten, picture, pictures
from plugins.images.variants import Copies
from plugins.page_context.indexes import archive, link_neighbours, tag_index
from plugins.shared.locations import named
from plugins.shared.paths import is_own
from plugins.shared.settings import merged

log = logging.getLogger(__name__)

Content = Any  # pelican's Article and Page, and our Note

LONG = 50  # characters of a title that needs smaller letters
KINDS = {"Article": "post", "Note": "note", "Page": "page"}


def dates(content: Content) -> dict[str, str]:
    """When it was written, and when last changed, for machines and for people."""
    if not hasattr(content, "date"):
        return {}
    texts = {"date_iso": content.date.isoformat(), "date_text": content.locale_date}
    if hasattr(content, "modified"):
        texts["updated_iso"] = content.modified.isoformat()
        texts["updated_text"] = content.locale_modified
    return texts


def share_links(
    templates: Iterable[tuple[str, str]], url: str, title: str
) -> list[dict[str, str]]:
    """Plain links that hand the address to another site, or to the mail program."""
    values = {"url": quote(url, safe=""), "title": quote(title, safe="")}
    return [{"name": name, "url": link.format(**values)} for name, link in templates]


def structured_data(content: Content, site: str) -> dict[str, Any]:
    """schema.org description of a post or note; ``site`` is the public address."""
    data = {
        "@context": "https://schema.org",
        "@type": "BlogPosting",
        "headline": content.title,
        "description": content.description,
        "url": f"{site}/{content.url}",
        "datePublished": content.date_iso,
        "author": {"@type": "Person", "name": str(content.author)},
        "keywords": [tag.name for tag in getattr(content, "tags", [])],
    }
    if hasattr(content, "updated_iso"):
        data["dateModified"] = content.updated_iso
    if content.share:
        data["image"] = f"{site}/{content.share['src']}"
    return data


class PresentationGenerator:
    """Is called when every other plugin has finished the content.

    ``all_generators_finalized`` calls its receivers in no fixed order, and figures
    arrive in it: so this waits for the step that Pelican takes directly after it.
    """

    def __init__(
        self,
        context: dict[str, Any],
        settings: dict[str, Any],
        path: str,
        output_path: str,
        **_: Any,
    ) -> None:
        self.context = context
        self.settings = merged(settings)
        self.path = Path(path)
        self.output = Path(output_path)
        self.copies = Copies(settings)

    def refresh_metadata_intersite_links(self) -> None:
        """Complete every content object and the context that templates share."""
        find = self._finder()
        for content in self.context["generated_content"].values():
            if content is not None:
                with named(log, content.source_path):
                    self._complete(content, find)
        posts, notes = self.context["articles"], self.context.get("notes", [])
        link_neighbours(posts)
        link_neighbours(notes)
        settings = self.settings
        self.context |= {
            "latest_posts": posts[: settings["LATEST_POSTS"]],
            "latest_notes": notes[: settings["LATEST_NOTES"]],
            "archive": archive([*posts, *notes]),
            "tag_index": tag_index(posts, notes, settings["TAG_FEED_ATOM"]),
            "site_picture": picture(settings["TOUCH_ICON"], settings["SITENAME"], find),
        }

    def generate_output(self, writer: Any) -> None:
        """Write the copies of pictures that the pages name."""
        self.copies.publish(self.output)

    def _complete(self, content: Content, find: Find) -> None:
        shown = pictures(content, find)
        lighten(shown, find, self.copies)
        values: dict[str, Any] = {**dates(content), **shown}
        values["kind"] = KINDS[type(content).__name__]
        values["has_long_title"] = len(content.title) > LONG
        values["has_steps"] = " data-steps=" in content._content
        content.__dict__.update(values)
        if values["kind"] == "page" or content.status == "draft":
            return
        site = self.settings["SITEURL"] or self.settings["FEED_DOMAIN"]
        address = f"{site}/{content.url}"
        links = share_links(self.settings["SHARE_LINKS"], address, content.title)
        content.share_links = links
        content.structured_data = structured_data(content, site)

    def _finder(self) -> Find:
        """Pictures are the author's own, or drawn by demos and still in the cache."""
        name = "figure.png"
        shown = self.context.get("shown_figures", [])
        drawn = {figure.path(name): figure.folder / name for figure in shown}

        def find(path: str) -> Path | None:
            file = self.path / path
            return drawn.get(path, file if is_own(file, self.path) else None)

        return find


def _generators(_: Any) -> type[PresentationGenerator]:
    return PresentationGenerator


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(_generators)
