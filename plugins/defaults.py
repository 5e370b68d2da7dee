"""Every setting of the engine with its default.  Data only.

``pelicanconf.py`` begins with ``from plugins.defaults import *`` and may set any of
these anew.  Where a site does not, plugins read them by plugins/shared/settings.py.
"""

# Who and where
SITEURL = ""  # publishconf.py has the public address
SITESUBTITLE = ""  # a few words: below the name in lists of sites, and in previews
TIMEZONE = "UTC"  # of dates that name none, such as "Asia/Ho_Chi_Minh"
DEFAULT_LANG = "en"  # of texts that name none, and of lists: "en", "vi" or your own
LOCALE = ["C.UTF-8"]
DEFAULT_DATE_FORMAT = "%B %-d, %Y"  # unless set anew, each language has its own

# Content: three kinds, three folders
PATH = "content"
ARTICLE_PATHS = ["posts"]
NOTE_PATHS = ["notes"]  # our third kind of content: plugins/notes
PAGE_PATHS = ["pages"]
STATIC_PATHS = ["images"]
FILENAME_METADATA = ""  # plugins/reader takes date and slug from names of files
USE_FOLDER_AS_CATEGORY = False
DEFAULT_CATEGORY = "misc"
DEFAULT_PAGINATION = 8
SERIES_IN_TITLES = False  # whether "Lessons #4 (…)" is part 4 of the series Lessons
PICTURE_COPIES = True  # whether pictures come in smaller sizes too, for small screens
RELATED_TEXTS = 0  # how many, at most three, posts and notes name that are near
SUMMARY_WORDS = 50  # the most words of a post that a list shows
WITH_FUTURE_DATES = False  # what has a date to come is a draft until then
WITH_DRAFTS = True  # whether drafts are written, for their author to see
IGNORE_FILES = [  # neither read nor published: what editors and systems leave
    ".*",
    "*~",
    "#*#",
    "~$*",
    "*.bak",
    "*.orig",
    "*.swp",
    "*.tmp",
    "Thumbs.db",
    "desktop.ini",
    "__MACOSX",
    "LICEN[CS]E*",
    "README*",
]
STATIC_CREATE_LINKS = False
CACHE_CONTENT = False  # our reader has its own cache, by content
LOAD_CONTENT_CACHE = False
CACHE_FOLDER = ".cache"  # readings and figures; safe to delete, safe to share

# Reading: Markdown, mathematics, typography
MARKDOWN = {
    "extensions": [
        "markdown.extensions.extra",
        "markdown.extensions.codehilite",
        "markdown.extensions.toc",
        "markdown.extensions.sane_lists",
        "plugins.markdown.dialect",
        "plugins.markdown.maths",
        "plugins.markdown.wiki_links",
        "plugins.markdown.demo_figures",
    ],
    "extension_configs": {
        "markdown.extensions.codehilite": {
            "guess_lang": False,
            "css_class": "highlight",
        },
        "markdown.extensions.toc": {"toc_depth": "2-3"},
    },
    "output_format": "html5",
}
TYPOGRIFY = False  # plugins/reader/typography does it, to prose alone
MATHS_MACROS: dict[str, str] = {}  # \name: what it stands for, as \newcommand has it
# What TeX that we cannot convert becomes: "error", "source" or "mathjax".
MATHS_FALLBACK = "error"
# Works that texts cite by [@key]: a BibTeX or CSL-JSON file in content/.
BIBLIOGRAPHY = ""
CITATION_STYLE = "author-year"  # or "numeric"
CITE_THIS = False  # whether posts and notes end with how to cite them, as BibTeX

# Mistakes
STRICT = False  # whether a warning is a mistake; a site with mistakes is not written
KEEP_GOING = False  # while writing: write it all the same
# Hosts of others from which pages may load what they show, by kind: img, media, frame,
# object, script, style, font, form.  Only pages that use a host allow it.  "inline"
# stands for styles and scripts in a text.
ALLOWED_HOSTS: dict[str, list[str]] = {}

# Figures: demos run while the site is built
DEMOS_MODULE = "demos"  # `python -m demos NAME …` draws a figure
DEMOS_TIMEOUT = 120  # seconds that one figure may take
DEMOS_WORKERS = 0  # figures computed at once; 0 means one per processor
# Who computes figures, if not this machine: `module:factory` of an executor of Python's
# concurrent.futures, or the address of a scheduler of dask, tcp://host:8786.
DEMOS_EXECUTOR = ""
DEMOS_SOURCE = ""  # where readers find a demo's code: an address with {commit}, {path}
# With what a page is shared that has no picture and no figure of its own: the path of
# a picture or, with demo: before it, a figure.
SHARE_IMG = ""

