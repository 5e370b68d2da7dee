"""Names of settings: misspelt ones, and those that other systems use."""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from itertools import chain

from pelican.settings import DEFAULT_CONFIG

from plugins.settings.finding import Finding, Settings
from plugins.settings.foreign import OURS, REFUSED
from plugins.settings.modules import sources
from plugins.shared.settings import DEFAULTS
from plugins.shared.site import Kind

ALIKE = 0.8  # how alike two names are if one may be meant by the other
LEFT_TO_THE_SITE = {"AUTHOR", "FEED_DOMAIN"}  # facts that no default can know
PELICANS = {  # what Pelican reads and has no default for
    *("ARTICLE_EXCLUDES", "PAGE_EXCLUDES", "DEFAULT_DATE", "SUMMARY_MAX_PARAGRAPHS"),
    *("AUTHOR_REGEX_SUBSTITUTIONS", "CATEGORY_REGEX_SUBSTITUTIONS", "DEBUG"),
    *("INDEX_URL", "CATEGORIES_URL", "AUTHORS_URL", "RSS_FEED_SUMMARY_ONLY"),
}
FEEDS = re.compile(
    r"((ALL|TAG|CATEGORY|AUTHOR|TRANSLATION)_)?FEED(_ALL)?_(ATOM|RSS)(_URL)?"
)
ELSEWHERE = "%s is no setting here: what it does is done in %s."
KIND = re.compile(r"""\bOwnKind\(\s*["'](\w+)["'],\s*["'](\w+)["']""")
NOTHING = "%s does nothing here: %s."
RENAMED = "%s is called %s here; write that."
NEAR = "%s is not the name of a setting; did you mean %s?"
UNREAD = "%s is a setting that nothing reads; correct its name or take it out."


def names(settings: Settings) -> Iterator[Finding]:
    """Names that mean nothing here, each with the one that was meant."""
    known = all_known(settings)
    for name in settings.file.written:
        if name not in known and (message := _meant(name, known, settings)):
            yield Finding(message, name)


def all_known(settings: Settings) -> set[str]:
    """Every name that Pelican or the engine reads."""
    known = {*DEFAULT_CONFIG, *DEFAULTS, *LEFT_TO_THE_SITE, *PELICANS}
    for template in settings.values["DIRECT_TEMPLATES"]:
        known |= {f"{template.upper()}_{end}" for end in ("URL", "SAVE_AS")}
    return known | _of_kinds(settings)


def _of_kinds(settings: Settings) -> set[str]:
    """The settings of the kinds of content that plugins add."""
    files = [file for plugin in settings.plugins for file in sources(plugin)]
    found = (KIND.findall(file.read_text("utf-8", errors="replace")) for file in files)
    return set().union(*(Kind(*names).settings for names in chain(*found)))


def _meant(name: str, known: set[str], settings: Settings) -> str:
    """What to say of a name that is not known; nothing if something reads it."""
    plain = name.lower().strip("_")
    if FEEDS.fullmatch(name) or (name.isupper() and is_read(name, settings)):
        return ""
    if plain in REFUSED:
        return NOTHING % (name, REFUSED[plain])
    if plain in OURS:
        ours = OURS[plain]
        return (ELSEWHERE if "/" in ours else RENAMED) % (name, ours)
    if name.upper() in known:
        return RENAMED % (name, name.upper())
    if not name.isupper():
        return ""  # a word of the author's own, for use within the file
    if near := get_close_matches(name, known, n=1, cutoff=ALIKE):
        return NEAR % (name, near[0])
    return UNREAD % name


def is_read(name: str, settings: Settings) -> bool:
    """Whether a template or a plugin that is not the engine's mentions the name."""
    word = re.compile(rf"\b{name}\b")
    files = [p for f in settings.templates for p in f.rglob("*") if p.is_file()]
    files += [file for plugin in settings.plugins for file in sources(plugin)]
    return any(word.search(p.read_text("utf-8", errors="replace")) for p in files)
