"""Smaller copies of a picture, for screens that need no more than that.

Made by Pillow as WebP when first asked for, and kept under the hash of the picture and
of what makes the copies: where all are in the cache, Pillow is not imported.  No copy
is kept that weighs as much as a larger one, or as the picture itself; drawings (SVG)
and animations stay as they are.

    <cache>/images/<key>/<width>.webp       all the copies of one picture, or not there
"""

import io
import logging
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from plugins.shared.settings import merged

log = logging.getLogger(__name__)

Size = tuple[int, int]
Picture = Any  # Pillow's, which is imported only where a copy is made

SIGNS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")  # how PNG and JPEG begin
QUALITY = 80
FLAT = 1024  # colours that a drawing may have; such a picture is kept exactly
BROKEN = "%s: cannot be made smaller (%s); save the picture again."


@dataclass(frozen=True)
class Shape:
    """Which copies are wanted: their widths, and the ratio they are cut to, if any."""

    widths: tuple[int, ...]
    cut: Fraction | None = None


WIDE = Shape((480, 960, 1600))
THUMBNAIL = Shape((240, 480), cut=Fraction(4, 3))


class Copies:
    """Copies from the cache, or made for it; those asked for can be published."""

    def __init__(self, settings: dict[str, Any]) -> None:
        settings = merged(settings)
        self.cache = Path(settings["CACHE_FOLDER"]) / "images"
        self.site = settings["SITEURL"]
        self.used: set[Path] = set()

    def find(self, picture: Path, shape: Shape) -> dict[int, str]:
        """Paths in the site of the copies, by width; none where none is worthwhile."""
        data = picture.read_bytes()
        if not data.startswith(SIGNS):
            return {}
        entry = self.cache / self._key(data, shape)
        if not entry.is_dir():
            try:
                self._store(entry, dict(copies(data, shape)))
            except (OSError, ValueError) as error:  # Pillow's, for damaged files
                log.warning(BROKEN, picture, error)
                return {}
        found = sorted(entry.glob("*.webp"), key=lambda copy: int(copy.stem))
        self.used.update(found)
        return {int(copy.stem): published(copy) for copy in found}

    def srcset(self, picture: Path, shape: Shape) -> str:
        """The copies as HTML wants them; nothing where there are none."""
        found = self.find(picture, shape)
        return ", ".join(f"{self.site}/{path} {w}w" for w, path in found.items())

    def publish(self, output: Path) -> None:
        """Put every copy that was asked for into the site."""
        for copy in self.used:
            target = output / published(copy)
            if not target.exists():  # its path says what is in it
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(copy, target)

    @cached_property
    def _maker(self) -> bytes:
        """What the bytes of copies depend on beside the picture."""
        return Path(__file__).read_bytes() + version("pillow").encode()

    def _key(self, data: bytes, shape: Shape) -> str:
        return sha256(self._maker + repr(shape).encode() + data).hexdigest()[:32]

    def _store(self, entry: Path, made: dict[int, bytes]) -> None:
        """Make the entry appear at once; another build may do the same."""
        entry.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=entry.parent, prefix=".") as folder:
            new = Path(folder, entry.name)
            new.mkdir()
            for width, data in made.items():
                (new / f"{width}.webp").write_bytes(data)
            try:
                new.rename(entry)
            except OSError:
                if not entry.is_dir():  # else another build was quicker
                    raise


def published(copy: Path) -> str:
    """Where the site has a copy."""
    return f"pictures/{copy.parent.name}/{copy.name}"


def copies(data: bytes, shape: Shape) -> Iterator[tuple[int, bytes]]:
    """Widths and WebP bytes of the copies of a PNG or JPEG that are worth having."""
    from PIL import Image, ImageOps

    with Image.open(io.BytesIO(data)) as file:
        drawn = file.format == "PNG"
        if drawn and getattr(file, "is_animated", False):
            return
        flat = drawn and file.getcolors(FLAT) is not None
        picture = _plain(ImageOps.exif_transpose(file))
    lightest = len(data)
    for size in sizes(picture.size, shape):
        copy = ImageOps.fit(picture, size, Image.Resampling.LANCZOS)
        webp = min((_webp(copy, exact) for exact in {False, flat}), key=len)
        if len(webp) >= lightest:
            return
        yield size[0], webp
        lightest = len(webp)


def sizes(picture: Size, shape: Shape) -> list[Size]:
    """Width and height of each copy, the largest first; none is enlarged."""
    ratio = shape.cut or Fraction(*picture)
    most = min(picture[0], int(picture[1] * ratio))
    widths = sorted({min(width, most) for width in shape.widths}, reverse=True)
    return [(width, max(1, round(width / ratio))) for width in widths]


def _plain(picture: Picture) -> Picture:
    """In red, green, blue, and transparency where there is any."""
    if picture.mode not in {"RGB", "RGBA", "P"}:
        picture.info.pop("icc_profile", None)  # describes other colours than ours
    seen_through = picture.has_transparency_data
    if seen_through:
        picture = picture.convert("RGBA")
        seen_through = picture.getextrema()[3][0] < 255
    return picture.convert("RGBA" if seen_through else "RGB")


def _webp(picture: Picture, exact: bool) -> bytes:
    data = io.BytesIO()
    profile = picture.info.get("icc_profile")
    picture.save(data, "WEBP", quality=QUALITY, lossless=exact, icc_profile=profile)
    return data.getvalue()
