"""The font for formulas: small, and with all that formulas show."""

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from plugins.markdown.maths.expressions import Maths
from tests.site.formulas import missing
from theme import make_font as maths_font

CORPUS = Path(__file__).with_name("maths_corpus.txt").read_text().splitlines()


@pytest.fixture(scope="module")
def font():
    return TTFont(maths_font.FONT)


def test_the_font_is_small():
    assert maths_font.FONT.stat().st_size <= 66_000


def test_the_font_is_what_its_script_says(font):
    assert maths_font.characters() - set(font.getBestCmap()) == set()


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


def test_roots_come_in_sizes_for_one_line(font):
    variants = font["MATH"].table.MathVariants
    at = variants.VertGlyphCoverage.glyphs.index(font.getBestCmap()[ord("√")])
    root = variants.VertGlyphConstruction[at]
    heights = [record.AdvanceMeasurement for record in root.MathGlyphVariantRecord]

    assert heights == sorted(heights)
    assert sum(height < 1_600 for height in heights) == 3


def test_fractions_between_words_fit_into_a_line(font):
    constants = font["MATH"].table.MathConstants
    up, down = (
        getattr(constants, name).Value
        for name in ("FractionNumeratorShiftUp", "FractionDenominatorShiftDown")
    )

    assert up + down + 700 < 1_600  # digits are about 700 high, lines 1600
