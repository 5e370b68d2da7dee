"""Switches of Pelican that would change nothing here, each with what does."""

from collections.abc import Iterator

from plugins.settings.finding import Finding, Settings
from plugins.settings.values import usual

NAMES = "plugins/reader takes date and slug from the front matter and the file's name"
LOOK = "the theme is added to in content/theme/"
READER = "plugins.reader"
OF_THE_READER = {  # what Pelican's own reader would do
    "FILENAME_METADATA": NAMES,
    "DEFAULT_DATE": "each post says its date",
    "SLUGIFY_SOURCE": NAMES,
    "FORMATTED_FIELDS": "title, subtitle and summary are Markdown already",
    "SUMMARY_MAX_LENGTH": "SUMMARY_WORDS is what counts",
    "SUMMARY_MAX_PARAGRAPHS": "SUMMARY_WORDS is what counts",
    "TYPOGRIFY": "plugins/reader/typography sets prose, and nothing else",
    "CACHE_CONTENT": "plugins/reader has a cache of its own, in CACHE_FOLDER",
    "LOAD_CONTENT_CACHE": "plugins/reader has a cache of its own, in CACHE_FOLDER",
}
OF_THE_THEME = {  # what Pelican's own themes would do
    "DISPLAY_PAGES_ON_MENU": "MENU says what is in the menu",
    "DISPLAY_CATEGORIES_ON_MENU": "MENU says what is in the menu",
    "CSS_FILE": LOOK,
    "NEWEST_FIRST_ARCHIVES": "the archive is by year, newest first",
}
NOTHING = "%s changes nothing here: %s; take it out."


def switches(settings: Settings) -> Iterator[Finding]:
    """Switches that the author has turned and that turn nothing."""
    dead: dict[str, str] = {}
    if READER in (settings.values["PLUGINS"] or []):
        dead |= OF_THE_READER
    if settings.has_our_theme:
        dead |= OF_THE_THEME
    for name, why in dead.items():
        if settings.sets(name) and settings.values[name] != usual(name):
            yield Finding(NOTHING % (name, why), name)
