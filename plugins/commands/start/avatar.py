"""An avatar with somebody's initials on a disc: as a drawing, and as a PNG."""

import colorsys
import hashlib
import io
import unicodedata
from html import escape
from pathlib import Path

LETTERS = 2  # at most
SIDE = 512  # pixels of the PNG
SVG = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 128 128" width="128" height="128">
  <title>{name}</title>
  <circle cx="64" cy="64" r="64" fill="{colour}"/>
  <text x="64" y="64" fill="#fff" font-family="system-ui, sans-serif" font-size="{size}"
    font-weight="600" text-anchor="middle" dominant-baseline="central">{letters}</text>
</svg>
"""


def initials(name: str) -> str:
    """The first letters of the first and the last word, with the marks they bear."""
    words = [word for word in map(_letters, name.split()) if word]
    ends = [words[0], words[-1]] if len(words) > 1 else words
    return "".join(map(_first, ends)) or _first(name.strip())


def _letters(word: str) -> str:
    """The word from its first letter or digit on."""
    at = next((i for i, letter in enumerate(word) if letter.isalnum()), len(word))
    return word[at:]


def _first(word: str) -> str:
    end = 1
    while end < len(word) and unicodedata.category(word[end]).startswith("M"):
        end += 1
    return unicodedata.normalize("NFC", word[:end].upper())[: LETTERS * 2]


def seed(name: str) -> int:
    """A number that goes with a name, for whatever may differ from site to site."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:2], "big")


def colour(name: str) -> str:
    """A colour that goes with a name, dark enough for white letters."""
    red, green, blue = colorsys.hls_to_rgb(seed(name) / 2**16, 0.28, 0.5)
    return f"#{round(red * 255):02x}{round(green * 255):02x}{round(blue * 255):02x}"


def drawn(name: str) -> bytes:
    """The avatar as SVG, in which any script can be shown."""
    letters = initials(name)
    size = 64 if len(letters) == 1 else 52
    values = {"name": escape(name), "letters": escape(letters), "size": size}
    return SVG.format(**values, colour=colour(name)).encode()


def painted(name: str) -> bytes:
    """The avatar as PNG, without letters where the font at hand lacks them."""
    from PIL import Image, ImageDraw, ImageFont

    picture = Image.new("RGB", (SIDE, SIDE), colour(name))
    font = ImageFont.truetype(str(_font()), SIDE * 2 // 5)
    letters = initials(name)
    if all(_has(font, letter) for letter in letters):
        middle = (SIDE // 2, SIDE // 2)
        ImageDraw.Draw(picture).text(middle, letters, "#fff", font, anchor="mm")
    file = io.BytesIO()
    picture.quantize(32).save(file, "PNG", optimize=True)
    return file.getvalue()


def _font() -> Path:
    """A font that is always there, with the letters of most alphabets."""
    from matplotlib import get_data_path

    return Path(get_data_path(), "fonts", "ttf", "DejaVuSans-Bold.ttf")


def _has(font: object, letter: str) -> bool:
    """Whether the font draws anything else than its sign for what it lacks."""
    mask = font.getmask  # type: ignore[attr-defined]
    return bytes(mask(letter)) != bytes(mask("\U0010ffff"))
