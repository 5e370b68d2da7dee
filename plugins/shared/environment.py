"""What commands say to the builds that they start, in the environment."""

import os
from collections.abc import Mapping
from typing import Any

PAGES_NOTE = "PAGES_NOTE"  # the file for what becomes known of pages
LAST_SITE = "LAST_SITE"  # the folder of a site of which pages may be taken over
LAST_WARNED = "LAST_WARNED"  # set if something was said of that site
LAST_PAGES_NOTE = "LAST_PAGES_NOTE"  # what is known of those
OF_TEXTS = ".texts"  # ends the names of the files beside these notes, of texts

# In every built site: tells GitHub Pages, and us, that a folder is a finished site.
MARK = ".nojekyll"
OURS = "plugins."  # those of others may change what we have written or read


def notes_are_kept(settings: Mapping[str, Any]) -> bool:
    """Whether anybody asks for notes, and we can know what to write there."""
    plugins = map(str, settings.get("PLUGINS") or [""])
    return PAGES_NOTE in os.environ and all(name.startswith(OURS) for name in plugins)
