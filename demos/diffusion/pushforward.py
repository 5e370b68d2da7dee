"""The whole distribution of a sampler's output, with no walkers and no sampling noise.

A distribution is held as mass on places. A move carries the mass of place x_j to
mean(x_j); its noise spreads it over a new, even row of places by a Gaussian of width
std. Such sums over even places converge geometrically once neighbours land closer
together than that width (the trapezoid rule on a smooth bell); so the row is fine
enough for its own noise and for the next.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from demos.diffusion.mixture import SQRT_2PI, Array, Mixture
from demos.diffusion.samplers import Move

QUANTILES = 2000
REACH = 8.5  # standard deviations after which a bell is nothing
PLACES = 800  # at least


def w1_of_output(moves: Sequence[Move], start: Mixture, dist: Mixture) -> float:
    """W1 from the distribution that the moves make of ``start`` to ``dist``."""
    u = (np.arange(QUANTILES) + 0.5) / QUANTILES
    x, mass = start.quantile(u), np.full(QUANTILES, 1 / QUANTILES)
    widths = [move.std for move in moves if move.std]
    if widths:
        x = (
            np.linspace(-REACH, REACH, PLACES) * np.sqrt(start.variance())
            + start.mean()
        )
        mass = start.pdf(x) * (x[1] - x[0])
    narrower = iter([*map(min, pairwise(widths)), *widths[-1:]])  # this noise or next
    for move in moves:
        x = move.mean(x)
        if move.std:
            x, mass = _spread(x, mass, move.std, dx=next(narrower) / 3)
    order = np.argsort(x)
    x, mass = x[order], mass[order] / mass.sum()
    u = np.cumsum(mass) - mass / 2 - np.gradient(mass) / 12  # Euler and Maclaurin
    gaps = np.abs(x - dist.quantile(np.clip(u, 1e-15, 1 - 1e-15)))
    return float((mass * gaps).sum())


def _spread(x: Array, mass: Array, std: float, dx: float) -> tuple[Array, Array]:
    """The mass at x under a Gaussian, on even places at most dx apart."""
    x, mass = x[mass > 1e-18], mass[mass > 1e-18]
    low, high = x.min() - REACH * std, x.max() + REACH * std
    places, dx = np.linspace(
        low, high, max(PLACES, int((high - low) / dx)), retstep=True
    )
    near = np.arange(int(2 * REACH * std / dx) + 1)
    first = np.ceil((x - REACH * std - low) / dx).astype(int)
    cell = np.minimum(first[:, None] + near, len(places) - 1)
    bell = np.exp(-(((places[cell] - x[:, None]) / std) ** 2) / 2)
    shares = mass[:, None] * bell * (dx / (std * SQRT_2PI))
    spread = np.bincount(cell.ravel(), shares.ravel(), minlength=len(places))
    return places, spread.astype(float)
