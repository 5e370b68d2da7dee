"""What changes when the site is published."""

from pelicanconf import *

SITEURL = "https://dzungphieuluuky.github.io"
FEED_DOMAIN = SITEURL
DRAFT_SAVE_AS = ""  # drafts stay at home
