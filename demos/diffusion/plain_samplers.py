"""Samplers as their papers have them, plainly: what ``samplers`` is checked by.

Each is a list of steps from noise to data, x <- mean(x) + std z.  The papers' denoiser
E[x_0 | x_t] is known by Bayes's rule (``plain.denoised``), so that no score is needed
but where a paper speaks of it.
"""

import math
from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import pairwise

import numpy as np

from demos.diffusion.parameters import Schedule
from demos.diffusion.plain import (
    Array,
    Modes,
    alpha_bars,
    denoised,
    score,
)

Step = tuple[Callable[[Array], Array], float]
ALPHA_BAR = alpha_bars(Schedule())


def times(n: int, spacing: str = "trailing") -> list[int]:
    """0, and n of the steps from 1 to 1000 as in Table 2 of Lin et al. (2023)."""
    if spacing == "leading":
        return [0] + [1 + i * (1000 // n) for i in range(n)]
    if spacing == "linspace":
        return [0, 1] + [1 + round(Fraction(999 * i, n - 1)) for i in range(1, n)]
    return [round(Fraction(1000 * i, n)) for i in range(n + 1)]


def moments(n: int, t_min: float) -> list[tuple[float, float]]:
    """Beginning and end of each step from 1 to 0, the last from t_min if there is one.

    The others are alike.
    """
    last = t_min or 1 / n
    ends = [1 - i / max(n - 1, 1) * (1 - last) for i in range(n)] + [0.0]
    return list(pairwise(ends))


def ddpm(modes: Modes, n: int, spacing: str = "trailing", *, large: bool) -> list[Step]:
    """Ho et al. (2020), equations 6 and 7; variance beta if large, else beta tilde."""
    levels = ALPHA_BAR[times(n, spacing)].tolist()
    steps = []
    for t in range(n, 0, -1):
        a, before = levels[t], levels[t - 1]
        beta = 1 - a / before
        small = beta * (1 - before) / (1 - a)
        std = 0.0 if t == 1 else math.sqrt(beta if large else small)
        steps.append((_posterior_mean(modes, a, before), std))
    return steps


def _posterior_mean(modes: Modes, a: float, before: float) -> Callable[[Array], Array]:
    beta = 1 - a / before

    def mean(x: Array) -> Array:
        x_0 = denoised(modes, math.sqrt(a), math.sqrt(1 - a), x)
        of_x_0 = math.sqrt(before) * beta / (1 - a)
        of_x = math.sqrt(1 - beta) * (1 - before) / (1 - a)
        return of_x_0 * x_0 + of_x * x

    return mean


def ddim(modes: Modes, n: int, spacing: str = "trailing") -> list[Step]:
    """Song, Meng & Ermon (2021), equation 12 without noise."""
    levels = ALPHA_BAR[times(n, spacing)].tolist()

    def step(a: float, before: float) -> Step:
        def mean(x: Array) -> Array:
            x_0 = denoised(modes, math.sqrt(a), math.sqrt(1 - a), x)
            eps = (x - math.sqrt(a) * x_0) / math.sqrt(1 - a)
            return math.sqrt(before) * x_0 + math.sqrt(1 - before) * eps

        return mean, 0.0

    return [step(levels[t], levels[t - 1]) for t in range(n, 0, -1)]


def reverse_sde(modes: Modes, n: int, t_min: float = 0.0) -> list[Step]:
    """Song et al. (2021), equation 6, by Euler and Maruyama; beta from 0.1 to 20."""

    def step(t: float, then: float) -> Step:
        beta, a, h = _beta(t), _alpha_bar(t), t - then
        std = math.sqrt(h * beta) if then else 0.0
        return lambda x: x + h * beta * (x / 2 + score(modes, a, x)), std

    return [step(*pair) for pair in moments(n, t_min)]


def _beta(t: float) -> float:
    return 0.1 * (1 - t) + 20 * t


def _alpha_bar(t: float) -> float:
    return math.exp(-t * (0.1 + _beta(t)) / 2)


def heun(modes: Modes, n: int, t_min: float = 0.0) -> list[Step]:
    """Two evaluations: the mean of the slopes at both ends."""

    def step(t: float, then: float) -> Step:
        def mean(x: Array) -> Array:
            first = _flow(modes, x, t)
            second = _flow(modes, x - first * (t - then), then)
            return x - (first + second) * (t - then) / 2

        return mean, 0.0

    return [step(*pair) for pair in moments(n, t_min)]


def runge_kutta(modes: Modes, n: int, t_min: float = 0.0) -> list[Step]:
    """Four evaluations, with weights 1, 2, 2, 1."""

    def step(t: float, then: float) -> Step:
        h, middle = t - then, (t + then) / 2

        def mean(x: Array) -> Array:
            a = _flow(modes, x, t)
            b = _flow(modes, x - a * h / 2, middle)
            c = _flow(modes, x - b * h / 2, middle)
            d = _flow(modes, x - c * h, then)
            return x - (a + 2 * b + 2 * c + d) * h / 6

        return mean, 0.0

    return [step(*pair) for pair in moments(n, t_min)]


def _flow(modes: Modes, x: Array, t: float) -> Array:
    """dx/dt = -beta (x + score) / 2 (Song et al. 2021, equation 13)."""
    t = max(t, 0.0)
    return -_beta(t) / 2 * (x + score(modes, _alpha_bar(t), x))


def edm(modes: Modes, n: int, sigma_max: float = 80.0) -> list[Step]:
    """Karras et al. (2022), algorithm 1: n + 1 levels down to 0.002, then 0."""
    top, low = sigma_max ** (1 / 7), 0.002 ** (1 / 7)
    sigmas = [(top + i / n * (low - top)) ** 7 for i in range(n + 1)] + [0.0]

    def step(sigma: float, after: float) -> Step:
        def mean(x: Array) -> Array:
            first = (x - denoised(modes, 1, sigma, x)) / sigma
            there = x + (after - sigma) * first
            if after == 0:
                return there
            second = (there - denoised(modes, 1, after, there)) / after
            return x + (after - sigma) * (first + second) / 2

        return mean, 0.0

    return [step(*pair) for pair in pairwise(sigmas)]


def langevin(
    modes: Modes, sigmas: Sequence[float], each: int, step: float
) -> list[Step]:
    """Song & Ermon (2019), algorithm 1, at each sigma from the largest down."""

    def at(sigma: float) -> Step:
        size = step * (sigma / sigmas[-1]) ** 2

        def mean(x: Array) -> Array:
            slope = (denoised(modes, 1, sigma, x) - x) / sigma**2
            return x + size / 2 * slope

        return mean, math.sqrt(size)

    return [at(sigma) for sigma in sigmas for _ in range(each)]


def walked(steps: Sequence[Step], x: Array) -> Array:
    """Where steps without noise lead."""
    for mean, _ in steps:
        x = mean(x)
    return x


def carried(steps: Sequence[Step], places: int = 1500) -> tuple[Array, Array]:
    """Where steps with noise lead a standard normal: places, and the mass of each.

    The last step has no noise, and the mass is summed over all ways between places.
    """
    x = np.linspace(-8, 8, places)
    mass = np.exp(-(x**2) / 2)
    mass /= mass.sum()
    for mean, std in steps:
        at = mean(x)
        if not std:
            return at, mass
        reach = 8 * std
        x = np.linspace(at.min() - reach, at.max() + reach, places)
        bells = np.exp(-(((x[:, None] - at) / std) ** 2) / 2)
        mass = bells / bells.sum(axis=0) @ mass
    return x, mass
