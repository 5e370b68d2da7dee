"""Pelican's reader for Markdown, ours: see ``plugins.reader.parse`` for what is read.

Adds what only the file's name and place can tell (date, slug, whether it needs a date),
makes Pelican's own objects of plain values, and says what is wrong and where.
"""

import logging
import re
from collections.abc import Iterator
from datetime import datetime
from functools import cached_property
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote

from pelican import signals
from pelican.contents import Content, Tag
from pelican.readers import BaseReader, MarkdownReader
from pelican.utils import slugify

from plugins.reader.addresses import (
    TextLocation,
    from_root,
    pelicans_links,
    static_links,
)
from plugins.reader.ahead import read_ahead
from plugins.reader.cache import ReadingCache
from plugins.reader.dates import moment
from plugins.reader.metadata import backwards, give_category, metadata, nameless
from plugins.reader.model import Options, Problem, Reading
from plugins.reader.rivals import EXTENSIONS, refuse_rivals
from plugins.reader.summaries import ENGLISH
from plugins.shared.feed_bodies import give_feeds_their_own
from plugins.shared.languages import Table, tables
from plugins.shared.locations import log_at, named
from plugins.shared.settings import DEFAULTS, merged
from plugins.shared.text import complete_texts

log = logging.getLogger(__name__)

NOT_MARKDOWN = "texts are in Markdown; rename it to end in .md, and keep HTML as it is."
NAME = re.compile(r"(?:(?P<date>\d{4}-\d{1,2}-\d{1,2})[-_ ])?(?P<slug>.+)")
LEVELS = {"fatal": logging.ERROR, "error": logging.ERROR, "warning": logging.WARNING}
LEFT_OUT = ("", {"status": "skip"})
NO_TITLE = "there is no title; the file's name gives %r. Write title: and what it is."
NO_DATE = "there is no date; write date: 2026-01-31, or begin the file's name with it."
NEVER = datetime.max.replace(microsecond=0).isoformat()  # a draft may have no date yet


class Reader(MarkdownReader):  # type: ignore[misc]
    """Reads Markdown with front matter, from the cache when it can."""

    def __init__(self, settings: dict[str, Any]) -> None:
        settings = merged(settings)
        BaseReader.__init__(self, settings)  # MarkdownReader's changes the settings
        self.tags: dict[str, Tag] = {}

    @cached_property
    def cache(self) -> ReadingCache:
        """Begun when a text is read: Pelican makes a reader for each ending."""
        folder = Path(self.settings["CACHE_FOLDER"]) / "reader"
        return ReadingCache(folder, options(self.settings))

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """HTML and metadata of a file; one that is wrong is left out of the build."""
        path = Path(source_path)
        with named(log, path):
            return self._read(path)
        return LEFT_OUT

    def get_ready(self, path: Path) -> None:
        """Read a file as if it were new, so that the next one finds all it needs."""
        self.cache.reader.read(path.read_bytes())

    def _read(self, path: Path) -> tuple[str, dict[str, Any]]:
        reading = self.cache.read(path.read_bytes())
        problems = [*reading.problems, *self._complete(path, reading)]
        for problem in [] if self._is_left_out(reading) else problems:
            log_at(log, LEVELS[problem.level], path, problem.line, problem.message)
        if any(problem.level == "fatal" for problem in problems):
            return LEFT_OUT
        location = TextLocation(
            path, Path(self.settings["PATH"]), self.settings["SITEURL"]
        )
        values = reading.values
        values["summary"] = from_root(values["summary"], location)
        html = from_root(reading.html, location)
        return html, metadata(values, self.settings, self.tags)

    def _complete(self, path: Path, reading: Reading) -> list[Problem]:
        """Date, slug and address from the file's name; what is wrong with them."""
        if any(problem.level == "fatal" for problem in reading.problems):
            return []
        values = reading.values
        name = NAME.fullmatch(path.parent.name if path.stem == "index" else path.stem)
        date, slug = name.groups() if name else (None, path.stem)
        values.setdefault("slug", self._slug(slug))
        problems = list(_give_title(values, slug))
        try:
            if date:
                values.setdefault("date", moment(date))
        except ValueError as error:
            return [Problem("fatal", 1, f"the file's name: {error}.")]
        if "modified" in values and "date" not in values:
            values["date"] = values.pop("modified")
        if values.get("status") == "draft":
            values.setdefault("date", NEVER)
        if "date" not in values and not self._is_page(path):
            return [Problem("fatal", 1, NO_DATE)]
        problems += backwards(reading, self.settings)
        return [*problems, *nameless(reading, self.settings)]

    def _slug(self, name: str) -> str:
        settings = self.settings
        return slugify(
            name,
            regex_subs=settings["SLUG_REGEX_SUBSTITUTIONS"],
            preserve_case=settings["SLUGIFY_PRESERVE_CASE"],
            use_unicode=settings["SLUGIFY_USE_UNICODE"],
        )

    def _is_left_out(self, reading: Reading) -> bool:
        """Whether it is a draft where drafts are left out, mistakes and all."""
        draft = reading.values.get("status") == "draft"
        return draft and not self.settings["WITH_DRAFTS"]

    def _is_page(self, path: Path) -> bool:
        folders = (
            Path(self.settings["PATH"]) / name for name in self.settings["PAGE_PATHS"]
        )
        return any(path.resolve().is_relative_to(f.resolve()) for f in folders)


