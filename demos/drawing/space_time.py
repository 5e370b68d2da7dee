"""A density that changes in time, as layers of colour over time and space."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Array = NDArray[np.float64]

LEVELS = (np.arange(8) + 0.4) / 8  # of the root of density / peak
OPACITY = 0.13  # of one layer; all on each other hide 67 % of the ground


def plot_space_time(
    ax: "Axes", t: Array, x: Array, density: Array, *, color: str, label: str
) -> None:
    """Density, darkest at each time's peak.

    Args:
        ax: where to draw.
        t: times, shape (times,).
        x: places, shape (places,).
        density: shape (times, places).
        color: of every layer.
        label: of every layer, never seen.
    """
    shape = np.sqrt(density / density.max(axis=1, keepdims=True)).T
    for level in LEVELS:
        layer = ax.contourf(t, x, shape, [level, 2], colors=[color], alpha=OPACITY)
        layer.set_edgecolor("none")
        layer.set_label(label)
