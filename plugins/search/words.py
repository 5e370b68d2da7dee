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
from collections.abc import Callable, Container, Iterable, Sequence
from functools import cache, cached_property, partial
from itertools import pairwise
from typing import Generic, TypeVar
from unicodedata import category, normalize

LETTERS = str.maketrans({"đ": "d", "ł": "l", "ø": "o", "œ": "oe", "æ": "ae", "ß": "ss"})
ALONE = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
WORD = re.compile(f"[{ALONE}]|[^\\W_{ALONE}]+")  # scripts without spaces: each letter
FEWEST, MOST = 64, 2048  # files

T = TypeVar("T")


def fold(text: str) -> str:
    """A text without capitals and accents, in plain letters where there are some."""
    text = text.lower()
    if text.isascii():
        return text
    plain = normalize("NFD", text.translate(LETTERS))
    marks = {ord(letter) for letter in set(plain) if category(letter)[0] == "M"}
    return plain.translate(dict.fromkeys(marks)) if marks else plain


def words(text: str) -> set[str]:
    """The words of a text, folded; each of them once, for it takes its time."""
    between_blanks = set(text.lower().split())
    plain = set(filter(str.isascii, between_blanks))
    folded = fold(" ".join(between_blanks - plain))
    return set(WORD.findall(" ".join([folded, *plain])))


def pairs(among: Container[str], text: str) -> set[str]:
    """Each two words in a row, both among these."""
    row = WORD.findall(fold(text))
    return {f"{a} {b}" for a, b in pairwise(row) if a in among and b in among}


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


class Index(Generic[T]):
    """Of texts, by their numbers; made when the first of its files is wanted."""

    def __init__(self, texts: Sequence[T], pieces_of: Callable[[T], list[str]]) -> None:
        self.texts, self.pieces_of = texts, pieces_of
        self.count = file_count(len(texts))

    @cached_property
    def files(self) -> list[dict[str, str]]:
        """For each file its words, and for each of these where it stands."""
        files: list[dict[str, str]] = [{} for _ in range(self.count)]
        for word, places in sorted(self._places().items()):
            files[file_of(word, self.count)][word] = places
        return files

    def _places(self) -> dict[str, str]:
        """Of each word, and of each pair of frequent ones."""
        found = self._written(words)
        frequent = {word for word, places in found.items() if self._is_frequent(places)}
        return found | self._written(partial(pairs, frequent))

    def _is_frequent(self, places: str) -> bool:
        texts = len(re.findall(r"\d+", places))
        return texts > len(self.texts) / 4

    def _written(self, of: Callable[[str], set[str]]) -> dict[str, str]:
        """Before the letters of each text stands how far it is from the text before."""
        found: dict[str, str] = {}
        last: dict[str, int] = {}
        for number, text in enumerate(self.texts):
            for word, letters in places(map(of, self.pieces_of(text))):
                step = number - last.get(word, -1)
                found[word] = f"{found.get(word, '')}{step}{letters}"
                last[word] = number
        return found


def places(pieces: Iterable[set[str]]) -> Iterable[tuple[str, str]]:
    """Each word with the letters of the pieces that have it: A for the first."""
    found: dict[str, str] = {}
    for number, piece in enumerate(pieces):
        for word in piece:
            found[word] = found.get(word, "") + chr(ord("A") + number)
    return found.items()
