"""Laws and paths on the line: densities, scores, and space against time."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from demos.drawing.palette import MUTED, PAPER

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.collections import PolyCollection
    from matplotlib.lines import Line2D

Array = NDArray[np.float64]


def plot_curve(
    ax: "Axes", x: Array, y: Array, *, color: str, label: str | None = None
) -> "Line2D":
    """One function of x."""
    (line,) = ax.plot(x, y, color=color, label=label)
    return line


def plot_hill(
    ax: "Axes", x: Array, density: Array, *, color: str, label: str
) -> "PolyCollection":
    """A law as a tinted hill with a firm edge."""
    plot_curve(ax, x, density, color=color)
    return ax.fill_between(x, density, color=color, alpha=0.25, label=label)


def plot_streams(ax: "Axes", t: ArrayLike, quantiles: Array) -> "Line2D":
    """Curves with the same share of the mass between each and the next.

    Args:
        ax: where to draw.
        t: shape (times,).
        quantiles: shape (times, curves).
    """
    (line,) = ax.plot(*_joined(t, quantiles), color=MUTED, linewidth=0.8, alpha=0.7)
    return line


def plot_walks(ax: "Axes", t: ArrayLike, paths: Array, *, color: str) -> "Line2D":
    """Sample paths, shape (times, walkers), parted from the ground by a halo."""
    x, y = _joined(t, paths)
    ax.plot(x, y, color=PAPER, linewidth=3, alpha=0.8)
    (line,) = ax.plot(x, y, color=color, linewidth=1.2)
    return line


def _joined(t: ArrayLike, curves: Array) -> tuple[Array, Array]:
    """All curves as one broken line, which draws smaller than many."""
    times = np.append(np.asarray(t, float), np.nan)
    gap = np.full((1, curves.shape[1]), np.nan)
    heights = np.concatenate([curves, gap]).T.ravel()
    return np.tile(times, curves.shape[1]), heights
