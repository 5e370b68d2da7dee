"""The face of the text: small, complete, and asked for only where it is needed."""

import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from theme import make_text_font
from theme.make_text_font import FOLDER, RANGES, STYLES, characters

CSS = Path(FOLDER.parent / "css/style.css").read_text("utf-8")
FACE = re.compile(r"stix-two-text-([\w-]+)-(\w+)\.woff2[^}]*unicode-range: ([^;]+);")
FACES = {(script, style): ranges for script, style, ranges in FACE.findall(CSS)}


def file(script, style):
    return FOLDER / f"stix-two-text-{script}-{style}.woff2"


def in_css(ranges):
    """The code points of ``U+20-FF, U+131``."""
    return characters(ranges.replace("U+", "").replace(",", ""))


def test_roman_italic_and_bold_are_light():
    assert sum(file("latin", style).stat().st_size for style in STYLES) <= 40_000


def test_the_roman_is_every_weight_up_to_bold():
    (axis,) = TTFont(file("latin", "roman"))["fvar"].axes

    assert (axis.axisTag, axis.minValue, axis.maxValue) == ("wght", 400, 700)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("script", RANGES)
def test_a_file_has_all_letters_for_which_it_is_asked(script, style):
    has = set(TTFont(file(script, style)).getBestCmap())
    asked = in_css(FACES[script, style]) & characters(RANGES[script])
    letters = {code for code in asked if chr(code).isalpha()}

    assert len(letters) > 50
    assert [chr(code) for code in letters - has] == []


@pytest.mark.parametrize(
    "word", ["một", "học", "Đường đi", "Łódź", "ε-greedy", "“naïve” – œ"]
)
def test_words_of_many_languages_are_in_one_face(word):
    has = set().union(
        *(
            set(TTFont(file(*face)).getBestCmap()) & in_css(ranges)
            for face, ranges in FACES.items()
            if face[1] == "roman"
        )
    )

    assert {letter for letter in word if ord(letter) not in has} == set()


def test_the_script_that_cuts_it_makes_what_is_there(tmp_path):
    make_text_font.make(
        file("latin", "roman"), tmp_path / "a.woff2", characters("41-5a")
    )

    assert set(TTFont(tmp_path / "a.woff2").getBestCmap()) == set(range(0x41, 0x5B))
