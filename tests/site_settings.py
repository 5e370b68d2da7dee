"""Facts of the sites that tests build, which are nobody's, over our defaults."""

from plugins.defaults import *

AUTHOR = "The Author"
SITENAME = "Example"
SITESUBTITLE = "A site to test with"
FEED_DOMAIN = "https://example.org"
AVATAR = "images/avatar.svg"
TOUCH_ICON = "images/avatar.png"
MENU = [
    ("Blog", "blog/"),
    ("Notes", "notes/"),
    ("Tags", "tags/"),
    ("About", "about/"),
]
FOOTER_LINKS = [("Archive", "archive/")]
SOCIAL = [
    ("Email", "mail", "mailto:author@example.org"),
    ("Code", "github", "https://example.org/code"),
]
