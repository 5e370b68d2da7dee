"""Samplers of diffusion models, each a list of moves from noise to data.

Every sampler here, with or without noise, repeats x <- mean(x) + std z. A list of those
moves can be followed by walkers (``follow``), or by the whole distribution at once
(``demos.diffusion.pushforward``), which shows a sampler's error with no sampling noise.

All take the score of the variance-preserving distribution as ``score(x, alpha_bar)``,
and noise levels from clean to noisy: index 0 is alpha_bar = 1, or sigma = 0, as in
``demos.diffusion.schedules``.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

import numpy as np

from demos.diffusion.mixture import Array, Mixture
from demos.diffusion.schedules import q_marginal, vp_alpha_bar, vp_beta

Score = Callable[[Array, float], Array]
Field = Callable[[Array, float], Array]  # dx/dt at x and t
Solver = Callable[[Field, float, float, Array], Array]


@dataclass(frozen=True)
class Move:
    """x <- mean(x) + std z."""

    mean: Callable[[Array], Array]
    std: float = 0.0


def follow(moves: Sequence[Move], x: Array, rng: np.random.Generator) -> Array:
    """Where the walkers at x end up.  Shape (n,)."""
    for move in moves:
        x = move.mean(x)
        if move.std:
            x = x + move.std * rng.standard_normal(len(x))
    return x


def exact_score(data: Mixture) -> Score:
    """The score of x_t when the distribution of x_0 is known."""
    return lambda x, alpha_bar: q_marginal(data, alpha_bar).score(x)


# --- Ho, Jain & Abbeel (2020) and Song, Meng & Ermon (2021), on any subset of steps


def ddpm_large(score: Score, alpha_bar: Array) -> list[Move]:
    """Ancestral sampling with variance beta_t, none in the last step."""
    return _ancestral(score, alpha_bar, 1 - alpha_bar[1:] / alpha_bar[:-1])


def ddpm_small(score: Score, alpha_bar: Array) -> list[Move]:
    """Ancestral sampling with variance beta_t (1 - abar_{t-1}) / (1 - abar_t)."""
    betas = 1 - alpha_bar[1:] / alpha_bar[:-1]
    return _ancestral(
        score, alpha_bar, betas * (1 - alpha_bar[:-1]) / (1 - alpha_bar[1:])
    )


def _ancestral(score: Score, alpha_bar: Array, variances: Array) -> list[Move]:
    moves = []
    for t in range(len(alpha_bar) - 1, 0, -1):
        mean = partial(_ancestral_mean, score, alpha_bar[t], alpha_bar[t - 1])
        moves.append(Move(mean, np.sqrt(variances[t - 1]) if t > 1 else 0.0))
    return moves


def _ancestral_mean(score: Score, abar_t: float, abar_s: float, x: Array) -> Array:
    """(x + beta score) / sqrt(alpha), which is E[x_s | x_t] for the exact score."""
    alpha = abar_t / abar_s
    return (x + (1 - alpha) * score(x, abar_t)) / np.sqrt(alpha)


def ddim(score: Score, alpha_bar: Array, eta: float = 0.0) -> list[Move]:
    """DDIM (equation 12): eta = 0 keeps no noise, eta = 1 is ``ddpm_small``."""
    moves = []
    for t in range(len(alpha_bar) - 1, 0, -1):
        abar_t, abar_s = alpha_bar[t], alpha_bar[t - 1]
        variance = eta**2 * (1 - abar_s) / (1 - abar_t) * (1 - abar_t / abar_s)
        mean = partial(_ddim_mean, score, abar_t, abar_s, variance)
        moves.append(Move(mean, np.sqrt(variance)))
    return moves


def _ddim_mean(
    score: Score, abar_t: float, abar_s: float, variance: float, x: Array
) -> Array:
    eps = -np.sqrt(1 - abar_t) * score(x, abar_t)
    x_0 = (x - np.sqrt(1 - abar_t) * eps) / np.sqrt(abar_t)
    return np.sqrt(abar_s) * x_0 + np.sqrt(1 - abar_s - variance) * eps


# --- Song et al. (2021): the variance-preserving SDE, at times from 1 down to 0


def reverse_sde(score: Score, times: Array) -> list[Move]:
    """Euler and Maruyama's steps back, the last without noise."""
    moves = []
    for t, s in pairwise(times):
        std = np.sqrt(vp_beta(t) * (t - s)) if s else 0.0
        moves.append(Move(partial(_reverse_sde_mean, score, t, t - s), std))
    return moves


