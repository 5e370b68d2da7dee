"""What commands say to the builds that they start, in the environment."""

PAGES_NOTE = "PAGES_NOTE"  # the file for what becomes known of pages
LAST_SITE = "LAST_SITE"  # the folder of a site of which pages may be taken over
LAST_PAGES_NOTE = "LAST_PAGES_NOTE"  # what is known of those
