"""The ids of headings, as GitHub makes them: in the script of the heading."""

import re
from unicodedata import normalize

# The theme's own: a heading of these words must not take one.
RESERVED = {"main-content", "words", "latest-posts", "latest-notes", "top"}
NAMELESS = "section"  # what a heading without letters and digits is called


def heading_id(text: str, separator: str) -> str:
    """``Đường đi, C++`` as ``đường-đi-c``; equal ones are told apart elsewhere."""
    words = re.sub(r"[^\w\s-]", "", normalize("NFC", text)).strip().lower()
    found = re.sub(rf"[\s{re.escape(separator)}]+", separator, words).strip(separator)
    return f"{found}_1" if found in RESERVED else found or NAMELESS
