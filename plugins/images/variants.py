"""Variants of a picture: smaller copies, for screens that need no more than that.

Made by Pillow as WebP when first asked for, and kept under the hash of the picture and
of what makes the copies: where all are in the cache, Pillow is not imported.  No copy
is kept that weighs as much as a larger one, or as the picture itself; drawings (SVG)
and animations stay as they are.

    <cache>/images/<key>/<width>.webp       all the copies of one picture, or not there
"""

import io
import re
import tempfile
import warnings
from collections.abc import Callable, Iterator
from functools import cached_property
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from plugins.shared import files
from plugins.shared.settings import merged

Size = tuple[int, int]
Widths = tuple[int, ...]
Picture = Any  # Pillow's, which is imported only where a copy is made

SIGNS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")  # how PNG and JPEG begin
QUALITY = 80
FEW_COLOURS = 1024  # colours that a drawing may have; such a picture is kept exactly
MAX_MEGAPIXELS = 128  # megapixels of which copies are made: more do not fit into memory
NOT_KEPT = "has no smaller copies, as they cannot be kept (%s)."
BROKEN = "cannot be made smaller (%s); save it again."
TOO_LARGE = "cannot be made smaller (it has %d megapixels); save it with %d or fewer."
PILLOWS_NAME = re.compile(r" <_io\.BytesIO[^>]*>")  # what Pillow calls the file

Complain = Callable[[str], None]  # says what is wrong with the picture

WIDE, THUMBNAIL = (480, 960, 1600), (240, 480)  # widths of copies


class TooLarge(Exception):
    """A picture that has too many pixels."""

    def __init__(self, megapixels: int) -> None:
        super().__init__(megapixels)
        self.megapixels = megapixels


class Variants:
    """Gets variants from the cache or makes them; ``used`` has them by site path."""

    def __init__(self, settings: dict[str, Any]) -> None:
        settings = merged(settings)
        self.cache = Path(settings["CACHE_FOLDER"]) / "images"
        self.site, self.wanted = settings["SITEURL"], settings["PICTURE_COPIES"]
        self.used: dict[str, Path] = {}

    def find(self, picture: Path, widths: Widths, complain: Complain) -> dict[int, str]:
        """Paths in the site of the copies, by width; none where none is worthwhile."""
        data = picture.read_bytes() if self.wanted else b""
        if not data.startswith(SIGNS):
            return {}
        entry = self.cache / self._key(data, widths)
        if not entry.is_dir():
            try:
                made = dict(make_variants(data, widths))
            except TooLarge as error:
                complain(TOO_LARGE % (error.megapixels, MAX_MEGAPIXELS))
                return {}
            except Exception as error:  # of any kind, for damaged files
                complain(BROKEN % PILLOWS_NAME.sub("", str(error)))
                return {}
            try:
                self._store(entry, made)
            except OSError as error:
                complain(NOT_KEPT % error)
                return {}
        found = sorted(entry.glob("*.webp"), key=lambda copy: int(copy.stem))
        self.used |= {site_path(copy): copy for copy in found}
        return {int(copy.stem): site_path(copy) for copy in found}

    def srcset(self, picture: Path, widths: Widths, complain: Complain) -> str:
        """The copies as HTML wants them; nothing where there are none."""
        found = self.find(picture, widths, complain)
        return ", ".join(f"{self.site}/{path} {w}w" for w, path in found.items())

    @cached_property
    def _version(self) -> bytes:
        """What the bytes of copies depend on beside the picture."""
        return Path(__file__).read_bytes() + version("pillow").encode()

    def _key(self, data: bytes, widths: Widths) -> str:
        return sha256(self._version + repr(widths).encode() + data).hexdigest()[:32]

    def _store(self, entry: Path, made: dict[int, bytes]) -> None:
        """Make the entry appear at once; another build may do the same."""
        entry.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=entry.parent, prefix=".") as folder:
            new = Path(folder, entry.name)
            new.mkdir()
            for width, data in made.items():
                (new / f"{width}.webp").write_bytes(data)
            files.move_folder(new, entry)


def site_path(copy: Path) -> str:
    """Where the site has a copy."""
    return f"pictures/{copy.parent.name}/{copy.name}"


def make_variants(data: bytes, widths: Widths) -> Iterator[tuple[int, bytes]]:
    """Widths and WebP bytes of the copies of a PNG or JPEG that are worth having."""
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = None  # we have a limit of our own
    warnings.filterwarnings("ignore", module="PIL")  # it has many, and names no file
    with Image.open(io.BytesIO(data)) as file:
        if (megapixels := file.width * file.height // 10**6) > MAX_MEGAPIXELS:
            raise TooLarge(megapixels)
        drawn = file.format == "PNG"
        if drawn and getattr(file, "is_animated", False):
            return
        picture = _as_rgb(ImageOps.exif_transpose(file))
        few_colours = drawn and picture.getcolors(FEW_COLOURS) is not None
    lightest = len(data)
    for size in sizes(picture.size, widths):
        copy = picture.resize(size, Image.Resampling.LANCZOS)
        webp = min((_webp(copy, exact) for exact in {False, few_colours}), key=len)
        if len(webp) >= lightest:
            return
        yield size[0], webp
        lightest = len(webp)


def sizes(picture: Size, widths: Widths) -> list[Size]:
    """Width and height of each copy, the largest first; none is enlarged."""
    whole, height = picture
    wanted = sorted({min(width, whole) for width in widths}, reverse=True)
    return [(width, max(1, round(width * height / whole))) for width in wanted]


def _as_rgb(picture: Picture) -> Picture:
    """In red, green, blue, and transparency where there is any."""
    if picture.mode.startswith("I"):  # grey in 16 bits
        picture = picture.convert("I").point(lambda grey: grey * (1 / 256)).convert("L")
    if picture.mode not in {"RGB", "RGBA", "P"}:
        picture.info.pop("icc_profile", None)  # describes other colours than ours
    has_alpha = picture.has_transparency_data
    if has_alpha:
        picture = picture.convert("RGBA")
        has_alpha = picture.getextrema()[3][0] < 255
    return picture.convert("RGBA" if has_alpha else "RGB")


def _webp(picture: Picture, exact: bool) -> bytes:
    data = io.BytesIO()
    profile = picture.info.get("icc_profile")
    picture.save(data, "WEBP", quality=QUALITY, lossless=exact, icc_profile=profile)
    return data.getvalue()
