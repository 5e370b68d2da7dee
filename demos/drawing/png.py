"""PNG files that are small where a picture has few colours, as drawings have."""

import io
import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

COLOURS = 256  # of a palette
ENOUGH = 0.95  # of all pixels in the commonest colours; a gradient would show its bands


def small_png(picture: "Image") -> bytes:
    """The RGB picture as PNG, with a palette if it has few colours or nearly so.

    The edges of lines and letters have many shades, which a palette takes from the
    nearest it has; the bytes are the same on every run.
    """
    from PIL.Image import Dither, Quantize

    pixels = picture.width * picture.height
    most = COLOURS + math.ceil((1 - ENOUGH) * pixels)  # with more, these are not enough
    counts = sorted(count for count, _ in picture.getcolors(most) or ())
    if sum(counts[-COLOURS:]) >= ENOUGH * pixels:
        picture = picture.quantize(COLOURS, Quantize.MAXCOVERAGE, dither=Dither.NONE)
    target = io.BytesIO()
    picture.save(target, format="png")
    return target.getvalue()
