"""Switches of Pelican that would change nothing here, each with what does."""

from collections.abc import Iterator

from plugins.settings.finding import Finding, Settings
from plugins.settings.values import shown_value, usual

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
PERIODS = "the archive has a heading for each year"
OF_THE_THEME = {  # what Pelican's own themes would do
    "DISPLAY_PAGES_ON_MENU": "MENU says what is in the menu",
    "DISPLAY_CATEGORIES_ON_MENU": "MENU says what is in the menu",
    "CSS_FILE": LOOK,
    "NEWEST_FIRST_ARCHIVES": "the archive is by year, newest first",
    "YEAR_ARCHIVE_SAVE_AS": PERIODS,
    "MONTH_ARCHIVE_SAVE_AS": PERIODS,
    "DAY_ARCHIVE_SAVE_AS": PERIODS,
}
NOTHING = "%s changes nothing here: %s; take it out."
RELATIVE = (
    "RELATIVE_URLS breaks feeds, which are read elsewhere; take it out: "
    "every page works below any SITEURL."
)
PAGED = "blog"  # a list that our theme shows a page at a time
NOT_PAGED = "PAGINATED_TEMPLATES lacks %r; add %r: None, or a number of texts."
NO_NUMBER = "PAGINATED_TEMPLATES[%r] is %s; write None, or a number from 1 on."
OUTPUT = "OUTPUT_PATH changes nothing here: it is told by --output; take it out."
NO_TAGS = (
    "TAG_SAVE_AS is '', but texts link to the page of each tag; take it out, or write "
    "TAG_URL = 'tags/#tag-{slug}'."
)
METADATA = {"lang": "DEFAULT_LANG", "date": "a date in each text"}
ELSEWHERE = "DEFAULT_METADATA has %r, which is said otherwise: by %s."
SPELLED = "DEFAULT_METADATA has %r; write %r."


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


def relative_urls(settings: Settings) -> Iterator[Finding]:
    """Whether addresses are to be relative, which those in feeds cannot be."""
    if settings.values["RELATIVE_URLS"] and settings.sets("RELATIVE_URLS"):
        yield Finding(RELATIVE, "RELATIVE_URLS")


def output(settings: Settings) -> Iterator[Finding]:
    """A folder for the site where the command line has named another."""
    name = "OUTPUT_PATH"
    if settings.sets(name) and name in settings.told:
        yield Finding(OUTPUT, name)


def pages(settings: Settings) -> Iterator[Finding]:
    """Whether lists have pages: what is set replaces ours."""
    name = "PAGINATED_TEMPLATES"
    if settings.has_our_theme and PAGED not in settings.values[name]:
        yield Finding(NOT_PAGED % (PAGED, PAGED), name)
    for template, texts in settings.values[name].items():
        if texts is not None and (type(texts) is not int or texts < 1):
            message = NO_NUMBER % (template, shown_value(texts))
            yield Finding(message, name, (template,))


def tags(settings: Settings) -> Iterator[Finding]:
    """Whether tags have the pages that our theme links to."""
    has_pages = settings.values["TAG_SAVE_AS"] or "#" in settings.values["TAG_URL"]
    if settings.has_our_theme and not has_pages:
        yield Finding(NO_TAGS, "TAG_SAVE_AS")


def default_metadata(settings: Settings) -> Iterator[Finding]:
    """Front matter for all texts that none of them would get."""
    name = "DEFAULT_METADATA"
    for key in dict(settings.values[name]):
        plain = key.lower().replace("-", "_")
        if key in METADATA:
            yield Finding(ELSEWHERE % (key, METADATA[key]), name, (key,))
        elif key != plain:
            yield Finding(SPELLED % (key, plain), name, (key,))
