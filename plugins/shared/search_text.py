"""The text of a page as a search sees it."""

from unicodedata import normalize

from plugins.shared.html import Element, plain, rewrite

NOT_TEXT = (  # drawings and displayed formulas have words of their own
    '<div class="equation"',
    '<details class="figure-made">',
    '<a class="footnote-ref"',
    '<a class="footnote-backref"',
)


def search_text(html: str) -> str:
    """The text of ``html`` without drawings and displayed formulas, in one line."""
    text = rewrite(html, dict.fromkeys(("div", "details", "a"), _text))
    return normalize("NFC", plain(text))


def _text(element: Element) -> str:
    return " " if element.start.startswith(NOT_TEXT) else element.html
