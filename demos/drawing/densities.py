"""Densities and paths on the line: densities, scores, and space against time."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from demos.drawing.palette import MUTED, PAPER
from demos.drawing.style import UNIT_HEIGHT
from demos.framework.numbers import number

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.collections import PolyCollection
    from matplotlib.lines import Line2D

Array = NDArray[np.float64]


def plot_curve(
    ax: "Axes", x: ArrayLike, y: Array, *, color: str, label: str | None = None
) -> "Line2D":
    """One function of x."""
    (line,) = ax.plot(x, y, color=color, label=label)
    return line


def plot_density(
    ax: "Axes", x: Array, density: Array, *, color: str, label: str | None = None
) -> "PolyCollection":
    """A density as a tinted hill with a firm edge."""
    plot_curve(ax, x, density, color=color, label=label)
    return ax.fill_between(x, density, color=color, alpha=0.25)


def plot_ridge(
    ax: "Axes", start: float, x: Array, width: Array, *, color: str, label: str
) -> "PolyCollection":
    """A hill on its side: x runs upward from a base at ``start``."""
    ax.plot(start + width, x, color=color, linewidth=1.2, label=label)
    return ax.fill_betweenx(x, start, start + width, color=color, alpha=0.25)


def plot_streams(
    ax: "Axes", t: ArrayLike, quantiles: Array, *, color: str, label: str
) -> "Line2D":
    """Curves with the same share of the mass between each and the next.

    Args:
        ax: where to draw.
        t: shape (times,).
        quantiles: shape (times, curves).
        color: of all.
        label: never seen.
    """
    look: Any = {"color": color, "linewidth": 0.8, "alpha": 0.7, "label": label}
    (line,) = ax.plot(*_joined(t, quantiles), **look)
    return line


def plot_walks(
    ax: "Axes", t: ArrayLike, paths: Array, *, color: str, label: str
) -> "Line2D":
    """Sample paths, shape (times, walkers), parted from the ground by a halo."""
    x, y = _joined(t, paths)
    ax.plot(x, y, color=PAPER, linewidth=3, alpha=0.8)
    (line,) = ax.plot(x, y, color=color, linewidth=1.2, label=label)
    return line


def name_curves(ax: "Axes", title: str, names: Mapping[str, str]) -> None:
    """A title, and below it each name in the colour of its curve.

    No curve can run into them there, wherever a slider takes it.
    """
    ax.set_title(title, pad=UNIT_HEIGHT)
    left: Any = {"xy": (0, 1), "xycoords": "axes fraction", "xytext": (0, 3)}
    for name, color in names.items():
        text = ax.annotate(
            name, **left, textcoords="offset points", color=color, va="bottom"
        )
        left = {"xy": (1, 0), "xycoords": text, "xytext": (12, 0)}


def mark_step(ax: "Axes", name: str) -> None:
    """Let a slider write its value over the last word of that name."""
    for text in ax.texts:
        if text.get_text() == name:
            text.set_gid("step:value")


def tell_hidden(ax: "Axes", *values: ArrayLike) -> None:
    """Say what a panel leaves out of these values, if any.  Set its limits before."""
    low, high = ax.get_ylim()
    known = np.concatenate([np.ravel(value) for value in values])
    over, under = bool(known.max() > high), bool(known.min() < low)
    top, bottom = number(high, 2), number(low, 2)
    end = f"above {top}" if over else f"below {bottom}"
    if over and under:
        end = f"beyond ±{top}" if high == -low else f"beyond {bottom} and {top}"
    if over or under:
        place: Any = {"xycoords": "axes fraction", "textcoords": "offset points"}
        words = f"{end} not drawn"
        ax.annotate(words, (1, 1), (-4, -3), **place, color=MUTED, ha="right", va="top")


def _joined(t: ArrayLike, curves: Array) -> tuple[Array, Array]:
    """All curves as one broken line, which draws smaller than many."""
    times = np.append(np.asarray(t, float), np.nan)
    gap = np.full((1, curves.shape[1]), np.nan)
    heights = np.concatenate([curves, gap]).T.ravel()
    return np.tile(times, curves.shape[1]), heights