# Addresses: each ends in / or in a file name
RELATIVE_URLS = False
MANUAL_URL = ""  # where the public finds the manual, such as "manual/"; "" is nowhere
INDEX_SAVE_AS = "index.html"
ARTICLE_URL = "blog/{slug}/"
ARTICLE_SAVE_AS = "blog/{slug}/index.html"
ARTICLE_LANG_URL = "blog/{slug}/{lang}/"
ARTICLE_LANG_SAVE_AS = "blog/{slug}/{lang}/index.html"
DRAFT_URL = "drafts/{slug}/"
DRAFT_SAVE_AS = "drafts/{slug}/index.html"
DRAFT_LANG_URL = "drafts/{slug}/{lang}/"
DRAFT_LANG_SAVE_AS = "drafts/{slug}/{lang}/index.html"
DRAFT_PAGE_URL = "drafts/pages/{slug}/"
DRAFT_PAGE_SAVE_AS = "drafts/pages/{slug}/index.html"
DRAFT_PAGE_LANG_URL = "drafts/pages/{slug}/{lang}/"
DRAFT_PAGE_LANG_SAVE_AS = "drafts/pages/{slug}/{lang}/index.html"
NOTE_URL = "notes/{slug}/"
NOTE_SAVE_AS = "notes/{slug}/index.html"
NOTE_LANG_URL = "notes/{slug}/{lang}/"
NOTE_LANG_SAVE_AS = "notes/{slug}/{lang}/index.html"
PAGE_URL = "{slug}/"
PAGE_SAVE_AS = "{slug}/index.html"
PAGE_LANG_URL = "{slug}/{lang}/"
PAGE_LANG_SAVE_AS = "{slug}/{lang}/index.html"
TAG_URL = "tags/{slug}/"
TAG_SAVE_AS = "tags/{slug}/index.html"
TAGS_URL = "tags/"
TAGS_SAVE_AS = "tags/index.html"
MAP_URL = "map/"
MAP_SAVE_AS = "map/index.html"
ARCHIVES_URL = "archive/"
ARCHIVES_SAVE_AS = "archive/index.html"
LANGUAGE_URL = "{lang}/"  # the list of what is not written in DEFAULT_LANG
LANGUAGE_SAVE_AS = "{lang}/index.html"
SERIES_URL = "series/{slug}/"
SERIES_SAVE_AS = "series/{slug}/index.html"
SEARCH_URL = "search/"
SEARCH_SAVE_AS = "search/index.html"
SEARCH_INDEX = "search/index/"  # the words of all texts; fetched by who searches
BLOG_URL = "blog/"
BLOG_SAVE_AS = "blog/index.html"
NOTES_URL = "notes/"
NOTES_SAVE_AS = "notes/index.html"
CATEGORY_URL = "categories/{slug}/"
CATEGORY_SAVE_AS = ""  # "categories/{slug}/index.html" writes a page for each
CATEGORIES_URL = "categories/"
CATEGORIES_SAVE_AS = "categories/index.html"
AUTHOR_URL = "authors/{slug}/"
# Where there are several, each has a page; "authors/{slug}/index.html" always has one.
AUTHOR_SAVE_AS = ""
# Of whoever writes here: {"Ada Lovelace": ("https://…", "A line about her.")}
AUTHORS: dict[str, tuple[str, str]] = {}
AUTHORS_URL = "authors/"
AUTHORS_SAVE_AS = "authors/index.html"
# Addresses that have moved, each to the new one, here or elsewhere: {"/old/": "/new/"}.
# A text's own stand in its front matter: redirect_from: /old/
REDIRECTS: dict[str, str] = {}
# Pages that no text makes; "map", "categories", "authors" and "index" may be added:
# / is content/pages/home.md, or else the template index.
DIRECT_TEMPLATES = ["blog", "tags", "archives", "search"]
PAGINATED_TEMPLATES = {  # with how many texts on a page, if not DEFAULT_PAGINATION
    "blog": None,
    "notes": None,
    "language": None,
    "tag": 24,
    "index": None,  # of Pelican's own themes, as these are
    "category": None,
    "author": 24,
}
PAGINATION_PATTERNS = [
    (1, "{url}", "{save_as}"),
    (2, "{base_name}/page/{number}/", "{base_name}/page/{number}/index.html"),
]
TAG_REGEX_SUBSTITUTIONS = [
    (r"\+\+", "pp"),  # C++ and C# are not C
    (r"#", "sharp"),
    (r"[^\w\s-]", ""),
    (r"(?u)\A\s*", ""),
    (r"(?u)\s*\Z", ""),
    (r"[-\s]+", "-"),
]
INTRASITE_LINK_REGEX = (
    "[{](?P<what>filename|static|attach|tag|category|author|index)[}]"
)

