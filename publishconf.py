"""What changes when the site is published."""

from pelicanconf import *

SITEURL = "https://dzungphieuluuky.github.io"
FEED_DOMAIN = SITEURL
DEMOS_SOURCE = (
    "https://github.com/dzungphieuluuky/dzungphieuluuky.github.io/blob/{commit}/{path}"
)
WITH_DRAFTS = False  # they stay at home