class NoReader(BaseReader):  # type: ignore[misc]
    """Pelican's own readers give none of what our templates show."""

    enabled = True
    file_extensions = ("htm", "html", "rst")  # not those of its parent, for pictures

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """Leaves the file out, and says so."""
        log_at(log, logging.ERROR, source_path, 1, NOT_MARKDOWN)
        return LEFT_OUT


def _give_title(values: dict[str, Any], name: str) -> Iterator[Problem]:
    """Name a text without a title as its file is named, and say so."""
    if not values.get("title"):
        words = re.split(r"[-_\s]+", name)
        title = " ".join(word[:1].upper() + word[1:] for word in words).strip()
        values["title"], values["title_html"] = title, escape(title)
        yield Problem("warning", 1, NO_TITLE % title)


def options(settings: dict[str, Any]) -> Options:
    """The settings that reading depends on; who names no extensions gets ours."""
    markdown = settings["MARKDOWN"]
    if "extensions" not in markdown:
        markdown = DEFAULTS["MARKDOWN"]
    return Options(
        markdown=markdown,
        macros=settings["MATHS_MACROS"],
        fallback=settings["MATHS_FALLBACK"],
        summary_words=settings["SUMMARY_WORDS"],
        hosts=settings["ALLOWED_HOSTS"],
        language=settings["DEFAULT_LANG"],
        words={code: _said(table) for code, table in tables(settings["PATH"]).items()},
    )


def _said(table: Table) -> dict[str, str]:
    """What stands within a text in its language."""
    said = (*ENGLISH, "jump_back", "boxes.", "within.")
    return {key: value for key, value in table.items() if key.startswith(said)}


def _read_new(pelican: Any) -> None:
    """Read new texts side by side; the generators then find them in the cache."""
    reader = Reader(pelican.settings)
    found = sorted(Path(pelican.settings["PATH"]).rglob("*"))
    texts = (path for path in found if path.suffix[1:] in EXTENSIONS)
    read_ahead(reader.cache, filter(Path.is_file, texts))


def _quote(generator: Any) -> None:
    """Give files addresses that HTML accepts, whatever their names have in them."""
    for file in generator.staticfiles:
        file.override_url = quote(file.url)


def _links(content: Content) -> re.Pattern[str]:
    return pelicans_links(content.settings["INTRASITE_LINK_REGEX"])


def _use(readers: Any) -> None:
    for extension in EXTENSIONS:
        readers.reader_classes[extension] = Reader
    for extension in NoReader.file_extensions:
        readers.reader_classes[extension] = NoReader


def register() -> None:
    """Connect to Pelican."""
    complete_texts()
    give_feeds_their_own()
    Content._get_intrasite_link_regex = _links
    Content.get_static_links = static_links
    signals.initialized.connect(refuse_rivals)
    signals.get_generators.connect(_read_new)
    signals.readers_init.connect(_use)
    signals.content_object_init.connect(give_category)
    signals.static_generator_finalized.connect(_quote)
