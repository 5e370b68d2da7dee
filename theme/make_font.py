"""Cut the font for formulas out of STIX Two Math 2.11: small, and stretching right.

The source is STIXTwoMath-Regular.ttf of https://github.com/stipub/stixfonts; the wheel
of ziamath 0.13 on PyPI holds that file too.  To make the theme's font anew:

    python -m theme.make_font STIXTwoMath-Regular.ttf

Its license, beside the font, lets us change it and reserves no name.
"""

import sys
from copy import deepcopy
from pathlib import Path
from typing import Any

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from plugins.commands.project import ROOT

FONT = ROOT / "theme/static/fonts/stix-two-math.woff2"
CHARACTERS = {  # hexadecimal
    "Latin": "20-7e a0 a7-a8 ac af-b4 b7 b9 d7 f7 131 237",
    "accents": "2c6-2c7 2d8-2da 2dc 302-303 305 30c 332 338 20d6-20d7 20db-20dc",
    "Greek": "391-3a1 3a3-3a9 3b1-3c9 3d1 3d5-3d6 3dd 3f0-3f1 3f5",
    "points": "2016 2018-2019 201c-201d 2020-2022 2026 2032-2035 203e 2044 2057",
    "invisible": "2061-2064",
    "letters with a meaning": "2102 210b-2113 2115 2118-211d 2124 2127-2128 212c-212d "
    "212f-2131 2133-2135",
    "arrows": "2190-2199 219d-219e 21a0 21a6 21a9-21ab 21ad 21bc-21bd 21c0-21c1 "
    "21cb-21cc 21d0-21d5 21dd 27f5-27fa 27fc",
    "operators": "2200-2205 2207-220d 220f-221a 221d-221e 2220-222f 2234-2235 "
    "22c0-22c6 22ee-22f1 2a00-2a02 2a04 2a06 2a0c 2a2f 2a3f",
    "relations": "223c-223d 2240-2245 2248-2249 224d 2250 2254-2257 225c 225f-2265 "
    "2268-226b 226e-2273 227a-227b 2280-228b 228e-2299 229b 229d 22a2-22a5 22a8-22a9 "
    "22b2-22b5 22ba 22c8 22ca 22d0-22d1 27c2 2a74 2a7d-2a7e 2aaf-2ab0",
    "brackets": "2308-230b 231c-231f 23b4-23b5 23dc-23e1 27e8-27e9",
    "shapes": "25a0-25a1 25b2-25b3 25b7 25c1 25c7 25ca 25fb 2605 266d-266f 2713 29eb",
    "bold, italic, bold italic": "1d400-1d454 1d456-1d49b",
    "script": "1d49c 1d49e-1d49f 1d4a2 1d4a5-1d4a6 1d4a9-1d4ac 1d4ae-1d4b5",
    "Fraktur": "1d504-1d505 1d507-1d50a 1d50d-1d514 1d516-1d51c 1d51e-1d537",
    "blackboard": "1d538-1d539 1d53b-1d53e 1d540-1d544 1d546 1d54a-1d550 1d7d9",
    "dotless": "1d6a4-1d6a5",
    "Greek, bold": "1d6a8-1d6c1",
    "Greek, italic": "1d6fc-1d71b",
    "Greek, bold italic": "1d736-1d755",
    "digits, bold": "1d7ce-1d7d7",
}
PRIMES = (0x2032, 0x2033, 0x2034, 0x2035, 0x2057)
RADICAL_WIDTH = 900  # of all sizes: browsers make room for the widest
SIZES = (0, 1, 3, 5, 7, 9)  # of a bracket are enough; the source has thirteen
RADICAL_HEIGHTS = (1.09, 1.3, 1.55)  # ems; below those of the source
CONSTANTS = {
    # TeX's, of its own fonts: fractions, roots and subscripts as compact as there
    "FractionNumeratorShiftUp": 394,
    "FractionDenominatorShiftDown": 345,
    "StackTopShiftUp": 444,
    "StackBottomShiftDown": 345,
    "SubscriptShiftDown": 150,
    "RadicalVerticalGap": 50,
    "RadicalDisplayStyleVerticalGap": 110,
    "RadicalExtraAscender": 40,
    # words over and under long arrows, close to them
    "StretchStackTopShiftUp": 520,
    "StretchStackBottomShiftDown": 480,
}


def make(source: Path, target: Path = FONT) -> None:
    """Write the font for the theme."""
    font = TTFont(source, recalcTimestamp=False)
    use_small_primes(font)
    stretch_right_arrows(font)
    stretch_tildes(font)
    centre_vectors(font)
    tidy_constants(font)
    narrow_radicals(font)
    add_small_radicals(font)
    leave_out_sizes(font)
    cut(font)
    font.flavor = "woff2"
    font.save(target)


def characters() -> set[int]:
    """The code points that the font is to have."""
    found = set()
    for part in " ".join(CHARACTERS.values()).split():
        first, _, last = part.partition("-")
        found |= set(range(int(first, 16), int(last or first, 16) + 1))
    return found


def use_small_primes(font: Any) -> None:
    """Primes as the ``ssty`` feature has them, which not every browser uses."""
    names = font.getBestCmap()
    small = {code: f"{names[code]}.ssty" for code in PRIMES}
    for table in font["cmap"].tables:
        if table.format != 14:  # which holds variations
            table.cmap |= small


