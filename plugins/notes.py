"""Notes: a third kind of content, short and dated, beside posts and pages.

Notes have their own folder, addresses, template, list and feed.  They share tags with
posts, and nothing else: they are never in the posts' list.
"""

import logging
from pathlib import Path
from typing import Any

from blinker import signal
from pelican import Pelican, signals
from pelican.contents import Article, SkipStub
from pelican.generators import ArticlesGenerator, CachingGenerator
from pelican.writers import Writer

from plugins.shared.locations import named
from plugins.shared.settings import merged
from plugins.shared.site import newest_first

log = logging.getLogger(__name__)

finalized = signal("note_generator_finalized")  # as Pelican's generators send one
LISTS = {"published": "notes", "hidden": "hidden_notes", "draft": "draft_notes"}


class Note(Article):  # type: ignore[misc]
    """A short text with a date."""

    default_template = "note"

    def _expand_settings(self, key: str, klass: str | None = None) -> str:
        """The address that the settings give to notes, or to drafts."""
        kind = "draft" if self.status == "draft" else "note"
        return super(Article, self)._expand_settings(key, kind)


class NotesGenerator(CachingGenerator):  # type: ignore[misc]
    """Reads the notes, writes each of them, and their list and feeds."""

    def __init__(self, context: Any, settings: Any, *args: Any, **options: Any) -> None:
        self.notes: list[Note] = []
        self.hidden_notes: list[Note] = []
        self.draft_notes: list[Note] = []
        super().__init__(context, merged(settings), *args, **options)

    def generate_context(self) -> None:
        """Read every file in the notes' folders."""
        for path in sorted(self.get_files(self.settings["NOTE_PATHS"])):
            with named(log, Path(self.path, path)):
                self._read(path)
        self.notes = newest_first(self.notes)
        self._update_context(LISTS.values())
        finalized.send(self)

    def _read(self, path: str) -> None:
        note = self.readers.read_file(
            base_path=self.path,
            path=path,
            content_class=Note,
            context=self.context,
        )
        if isinstance(note, SkipStub):
            return
        if not note.is_valid():
            self._add_failed_source_path(path)
            return
        getattr(self, LISTS[note.status]).append(note)
        self.add_source_path(note)
        self.add_static_links(note)

    def refresh_metadata_intersite_links(self) -> None:
        """Called by Pelican when every address is known."""
        for note in self._all():
            note.refresh_metadata_intersite_links()

    def generate_output(self, writer: Writer) -> None:
        """Write the notes, the pages of their list, and the feeds."""
        for note in self._all():
            writer.write_file(
                note.save_as,
                self.get_template(note.template),
                self.context,
                relative_urls=self.settings["RELATIVE_URLS"],
                override_output=hasattr(note, "override_save_as"),
                url=note.url,
                note=note,
            )
        writer.write_file(
            self.settings["NOTES_SAVE_AS"],
            self.get_template("notes"),
            self.context,
            relative_urls=self.settings["RELATIVE_URLS"],
            paginated={"notes": self.notes},
            template_name="notes",
            url=self.settings["NOTES_URL"],
            notes=self.notes,
        )
        self._write_feeds(writer)

    def _write_feeds(self, writer: Writer) -> None:
        posts = self.context["articles"]
        for setting, title, contents in (
            ("FEED_POSTS_ATOM", "Posts", posts),
            ("FEED_NOTES_ATOM", "Notes", self.notes),
            ("FEED_EVERYTHING_ATOM", None, newest_first([*posts, *self.notes])),
        ):
            path = self.settings[setting]
            writer.write_feed(contents, self.context, path, path, feed_title=title)

    def _all(self) -> list[Note]:
        return [*self.notes, *self.hidden_notes, *self.draft_notes]


def share_tags(generators: list[Any]) -> None:
    """Put the notes under their tags: pages and feeds of tags have both kinds."""
    posts = next(g for g in generators if isinstance(g, ArticlesGenerator))
    notes = next(g for g in generators if isinstance(g, NotesGenerator))
    for note in notes.notes:
        for tag in note.tags:
            posts.tags[tag].append(note)
    for tag, contents in posts.tags.items():
        posts.tags[tag] = newest_first(contents)
    posts.context["tags"] = list(posts.tags.items())


def whole_titles(context: dict[str, Any], feed: Any) -> None:
    """Give a feed's entries their titles; Pelican takes ``<`` in them for a tag."""
    contents = filter(None, context["generated_content"].values())
    titles = {f"{context['SITEURL']}/{c.url}": c.title for c in contents}
    for item in feed.items:
        item["title"] = titles.get(item["link"], item["title"])


def _generators(_: Pelican) -> type[NotesGenerator]:
    return NotesGenerator


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(_generators)
    signals.all_generators_finalized.connect(share_tags)
    signals.feed_generated.connect(whole_titles)
