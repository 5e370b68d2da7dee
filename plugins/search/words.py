"""The words of texts, folded, and the file of the index that has each.

A reader who searches fetches the one file that has the words that begin as hers does,
so that a site of many texts costs her no more than one of a few.  The theme's find.js
folds, divides and looks up words in the same way.
"""

import re
from collections.abc import Container
from functools import cache, lru_cache
from itertools import pairwise
from unicodedata import category, normalize

LETTERS = str.maketrans({"đ": "d", "ł": "l", "ø": "o", "œ": "oe", "æ": "ae", "ß": "ss"})
ALONE = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
WORD = re.compile(f"[{ALONE}]|[^\\W_{ALONE}]+")  # scripts without spaces: each letter
FEWEST, MOST = 64, 2048  # files

KEPT = 10_000  # words as they are written


def fold(text: str) -> str:
    """A text without capitals and accents, in plain letters where there are some."""
    text = text.lower()
    if text.isascii():
        return text
    plain = normalize("NFD", text.translate(LETTERS))
    marks = {ord(letter) for letter in set(plain) if category(letter)[0] == "M"}
    return plain.translate(dict.fromkeys(marks)) if marks else plain


def words(text: str) -> set[str]:
    """The words of a text, folded."""
    return set(row(text))


def pairs(among: Container[str], row: list[str]) -> set[str]:
    """Each two words in a row, both among these."""
    found = set(pairwise(row))
    return {f"{a} {b}" for a, b in found if a in among and b in among}


def row(text: str) -> list[str]:
    """The words of a text in their order, folded."""
    return [word for part in text.lower().split() for word in _folded(part)]


@lru_cache(KEPT)  # texts have most of their words in common
def _folded(part: str) -> list[str]:
    return WORD.findall(fold(part))


def file_count(texts: int) -> int:
    """In how many files the words of so many texts are: a power of two."""
    return min(MOST, max(FEWEST, 8 << texts.bit_length()))


def file_of(word: str, count: int) -> int:
    """The number of its file: by all up to the first two letters of its last word."""
    return _file_of(word[: word.rfind(" ") + 3], count)


@cache
def _file_of(letters: str, count: int) -> int:
    number = 0
    for letter in letters:
        number = (31 * number + ord(letter)) % count
    return number
