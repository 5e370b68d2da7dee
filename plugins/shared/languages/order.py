"""The order of names in the alphabet of a language."""

from functools import lru_cache
from unicodedata import normalize

from unidecode import unidecode

TONES = "\u0300\u0309\u0303\u0301\u0323"  # of Vietnamese, in the order of dictionaries
OF_TONES = str.maketrans("", "", TONES)

Key = tuple[list[tuple[int, int]], list[int]]


@lru_cache(maxsize=4096)  # one name may stand in many lists
def sort_key(name: str, alphabet: str) -> Key:
    """What names are sorted by: their letters, and where these are equal their tones.

    Args:
        name: in any script.
        alphabet: the letters of the language in their order; empty for a to z.
    """
    letters = normalize("NFC", name.casefold())
    tones = [TONES.find(mark) for mark in normalize("NFD", letters) if mark in TONES]
    return [place for letter in letters for place in _places(letter, alphabet)], tones


def _places(letter: str, alphabet: str) -> list[tuple[int, int]]:
    """Where a letter stands: blanks and digits come before the alphabet."""
    toneless = normalize("NFC", normalize("NFD", letter).translate(OF_TONES))
    for form in (letter, toneless):
        if form and form in alphabet:
            return [(1, alphabet.index(form))]
    plain = unidecode(letter).casefold()
    if not alphabet or plain == letter or len(plain) != 1:
        return [(int(each.isalpha()), ord(each)) for each in plain]
    return _places(plain, alphabet)
