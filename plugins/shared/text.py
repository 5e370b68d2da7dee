"""What a text carries between plugins.

A text is Pelican's Article or Page, or a content of one of our own kinds, with the
values that our plugins add.  Each of those is in ``Text``, with who sets it; where
that plugin is left out, the value is as it stands there.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from html import escape
from pathlib import Path
from types import MappingProxyType
from typing import Any, Protocol

from blinker import signal
from pelican import signals
from pelican.contents import Static

from plugins.shared.languages import give_templates_words
from plugins.shared.once import answer_once
from plugins.shared.services import Service

Settings = dict[str, Any]
Picture = dict[str, Any]

KINDS = {"Article": "post", "Page": "page"}  # of Pelican's texts, by their class
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
    in_default_lang: bool
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

    # plugins/shared/text
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
    integrity: Mapping[str, str] = MappingProxyType({})  # digests of others' files
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
    is_described: bool = False  # whether its author wrote what it is about
    search_text: str = ""  # what plugins/search looks in
    frequent_words: Sequence[str] = ()  # words that it says often: for plugins/related
    toc: Sequence[Mapping[str, Any]] = ()  # its headings: id, text, level
    has_maths_fallback: bool = False  # whether it needs MathJax

    # plugins/figures
    figures: Any = None  # what there is to compute for it, as a Page
    is_waiting: bool = False  # for a figure that is being computed
    share_alt: str = ""
    thumbnail_dark_img: str = ""  # the path of its picture for the dark
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
    day_text: str = ""  # without the year
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
    complete_class(text.__class__)
    answer_once(text)
    text.title_html = text.title_html or escape(getattr(text, "title", ""))
    text.subtitle_html = text.subtitle_html or escape(text.subtitle)
    text_read.send(text)


@cache
def complete_class(kind: Any) -> None:
    """Give a class of texts, once, what its texts have where no plugin sets it."""
    for name, value in UNSET.items():
        if not hasattr(kind, name):
            setattr(kind, name, value)
    kind.kind = kind.kind or KINDS.get(kind.__name__, "")


def tags_of(text: Text) -> Sequence[Link]:
    """The tags of a text."""
    return getattr(text, "tags", ())


def changed(text: Text) -> datetime | None:
    """When the text was last written; pages need not say."""
    return getattr(text, "modified", None) or getattr(text, "date", None)
