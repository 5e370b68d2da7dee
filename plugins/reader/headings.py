"""The ids of headings, as GitHub makes them: in the script of the heading."""

import re
from collections import Counter
from unicodedata import normalize

# The theme's own: a heading of these words must not take one.
RESERVED = {
    *("main-content", "words", "latest-posts", "latest-notes", "mentioned-in", "top"),
}
NAMELESS = "section"  # what a heading without letters and digits is called


def heading_id(text: str, separator: str) -> str:
    """``Đường đi, C++`` as ``đường-đi-c``."""
    words = re.sub(r"[^\w\s-]", "", normalize("NFC", text)).strip().lower()
    found = re.sub(rf"[\s{re.escape(separator)}]+", separator, words).strip(separator)
    return found or NAMELESS


class HeadingIds:
    """The ids of one text: the second of two equal headings has ``-1`` after it."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Begin another text."""
        self.counts = Counter(RESERVED)

    def __call__(self, text: str, separator: str) -> str:
        """Called by Markdown for each heading that its author gave none."""
        name = found = heading_id(text, separator)
        while found in self.counts:
            found = f"{name}{separator}{self.counts[name]}"
            self.counts[name] += 1
        self.counts[found] += 1
        return found
