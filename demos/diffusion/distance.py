"""How far a crowd of samples is from the distribution it should follow."""

import math

import numpy as np

from demos.diffusion.mixture import Array, Mixture


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
    """How far n true samples are from their distribution, on average."""
    return _limit_dist(dist)[0] / math.sqrt(n)


def w1_bound(dist: Mixture, n: int) -> float:
    """Four standard deviations above the floor: true samples stay within it."""
    mean, std = _limit_dist(dist)
    return (mean + 4 * std) / math.sqrt(n)


def _limit_dist(dist: Mixture) -> tuple[float, float]:
    """Mean and standard deviation of sqrt(n) W1 for n true samples, n large.

    sqrt(n) (F_n - F) tends to a Gaussian B(x) with covariance F(x) (1 - F(y)), x <= y,
    and sqrt(n) W1 to the integral of |B|. For Gaussians of standard deviations a, b
    and correlation r, E|A| = sqrt(2 / pi) a and

        cov(|A|, |B|) = 2 a b / pi (sqrt(1 - r^2) + r arcsin r - 1).
    """
    x, dx = dist.quadrature()
    F, beyond = dist.cdf(x), Mixture(dist.weights, -dist.means, dist.stds).cdf(-x)
    std, odds = np.sqrt(F * beyond), np.sqrt(F / beyond)
    ratio = odds[:, None] / odds
    r = np.minimum(ratio, 1 / ratio)
    shape = np.sqrt(1 - r**2) + r * np.arcsin(r) - 1
    mass = std * dx
    variance = 2 / np.pi * (mass @ shape @ mass)
    return float(np.sqrt(2 / np.pi) * mass.sum()), float(np.sqrt(variance))
