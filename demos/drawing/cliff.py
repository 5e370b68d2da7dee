"""A map of the cliff walk, with the ways that were taken."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from demos.drawing.palette import GRID, INK, MUTED

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.lines import Line2D

ROWS, COLUMNS = 4, 12
START, GOAL = 36, 47


def plot_cliff(ax: "Axes") -> None:
    """The grid, the cliff along its lower edge, start S and goal G."""
    ax.set(xlim=(-0.5, COLUMNS - 0.5), ylim=(ROWS - 0.5, -0.5))
    ax.set_axis_off()
    ax.hlines(np.arange(ROWS + 1) - 0.5, -0.5, COLUMNS - 0.5, color=GRID, linewidth=1)
    ax.vlines(np.arange(COLUMNS + 1) - 0.5, -0.5, ROWS - 0.5, color=GRID, linewidth=1)
    ax.fill_between(
        [0.5, COLUMNS - 1.5], ROWS - 1.5, ROWS - 0.5, color=MUTED, alpha=0.4
    )
    places = {"S": 0.0, "G": COLUMNS - 1.0, "the cliff": (COLUMNS - 1) / 2}
    for name, column in places.items():
        ax.text(column, ROWS - 1, name, color=INK, ha="center", va="center")


def plot_path(
    ax: "Axes", states: Sequence[int], *, color: str, shift: float
) -> "Line2D":
    """A line through these cells, shifted so that ways can lie side by side.

    A way that does not end at the goal ends in a cross.
    """
    row, column = np.divmod(states, COLUMNS) + np.full((2, 1), shift)
    row[np.array(states) == START] = ROWS - 1.4  # leave S and G free
    row[np.array(states) == GOAL] = ROWS - 1.4
    (line,) = ax.plot(column, row, color=color)
    if states[-1] != GOAL:
        ax.plot(column[-1], row[-1], "x", color=color, markersize=8)
    return line
