"""The text of a page as a search sees it."""

import re
from unicodedata import normalize

from plugins.shared.html import plain

NOT_TEXT = re.compile(
    r'<div class="equation".*?</div>'
    r'|<details class="figure-made">.*?</details>'
    r'|<a class="footnote-(?:ref|backref)".*?</a>',
    re.DOTALL,
)


def search_text(html: str) -> str:
    """The text of ``html`` without drawings and displayed formulas, in one line."""
    return normalize("NFC", plain(NOT_TEXT.sub(" ", html)))
