"""What a figure is called in each language."""

WORDS = {"en": "Figure", "vi": "Hình", "fr": "Figure", "de": "Abbildung"}


def figure_word(language: str) -> str:
    """The word in a language; English where we do not know it."""
    return WORDS.get(language, WORDS["en"])
