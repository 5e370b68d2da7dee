"""The index of all words: where each stands, in files by how words begin.

A reader who searches fetches the one file that has the words that begin as hers does,
so that a site of many texts costs her no more than one of a few:

    {"temperature": "4AC2B", …}

It stands in the fourth text, in its first and third piece, and two texts further on in
the second.  theme/static/js/find.js folds, divides and looks up words in the same way.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Generic, TypeVar
from unicodedata import category, normalize

LETTERS = str.maketrans(
    {"đ": "d", "ł": "l", "ø": "o", "œ": "oe", "æ": "ae", "ß": "ss"}
    | dict.fromkeys("’‘", "'")
    | dict.fromkeys("“”", '"')
    | dict.fromkeys("–—\u2011−", "-")
)
ALONE = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
WORD = re.compile(f"[{ALONE}]|[^\\W_{ALONE}]+")  # scripts without spaces: each letter
FEWEST, MOST = 16, 512  # files

T = TypeVar("T")


def fold(text: str) -> str:
    """A text without capitals, accents and what typography changed."""
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


def file_count(texts: int) -> int:
    """In how many files the words of so many texts are: a power of two."""
    return min(MOST, max(FEWEST, 2 << texts.bit_length()))


def file_of(word: str, count: int) -> int:
    """The number of the file that has a word: by its first two letters."""
    first, second = ord(word[0]), ord(word[1]) if len(word) > 1 else 0
    return (31 * first + second) % count


class Index(Generic[T]):
    """Of texts, by their numbers; made when the first of its files is wanted."""

    def __init__(self, texts: Sequence[T], pieces_of: Callable[[T], list[str]]) -> None:
        self.texts, self.pieces_of = texts, pieces_of
        self.count = file_count(len(texts))

    @cached_property
    def files(self) -> list[dict[str, str]]:
        """For each file its words, and for each of these where it stands."""
        standing: dict[str, dict[int, str]] = {}
        for number, text in enumerate(self.texts):
            for word, letters in places(self.pieces_of(text)).items():
                standing.setdefault(word, {})[number] = letters
        files: list[dict[str, str]] = [{} for _ in range(self.count)]
        for word in sorted(standing):
            files[file_of(word, self.count)][word] = written(standing[word])
        return files


def places(pieces: Iterable[str]) -> dict[str, str]:
    """Each word with the letters of the pieces that have it: A for the first."""
    found: dict[str, str] = {}
    for number, piece in enumerate(pieces):
        for word in words(piece):
            found[word] = found.get(word, "") + chr(ord("A") + number)
    return found


def written(standing: Mapping[int, str]) -> str:
    """Before the letters of each text stands how far it is from the text before it."""
    pairs = zip(pairwise([-1, *standing]), standing.values(), strict=True)
    return "".join(f"{to - before}{letters}" for (before, to), letters in pairs)
