"""The index of all words: which texts have each, in files by how words begin.

A reader who searches fetches the one file that has the words that begin as hers does,
so that a site of many texts costs her no more than one of a few:

    {"temperature": [3, 2, 5], …}

These are the numbers of the texts, 3, 5 and 10, each as the step from the one before.
theme/static/js/find.js folds, divides and looks up words in the same way.
"""

import re
from collections.abc import Callable, Iterable, Sequence
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
FEWEST, MOST = 16, 256  # files

T = TypeVar("T")


def fold(text: str) -> str:
    """A text without capitals, accents and what typography changed."""
    plain = normalize("NFD", text.lower().translate(LETTERS))
    marks = {ord(letter) for letter in set(plain) if category(letter)[0] == "M"}
    return plain.translate(dict.fromkeys(marks))


def words(text: str) -> set[str]:
    """The words of a text, folded."""
    return set(WORD.findall(fold(text)))


def file_count(texts: int) -> int:
    """In how many files the words of so many texts are: a power of two."""
    return min(MOST, max(FEWEST, 1 << texts.bit_length()))


def file_of(word: str, count: int) -> int:
    """The number of the file that has a word: by its first two letters."""
    first, second = ord(word[0]), ord(word[1]) if len(word) > 1 else 0
    return (31 * first + second) % count


class Index(Generic[T]):
    """Of texts, by their numbers; made when the first of its files is wanted."""

    def __init__(self, texts: Sequence[T], words_of: Callable[[T], str]) -> None:
        self.texts, self.words_of = texts, words_of
        self.count = file_count(len(texts))

    @cached_property
    def files(self) -> list[dict[str, list[int]]]:
        """For each file its words, and for each of these the steps between texts."""
        having: dict[str, list[int]] = {}
        for number, text in enumerate(self.texts):
            for word in words(self.words_of(text)):
                having.setdefault(word, []).append(number)
        files: list[dict[str, list[int]]] = [{} for _ in range(self.count)]
        for word in sorted(having):
            files[file_of(word, self.count)][word] = steps(having[word])
        return files


def steps(numbers: Iterable[int]) -> list[int]:
    """The first of rising numbers, and how far it is to each next one."""
    return [after - before for before, after in pairwise([0, *numbers])]
