"""Where each word of the site stands; of texts that have changed it is found anew.

In the files of the index stands, by how words begin:

    {"temperature": "4AC2B", "the temperature": "4A", …}

That is in the fourth text, in its first and third piece, and two texts further on in
the second.  So do each two words in a row of which both are frequent: a phrase of such
words is not looked for everywhere.
"""

import hashlib
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, partial
from typing import TypeAlias

from plugins.search.words import file_count, file_of, pairs, row

PIECES = 64  # more than a text has
FEW = 30  # texts that are changed one by one
# Where a word stands: numbers of texts, times PIECES, and pieces.
Places: TypeAlias = "array[int]"
NONE: Places = array("I")
Rows = list[list[str]]  # the words of each piece of a text


class Index:
    """Where each word stands, and each pair of frequent ones.

    Args:
        texts: each in pieces.
    """

    def __init__(self, texts: Sequence[list[str]]) -> None:
        self.texts = list(map(_digest, texts))
        rows = list(map(_rows, texts))
        self.found = _standing(rows, set)
        self.frequent = self._frequent()
        self.found |= _standing(rows, partial(pairs, self.frequent))

    def of(self, texts: Sequence[list[str]]) -> "Index":
        """The index of texts of which most are as they were: this one, changed."""
        new = list(map(_digest, texts))
        if len(new) != len(self.texts):
            return Index(texts)
        others = [n for n, text in enumerate(new) if text != self.texts[n]]
        if len(others) > FEW:
            return Index(texts)
        for number in others:
            self._replace(number, texts[number])
        self.texts = new
        vars(self).pop("files", None)
        return self if self._frequent() == self.frequent else Index(texts)

    def _replace(self, number: int, pieces: list[str]) -> None:
        rows, start = [_rows(pieces)], number * PIECES
        new = _standing(rows, set, start)
        new |= _standing(rows, partial(pairs, self.frequent), start)
        for word, places in self.found.items():
            low = bisect_left(places, start)
            high = bisect_left(places, start + PIECES, low)
            places[low:high] = new.pop(word, NONE)
        self.found = {word: p for word, p in self.found.items() if p} | new

    def _frequent(self) -> set[str]:
        """The words that more than a quarter of the texts have."""
        many = len(self.texts) / 4
        often = ((word, p) for word, p in self.found.items() if len(p) > many)
        return {w for w, p in often if " " not in w and _texts(p) > many}

    @cached_property
    def files(self) -> list[list[str]]:
        """The words in each of the files."""
        files: list[list[str]] = [[] for _ in range(file_count(len(self.texts)))]
        for word in sorted(self.found):
            files[file_of(word, len(files))].append(word)
        return files

    def file(self, number: int) -> dict[str, str]:
        """A file: its words, and for each of these where it stands."""
        return {word: written(self.found[word]) for word in self.files[number]}

    def digest(self, number: int) -> str:
        """Equal where the file of this number is."""
        digest = hashlib.sha256()
        for word in self.files[number]:
            digest.update(f"\n{word}\n".encode() + self.found[word].tobytes())
        return digest.hexdigest()


def _digest(pieces: Iterable[str]) -> bytes:
    return hashlib.sha256("\0".join(pieces).encode()).digest()


def _rows(pieces: Iterable[str]) -> Rows:
    return list(map(row, pieces))


def _standing(
    texts: Iterable[Rows], of: Callable[[list[str]], set[str]], start: int = 0
) -> dict[str, Places]:
    """Where each of these stands; the places of the first text begin with ``start``."""
    found: defaultdict[str, Places] = defaultdict(partial(array, "I"))
    for number, rows in enumerate(texts):
        for place, words in enumerate(rows, start + number * PIECES):
            for word in of(words):
                found[word].append(place)
    return dict(found)


def _texts(places: Places) -> int:
    """In how many texts these places are."""
    return len({place // PIECES for place in places})


def written(places: Iterable[int]) -> str:
    """Before the letters of each text stands how far it is from the text before it."""
    found, last = "", -1
    for place in places:
        number, piece = divmod(place, PIECES)
        if number > last:
            found += str(number - last)
            last = number
        found += chr(ord("A") + piece)
    return found
