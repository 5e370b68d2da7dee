"""Laws and paths on the line: densities, scores, and space against time."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from demos.drawing.palette import PAPER

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.collections import PolyCollection
    from matplotlib.legend import Legend
    from matplotlib.lines import Line2D

Array = NDArray[np.float64]


def plot_curve(
    ax: "Axes", x: ArrayLike, y: Array, *, color: str, label: str | None = None
) -> "Line2D":
    """One function of x."""
    (line,) = ax.plot(x, y, color=color, label=label)
    return line


def plot_density(
    ax: "Axes", x: Array, density: Array, *, color: str, label: str
) -> "PolyCollection":
    """A distribution as a tinted hill with a firm edge."""
    plot_curve(ax, x, density, color=color)
    return ax.fill_between(x, density, color=color, alpha=0.25, label=label)


def plot_ridge(
    ax: "Axes", start: float, x: Array, width: Array, *, color: str
) -> "PolyCollection":
    """A hill on its side: x runs upward from a base at ``start``."""
    ax.plot(start + width, x, color=color, linewidth=1.2)
    return ax.fill_betweenx(x, start, start + width, color=color, alpha=0.25)


def plot_streams(ax: "Axes", t: ArrayLike, quantiles: Array, *, color: str) -> "Line2D":
    """Curves with the same share of the mass between each and the next.

    Args:
        ax: where to draw.
        t: shape (times,).
        quantiles: shape (times, curves).
    """
    (line,) = ax.plot(*_joined(t, quantiles), color=color, linewidth=0.8, alpha=0.7)
    return line


def plot_walks(ax: "Axes", t: ArrayLike, paths: Array, *, color: str) -> "Line2D":
    """Sample paths, shape (times, walkers), parted from the ground by a halo."""
    x, y = _joined(t, paths)
    ax.plot(x, y, color=PAPER, linewidth=3, alpha=0.8)
    (line,) = ax.plot(x, y, color=color, linewidth=1.2)
    return line


def legend_above(ax: "Axes") -> "Legend":
    """All labels in one line over the panel, where no curve can run into them."""
    n = len(ax.get_legend_handles_labels()[1])
    return ax.legend(
        loc="lower left", bbox_to_anchor=(0, 1), ncols=n, columnspacing=0.9
    )


def mark_step(legend: "Legend", name: str) -> None:
    """Let a slider write its value over the last word of that entry."""
    for text in legend.get_texts():
        if text.get_text() == name:
            text.set_gid("step:value")


def _joined(t: ArrayLike, curves: Array) -> tuple[Array, Array]:
    """All curves as one broken line, which draws smaller than many."""
    times = np.append(np.asarray(t, float), np.nan)
    gap = np.full((1, curves.shape[1]), np.nan)
    heights = np.concatenate([curves, gap]).T.ravel()
    return np.tile(times, curves.shape[1]), heights