def _reverse_sde_mean(score: Score, t: float, h: float, x: Array) -> Array:
    return x + h * vp_beta(t) * (x / 2 + score(x, vp_alpha_bar(t)))


def probability_flow(score: Score, times: Array, solver: Solver) -> list[Move]:
    """dx/dt = -beta(t) (x + score) / 2, with Euler's, Heun's or Runge's solver."""

    def field(x: Array, t: float) -> Array:
        return -vp_beta(t) / 2 * (x + score(x, vp_alpha_bar(t)))

    return [Move(partial(solver, field, t, s - t)) for t, s in pairwise(times)]


def euler(f: Field, t: float, h: float, x: Array) -> Array:
    """One step of first order, one evaluation."""
    return x + h * f(x, t)


def heun(f: Field, t: float, h: float, x: Array) -> Array:
    """One step of second order, two evaluations."""
    slope = f(x, t)
    return x + h / 2 * (slope + f(x + h * slope, t + h))


def runge_kutta(f: Field, t: float, h: float, x: Array) -> Array:
    """One step of fourth order, four evaluations."""
    a = f(x, t)
    b = f(x + h / 2 * a, t + h / 2)
    c = f(x + h / 2 * b, t + h / 2)
    return x + h / 6 * (a + 2 * b + 2 * c + f(x + h * c, t + h))


# --- Variance-exploding distributions x_0 + sigma z, seen through the same score


def sigma_score(score: Score, x: Array, sigma: float) -> Array:
    """The score of x_0 + sigma z: x_t scaled up by 1 / sqrt(abar_t)."""
    signal = 1 / np.sqrt(1 + sigma**2)
    return signal * score(signal * x, signal**2)


def edm(score: Score, sigmas: Array) -> list[Move]:
    """Karras et al. (2022), algorithm 1: Heun in sigma, Euler for the last step."""

    def field(x: Array, sigma: float) -> Array:
        return -sigma * sigma_score(score, x, sigma)

    levels = sigmas[::-1]
    return [
        Move(partial(heun if low else euler, field, high, low - high))
        for high, low in pairwise(levels)
    ]


def annealed_langevin(
    score: Score, sigmas: Array, *, each: int, step: float
) -> list[Move]:
    """Song & Ermon (2019), algorithm 1: ``each`` steps at every sigma but 0.

    The step shrinks with the level as step (sigma / smallest sigma)^2.
    """
    moves = []
    for sigma in sigmas[:0:-1]:
        size = step * (sigma / sigmas[1]) ** 2
        mean = partial(_langevin_mean, score, sigma, size)
        moves += each * [Move(mean, np.sqrt(size))]
    return moves


def langevin_step(sigmas: Array, each: int) -> float:
    """The step that leaves every level nearest to its own spread.

    From data at one point, ``each`` steps take the variance of the level before, which
    is gamma^2 times that of this one, to as many times this one's as

        (1 - a)^(2 each) (gamma^2 - q) + q,  q = 2 / (2 - a),  a = step / (2 sigma_1^2)

    with sigma_1 the smallest (Song & Ermon 2020, arXiv:2006.09011, technique 4, whose
    epsilon is half the step here). It is above 1 for every a; this a makes it least.
    """
    a = np.linspace(0, 1, 100_001)
    settled = 2 / (2 - a)
    left = (1 - a) ** (2 * each) * ((sigmas[-1] / sigmas[-2]) ** 2 - settled) + settled
    return float(2 * a[left.argmin()] * sigmas[1] ** 2)


def _langevin_mean(score: Score, sigma: float, size: float, x: Array) -> Array:
    return x + size / 2 * sigma_score(score, x, sigma)
