"""The regret of the first pulls, exactly: by every history that there can be.

What an agent knows after t pulls of arms that pay 0 or 1 is how often each was pulled,
and how often it paid: a state, of which there are few.  Their probabilities follow pull
by pull from the rule by which the agent chooses.
"""

import math
from collections.abc import Callable, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from demos.bandits.regret import gaps

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Law = Callable[[Ints, Ints], Floats]  # pulls and wins, (n, k), to probabilities, (n, k)
STATES = 2000  # as many as are followed
MOST = 25  # pulls


def horizon(k: int) -> int:
    """Pulls after which there are at most so many states of k arms."""
    pulls = 1
    while pulls < MOST and math.comb(pulls + 2 * k, 2 * k - 1) <= STATES:
        pulls += 1
    return pulls


def moments(law: Law, means: Sequence[float], pulls: int) -> tuple[float, float]:
    """Mean and variance of the regret after so many pulls."""
    k = len(means)
    states, likely = np.zeros((1, 2 * k), dtype=np.int64), np.ones(1)
    for _ in range(pulls):
        states, likely = _pull(states, likely, law(states[:, :k], states[:, k:]), means)
    regret = states[:, :k] @ gaps(means)
    mean = float(likely @ regret)
    return mean, float(likely @ (regret - mean) ** 2)


def _pull(
    states: Ints, likely: Floats, law: Floats, means: Sequence[float]
) -> tuple[Ints, Floats]:
    """The states after one more pull, each once, and their probabilities."""
    k, after, weights = len(means), [], []
    for arm, mean in enumerate(means):
        for win, chance in ((0, 1 - mean), (1, mean)):
            moved = states.copy()
            moved[:, arm] += 1
            moved[:, k + arm] += win
            after.append(moved)
            weights.append(likely * law[:, arm] * chance)
    weight = np.concatenate(weights)
    there = weight > 0
    unique, place = np.unique(np.concatenate(after)[there], axis=0, return_inverse=True)
    return unique, np.bincount(place.ravel(), weight[there]).astype(float)


def thompson(pulls: Ints, wins: Ints) -> Floats:
    """Probability that each arm is best, by beliefs Beta(wins + 1, losses + 1).

    It is the integral of its density times the others' distribution functions: all
    polynomials, which Gauss and Legendre's rule integrates exactly.
    """
    k = pulls.shape[1]
    weight, density, below = _beliefs(k)
    law = np.empty(pulls.shape)
    for arm in range(k):
        others = [other for other in range(k) if other != arm]
        lower = below[pulls[:, others], wins[:, others]].prod(axis=1)
        law[:, arm] = (density[pulls[:, arm], wins[:, arm]] * lower) @ weight / 2
    return law


@cache
def _beliefs(k: int) -> tuple[Floats, Floats, Floats]:
    """Weights of the rule for k arms, and at its nodes the belief in each state.

    That is its density and its distribution function, by pulls and by wins.
    """
    x, weight = np.polynomial.legendre.leggauss(MOST + k)
    x = (x + 1) / 2
    density, below = np.zeros((2, MOST + 1, MOST + 1, len(x)))
    for n in range(MOST + 1):
        density[n, : n + 1] = (n + 1) * _binomial(n, x)
        more = _binomial(n + 1, x)
        below[n, : n + 1] = more[::-1].cumsum(axis=0)[::-1][1:]
    return weight, density, below


def _binomial(n: int, x: Floats) -> Floats:
    """Probability of m heads among n coins of chance x, (n + 1, len(x))."""
    m = np.arange(n + 1)[:, None]
    ways = np.array([[math.comb(n, heads)] for heads in range(n + 1)])
    return ways * x**m * (1 - x) ** (n - m)
