"""How long a text takes to read, whatever it is written in.

A translation takes as long as its original; but it has more words, or fewer, or no
spaces between them.  So each script is counted in what is natural to it, and weighed
by how many English words say the same, as the first article of the Universal
Declaration of Human Rights shows: 30 words in English; 43 syllables in Vietnamese, 20
words in Korean, 39 characters in Chinese and 78 in Japanese.
"""

import re
from math import ceil

from plugins.reader.summaries import ONE_WORD
from plugins.reader.writing_systems import CHARACTER, JAPANESE, KOREAN, VIETNAMESE
from plugins.shared.html import parts

WORD = re.compile(r"(?<!\S)\S*?\w\S*+")
WORDS_PER_MINUTE = 200  # of English, with something to think about in it
SYLLABLES = 0.2  # that have such a letter, in a text that is Vietnamese


def reading_minutes(html: str) -> int:
    """Minutes that reading takes, one at least; a block of code takes none."""
    found = list(parts(html))
    text = " ".join(part.html for part in found if part.kind == "text")
    others = sum(part.kind == "opaque" and part.name in ONE_WORD for part in found)
    return max(1, ceil((english_words(text) + others) / WORDS_PER_MINUTE))


def english_words(text: str) -> float:
    """How many English words say what ``text`` says."""
    spaced, characters = CHARACTER.subn(" ", text)
    words = WORD.findall(spaced)
    korean = _count(KOREAN, words) if KOREAN.search(spaced) else 0
    vietnamese = _count(VIETNAMESE, words) if VIETNAMESE.search(spaced) else 0
    per_word = 30 / 43 if vietnamese > SYLLABLES * len(words) else 1
    per_character = 30 / 78 if JAPANESE.search(text) else 30 / 39
    return (
        (len(words) - korean) * per_word + korean * 30 / 20 + characters * per_character
    )


def _count(letter: re.Pattern[str], words: list[str]) -> int:
    """How many of the words have such a letter."""
    return sum(map(bool, map(letter.search, words)))
