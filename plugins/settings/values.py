"""Values of settings: of the right kind, and possible."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pelican.settings import DEFAULT_CONFIG

from plugins import defaults
from plugins.settings.finding import Finding, Settings
from plugins.shared.settings import DEFAULTS

KINDS: dict[type, str] = {
    str: "a text in quotes",
    bool: "True or False",
    int: "a whole number",
    list: "a list in [brackets]",
    dict: "a dict in {braces}",
}
ALSO: dict[str, tuple[Any, ...]] = {  # values that Pelican takes too
    "DEFAULT_PAGINATION": (False,),
    "PLUGINS": (None,),
    "SUMMARY_MAX_LENGTH": (None,),
    "TYPOGRIFY_DASHES": (None,),
}
NO_TEXTS = {"MENU", "FOOTER_LINKS", "SOCIAL", "LOG_FILTER", "PLUGINS"}  # in these lists
EMPTY = ("_ATOM", "_RSS", "_SAVE_AS", "_URL")  # where None and False mean: none of it
NOT_NONE = {  # where only an empty text means that
    f"{kind}_{end}"
    for kind in ("AUTHOR", "CATEGORY", "TAG")
    for end in ("URL", "SAVE_AS")
}
NOT_EMPTY = {"DEFAULT_CATEGORY"}
TEXTS = {"AUTHOR": "", "FEED_DOMAIN": "", "CATEGORIES_SAVE_AS": ""}
USUAL = {**DEFAULT_CONFIG, **DEFAULTS, **TEXTS}
OF_TEXTS = {n for n, k in defaults.__annotations__.items() if k == dict[str, str]}
PATTERNS = ("FILENAME_METADATA", "PATH_METADATA", "INTRASITE_LINK_REGEX")
REPLACED = "_REGEX_SUBSTITUTIONS"  # lists of a pattern and what takes its place
LOOSE = {"LOCALE", "PELICAN_CLASS", "FILENAME_METADATA"}
LEAST = {  # numbers below which a setting makes no sense
    "DEFAULT_PAGINATION": 1,
    "SUMMARY_WORDS": 1,
    "DEMOS_TIMEOUT": 1,
    "DEMOS_WORKERS": 0,
    "LATEST_POSTS": 0,
    "LATEST_NOTES": 0,
    "FEED_MAX_ITEMS": 1,
    "DEFAULT_ORPHANS": 0,
}
CHOICES = {
    "MATHS_FALLBACK": ("error", "source", "mathjax"),
    "RELATED_TEXTS": (0, 1, 2, 3),
    "CITATION_STYLE": ("author-year", "numeric"),
    "SLUGIFY_SOURCE": ("title", "basename"),
    "CONTENT_CACHING_LAYER": ("reader", "generator"),
}
NONE = "'' for none of it"
KIND = "%s is %s; write %s."
SMALL = "%s is %s; write a number from %s on."
CHOICE = "%s is %s; choose one of %s."
PAIR = 'for each name an address and a line: ("https://…", "Counts on engines.")'
REPLACING = 'pairs of a pattern and what to put in its place: [(r"#", "sharp")]'
PATTERN = "%s has the pattern %r, which cannot be read (%s); correct it."
MISSING = "there is no %s; write %s."
SHOWN = 60  # characters of a wrong value that a message repeats


def kinds(settings: Settings) -> Iterator[Finding]:
    """Values of another kind than they should be."""
    for name in settings.file.written:
        if message := wrong_kind(name, settings.values.get(name)):
            yield Finding(message, name)


def possible(settings: Settings) -> Iterator[Finding]:
    """Values of the right kind that can mean nothing."""
    for name in settings.file.written:
        if message := impossible(name, settings.values.get(name)):
            yield Finding(message, name)


def missing(settings: Settings) -> Iterator[Finding]:
    """Facts that every site has to tell."""
    example = {"SITENAME": 'SITENAME = "What your site is called"'}
    if settings.has_our_theme:
        example["AUTHOR"] = 'AUTHOR = "Your name"'
    for name, line in example.items():
        if not settings.sets(name):
            yield Finding(MISSING % (name, line), name)
        elif not settings.values[name]:
            yield Finding(KIND % (name, "empty", line), name)


def usual(name: str) -> Any:
    """The value of a setting where a site sets none; None if it has no default."""
    return USUAL.get(name)


def wrong_kind(name: str, value: Any) -> str:
    """What to say if a value is of another kind than the default; else nothing."""
    default = usual(name)
    if default is None and name.endswith(EMPTY):
        default = ""
    if default is None or name in LOOSE or value in ALSO.get(name, ()):
        return ""
    if name.endswith(EMPTY) and not value and isinstance(value, bool | None):
        return KIND % (name, value, NONE) if name in NOT_NONE else ""
    if not _alike(value, default):
        return KIND % (name, shown_value(value), KINDS[_kind(default)])
    if name in OF_TEXTS and not _has_only_texts(value):
        return KIND % (name, shown_value(value), "names and values, each in quotes")
    texts = isinstance(default, list | tuple) and _has_texts(name, default)
    if texts and not all(isinstance(part, str | Path) for part in value):
        return KIND % (name, shown_value(value), "a list of texts in quotes")
    return ""


def impossible(name: str, value: Any) -> str:
    """What to say if a value of the right kind can mean nothing; else nothing."""
    if name in LEAST and not isinstance(value, bool) and value < LEAST[name]:
        return SMALL % (name, shown_value(value), LEAST[name])
    if name in NOT_EMPTY and not value:
        return KIND % (name, "empty", "a name that is to be shown")
    if name == "AUTHORS" and not all(map(_is_pair, value.values())):
        return KIND % (name, shown_value(value), PAIR)
    if name.endswith(REPLACED) and not all(map(_is_pair, value)):
        return KIND % (name, shown_value(value), REPLACING)
    if name in CHOICES and value not in CHOICES[name]:
        choices = ", ".join(map(repr, CHOICES[name]))
        return CHOICE % (name, shown_value(value), choices)
    return next(_unreadable(name, value), "")


def shown_value(value: Any) -> str:
    """A value as it would be written, not too much of it."""
    text = repr(value)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def _unreadable(name: str, value: Any) -> Iterator[str]:
    """What to say of each pattern that is not one."""
    several = value if name.endswith(REPLACED) else ()
    for pattern in [value] if name in PATTERNS else [each[0] for each in several]:
        try:
            re.compile(pattern)
        except (re.error, TypeError) as error:
            yield PATTERN % (name, pattern, error)


def _has_only_texts(pairs: Mapping[Any, Any]) -> bool:
    return all(isinstance(part, str) for pair in pairs.items() for part in pair)


def _kind(value: Any) -> type:
    if isinstance(value, tuple):
        return list
    if isinstance(value, Mapping):
        return dict
    return type(value)


def _alike(value: Any, default: Any) -> bool:
    if isinstance(default, str) and isinstance(value, Path):
        return True
    return _kind(value) is _kind(default)


def _is_pair(value: Any) -> bool:
    return (
        isinstance(value, list | tuple)
        and len(value) == 2
        and all(isinstance(part, str) for part in value)
    )


def _has_texts(name: str, default: Any) -> bool:
    """Whether a list of this default may hold nothing but texts."""
    return name not in NO_TEXTS and all(isinstance(part, str) for part in default)
