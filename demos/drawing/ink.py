"""Layers of colour, as ink on paper or light in the dark.

On a light ground each ink swallows light (Beer and Lambert's law: what a layer lets
through is exp(-density absorbance)); on a dark one it gives light, by the same law
with black and white exchanged.
"""

import math
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.image import AxesImage

Array = NDArray[np.float64]
Float32 = NDArray[np.float32]

PALETTES = {  # the ground, then the inks; after a light one, its twin for the dark
    "paper": "#f6f1e7 #0b62a4 #c8560d #0a8d80 #7d3fae #c8336f #b98a00",
    "night": "#101418 #3a8fe0 #e8702a #19b39c #a86be8 #e8558f #d9a520",
    "tide": "#eef4f3 #0b62a4 #0a8d80 #3d4fb8 #2a9fc4",
    "deep": "#0d171c #3a8fe0 #19b39c #7f8cf0 #45b8dd",
    "ember": "#170f12 #f26b2a #d83a4a #f2b134 #b02f7c",
    "sumi": "#f4f0e8 #3a3d45 #55606e #3a3d45 #c8402c",
    "chalk": "#161513 #cdc9c0 #94a0b0 #cdc9c0 #e8603f",
}
DECADES = 2.2  # of concentration between the palest band and the darkest
SOFTNESS = 5  # of the blur, in cells


def paint_wash(
    ax: "Axes", counts: Float32, *, palette: str, bands: int, margin: int, every: int
) -> "AxesImage":
    """Fill the Axes with one wash of ink for each layer.

    Args:
        ax: where to paint; its frame goes.
        counts: walkers in each cell, shape (layers, rows, columns).
        palette: a key of PALETTES; the inks are taken in turn.
        bands: strengths of each wash.
        margin: cells on each side that are for the blur only.
        every: cells to a pixel.
    """
    ground, *inks = (_rgb(colour) for colour in PALETTES[palette].split())
    inside = slice(margin // every, -margin // every)
    layers = [
        _strength(_blurred(_merged(layer, every), SOFTNESS / every), bands)
        for layer in counts
    ]
    painted = np.array([layer[inside, inside] for layer in layers])
    image = _mixed(painted, [inks[n % len(inks)] for n in range(len(layers))], ground)
    ax.set_axis_off()
    return ax.imshow(image, interpolation="none", aspect="auto")


def _mixed(layers: Float32, inks: list[Array], ground: Array) -> NDArray[np.uint8]:
    """The colour that is left (or given) where all layers lie on each other."""
    if ground.mean() < 0.5:  # light in the dark is ink on paper with all ends changed
        return 255 - _mixed(layers, [1 - ink for ink in inks], 1 - ground)
    absorbance = np.log(np.clip(inks, 0.03, 1)).astype(np.float32)
    light = np.exp(np.tensordot(absorbance, layers, (0, 0)))
    light *= (255 * ground).astype(np.float32)[:, None, None]
    return np.moveaxis(np.rint(light).astype(np.uint8), 0, -1)


def _strength(concentration: Float32, bands: int) -> Float32:
    """How much ink lies in each cell: bands of equal ratios of concentration."""
    relative = np.clip(concentration / concentration.max(), 1e-9, 1)
    depth = np.clip(1 + np.log(relative) / (DECADES * math.log(10)), 0, 1)
    of_band = 1.1 * (np.arange(bands + 1, dtype=np.float32) / bands) ** 1.3
    return of_band[np.ceil(depth * bands).astype(np.uint8)]


def _merged(layer: Float32, every: int) -> Float32:
    """The layer in cells that are ``every`` as wide and as high."""
    rows, columns = layer.shape
    blocks = layer.reshape(rows // every, every, columns // every, every)
    return blocks.sum(axis=(1, 3))


def _blurred(layer: Float32, softness: float) -> Float32:
    """The layer under a Gaussian of so many cells."""
    rows, columns = np.fft.fftfreq(layer.shape[0]), np.fft.rfftfreq(layer.shape[1])
    down, across = (
        np.exp(-2 * (np.pi * softness * waves) ** 2).astype(np.float32)
        for waves in (rows, columns)
    )
    spectrum = np.fft.rfft2(layer) * down[:, None] * across
    blurred = np.fft.irfft2(spectrum, s=layer.shape)
    return blurred.astype(np.float32, copy=False)


def _rgb(colour: str) -> Array:
    """Red, green and blue in 0 to 1 of ``#rrggbb``."""
    return np.array([int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)])
