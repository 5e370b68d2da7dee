"""Where the marks of a figure must lie: what ``marks(result)`` of a demo is made of.

A mark is known by its label, which nobody sees.  What is expected of it is a function
of the points drawn that tells how far off they are, in shares of the largest: made of
plain formulas, so that what the reader sees is compared, whatever drew it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
NEAR = 1e-6  # of the largest value, what a mark may be off
Mark = Callable[[Any, Any], float]  # of x, (points,), and y, (points[, curves])


@dataclass(frozen=True)
class Shades:
    """A density over time and space, (times, places)."""

    t: Floats
    x: Floats
    density: Floats


@dataclass(frozen=True)
class Picture:
    """What tells of an image, (rows, columns, colours), the share that is wrong."""

    wrong: Callable[[NDArray[Any]], float]


Expected = Mark | Shades | Picture


def across(height: float) -> Mark:
    """A line at that height from side to side."""
    return lambda x, y: off(y, height)


def dot(x: float, y: float) -> Mark:
    """One dot."""
    return points([x], [y])


def points(x: ArrayLike, y: ArrayLike) -> Mark:
    """These points, one after the other; of several curves, (points, curves)."""
    return lambda at, heights: max(off(at, x), off(heights, y))


def curve(heights: Callable[[Floats], ArrayLike], first: float, last: float) -> Mark:
    """Curves with these heights over x, (points[, curves]), from end to end."""

    def far(x: Floats, y: Floats) -> float:
        if not x.size:  # no curves, as nobody walks
            return float(np.size(heights(np.array([first]))))
        return max(off(y, heights(x)), ends(x, [first, last]))

    return far


def ends(x: Floats, wanted: Sequence[float]) -> float:
    """How far the ends of x are off, whichever comes first."""
    return off(np.sort(x[[0, -1]]), np.sort(wanted))


def off(measured: ArrayLike, expected: ArrayLike) -> float:
    """The largest difference, in shares of the largest value; infinite if unlike."""
    measured, expected = np.asarray(measured, float), np.asarray(expected, float)
    if expected.ndim and measured.shape != expected.shape:
        return np.inf
    scale = max(np.abs(expected).max(initial=0), 1e-9)
    return float(np.abs(measured - expected).max(initial=0) / scale)
