"""Plots of averages that come with an error, labelled where the curves end."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from demos.drawing.palette import MUTED, SERIES

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.lines import Line2D

Floats = NDArray[np.float64]
LINE_HEIGHT = 14  # pixels between two labels, at least


def plot_mean(
    ax: "Axes", x: ArrayLike, mean: Floats, half_width: Floats, *, color: str
) -> "Line2D":
    """A line for the mean, and a band of that half width around it."""
    band = (mean - half_width, mean + half_width)
    ax.fill_between(x, *band, color=color, alpha=0.25, linewidth=0)
    (line,) = ax.plot(x, mean, color=color)
    return line


def plot_reference(ax: "Axes", y: float, *, color: str) -> "Line2D":
    """A thin dashed line across the panel, for what theory says."""
    return ax.axhline(y, color=color, linewidth=1, dashes=(4, 3), zorder=1)


def plot_curves(
    ax: "Axes",
    x: Floats,
    means: Sequence[Floats],
    half_widths: Sequence[Floats],
    labels: Sequence[str],
    *,
    spreads: Sequence[Floats] = (),
) -> None:
    """A labelled curve with its band for each mean.  Set the limits of y before.

    Args:
        ax: where to draw.
        x: from 0 to the last of these.
        means: one for each curve.
        half_widths: of the bands.
        labels: written where the curves end.
        spreads: where given, the values at the end that each mean is made of; a
            bar at the right edge spans the middle eight of every ten.
    """
    lines = [
        plot_mean(ax, x, mean, half_width, color=color)
        for color, mean, half_width in zip(SERIES, means, half_widths, strict=False)
    ]
    bars = [np.percentile(spread, [10, 90]) for spread in spreads]
    for n, (color, bar) in enumerate(zip(SERIES, bars, strict=False), start=1):
        ax.vlines((1 + 0.02 * n) * x[-1], *bar, color=color, linewidth=3, alpha=0.6)
    if bars:
        top = max(bar[1] for bar in bars)
        ax.text(x[-1], top, "8 in 10 runs", color=MUTED, ha="right", va="top")
    ax.set_xlim(0, (1.011 + 0.02 * len(spreads)) * x[-1])
    ax.locator_params(nbins=5)
    label_ends(ax, lines, labels)


def label_ends(ax: "Axes", lines: Sequence["Line2D"], labels: Sequence[str]) -> None:
    """Write each label beside the end of its line, in the colour of the line.

    Labels that would touch are moved apart.  Call it when the limits are set.
    """
    bottom, top = ax.get_ylim()
    pixels = ax.get_window_extent().height / (top - bottom)
    ends = np.array([np.asarray(line.get_ydata())[-1] for line in lines])
    shifts = apart(ends * pixels, LINE_HEIGHT) - ends * pixels
    for line, label, end, shift in zip(lines, labels, ends, shifts, strict=True):
        ax.annotate(
            label,
            (1, end),
            xycoords=("axes fraction", "data"),
            xytext=(4, shift),
            textcoords="offset points",
            va="center",
            color=line.get_color(),
        )


def apart(places: Floats, gap: float) -> Floats:
    """The nearest places, in the same order, that are at least a gap apart.

    Least squares: what is left after the gaps must not decrease, so neighbours
    that do are pooled at their mean.
    """
    order = np.argsort(places, kind="stable")
    steps = gap * np.arange(len(places))
    pools: list[list[float]] = []
    for value in places[order] - steps:
        pools.append([value])
        while len(pools) > 1 and np.mean(pools[-2]) > np.mean(pools[-1]):
            pools[-2:] = [pools[-2] + pools[-1]]
    moved = np.empty(len(places))
    moved[order] = np.concatenate([[np.mean(p)] * len(p) for p in pools]) + steps
    return moved
