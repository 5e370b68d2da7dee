"""Names beside curves that begin and end anywhere in a panel."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

import numpy as np

from demos.drawing.curves import LINE_HEIGHT, Floats, label_ends

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.lines import Line2D

WORDS = 1.6  # octaves that a name takes
EDGE = 1.5  # nearer than that, a name stands outside


def label_settings(ax: "Axes", lines: Mapping[str, "Line2D"]) -> None:
    """Each name where its curve leaves the panel, or above its highest point.

    A curve may reach the right edge, or fall below the panel, or do neither.  Call it
    when the limits are set; x is logarithmic.
    """
    bottom, right = ax.get_ylim()[0], ax.get_xlim()[1]
    ends: dict[str, Line2D] = {}
    falls: dict[str, float] = {}
    for name, line in lines.items():
        line.set_label(name)
        x, y = (np.asarray(values, dtype=float) for values in line.get_data())
        if y[-1] >= bottom and x[-1] in (1.0, right / 1.1):  # 1: across the panel
            ends[name] = line
        elif y[-1] < bottom:
            falls[name] = leaves(x, y, bottom)
        else:
            top = int(y.argmax())
            _write(ax, name, line, (x[top], y[top]), (0, 9), ha="center")
    label_ends(ax, list(ends.values()), list(ends))
    last, height = 0.0, 4
    for name, at in sorted(falls.items(), key=lambda fall: fall[1]):
        if at > right / EDGE:
            _write(ax, name, lines[name], (right, bottom), (4, 0), ha="left")
            continue
        height = height + LINE_HEIGHT if at < last * 2**WORDS else 4
        _write(ax, name, lines[name], (at, bottom), (-10, height), ha="right")
        last = at


def _write(
    ax: "Axes",
    name: str,
    line: "Line2D",
    at: tuple[float, float],
    off: tuple[float, float],
    *,
    ha: Literal["left", "center", "right"],
) -> None:
    ax.annotate(
        name,
        at,
        off,
        textcoords="offset points",
        ha=ha,
        va="bottom",
        color=line.get_color(),
    )


def leaves(x: Floats, y: Floats, bottom: float) -> float:
    """Where a curve falls below the bottom for good; x is logarithmic."""
    above = np.flatnonzero(y >= bottom)
    if not above.size:
        return float(x[0])
    last = int(above[-1])
    share = (y[last] - bottom) / (y[last] - y[last + 1])
    return float(x[last] * (x[last + 1] / x[last]) ** share)
