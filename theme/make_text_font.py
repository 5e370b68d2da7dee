"""Cut the face of the text out of STIX Two Text 2.13: a file for each style and script.

The sister of the font for formulas, so that digits and letters are the same in both.
The roman is variable: one file is all weights from regular to bold.  The sources are
the files of ``@fontsource-variable/stix-two-text`` 5.3.0 on npm.  To make the theme's
files anew:

    python -m theme.make_text_font PACKAGE/files

Browsers take a file only when a page has one of its characters: ``unicode-range`` in
theme/static/css/style.css names those.  The licence is beside the fonts.
"""

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

FOLDER = Path(__file__).parent / "static/fonts"
STYLES = {"roman": "normal", "italic": "italic"}
RANGES = {  # hexadecimal; what a source lacks, it lacks
    "latin": "20-7e a0-ff 131 152-153 2bb-2bc 2c6 2da 2dc 2010-2015 2018-201a "
    "201c-201e 2020-2022 2026 202f 2032-2033 2039-203a 2044 20ac 2122 2191 2193 2212 "
    "2215",
    "latin-ext": "100-130 132-151 154-17f 192 218-21b 1e80-1e85 1e9e 1ef2-1ef3",
    "vietnamese": "102-103 110-111 128-129 168-169 1a0-1a1 1af-1b0 300-301 303 309 323 "
    "1ea0-1ef9 20ab",
    "greek": "386 388-38a 38c 38e-3a1 3a3-3ce 3d1 3d5-3d6 3f0-3f1 3f5",
}


def characters(ranges: str) -> set[int]:
    """The code points of ranges such as ``20-7e a0``."""
    found: set[int] = set()
    for part in ranges.split():
        first, _, last = part.partition("-")
        found |= set(range(int(first, 16), int(last or first, 16) + 1))
    return found


def make(source: Path, target: Path, code_points: set[int]) -> None:
    """Write some characters of a font, without hints, with kerning and ligatures."""
    font = TTFont(source)
    if "italic" in source.name:
        font = instancer.instantiateVariableFont(font, {"wght": 400})
    options = Options()
    options.layout_features = ["kern", "liga", "ccmp", "locl", "mark", "mkmk"]
    options.hinting = False
    options.glyph_names = False
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.drop_tables += ["DSIG", "gasp"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=code_points)
    subsetter.subset(font)
    font.flavor = "woff2"
    font.save(target)


def main(sources: Path) -> None:
    """Write all files of the theme from the folder of the sources."""
    for script, ranges in RANGES.items():
        for style, name in STYLES.items():
            source = sources / f"stix-two-text-{script}-wght-{name}.woff2"
            target = FOLDER / f"stix-two-text-{script}-{style}.woff2"
            make(source, target, characters(ranges))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
