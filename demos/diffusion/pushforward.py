"""The whole law of a sampler's output, with no walkers and no sampling noise.

A move sends mass from places x_j to mean(x_j) and spreads it by a Gaussian of width
std. On evenly spaced places the trapezoid rule is exact to rounding as long as they lie
no farther apart than that width. A move without noise keeps the order of places, so
quantiles stay quantiles.
"""

from collections.abc import Sequence

import numpy as np

from demos.diffusion.mixture import SQRT_2PI, Array, Mixture, normal_cdf
from demos.diffusion.samplers import Move

QUANTILES = 2000


def w1_of_output(moves: Sequence[Move], start: Mixture, law: Mixture) -> float:
    """W1 from the law that the moves make of ``start`` to ``law``."""
    noisy = [n for n, move in enumerate(moves) if move.std]
    if noisy:
        first_silent = noisy[-1] + 1
        x, u, mass = _spread(moves[:first_silent], start, law)
    else:
        first_silent, mass = 0, np.array(1 / QUANTILES)
        u = (np.arange(QUANTILES) + 0.5) * mass
        x = start.quantile(u)
    for move in moves[first_silent:]:
        x = move.mean(x)
    return float((mass * np.abs(x - law.quantile(u))).sum())


def _spread(
    moves: Sequence[Move], start: Mixture, law: Mixture
) -> tuple[Array, Array, Array]:
    """Places, CDF and mass around each, after moves of which the last has noise."""
    x, dx = _places(start, law, finest=min(move.std for move in moves if move.std))
    mass = start.pdf(x) * dx
    for move in moves[:-1]:
        z = (x[:, None] - move.mean(x)) / move.std
        mass = np.exp(-(z**2) / 2) @ mass * (dx / (SQRT_2PI * move.std))
    z = (x[:, None] - moves[-1].mean(x)) / moves[-1].std
    u = normal_cdf(z) @ mass
    mass = np.exp(-(z**2) / 2) @ mass * (dx / (SQRT_2PI * moves[-1].std))
    return x, np.clip(u, 1e-15, 1 - 1e-15), mass


def _places(start: Mixture, law: Mixture, finest: float) -> tuple[Array, float]:
    """Even places that cover both laws, no farther apart than the finest noise."""
    ends = [p.means + side * p.stds for p in (start, law) for side in (-8, 8)]
    low, high = min(map(np.min, ends)), max(map(np.max, ends))
    x, dx = np.linspace(low, high, int((high - low) / finest) + 200, retstep=True)
    return x, float(dx)
