"""Facts about the manual, which is a site of its own: `invoke docs` builds it."""

from plugins.defaults import *

AUTHOR = "The people who made this"
SITENAME = "Manual"
SITESUBTITLE = "A site whose figures compute themselves, and how to have one"
FEED_DOMAIN = "https://example.org"  # there are no feeds
STRICT = True

# The looks and the caches of the site beside it
THEME = "../theme"
CACHE_FOLDER = "../.cache"
AVATAR = "images/avatar.svg"
TOUCH_ICON = "images/avatar.png"

# Pages alone: nothing has a date
ARTICLE_PATHS: list[str] = []
NOTE_PATHS: list[str] = []
DIRECT_TEMPLATES = ["search"]
FEED_POSTS_ATOM = FEED_NOTES_ATOM = FEED_EVERYTHING_ATOM = TAG_FEED_ATOM = None

MENU = [
    ("Begin", "begin/"),
    ("Write", "write/"),
    ("Figures", "figures/"),
    ("Publish", "publish/"),
]
FOOTER_LINKS = [
    ("Settings", "settings/"),
    ("Keys", "keys/"),
    ("Commands", "commands/"),
]
