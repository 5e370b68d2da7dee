"""What changes when the site is published."""

from pelicanconf import *

SITEURL = "https://dzungphieuluuky.github.io"
FEED_DOMAIN = SITEURL
DEMOS_SOURCE = (
    "https://github.com/dzungphieuluuky/dzungphieuluuky.github.io/blob/{commit}/{path}"
)
DRAFT_SAVE_AS = ""  # drafts stay at home
