"""Whether the font for formulas has every character that they show."""

import re
from collections.abc import Iterable, Iterator
from html import unescape
from pathlib import Path

from fontTools.ttLib import TTFont

from tests.site.pages import pages
from theme.make_font import FONT

MATHS = re.compile(r"<math\b.*?</math>", re.DOTALL)
WORDS = re.compile(r"<mtext\b.*?</mtext>|<[^>]*>", re.DOTALL)  # words have other fonts
CHOICES = re.compile("[\ufe00\ufe01]")  # between two forms of script letters
ALWAYS_ELSEWHERE = re.compile(r'<m[in] class="tex-(?:sans|mono)".*?</m[in]>')


def problems(site: Path) -> Iterator[str]:
    """The characters in formulas of a built site that the font lacks, by page."""
    font = TTFont(FONT)
    for name in pages(site):
        if lacking := missing(font, [(site / name).read_text("utf-8")]):
            signs = " ".join(sorted(lacking))
            yield f"{name}: its font lacks {signs} of formulas; see theme/make_font.py."


def missing(font: TTFont, texts: Iterable[str]) -> set[str]:
    """The characters of formulas that the font does not have."""
    has = font.getBestCmap()
    formulas = " ".join(formula for text in texts for formula in MATHS.findall(text))
    shown = WORDS.sub("", ALWAYS_ELSEWHERE.sub("", formulas))
    text = CHOICES.sub("", unescape(shown))
    return {each for each in text if not each.isspace() and ord(each) not in has}
