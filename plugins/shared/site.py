"""The site as plugins see it: its texts, what each of them carries, their kinds.

A text is Pelican's Article or Page, or a content of one of our own kinds, with the
values that our plugins add.  Each of those is in ``Text``, with who sets it; where
that plugin is left out, the value is as it stands there.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from pathlib import Path
from typing import Any, Protocol

from blinker import signal
from pelican import signals
from pelican.contents import Static

from plugins.shared.languages import give_templates_words, words
from plugins.shared.once import answer_once
from plugins.shared.services import Service

Context = dict[str, Any]
Settings = dict[str, Any]
# src, width, height, alt, srcset where there are copies, dark where it has a twin
Picture = dict[str, Any]

OWN_KINDS = "own_kinds"  # in the context: those that plugins add
# that front matter names
PICTURES = ("cover_img", "cover_dark_img", "thumbnail_img", "share_img")


def named_pictures(text: "Text") -> list[str]:
    """The pictures that the front matter of a text names, as they are written."""
    names = [str(getattr(text, name)) for name in PICTURES]
    return [*names, *(path for path, _ in text.captioned_covers)]


class Link(Protocol):
    """Pelican's tag, author or category."""

    name: str
    slug: str
    url: str
    save_as: str


class Text(Protocol):
    """What a text carries from plugin to plugin and into templates."""

    # Pelican; date, modified and tags only where the text has them
    title: str
    slug: str
    url: str
    save_as: str
    source_path: str
    relative_dir: str
    status: str  # published, hidden or draft
    lang: str
    translations: "Sequence[Text]"
    author: Link
    date: datetime
    modified: datetime
    tags: Sequence[Link]
    settings: Settings
    metadata: dict[str, Any]
    locale_date: str
    locale_modified: str
    override_save_as: str
    template: str
    default_template: str
    _content: str  # HTML, with Pelican's {filename} and {static} in its links
    _summary: str

    def get_relative_source_path(self) -> str:
        """Where its file is in the content folder."""

    def get_content(self, siteurl: str) -> str:
        """HTML with whole links; kept from the first time that it is asked for."""

    def get_static_links(self) -> set[str]:
        """The files in the content folder that it shows or links."""

    def _update_content(self, content: str, siteurl: str) -> str: ...

    # plugins/shared/site
    kind: str = ""  # the name of its kind

    # plugins/shared/hooks
    is_complete: bool = False  # whether every hook for a new text has been called

    # plugins/reader, from front matter
    title_html: str = ""
    subtitle: str = ""
    subtitle_html: str = ""
    description: str = ""
    categories: Sequence[str] = ()  # of the author; Pelican's has a default
    cover_img: str = ""  # these four: paths, or addresses of demos
    cover_dark_img: str = ""  # the cover of readers who read in the dark
    thumbnail_img: str = ""
    share_img: str = ""
    cover_alt: str = ""
    captioned_covers: Sequence[tuple[str, str]] = ()  # of several, or with captions
    series: str = ""  # the name of what it is a part of
    series_index: int = 0  # its number there; 0 if the author gives none
    redirect_from: Sequence[str] = ()  # old addresses of the text
    redirect_to: str = ""  # where readers are sent instead
    share_title: str = ""  # as networks show it
    social_share: bool = True
    comments: bool = False
    in_sitemap: bool = True
    has_toc: bool = True
    full_width: bool = False
    nav_short: bool = False
    show_avatar: bool = True
    show_reading_time: bool = True
    pinned: bool = False  # first on the front page
    no_thumbnail_img: bool = False  # not even the cover's
    gh_repo: str = ""  # owner/name
    gh_badge: Sequence[str] = ()
    styles: Sequence[str] = ()  # addresses of its own
    scripts: Sequence[str] = ()
    head_extra: Sequence[str] = ()  # these four: templates in parts/
    before_content: Sequence[str] = ()
    after_content: Sequence[str] = ()
    footer_extra: Sequence[str] = ()

    # plugins/reader, from the text
    reading_minutes: int = 0
    search_text: str = ""  # what plugins/search looks in
    frequent_words: Sequence[str] = ()  # words that it says often: for plugins/related
    toc: Sequence[Mapping[str, Any]] = ()  # its headings: id, text, level
    has_maths_fallback: bool = False  # whether it needs MathJax

    # plugins/figures
    figures: Any = None  # what there is to compute for it, as a Page
    is_waiting: bool = False  # for a figure that is being computed
    share_alt: str = ""
    has_steps: bool = False  # whether a figure can be stepped through
    feed_content: str = ""  # HTML for feeds; else plugins/images sets it

    # plugins/images
    cover: Picture | None = None
    covers: Sequence[Picture] = ()  # with captions, where there are several or some
    thumbnail: Picture | None = None
    share: Picture | None = None
    copies: Mapping[str, Path] = {}  # smaller ones of its pictures, by path in the site

    # plugins/search
    search_number: int = 0  # by which its index knows the text

    # plugins/languages
    direction: str = "ltr"  # of its script, as HTML has it
    languages: "Sequence[Text]" = ()  # the text in others

    # plugins/series
    series_part: Any = None  # its place in a series, as a Part

    # plugins/page_options
    repository_links: Sequence[Mapping[str, str]] = ()
    class_sheet: str = ""  # that of the theme which knows the classes in the text

    # plugins/authors
    written_by: Sequence[Any] = ()  # Persons, where the site has several

    # plugins/comments and plugins/videos
    services: Sequence[Service] = ()  # of others, that its page may ask

    # plugins/comments
    comments_link: Any = None  # what leads to them, as a Link

    # plugins/cite_this
    bibtex: str = ""  # how to cite it

    # plugins/references
    labels: Mapping[tuple[str, str], tuple[str, str]] = {}  # what others may refer to

    # plugins/related
    related: "Sequence[Text]" = ()  # others that are near to it

    # plugins/previews
    has_previews: bool = False  # whether it has links of which there are some

    # plugins/mentions
    mentions: Mapping[str, Any] = {}  # by path of the other text: a Sentence
    mentioned_in: Sequence[Any] = ()  # Mentions

    # plugins/page_context
    byline: str = ""  # its authors, where they are not the site's
    date_iso: str = ""
    date_text: str = ""
    updated_iso: str = ""
    updated_text: str = ""
    has_long_title: bool = False
    edit_link: str = ""  # where its file can be changed
    next: "Text | None" = None
    previous: "Text | None" = None
    share_links: Sequence[Mapping[str, str]] = ()
    structured_data: Mapping[str, Any] | None = None