def stretch_right_arrows(font: Any) -> None:
    """Let the heads of arrows overlap their shafts, which the source forgets."""
    for construction in horizontal(font).values():
        if construction.GlyphAssembly:
            last = construction.GlyphAssembly.PartRecords[-1]
            if last.StartConnectorLength == 0:
                last.StartConnectorLength, last.EndConnectorLength = 200, 0


def stretch_tildes(font: Any) -> None:
    """Wide tildes for U+02DC, which browsers stretch, from U+0303, which has them."""
    names = font.getBestCmap()
    wide = deepcopy(horizontal(font)[names[0x303]])
    first = wide.MathGlyphVariantRecord[0]
    first.VariantGlyph = names[0x2DC]
    variants = font["MATH"].table.MathVariants
    all_ = {**horizontal(font), names[0x2DC]: wide}
    glyphs = sorted(all_, key=font.getGlyphID)
    variants.HorizGlyphCoverage.glyphs = glyphs
    variants.HorizGlyphConstruction = [all_[glyph] for glyph in glyphs]
    variants.HorizGlyphCount = len(glyphs)


def centre_vectors(font: Any) -> None:
    """Give the arrow of vectors a width: some browsers misplace accents without one."""
    name = font.getBestCmap()[0x20D7]
    glyph = font["glyf"][name]
    left, right = glyph.xMin, glyph.xMax
    glyph.coordinates.translate((-left, 0))
    glyph.recalcBounds(font["glyf"])
    font["hmtx"][name] = (right - left, 0)
    accents = font["MATH"].table.MathGlyphInfo.MathTopAccentAttachment
    at = accents.TopAccentCoverage.glyphs.index(name)
    accents.TopAccentAttachment[at].Value = (right - left) // 2


def tidy_constants(font: Any) -> None:
    """Set parts of formulas as close to each other as TeX does."""
    constants = font["MATH"].table.MathConstants
    for name, value in CONSTANTS.items():
        getattr(constants, name).Value = value


def narrow_radicals(font: Any) -> None:
    """Make all sizes of the root sign equally wide, from their right edge."""
    variants = font["MATH"].table.MathVariants
    root = font.getBestCmap()[0x221A]
    at = variants.VertGlyphCoverage.glyphs.index(root)
    construction = variants.VertGlyphConstruction[at]
    sizes = {record.VariantGlyph for record in construction.MathGlyphVariantRecord}
    parts = {part.glyph for part in construction.GlyphAssembly.PartRecords}
    for name in {root} | sizes | parts:
        glyph = font["glyf"][name]
        scale = RADICAL_WIDTH / font["hmtx"][name][0]
        glyph.coordinates.scale((scale, 1))
        glyph.coordinates.toInt()
        glyph.recalcBounds(font["glyf"])
        font["hmtx"][name] = (RADICAL_WIDTH, glyph.xMin)


def add_small_radicals(font: Any) -> None:
    """Roots for one line: the source has one size, and the next is double."""
    variants = font["MATH"].table.MathVariants
    root = font.getBestCmap()[0x221A]
    at = variants.VertGlyphCoverage.glyphs.index(root)
    construction = variants.VertGlyphConstruction[at]
    first, *others = construction.MathGlyphVariantRecord
    source, width = font["glyf"][root], font["hmtx"][root]
    small: list[Any] = []
    for height in RADICAL_HEIGHTS:
        record = deepcopy(first)
        record.VariantGlyph = f"{root}.{height}" if small else root
        record.AdvanceMeasurement = round(1000 * height)
        font["hmtx"][record.VariantGlyph] = width
        font["glyf"][record.VariantGlyph] = as_high(source, 1000 * height)
        small.append(record)
    font.getReverseGlyphMap(rebuild=True)
    construction.MathGlyphVariantRecord = [*small, *others]
    construction.VariantCount = len(small) + len(others)


def as_high(glyph: Any, height: float) -> Any:
    """A copy of a glyph, stretched to a height."""
    copy = deepcopy(glyph)
    copy.coordinates.scale((1, height / (glyph.yMax - glyph.yMin)))
    copy.coordinates.toInt()
    copy.recalcBounds(None)
    return copy


def leave_out_sizes(font: Any) -> None:
    """The larger sizes of the brackets that have many, but for some."""
    for construction in font["MATH"].table.MathVariants.VertGlyphConstruction:
        sizes = construction.MathGlyphVariantRecord
        if len(sizes) > max(SIZES):
            construction.MathGlyphVariantRecord = [sizes[at] for at in SIZES]
            construction.VariantCount = len(SIZES)


def horizontal(font: Any) -> dict[str, Any]:
    """How glyphs are made wider, by their names."""
    variants = font["MATH"].table.MathVariants
    names = variants.HorizGlyphCoverage.glyphs
    return dict(zip(names, variants.HorizGlyphConstruction, strict=True))


def cut(font: Any) -> None:
    """Leave out what formulas do not show."""
    options = Options()
    options.layout_features = []
    options.hinting = False
    options.glyph_names = False
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.drop_tables += ["DSIG", "GDEF", "GPOS", "GSUB", "gasp"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters())
    subsetter.subset(font)


if __name__ == "__main__":
    make(Path(sys.argv[1]))
