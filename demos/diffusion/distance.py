"""How far a crowd of samples is from the distribution it should follow."""

import math

import numpy as np

from demos.diffusion.mixture import Array, Mixture
from demos.framework.chance import LOG


def w1(samples: Array, dist: Mixture) -> float:
    """The 1-Wasserstein distance, integral of |F_n - F|, without a grid.

    Between neighbouring samples F_n is a constant c, so |F - c| integrates in closed
    form on either side of the one place where F crosses c.
    """
    x = np.sort(samples)
    n = len(x)
    c = np.arange(1, n) / n
    cross = np.clip(dist.quantile(c), x[:-1], x[1:])
    under, top = dist.integrated_cdf(x), dist.integrated_cdf(cross)
    gaps = c * (2 * cross - x[:-1] - x[1:]) + under[:-1] + under[1:] - 2 * top
    beyond = dist.mean() - x[-1] + under[-1]  # E max(X - x, 0) past the last sample
    return float(under[0] + gaps.sum() + beyond)


def w1_floor(dist: Mixture, n: int) -> float:
    """How far n true samples are from their distribution, on average.

    sqrt(n) (F_n - F) tends to a Gaussian with variance F (1 - F), n large, so that
    sqrt(n) W1 tends to the integral of sqrt(2 / pi F (1 - F)).
    """
    x, dx = dist.quadrature()
    beyond = Mixture(dist.weights, -dist.means, dist.stds).cdf(-x)
    return float(np.sqrt(2 / np.pi * dist.cdf(x) * beyond / n) @ dx)


def w1_bound(dist: Mixture, n: int) -> float:
    """What n true samples exceed with probability CHANCE at most.

    W1 is the largest (P_n - P) f of functions f with a slope of at most 1. Their
    variance is at most that of x, their values differ by the reach b at most, and so

        P(W1 >= E W1 + sqrt(2 L (var + 2 b E W1) / n) + b L / (3 n)) <= exp(-L)

    (Bousquet, C. R. Acad. Sci. Paris 334, 2002), with E W1 <= sqrt(pi / 2) the floor.
    """
    mean = math.sqrt(math.pi / 2) * w1_floor(dist, n)
    x, _ = dist.quadrature()
    reach = float(np.ptp(x))
    variance = float(dist.variance()) + 2 * reach * mean
    return mean + math.sqrt(2 * LOG * variance / n) + reach * LOG / (3 * n)
