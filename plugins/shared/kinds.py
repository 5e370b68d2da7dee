"""Kinds of content beside Pelican's articles and pages: each a module and its settings.

A kind ``note`` with the plural ``notes`` is read from the folders NOTE_PATHS.  Its
texts are Pelican's articles in all but their addresses (NOTE_URL, NOTE_SAVE_AS; in
another language NOTE_LANG_URL and NOTE_LANG_SAVE_AS), share tags with posts, and have
a list of their own (NOTES_URL, NOTES_SAVE_AS).  A theme may have a template ``note``
for them and ``notes`` for the list; if not, it shows a text as an article and the list
as ``list``, or as its index of articles.
"""

import logging
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any, ClassVar

from blinker import signal
from pelican import signals
from pelican.contents import Article, SkipStub
from pelican.generators import ArticlesGenerator, CachingGenerator
from pelican.writers import Writer

from plugins.shared.locations import named
from plugins.shared.settings import merged
from plugins.shared.site import OWN_KINDS, Context, Kind, dated, newest_first
from plugins.shared.templates import first_template
from plugins.shared.text import Settings, complete_texts
from plugins.shared.translations import translations_among

log = logging.getLogger(__name__)

finalized = signal("own_kind_generator_finalized")  # as Pelican's generators send one


@dataclass(frozen=True)
class OwnKind(Kind):
    """A kind that a plugin adds, in its ``register()``."""

    def register(self) -> None:
        """Let the builds to come have texts of this kind."""
        complete_texts()
        signals.get_generators.connect(self._generator, weak=False)
        signals.all_generators_finalized.connect(share_tags)

    @cached_property
    def content_class(self) -> type["OwnText"]:
        """The class of its texts."""
        values = {"kind": self.name, "default_template": self.name}
        return type(self.name.capitalize(), (OwnText,), values)

    def setting(self, settings: Settings, what: str) -> Any:
        """A setting of its list, such as ``NOTES_URL``."""
        return settings[f"{self.plural.upper()}_{what}"]

    def _generator(self, _: Any) -> type["KindGenerator"]:
        name = f"{self.plural.capitalize()}Generator"
        return type(name, (KindGenerator,), {"kind": self})


class OwnText(Article):  # type: ignore[misc]
    """A text with a date, of a kind of our own."""

    kind: ClassVar[str]

    def _expand_settings(self, key: str, klass: str | None = None) -> str:
        """The address that the settings give to the kind, or to drafts."""
        klass = "draft" if self.status == "draft" else self.kind
        if f"{klass}_{key}".upper() not in self.settings:
            key = key.removeprefix("lang_")  # every language has the same address
        return super(Article, self)._expand_settings(key, klass)


class KindGenerator(CachingGenerator):  # type: ignore[misc]
    """Reads the texts of one kind, and writes each of them and their list."""

    kind: ClassVar[OwnKind]

    def __init__(
        self, context: Context, settings: Settings, *args: Any, **options: Any
    ) -> None:
        plural = self.kind.plural
        self.lists = {
            "published": plural,
            "hidden": f"hidden_{plural}",
            "draft": self.kind.drafts,
        }
        self.translations: list[Any] = []
        for name in self.lists.values():
            setattr(self, name, [])
        context.setdefault(OWN_KINDS, []).append(self.kind)
        super().__init__(context, merged(settings), *args, **options)

    def generate_context(self) -> None:
        """Read every file in the folders of the kind."""
        name = self.kind.name.upper()
        for path in sorted(self.get_files(self.settings[f"{name}_PATHS"])):
            with named(log, Path(self.path, path)):
                self._read(path)
        published = self.lists["published"]
        same = self.settings["ARTICLE_TRANSLATION_ID"]
        texts, self.translations = translations_among(  # each learns of others
            newest_first(getattr(self, published)), translation_id=same
        )
        setattr(self, published, newest_first(texts))
        self._update_context(self.lists.values())
        finalized.send(self)

    def _read(self, path: str) -> None:
        text = self.readers.read_file(
            base_path=self.path,
            path=path,
            content_class=self.kind.content_class,
            context=self.context,
        )
        if isinstance(text, SkipStub):
            return
        if not text.is_valid():
            self._add_failed_source_path(path)
            return
        getattr(self, self.lists[text.status]).append(text)
        self.add_source_path(text)
        self.add_static_links(text)

    def refresh_metadata_intersite_links(self) -> None:
        """Called by Pelican when every address is known."""
        for text in self._all():
            text.refresh_metadata_intersite_links()

    def generate_output(self, writer: Writer) -> None:
        """Write the texts, and the pages of their list."""
        for text in self._all():
            writer.write_file(
                text.save_as,
                first_template(self, text.template, "article"),
                self.context,
                relative_urls=self.settings["RELATIVE_URLS"],
                override_output=hasattr(text, "override_save_as"),
                url=text.url,
                list_url=self.kind.setting(self.settings, "URL"),
                **dict.fromkeys(("article", self.kind.name), text),
            )
        self._write_list(writer)

    def _write_list(self, writer: Writer) -> None:
        plural, paginated = self.kind.plural, self.settings["PAGINATED_TEMPLATES"]
        usual = next(iter(paginated), plural)
        texts = dict.fromkeys(("articles", plural), getattr(self, plural))
        writer.write_file(
            self.kind.setting(self.settings, "SAVE_AS"),
            first_template(self, plural, "list", "index"),
            self.context,
            relative_urls=self.settings["RELATIVE_URLS"],
            paginated=texts,
            template_name=plural if plural in paginated else usual,
            url=self.kind.setting(self.settings, "URL"),
            kind=self.kind,
            list_url=self.kind.setting(self.settings, "URL"),
            **texts,
        )

    def _all(self) -> list[Any]:
        known = (getattr(self, name) for name in self.lists.values())
        return [*chain(*known), *self.translations]


def share_tags(generators: list[Any]) -> None:
    """Put our texts under their tags: pages and feeds of tags have every kind."""
    posts = next(g for g in generators if isinstance(g, ArticlesGenerator))
    for own in (g for g in generators if isinstance(g, KindGenerator)):
        for text in own.kind.of(own.context):
            for tag in getattr(text, "tags", []):
                posts.tags[tag].append(text)
    places = {id(text): place for place, text in enumerate(dated(posts.context))}
    for texts in posts.tags.values():
        try:
            texts.sort(key=lambda text: places[id(text)])
        except KeyError:  # translations have been put there too
            texts[:] = newest_first(texts)
    posts.context["tags"] = list(posts.tags.items())
