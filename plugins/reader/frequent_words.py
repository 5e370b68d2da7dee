"""The words that a text says again and again: what it may share with others."""

import re
from collections import Counter

WORD = re.compile(r"[^\W\d_]{5,}")
LEAST = 3  # times that it says one
MOST = 20


def frequent_words(text: str) -> list[str]:
    """Some words of a text in the order of the alphabet."""
    counts = Counter(WORD.findall(text.casefold()))
    often = [(-count, word) for word, count in counts.items() if count >= LEAST]
    return sorted(word for _, word in sorted(often)[:MOST])
