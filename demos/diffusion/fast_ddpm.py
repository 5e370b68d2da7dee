"""DDPM sampling of a large crowd at nearly the price of its random numbers.

The same moves as ``samplers.ddpm_large`` with the exact score, written for speed: the
crowd goes in blocks that stay in the cache, every array is reused, and the score of a
mixture is never formed. With mode 0 as reference, e_k is the odds of mode k to it, the
exponential of a quadratic in x, and the mean of x_{t-1} is the average of one straight
line for each mode, l_k = slope_k x + rise_k:

    E[x_{t-1} | x_t] = l_0 + sum_{k > 0} e_k (l_k - l_0) / (1 + sum_{k > 0} e_k)

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
    """Coefficients of every step; entry t - 1 leads from t to t - 1.

    Of the reference mode a float for each step, of the k - 1 others a column.
    """

    odds: tuple[Array, Array, Array]  # of x^2, x and 1, each (T, k - 1, 1)
    slope: Array  # of the reference's line, (T,)
    rise: Array  # (T,)
    more_slope: Array  # of the others' lines above the reference's, (T, k - 1, 1)
    more_rise: Array  # (T, k - 1, 1)
    steep: NDArray[np.bool_]  # (T,)
    std: Array  # (T,), none in the last step


def p_sample_loop(
    data: Mixture, alpha_bar: Array, n: int, rng: np.random.Generator
) -> Array:
    """n walkers from pure noise to data.  Shape (n,)."""
    moves, x_0 = compiled(data, alpha_bar), np.empty(n)
    for first in range(0, n, BLOCK):
        x = x_0[first : first + BLOCK]
        rng.standard_normal(out=x)
        _walk(moves, x, rng)
    return x_0


def _walk(moves: Moves, x: Array, rng: np.random.Generator) -> None:
    """Take the walkers at x from noise to data, in place."""
    odds, pulls = np.empty((2, moves.more_slope.shape[1], len(x)))
    z = np.empty_like(x)
    for t in reversed(range(len(moves.std))):
        pull = _pull(moves, t, x, odds, pulls, z) if len(odds) else 0.0
        x *= moves.slope[t]
        x += moves.rise[t]
        x += pull
        if t:
            rng.standard_normal(out=z)
            z *= moves.std[t]
            x += z


def _pull(
    moves: Moves, t: int, x: Array, odds: Array, pulls: Array, total: Array
) -> Array:
    """How far the other modes draw walkers off the reference's line: pulls[0]."""
    square, line, constant = moves.odds
    np.multiply(square[t], x, out=odds)
    odds += line[t]
    odds *= x
    odds += constant[t]
    _exponentiate(odds, total, moves.steep[t])
    np.multiply(moves.more_slope[t], x, out=pulls)
    pulls += moves.more_rise[t]
    pulls *= odds
    for mode in odds:  # row by row takes a third of the time of a sum over an axis
        total += mode
    for pull in pulls[1:]:
        pulls[0] += pull
    pulls[0] /= total
    return pulls[0]


def _exponentiate(log_odds: Array, reference: Array, steep: np.bool_) -> None:
    """Odds from their logarithms in place, and those of the reference mode."""
    if steep:  # scaling by the largest costs more passes, so only where it must be
        np.max(log_odds, axis=0, out=reference, initial=0)
        log_odds -= reference
        np.negative(reference, out=reference)
        np.exp(reference, out=reference)
    else:
        reference.fill(1)
    np.exp(log_odds, out=log_odds)


def compiled(data: Mixture, alpha_bar: Array) -> Moves:
    """Coefficients of every step, the broadest mode first, whose odds stay tame."""
    order = np.argsort(-data.stds, kind="stable")
    data = Mixture(*(a[order] for a in vars(data).values()))
    dist = q_marginal(data, alpha_bar[1:])
    alpha = (alpha_bar[1:] / alpha_bar[:-1])[:, None]
    precision = dist.stds**-2
    log_weight = np.log(dist.weights / dist.stds) - dist.means**2 * precision / 2
    powers = -precision / 2, dist.means * precision, log_weight
    square, line, constant = (p[:, 1:, None] - p[:, :1, None] for p in powers)
    odds = square, line, constant
    slope = (1 - (1 - alpha) * precision) / np.sqrt(alpha)
    rise = (1 - alpha) * dist.means * precision / np.sqrt(alpha)
    return Moves(
        odds=odds,
        slope=slope[:, 0],
        rise=rise[:, 0],
        more_slope=(slope[:, 1:] - slope[:, :1])[:, :, None],
        more_rise=(rise[:, 1:] - rise[:, :1])[:, :, None],
        steep=_largest(odds, REACH * np.sqrt(dist.variance() + dist.mean() ** 2))
        > STEEP,
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
