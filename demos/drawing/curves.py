"""Plots of averages that come with an error, labelled where the curves end."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from demos.drawing.palette import MUTED, SERIES
from demos.framework.numbers import number

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


def show_all(ax: "Axes", *values: ArrayLike, floor: float | None = None) -> None:
    """Limits of y with room for every value, and for the floor where there is one."""
    known = np.concatenate([np.ravel(value) for value in values])
    low, high = float(known.min()), float(known.max())
    margin = 0.05 * (high - min(low, high if floor is None else floor) or 1.0)
    if floor is not None and floor <= low:
        ax.set_ylim(floor, high + margin)
    else:
        ax.set_ylim(low - margin, high + margin)


def plot_reference(
    ax: "Axes",
    y: float,
    name: str = "",
    *,
    color: str = MUTED,
    ha: Literal["left", "right"] = "right",
    va: Literal["top", "bottom"] = "bottom",
) -> "Line2D":
    """A thin dashed line across the panel, for what theory says.

    Args:
        ax: where to draw.
        y: the height.
        name: what it is, written at one end.
        color: of both.
        ha: the end.
        va: above the line (bottom) or below it (top).
    """
    ax.annotate(
        name,
        (0 if ha == "left" else 1, y),
        xytext=(0, 2 if va == "bottom" else -2),
        xycoords=ax.get_yaxis_transform(),
        textcoords="offset points",
        color=color,
        ha=ha,
        va=va,
    )
    return ax.axhline(y, color=color, linewidth=1, dashes=(4, 3), zorder=1)


def plot_curves(
    ax: "Axes",
    x: Floats,
    means: Sequence[Floats],
    half_widths: Sequence[Floats],
    labels: Sequence[str],
) -> None:
    """A labelled curve with its band for each mean.  Set the limits of y before.

    Args:
        ax: where to draw.
        x: from 0 to the last of these.
        means: one for each curve.
        half_widths: of the bands.
        labels: written where the curves end.
    """
    lines = [
        plot_mean(ax, x, mean, half_width, color=color)
        for color, mean, half_width in zip(SERIES, means, half_widths, strict=False)
    ]
    ax.set_xlim(0, 1.011 * x[-1])
    ax.locator_params(nbins=5)
    ax.locator_params(axis="x", integer=True)
    ax.xaxis.set_major_formatter(plain)
    label_ends(ax, lines, labels)


def plain(x: float, _: float = 0) -> str:
    """A tick's number as it is written everywhere."""
    return number(x)


def label_ends(ax: "Axes", lines: Sequence["Line2D"], labels: Sequence[str]) -> None:
    """Write each label beside the end of its line, in the colour of the line.

    Labels that would touch are moved apart.  Call it when the limits are set.
    """
    ends = [float(np.asarray(line.get_ydata())[-1]) for line in lines]
    heights = ax.transData.transform([(ax.get_xlim()[1], end) for end in ends])[:, 1]
    bottom = float(ax.transAxes.transform((0, 0))[1])  # the numbers at x are below it
    shifts = apart(heights, LINE_HEIGHT, least=bottom) - heights
    for line, label, end, shift in zip(lines, labels, ends, shifts, strict=True):
        line.set_label(label)
        ax.annotate(
            label,
            (1, end),
            xycoords=("axes fraction", "data"),
            xytext=(4, shift),
            textcoords="offset points",
            va="center",
            color=line.get_color(),
        )


def apart(places: Floats, gap: float, *, least: float = -np.inf) -> Floats:
    """The nearest places, in the same order, that are at least a gap apart.

    Least squares: what is left after the gaps must not decrease, so neighbours
    that do are pooled at their mean, and what is then below the least is raised to it.
    """
    order = np.argsort(places, kind="stable")
    steps = gap * np.arange(len(places))
    pools: list[list[float]] = []
    for value in places[order] - steps:
        pools.append([value])
        while len(pools) > 1 and np.mean(pools[-2]) > np.mean(pools[-1]):
            pools[-2:] = [pools[-2] + pools[-1]]
    moved = np.empty(len(places))
    kept = np.concatenate([[np.mean(p)] * len(p) for p in pools])
    moved[order] = np.maximum(kept, least) + steps
    return moved
