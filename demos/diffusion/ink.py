"""Drops of ink in stirred water: walkers carried by a flow and kicked by heat.

    dx = u(x) dt + sqrt(2 D) dW

Lengths are in heights of the picture, which is ``WIDTH`` of them wide. The flow u is
steady and incompressible: a sum of shear waves in random directions.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from demos.diffusion.mixture import Array

WIDTH = 2.5
ROWS = 640  # cells of the grid to a height
MARGIN = 40  # cells around the picture, so that a blur sees no edge
DT = 0.02
WAVES = 8
SHORTEST, LONGEST = 0.45, 1.4  # wavelengths in heights


@dataclass(frozen=True)
class Flow:
    """u(x) = speed sum_j n_j sin(k_j x + phase_j), n_j a unit vector across k_j."""

    k: Array  # (waves, 2)
    phase: Array  # (waves,)
    speed: float

    def __call__(self, x: Array) -> Array:
        """Velocity at each place x of shape (n, 2)."""
        across = self.k[:, ::-1] * [-1, 1] / np.linalg.norm(self.k, axis=1)[:, None]
        waves = np.sin(np.einsum("nd,wd->nw", x, self.k) + self.phase)
        return self.speed * np.einsum("nw,wd->nd", waves, across)


def random_flow(rng: np.random.Generator, speed: float) -> Flow:
    """Waves of random direction, length and phase."""
    angle, phase = rng.uniform(0, 2 * np.pi, (2, WAVES))
    k = 2 * np.pi / rng.uniform(SHORTEST, LONGEST, WAVES)
    return Flow(k[:, None] * np.c_[np.cos(angle), np.sin(angle)], phase, speed)


def random_drops(rng: np.random.Generator, drops: int) -> Array:
    """Where the drops fall: one in each column of the picture.  Shape (drops, 2)."""
    column = (np.arange(drops) + rng.uniform(0.2, 0.8, drops)) / drops
    return np.c_[rng.permutation(column) * WIDTH, rng.uniform(0.15, 0.85, drops)]


def walk(
    x: Array, flow: Flow, D: float, steps: int, rng: np.random.Generator
) -> Iterator[tuple[Array, Array]]:
    """After each step, where the walkers are and how far heat alone moved each.

    The flow is followed by the midpoint rule, the heat exactly.
    """
    by_heat = np.zeros_like(x)
    for _ in range(steps):
        kick = np.sqrt(2 * D * DT) * rng.standard_normal(x.shape)
        x = x + DT * flow(x + DT / 2 * flow(x)) + kick
        by_heat = by_heat + kick
        yield x, by_heat


def empty_grid(drops: int) -> Array:
    """No ink yet: cells of the picture and its margin, (drops, rows, columns)."""
    return np.zeros((drops, ROWS + 2 * MARGIN, round(WIDTH * ROWS) + 2 * MARGIN))


def deposit(grid: Array, x: Array) -> None:
    """Add one to the cell that each walker is in; row 0 is the top."""
    column, row = np.floor(x * ROWS).astype(int).T + MARGIN
    rows, columns = grid.shape
    seen = (row >= 0) & (row < rows) & (column >= 0) & (column < columns)
    np.add.at(grid, (row[seen], column[seen]), 1)
