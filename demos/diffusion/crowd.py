"""DDPM sampling of a large crowd at nearly the price of its random numbers.

The same moves as ``samplers.ddpm_large`` with the exact score, written for speed: the
crowd goes in blocks that stay in the cache, every array is reused, and the score of a
mixture is never formed. With one mode as reference, e_k is the odds of mode k to it,
the exponential of a quadratic in x, and the mean of x_{t-1} is the average of one
straight line for each mode:

    E[x_{t-1} | x_t] = sum_k e_k (slope_k x + rise_k) / sum_k e_k

Symbols and index origin as in ``demos.diffusion.schedules``.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from demos.diffusion.mixture import Array, Mixture
from demos.diffusion.schedules import q_marginal

BLOCK = 16_384  # walkers
REACH = 12  # standard deviations within which no walker overflows an exponential
STEEP = 600  # exponent above which the odds need rescaling first


@dataclass(frozen=True)
class Moves:
    """Coefficients of every step; entry t - 1 leads from t to t - 1."""

    odds: tuple[Array, Array, Array]  # of x^2, x and 1, each (T, k - 1, 1)
    slope: Array  # (T, k, 1)
    rise: Array  # (T, k, 1)
    steep: NDArray[np.bool_]  # (T,)
    std: Array  # (T,), none in the last step


def p_sample_loop(
    x_0_law: Mixture, alpha_bar: Array, n: int, rng: np.random.Generator
) -> Array:
    """n walkers from pure noise to data.  Shape (n,)."""
    moves, x_0 = compiled(x_0_law, alpha_bar), np.empty(n)
    for first in range(0, n, BLOCK):
        x = x_0[first : first + BLOCK]
        rng.standard_normal(out=x)
        _walk(moves, x, rng)
    return x_0


def _walk(moves: Moves, x: Array, rng: np.random.Generator) -> None:
    """Take the walkers at x from noise to data, in place."""
    square, line, constant = moves.odds
    odds, means = np.empty((2, moves.slope.shape[1], len(x)))
    others, z = odds[1:], np.empty_like(x)
    for t in reversed(range(len(moves.std))):
        np.multiply(square[t], x, out=others)
        others += line[t]
        others *= x
        others += constant[t]
        _exponentiate(odds, moves.steep[t])
        np.multiply(moves.slope[t], x, out=means)
        means += moves.rise[t]
        means *= odds
        np.add.reduce(means, axis=0, out=x)
        x /= np.add.reduce(odds, axis=0, out=z)
        if t:
            rng.standard_normal(out=z)
            z *= moves.std[t]
            x += z


def _exponentiate(log_odds: Array, steep: np.bool_) -> None:
    """Odds from their logarithms in place; row 0 is the reference."""
    if steep:  # scaling by the largest costs two more passes, so only where it must be
        log_odds[0] = 0
        log_odds -= log_odds.max(axis=0)
        np.exp(log_odds, out=log_odds)
    else:
        log_odds[0] = 1
        np.exp(log_odds[1:], out=log_odds[1:])


def compiled(x_0_law: Mixture, alpha_bar: Array) -> Moves:
    """Coefficients of every step, the broadest mode first, whose odds stay tame."""
    order = np.argsort(-x_0_law.stds, kind="stable")
    x_0_law = Mixture(*(a[order] for a in vars(x_0_law).values()))
    law = q_marginal(x_0_law, alpha_bar[1:])
    alpha = (alpha_bar[1:] / alpha_bar[:-1])[:, None]
    precision = law.stds**-2
    log_weight = np.log(law.weights / law.stds) - law.means**2 * precision / 2
    powers = -precision / 2, law.means * precision, log_weight
    square, line, constant = (p[:, 1:, None] - p[:, :1, None] for p in powers)
    odds = square, line, constant
    return Moves(
        odds=odds,
        slope=((1 - (1 - alpha) * precision) / np.sqrt(alpha))[:, :, None],
        rise=((1 - alpha) * law.means * precision / np.sqrt(alpha))[:, :, None],
        steep=_largest(odds, REACH * np.sqrt(law.variance() + law.mean() ** 2)) > STEEP,
        std=np.sqrt(1 - alpha[:, 0]),
    )


def _largest(odds: tuple[Array, Array, Array], reach: Array) -> Array:
    """Largest exponent for |x| up to reach, each of shape (T,)."""
    square, line, constant = odds
    reach = reach[:, None, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        vertex = np.where(square < 0, -line / (2 * square), reach)
    places = -reach, reach, np.clip(vertex, -reach, reach)
    exponents = [(square * x + line) * x + constant for x in places]
    return np.max(exponents, axis=(0, 2, 3), initial=-np.inf)