UNSET = {k: v for k, v in vars(Text).items() if k in Text.__annotations__}


text_read = signal("a text has been read, and carries what is in Text")


def complete_texts() -> None:
    """Let every text of the builds to come carry what is in ``Text``.

    Pelican calls the receivers of its own signal in no fixed order: who needs a text
    that is complete connects to ``text_read``.
    """
    signals.content_object_init.connect(_complete)
    give_templates_words()


def _complete(text: Any) -> None:
    if isinstance(text, Static):
        return
    for name, value in UNSET.items():
        text.__dict__.setdefault(name, value)
    answer_once(text)
    text.kind = getattr(type(text), "kind", KINDS.get(type(text).__name__, ""))
    text.title_html = text.title_html or escape(getattr(text, "title", ""))
    text.subtitle_html = text.subtitle_html or escape(text.subtitle)
    text_read.send(text)


@dataclass(frozen=True)
class Kind:
    """A kind of content, and where in the context its published texts are."""

    name: str
    plural: str
    texts: str = ""

    @property
    def drafts(self) -> str:
        """Where in the context the drafts are of a kind that is not Pelican's."""
        return f"draft_{self.plural}"

    @property
    def settings(self) -> set[str]:
        """The names of the settings that a kind that is not Pelican's has."""
        one, many = self.name.upper(), self.plural.upper()
        addresses = {f"{n}_{end}" for n in (one, many) for end in ("URL", "SAVE_AS")}
        return {*addresses, f"{one}_PATHS", f"FEED_{many}_ATOM", f"LATEST_{many}"}

    def of(self, context: Context) -> list[Text]:
        """Those that are published."""
        return list(context.get(self.texts or self.plural, []))


POST = Kind("post", "posts", texts="articles")
PAGE = Kind("page", "pages")
KINDS = {"Article": POST.name, "Page": PAGE.name}


def own_kinds(context: Context) -> list[Kind]:
    """The kinds that plugins add, in the order of their names."""
    return sorted(context.get(OWN_KINDS, []), key=lambda kind: kind.name)


def dated_kinds(context: Context) -> list[Kind]:
    """Posts and the kinds that plugins add: what has a place in time."""
    return [POST, *own_kinds(context)]


def dated(context: Context) -> list[Text]:
    """Everything published that has a date, newest first."""
    found = (text for kind in dated_kinds(context) for text in kind.of(context))
    return newest_first(found)


def published(context: Context) -> list[Text]:
    """Everything published: what has a date first, and pages after it."""
    return [*dated(context), *PAGE.of(context)]


def in_language(text: "Text | None", language: str) -> "Text | None":
    """The translation of a text into a language; the text itself if there is none."""
    others = text.translations if text else ()
    return next((other for other in others if other.lang == language), text)


def in_every_language(context: Context) -> list[Text]:
    """Everything published, each text with its translations after it."""
    found = published(context)
    return [t for text in found for t in (text, *getattr(text, "translations", ()))]


def written(context: Context) -> list[Text]:
    """Everything that has a page, be it a draft, hidden, or a translation."""
    return [text for text in context["generated_content"].values() if text is not None]


def newest_first(texts: Iterable[Text]) -> list[Text]:
    """By date; those of one date by address, so that the order never varies."""
    by_address = sorted(texts, key=lambda text: text.url)
    return sorted(by_address, key=lambda text: text.date, reverse=True)


def changed(text: Text) -> datetime | None:
    """When the text was last written; pages need not say."""
    return getattr(text, "modified", None) or getattr(text, "date", None)


def tags_of(text: Text) -> Sequence[Link]:
    """The tags of a text."""
    return getattr(text, "tags", ())


def tagged(texts: Iterable[Text]) -> Iterator[tuple[Text, Link]]:
    """What is listed under tags: of translations, what no other one of a text has."""
    for text in texts:
        seen = set()
        for one in (text, *text.translations):
            for tag in tags_of(one):
                if tag.slug not in seen:
                    seen.add(tag.slug)
                    yield one, tag


def feeds(
    context: Context, settings: Settings
) -> Iterator[tuple[str, str | None, list[Text]]]:
    """The path of each feed that settings name, its title and what is in it."""
    table = words(settings["DEFAULT_LANG"], settings)
    texts = {kind.plural: kind.of(context) for kind in dated_kinds(context)}
    for name, found in {"everything": dated(context), **texts}.items():
        if path := settings.get(f"FEED_{name.upper()}_ATOM"):
            title = table.get(f"kinds.{name}", name).capitalize()
            yield path, title if name in texts else None, found


def in_words(names: Iterable[str], and_: str = " and ") -> str:
    """``posts, talks and notes``, or with another language's word."""
    *most, last = names
    return f"{', '.join(most)}{and_}{last}" if most else last


def public_address(settings: Mapping[str, Any]) -> str:
    """What stands before the addresses of the site where they are read elsewhere."""
    return str(settings["SITEURL"] or settings["FEED_DOMAIN"])
