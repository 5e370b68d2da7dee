"""The index of all words: where each stands, in files by how words begin.

A reader who searches fetches the one file that has the words that begin as hers does,
so that a site of many texts costs her no more than one of a few:

    {"temperature": "4AC2B", "the temperature": "4A", …}

It stands in the fourth text, in its first and third piece, and two texts further on in
the second.  So do each two words in a row of which both are frequent: a phrase of such
words is not looked for everywhere.  theme/static/js/find.js folds, divides and looks up
words in the same way.
"""

import re
from array import array
from collections import defaultdict
from collections.abc import Callable, Container, Sequence
from functools import cache, lru_cache, partial
from itertools import pairwise
from typing import TypeAlias
from unicodedata import category, normalize

LETTERS = str.maketrans({"đ": "d", "ł": "l", "ø": "o", "œ": "oe", "æ": "ae", "ß": "ss"})
ALONE = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
WORD = re.compile(f"[{ALONE}]|[^\\W_{ALONE}]+")  # scripts without spaces: each letter
FEWEST, MOST = 64, 2048  # files

PIECES = 64  # more than a text has
KEPT = 10_000  # words as they are written

# Where a word stands: numbers of texts, times PIECES, and pieces.
Places: TypeAlias = "array[int]"


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


def pairs(among: Container[str], text: str) -> set[str]:
    """Each two words in a row, both among these."""
    found = set(pairwise(row(text)))
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


def index(texts: Sequence[list[str]]) -> list[dict[str, str]]:
    """The files of the index of texts, each in pieces.

    A file has words, and for each of these where it stands.
    """
    files: list[dict[str, str]] = [{} for _ in range(file_count(len(texts)))]
    for word, places in sorted(_places(texts).items()):
        files[file_of(word, len(files))][word] = written(places)
    return files


def _places(texts: Sequence[list[str]]) -> dict[str, Places]:
    """Of each word, and of each pair of frequent ones."""
    found, many = _standing(texts, words), len(texts) / 4
    frequent = {word for word, places in found.items() if _texts(places) > many}
    return found | _standing(texts, partial(pairs, frequent))


def _standing(
    texts: Sequence[list[str]], of: Callable[[str], set[str]]
) -> dict[str, Places]:
    """Where each of these stands, by the numbers of pieces."""
    found: defaultdict[str, Places] = defaultdict(partial(array, "L"))
    for number, pieces in enumerate(texts):
        for place, piece in enumerate(pieces, start=number * PIECES):
            for word in of(piece):
                found[word].append(place)
    return found


def _texts(places: Places) -> int:
    """In how many texts these places are."""
    return len({place // PIECES for place in places})


def written(places: Places) -> str:
    """Before the letters of each text stands how far it is from the text before it."""
    found, last = "", -1
    for place in places:
        number, piece = divmod(place, PIECES)
        if number > last:
            found += str(number - last)
            last = number
        found += chr(ord("A") + piece)
    return found