# Feeds
FEED_ALL_ATOM = None  # Pelican's, of posts; plugins/feeds writes these three
FEED_POSTS_ATOM = "feeds/posts.atom.xml"
FEED_NOTES_ATOM = "feeds/notes.atom.xml"
FEED_EVERYTHING_ATOM = "feeds/all.atom.xml"
TAG_FEED_ATOM = "feeds/tags/{slug}.atom.xml"
# Where there are several, each has a feed.
LANGUAGE_FEED_ATOM = "feeds/languages/{lang}.atom.xml"
SERIES_FEED_ATOM = "feeds/series/{slug}.atom.xml"
CATEGORY_FEED_ATOM = None
TRANSLATION_FEED_ATOM = None
AUTHORS_FEED_ATOM = "feeds/authors/{slug}.atom.xml"  # where there are several
AUTHOR_FEED_ATOM = None
AUTHOR_FEED_RSS = None
# The address in the ids of their entries, if it is not the site's: set this to the old
# one when the site moves, and nobody reads everything twice.
FEED_IDS = ""
FEED_MAX_ITEMS = 20

# Services of others: none is asked for anything unless one of these names it.
# Under posts and notes, when a reader clicks: {"service": "giscus", "repo": "…",
# "repo-id": "…", "category": "…", "category-id": "…"}, {"service": "utterances",
# "repo": "…"} or {"service": "mail", "address": "…"}
COMMENTS: dict[str, str] = {}
# On every page: {"service": "goatcounter", "address": "https://….goatcounter.com"},
# {"service": "plausible", "domain": "…"} or
# {"service": "matomo", "address": "https://…", "site": "1"}
STATISTICS: dict[str, str] = {}
VIDEO_PLAYERS: list[str] = []  # "youtube", "vimeo": a click on a link to one plays it

# Look
PREVIEWS = False  # whether a mouse that rests on a link shows what it leads to
THEME = "theme"  # content/theme/ is added to it: plugins/own_theme.py
THEME_STATIC_DIR = "theme"
THEME_COLOURS = {"light": "#f3f5f7", "dark": "#1c2229"}  # of the browser's own bar
AVATAR = ""  # a picture in content/: in the bar, and the icon of the tab
ROUND_AVATAR = True  # whether the avatar is cut to a circle
TITLE_IMG = ""  # a picture in content/ that stands for SITENAME in the bar
# Colours, each for light and dark or a pair of both: page, text, muted, link, hover,
# bar, bar-text, bar-line, footer, footer-text, footer-link, footer-hover.
COLOURS: dict[str, str | tuple[str, str]] = {}
# Pictures in content/ behind parts of every page: {"page": "images/paper.png"}, bar or
# footer.
BACKGROUNDS: dict[str, str] = {}
TOUCH_ICON = ""  # a PNG or JPEG in content/, where a drawing will not do
LATEST_POSTS = 5  # on the home page
LATEST_NOTES = 3  # there, below the posts
JINJA_ENVIRONMENT = {"autoescape": True, "trim_blocks": True, "lstrip_blocks": True}

# Menu and links
MENU: list[tuple[str, str]] = []  # in the bar: what it says, its address
FOOTER_LINKS: list[tuple[str, str]] = []  # as in the menu: words, address
# A network and your name there, ("github", "ada"); or what it says, the icon of a
# network or the path of a drawing (SVG), and an address.
SOCIAL: list[tuple[str, ...]] = []
EDIT_LINK = ""  # below each text: an address with {path}, that of its file
FOOTER_TEXT = (  # the last words of every page, in Markdown
    "Set with [Pelican](https://getpelican.com/), after the looks of "
    "[Beautiful Jekyll](https://beautifuljekyll.com/)."
)
SHARE_LINKS = [  # below posts and notes; {url} and {title} are theirs
    ("Email", "mailto:?subject={title}&body={url}"),
    ("Bluesky", "https://bsky.app/intent/compose?text={title}%20{url}"),
    ("Hacker News", "https://news.ycombinator.com/submitlink?u={url}&t={title}"),
    ("LinkedIn", "https://www.linkedin.com/sharing/share-offsite/?url={url}"),
    ("Reddit", "https://www.reddit.com/submit?url={url}&title={title}"),
]

# Plugins
# Where plugins are that cannot be imported from here.  A file in such a folder hides
# ours of the same name: with ".", search.py would be taken for plugins/search.py.
PLUGIN_PATHS: list[str] = []
PLUGINS = [
    "plugins.diagnostics",  # first, to hear what goes wrong with the others
    "plugins.private",
    "plugins.reader",
    "plugins.mathjax",
    "plugins.own_theme",
    "plugins.assets",
    "plugins.notes",
    "plugins.wiki_links",
    "plugins.citations",
    "plugins.references",
    "plugins.figures",
    "plugins.images",
    "plugins.videos",
    "plugins.comments",
    "plugins.statistics",
    "plugins.page_options",
    "plugins.page_context",
    "plugins.languages",
    "plugins.series",
    "plugins.authors",
    "plugins.cite_this",
    "plugins.related",
    "plugins.mentions",
    "plugins.previews",
    "plugins.map",
    "plugins.search",
    "plugins.feeds",
    "plugins.json_feed",
    "plugins.sitemap",
    "plugins.redirects",
    "plugins.template_cache",
    "plugins.outputs",
]
