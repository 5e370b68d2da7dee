"""Facts about this site and its author, for every build.

Whatever plugins/defaults.py explains may be set here too.
"""

from plugins.defaults import *

# Who and where
AUTHOR = "dzungphieuluuky"  # in the footer, in feeds, and where no text names another
SITENAME = "Synaptheos"  # in the bar, in titles, in feeds
SITESUBTITLE = "How you do anything is how you do everything"  # in previews
FEED_DOMAIN = "https://dzungphieuluuky.github.io"  # feeds need absolute addresses
TIMEZONE = "Asia/Ho_Chi_Minh"  # of dates that name none
DEFAULT_LANG = "en"  # of texts that name none

# Pictures, by their paths in content/
AVATAR = "images/avatar.svg"  # in the bar, and the icon of the tab
TOUCH_ICON = "images/avatar.png"  # where a drawing will not do
# With what a page is shared that has no picture and no figure of its own.
SHARE_IMG = "demo:ink-drop?shape=card&drops=7&palette=night&seed=15"

BIBLIOGRAPHY = "references.bib"  # the works that texts cite

# Lists
SERIES_IN_TITLES = True  # "Weekly lessons #4: …" is the fourth of a series
RELATED_TEXTS = 3  # below posts and notes
LATEST_POSTS = 4  # on the home page, the newest large
LATEST_NOTES = 4  # there, below the posts
DEFAULT_PAGINATION = 8  # posts, or notes, on a page of their list

DIRECT_TEMPLATES = [*DIRECT_TEMPLATES, "map"]  # how texts hang together

# Menu and links
MENU = [  # in the bar: what it says, its address
    ("Blog", "blog/"),
    ("Notes", "notes/"),
    ("Tags", "tags/"),
    ("About", "about/"),
]
FOOTER_LINKS = [  # as in the menu
    ("Archive", "archive/"),
    ("Map", "map/"),
    ("Colophon", "colophon/"),
]
SOCIAL = [  # in the footer: what it says, its icon, its address
    ("Email", "mail", "mailto:dungngocpham171@gmail.com"),
    ("GitHub", "github", "https://github.com/dzungphieuluuky"),
]
