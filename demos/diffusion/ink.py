"""Drops of ink in stirred water: walkers carried by a flow and kicked by heat.

    dx = u(x) dt + sqrt(2 D) dW

Lengths are in heights of the picture, which is ``WIDTH`` of them wide. The flow u is
steady and incompressible: a sum of shear waves in random directions.

Walkers are in single precision, in which numpy's sine takes a fortieth of the time.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from demos.diffusion.mixture import Array
from demos.diffusion.network import Float32

Places = NDArray[np.floating[Any]]  # of either precision

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

    def __call__(self, x: Places) -> Places:
        """Velocity at each place x of shape (n, 2), in the precision of x."""
        across = self.k[:, ::-1] * [-1, 1] / np.linalg.norm(self.k, axis=1)[:, None]
        waves = self.k.astype(x.dtype) @ x.T
        waves += self.phase.astype(x.dtype)[:, None]
        np.sin(waves, out=waves)
        return ((self.speed * across.T).astype(x.dtype) @ waves).T


def random_flow(rng: np.random.Generator, speed: float) -> Flow:
    """Waves of random direction, length and phase."""
    angle, phase = rng.uniform(0, 2 * np.pi, (2, WAVES))
    k = 2 * np.pi / rng.uniform(SHORTEST, LONGEST, WAVES)
    return Flow(k[:, None] * np.c_[np.cos(angle), np.sin(angle)], phase, speed)


def random_drops(rng: np.random.Generator, drops: int) -> Array:
    """Where the drops fall: one in each column of the picture.  Shape (drops, 2)."""
    column = (np.arange(drops) + rng.uniform(0.2, 0.8, drops)) / drops
    return np.c_[rng.permutation(column) * WIDTH, rng.uniform(0.15, 0.85, drops)]


def drop_at(place: Array, walkers: int) -> Float32:
    """Walkers that all start in one place.  Shape (walkers, 2), column by column."""
    return np.full((2, walkers), place[:, None], np.float32).T


def walk(
    x: Float32, flow: Flow, D: float, steps: int, rng: np.random.Generator
) -> Iterator[tuple[Float32, Float32]]:
    """After each step, where the walkers are and how far heat alone moved each.

    The flow is followed by the midpoint rule, the heat exactly.
    """
    by_heat = np.zeros_like(x)
    for _ in range(steps):
        kick = math.sqrt(2 * D * DT) * rng.standard_normal(x.T.shape, np.float32).T
        x = x + DT * flow(x + DT / 2 * flow(x)) + kick
        by_heat = by_heat + kick
        yield x, by_heat


def empty_grid(drops: int) -> Float32:
    """No ink yet: cells of the picture and its margin, (drops, rows, columns)."""
    rows, columns = ROWS + 2 * MARGIN, round(WIDTH * ROWS) + 2 * MARGIN
    return np.zeros((drops, rows, columns), np.float32)


def deposit(grid: Float32, x: Places) -> None:
    """Add one to the cell that each walker is in; row 0 is the top."""
    column, row = np.floor(x.T * ROWS).astype(int) + MARGIN
    rows, columns = grid.shape
    seen = (row >= 0) & (row < rows) & (column >= 0) & (column < columns)
    cell = (row * columns + column)[seen]
    np.add.at(grid.reshape(-1), cell, np.float32(1))  # by two indices it takes longer
