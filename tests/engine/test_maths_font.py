"""The font for formulas: small, and with all that formulas show."""

import re
from html import unescape
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from plugins.markdown.maths.expressions import Maths
from theme import make_font as maths_font

CORPUS = Path(__file__).with_name("maths_corpus.txt").read_text().splitlines()
MATHS = re.compile(r"<math\b.*?</math>", re.DOTALL)
WORDS = re.compile(r"<mtext\b.*?</mtext>|<[^>]*>", re.DOTALL)  # words have other fonts
CHOICES = re.compile("[\ufe00\ufe01]")  # between two forms of script letters
ALWAYS_ELSEWHERE = re.compile(r'<m[in] class="tex-(?:sans|mono)".*?</m[in]>')


@pytest.fixture(scope="module")
def font():
    return TTFont(maths_font.FONT)


def missing(font, pages):
    """The characters of formulas that the font does not have."""
    has = font.getBestCmap()
    formulas = " ".join(formula for page in pages for formula in MATHS.findall(page))
    shown = WORDS.sub("", ALWAYS_ELSEWHERE.sub("", formulas))
    text = CHOICES.sub("", unescape(shown))
    return {each for each in text if not each.isspace() and ord(each) not in has}


def test_the_font_is_small():
    assert maths_font.FONT.stat().st_size <= 66_000


def test_the_font_is_what_its_script_says(font):
    assert maths_font.characters() - set(font.getBestCmap()) == set()


def test_every_character_of_the_sites_formulas_is_in_the_font(font, site):
    pages = [page.read_text() for page in site.rglob("*.html")]

    assert any("<math" in page for page in pages)
    assert missing(font, pages) == set()


def test_what_real_posts_write_is_in_the_font(font):
    maths = Maths({}, "error")
    for row in CORPUS:
        expression = row.split("\t")[0]
        maths.extract(f"$${expression}$$")

    assert missing(font, maths.mathml.values()) == set()


def test_brackets_arrows_accents_and_roots_can_stretch(font):
    names, variants = font.getBestCmap(), font["MATH"].table.MathVariants
    wide = maths_font.horizontal(font)

    for sign in "←→↔⇒⏞⏟\u0302˜":
        made = wide[names[ord(sign)]]
        assert made.GlyphAssembly or made.VariantCount > 1, sign
    for sign in "()[]{}|⟨⟩√∑∫∏":
        assert names[ord(sign)] in variants.VertGlyphCoverage.glyphs, sign
    *_, head = wide[names[ord("→")]].GlyphAssembly.PartRecords
    assert head.StartConnectorLength >= variants.MinConnectorOverlap
