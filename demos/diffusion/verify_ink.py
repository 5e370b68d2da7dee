"""Checks of ink: a few walkers of each drop walk again, and the ink is weighed."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from demos.diffusion.ink import DT, MARGIN, ROWS, WIDTH, Flow
from demos.diffusion.mixture import Array
from demos.diffusion.network import Float32
from demos.framework.chance import LOG, chi_square
from demos.framework.demo import Check

SINGLE = 1e-4  # heights by which a step in single precision may be off
EDGE = MARGIN / ROWS


@dataclass(frozen=True)
class Fall:
    """What one drop did."""

    squared: Array  # mean squared displacement by heat after each step, (steps,)
    carried: Array  # mean displacement by heat at the end, (2,)
    paths: Float32  # of a few walkers, (steps + 1, walkers, 2)
    heats: Float32  # their displacement by heat, (steps, walkers, 2)
    ink: Array  # how many places were inked, and the sums of x and of y, (3,)


def inked(place: Float32) -> Array:
    """How many places lie in the picture and its margin, and the sums of x and of y."""
    right, down = place.T
    inside = (right >= -EDGE) & (right < WIDTH + EDGE)
    inside &= (down >= -EDGE) & (down < 1 + EDGE)
    sums = (float(part[inside].sum(dtype=float)) for part in (right, down))
    return np.array([np.count_nonzero(inside), *sums])


def replayed(falls: Sequence[Fall], flow: Flow) -> Check:
    """What heat does not explain, the flow does, by the midpoint rule."""
    off = 0.0
    for fall in falls:
        kicks = np.diff(fall.heats, axis=0, prepend=0).reshape(-1, 2).astype(float)
        before = fall.paths[:-1].reshape(-1, 2).astype(float)
        after = fall.paths[1:].reshape(-1, 2).astype(float)
        middle = before + DT / 2 * _plainly(flow, before)
        gone = after - before - kicks - DT * _plainly(flow, middle)
        off = max(off, float(np.abs(gone).max()))
    return Check("steps, to flow and heat", 0, off, SINGLE, "a flow off by 0.5 %")


def _plainly(flow: Flow, x: Array) -> Array:
    """Shear waves, one after the other: along their crests, so that none wells up."""
    velocity = np.zeros_like(x)
    for (kx, ky), phase in zip(flow.k.tolist(), flow.phase.tolist(), strict=True):
        length = math.hypot(kx, ky)
        wave = flow.speed * np.sin(kx * x[:, 0] + ky * x[:, 1] + phase)
        velocity[:, 0] += -ky / length * wave
        velocity[:, 1] += kx / length * wave
    return velocity


def heat(falls: Sequence[Fall], D: float, n: int) -> list[Check]:
    """Einstein's law at every tenth of the time, and no drift.

    |W|^2 / (2 D t) of n walkers is chi-squared with 2 n degrees of freedom.
    """
    squared = np.mean([fall.squared for fall in falls], axis=0)
    t = DT * np.arange(1, len(squared) + 1)
    at = np.unique(np.linspace(0, len(t) - 1, 10).round().astype(int))
    ratio = squared[at] / (4 * D * t[at]) if D else 1 + squared[at]
    worst = float(ratio[np.abs(ratio - 1).argmax()])
    off = chi_square(2 * n) / (2 * n)
    drift = math.sqrt(2 * LOG * 2 * D * t[-1] / n)
    right, down = np.mean([fall.carried for fall in falls], axis=0).tolist()
    what = "mean square by heat, to 2 d D t, at the moment farthest off"
    return [
        Check(what, 1, worst, off, f"heat off by {100 * off:.1f} %"),
        Check("mean displacement by heat, right", 0, right, drift, "heat that drifts"),
        Check("mean displacement by heat, down", 0, down, drift, "heat that drifts"),
        _upright(falls),
    ]


def _upright(falls: Sequence[Fall]) -> Check:
    """Heat to the right says nothing of heat down.

    Of n numbers in a random direction, one exceeds x of their length with probability
    exp(-n x^2 / 2) at most.
    """
    kicks = [np.diff(fall.heats, axis=0, prepend=0).reshape(-1, 2) for fall in falls]
    right, down = np.concatenate(kicks).T.astype(float)
    size = math.sqrt(float(right @ right) * float(down @ down)) or 1.0
    n = max(1, len(right))
    what = "correlation of heat to the right with heat down"
    off = math.sqrt(2 * LOG / n)
    return Check(what, 0, float(right @ down) / size, off, f"one of {off:.2f}")


def weighed(falls: Sequence[Fall], counts: Float32) -> list[Check]:
    """The ink drawn, drop by drop: how much, and where its centre lies."""
    rows, columns = counts.shape[1:]
    x = (np.arange(columns) - MARGIN + 0.5) / ROWS
    y = (np.arange(rows) - MARGIN + 0.5) / ROWS
    lost, apart = 0.0, 0.0
    for fall, grid in zip(falls, counts, strict=True):
        total = float(grid.sum(dtype=float))
        n = max(1.0, fall.ink[0])
        lost = max(lost, abs(total / n - 1) if fall.ink[0] else total)
        centre = [grid.sum(axis=0, dtype=float) @ x, grid.sum(axis=1, dtype=float) @ y]
        gap = np.abs(np.array(centre) / max(1.0, total) - fall.ink[1:] / n)
        apart = max(apart, float(gap.max()) if fall.ink[0] else 0.0)
    return [
        Check("ink drawn, to the walkers' time", 0, lost, 1e-3, "a walker in 1000"),
        Check("centres of the drops", 0, apart, 1 / ROWS, "ink two cells away"),
    ]


def unlike(counts: Float32, ground: Sequence[int], image: NDArray[Any]) -> float:
    """The share of looks at which a picture has paint and no ink, or ink and no paint.

    In blocks of MARGIN cells, of which a blur reaches the next at most: one without ink
    around must be ground, and the one that has most of a drop must not.

    Args:
        counts: the ink, (drops, rows, columns), margin included.
        ground: the colour of no ink.
        image: shape (rows, columns, 3), the margin left out.
    """
    bare = _blocks((image == np.array(ground)).all(axis=2), MARGIN * len(image) // ROWS)
    ink = np.array([_blocks(grid, MARGIN).sum(axis=(1, 3)) for grid in counts])
    total = np.pad(ink.sum(axis=0), 1)
    around = [np.roll(total, at, (0, 1)) for at in np.ndindex(3, 3)]
    near = np.asarray(np.sum(around, axis=0))
    empty = np.asarray(bare.all(axis=(1, 3)), bool)
    wrong = [~empty[near[3:-1, 3:-1] == 0]]
    for grid in ink:
        row, column = np.unravel_index(grid.argmax(), grid.shape)
        if 0 < row < len(grid) - 1 and 0 < column < len(grid[0]) - 1:
            wrong.append(np.atleast_1d(bare[row - 1, :, column - 1].all()))
    return float(np.concatenate(wrong).mean()) if wrong else 0.0


def _blocks(grid: NDArray[Any], size: int) -> NDArray[Any]:
    rows, columns = grid.shape
    return grid.reshape(rows // size, size, columns // size, size)
