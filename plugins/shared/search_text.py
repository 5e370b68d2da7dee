"""The text of a page as a search sees it."""

from itertools import pairwise
from typing import Any
from unicodedata import normalize

from plugins.shared.html import Element, plain, rewrite
from plugins.shared.once import kept

PIECE, MOST = 1200, 52  # letters, pieces of one text
OVERLAP = 60  # letters: a phrase is in one piece

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


def pieces_of(text: Any) -> list[str]:
    """What a search sees of a text, in pieces of whole words; at least one.

    A reader who is shown the words around a place fetches the piece that it is in, with
    the first words of the next one: a phrase is in one piece.  What an author wrote to
    say what the text is about comes first.
    """
    cut = pieces(" ".join(_said(text)))
    return [piece + _first_words(after) for piece, after in pairwise([*cut, ""])]


def count_of(text: Any) -> int:
    """How many pieces there are of a text."""
    return kept(text, _said(text), _count)


def _said(text: Any) -> tuple[str, ...]:
    body = text.search_text or search_text(text._content)
    is_new = text.is_described and not body.startswith(text.description)
    return (text.description, body) if is_new else (body,)


def _count(said: tuple[str, ...]) -> int:
    return len(pieces(" ".join(said)))


def _first_words(piece: str) -> str:
    return piece[: piece.find(" ", OVERLAP) + 1 or OVERLAP]


def pieces(text: str) -> list[str]:
    """``text`` in 52 pieces at most, each with the blank that ends it."""
    size, found = max(PIECE, -(-len(text) // MOST)), []
    while len(text) > 1.5 * size:
        end = text.find(" ", size, size + 100) + 1 or size  # some scripts have none
        found.append(text[:end])
        text = text[end:]
    return [*found, text]


def _text(element: Element) -> str:
    return " " if element.start.startswith(NOT_TEXT) else element.html
