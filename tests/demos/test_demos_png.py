"""PNG files of drawings: a palette where it cannot be seen, all colours elsewhere."""

import io
from functools import cache

import numpy as np
import pytest
from matplotlib.figure import Figure
from PIL import Image

from demos.drawing import style
from demos.drawing.png import small_png

STEP = 16  # of 255: no eye tells such an edge pixel from its neighbour


def pixels(picture):
    return np.asarray(picture.convert("RGB")).astype(int)


def opened(png):
    return Image.open(io.BytesIO(png))


def drawing():
    with style.style("png"):
        fig = Figure(figsize=(640 / 72, 320 / 72))
        ax = fig.subplots()
        x = np.linspace(0, 9, 200)
        for n in range(6):
            ax.plot(x, np.sin(x + n), color=f"C{n}", label=f"line {n}")
            ax.fill_between(x, np.sin(x + n), alpha=0.1, color=f"C{n}")
        ax.legend()
        raw = io.BytesIO()
        fig.savefig(raw, format="png", dpi=144, facecolor="white")
        return style.as_png(fig), raw.getvalue()


@cache
def drawn():
    """A drawing and what matplotlib makes of it, for several tests."""
    return drawing()


def gradient():
    ramp = np.linspace(0, 255, 400)
    red, green = np.meshgrid(ramp, ramp)
    return np.stack([red, green, 255 - red], axis=-1).astype(np.uint8)


def test_a_drawing_gets_a_palette_that_keeps_its_colours():
    png, raw = drawn()

    true, small = pixels(opened(raw)), pixels(opened(png))
    assert opened(png).mode == "P"
    assert len(png) < len(raw) / 2
    assert np.abs(true - small).max() <= STEP
    assert (small[0, 0] == 255).all()


def test_a_gradient_keeps_all_its_colours():
    picture = gradient()

    png = small_png(Image.fromarray(picture))

    np.testing.assert_array_equal(pixels(opened(png)), picture)


def test_few_colours_are_kept_exactly():
    picture = gradient()[::40, ::40].repeat(30, axis=0).repeat(30, axis=1)

    png = small_png(Image.fromarray(picture))

    assert opened(png).mode == "P"
    np.testing.assert_array_equal(pixels(opened(png)), picture)


def test_the_same_drawing_has_the_same_bytes():
    assert drawing()[0] == drawn()[0]


@pytest.mark.parametrize(("others", "mode"), [(499, "P"), (501, "RGB")])
def test_the_commonest_colours_are_enough_if_few_pixels_have_others(others, mode):
    """Of 10,000 pixels five in a hundred, each of a colour that no other has."""
    picture = np.zeros((10_000, 3), np.uint8)
    picture[: 255 + others, 0] = np.arange(255 + others) % 256
    picture[: 255 + others, 1] = 1 + np.arange(255 + others) // 256

    png = small_png(Image.fromarray(picture.reshape(100, 100, 3)))

    assert opened(png).mode == mode
