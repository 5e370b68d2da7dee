"""Textbook formulas of noised mixtures, written plainly: what figures are checked by.

Nothing here uses ``mixture``, ``information``, ``chains`` or ``schedules``, so that a
mistake there is not made twice.  ``modes`` are the data, a (weight, mean, standard
deviation) for each; ``a`` is alpha_bar_t, 1 for the data themselves.
"""

import math
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from demos.diffusion.parameters import Schedule

Array = NDArray[np.float64]
Modes = Sequence[tuple[Any, float, float]]

FINE = np.linspace(-8, 8, 641)  # standard deviations of each mode where integrals look
_erf = np.frompyfunc(math.erf, 1, 1)


def alpha_bars(given: Schedule) -> Array:
    """The product of 1 - beta_s for s from 1 to t.  Shape (T + 1,)."""
    left = [1.0]
    for t in range(1, given.T + 1):
        left.append(left[-1] * (1 - beta(given, t)))
    return np.array(left)


def beta(given: Schedule, t: int) -> float:
    """The variance of noise step t, from 1 to T."""
    if given.schedule == "linear":
        share = (t - 1) / (given.T - 1) if given.T > 1 else 0.0
        return given.beta_start + share * (given.beta_end - given.beta_start)
    before, after = (
        math.cos((step / given.T + 0.008) / 1.008 * math.pi / 2) for step in (t - 1, t)
    )
    return min(0.999, 1 - (after / before) ** 2)


def density(modes: Modes, a: float | Array, x: Array) -> Array:
    """Of x_t at x."""
    return np.exp(log_density(modes, a, x))


def log_density(modes: Modes, a: float | Array, x: Array) -> Array:
    """Of x_t at x, however far out."""
    tops, terms = _terms(modes, a, x)
    return np.asarray(tops + np.log(sum(weight for weight, _ in terms)))


def score(modes: Modes, a: float | Array, x: Array) -> Array:
    """d log p / dx of x_t at x."""
    _, terms = _terms(modes, a, x)
    return np.asarray(sum(w * slope for w, slope in terms) / sum(w for w, _ in terms))


def _terms(
    modes: Modes, a: float | Array, x: Array
) -> tuple[Array, list[tuple[Array, Array]]]:
    """The largest log of a mode's density; all densities, to that one, and slopes."""
    logs, slopes = [], []
    for weight, mean, std in modes:
        variance = a * std**2 + 1 - a
        off = x - np.sqrt(a) * mean
        logs.append(
            np.log(weight) - np.log(2 * np.pi * variance) / 2 - off**2 / (2 * variance)
        )
        slopes.append(-off / variance)
    top = np.max(np.broadcast_arrays(*logs), axis=0)
    return top, [(np.exp(log - top), s) for log, s in zip(logs, slopes, strict=True)]


def denoised(modes: Modes, signal: float, noise: float, x: Array) -> Array:
    """E[x_0 | signal x_0 + noise z = x], by Bayes's rule for each mode."""
    logs, means = [], []
    for weight, mean, std in modes:
        variance = (signal * std) ** 2 + noise**2
        off = x - signal * mean
        logs.append(np.log(weight / math.sqrt(variance)) - off**2 / (2 * variance))
        means.append(mean + signal * std**2 / variance * off)
    top = np.max(np.broadcast_arrays(*logs), axis=0)
    shares = [np.exp(log - top) for log in logs]
    parts = [r * m for r, m in zip(shares, means, strict=True)]
    return np.asarray(sum(parts) / sum(shares))


def below(modes: Modes, a: float | Array, x: Array) -> Array:
    """P(x_t <= x)."""
    parts = [
        w * normal_below((x - np.sqrt(a) * m) / np.sqrt(a * s**2 + 1 - a))
        for w, m, s in modes
    ]
    return np.asarray(sum(parts))


def normal_below(z: Array) -> Array:
    """P(Z <= z) of a standard normal."""
    return 0.5 + 0.5 * np.asarray(_erf(z / math.sqrt(2)), dtype=float)


def earlier_below(modes: Modes, a: float, x: Array, a_s: float, x_s: Array) -> Array:
    """P(x_s <= its value | x_t = x) for s < t, by Bayes's rule for each mode.

    Precisions add: 1 / v before x_t is seen, r / (1 - r) by seeing it, r = a / a_s.
    """
    r, total, seen = a / a_s, np.zeros_like(x), np.zeros_like(x)
    gaps = [
        -((x - math.sqrt(a) * m) ** 2) / (2 * (a * s**2 + 1 - a)) for _, m, s in modes
    ]
    top = np.max(gaps, axis=0)
    for (weight, mean, std), gap in zip(modes, gaps, strict=True):
        v = a_s * std**2 + 1 - a_s
        precision = 1 / v + r / (1 - r)
        centre = (math.sqrt(a_s) * mean / v + math.sqrt(r) * x / (1 - r)) / precision
        likely = weight / math.sqrt(a * std**2 + 1 - a) * np.exp(gap - top)
        total += likely * normal_below((x_s - centre) * math.sqrt(precision))
        seen += likely
    return total / seen


def places(modes: Modes, a: float) -> tuple[Array, Array]:
    """Places where x_t may be, and their widths, for integrals by trapezoids."""
    spreads = [
        math.sqrt(a) * m + math.sqrt(a * s**2 + 1 - a) * FINE for _, m, s in modes
    ]
    x = np.unique(np.concatenate(spreads))
    half = np.diff(x) / 2
    return x, np.append(half, 0) + np.append(0, half)


def information(modes: Modes, a: float) -> tuple[float, float, float]:
    """KL(p_t || N(0, 1)), entropy and H(mode | x_t), in nats."""
    x, dx = places(modes, a)
    tops, terms = _terms(modes, a, x)
    p = np.exp(tops) * sum(w for w, _ in terms)
    log = np.log(np.maximum(p, 1e-300))
    shares = [w * np.exp(tops) / np.maximum(p, 1e-300) for w, _ in terms]
    unsure = -sum(r * np.log(np.maximum(r, 1e-300)) for r in shares)
    kl = p * (log + x**2 / 2 + math.log(2 * math.pi) / 2)
    return float(kl @ dx), float(-(p * log) @ dx), float((p * unsure) @ dx)


def fisher_information(modes: Modes, a: float) -> float:
    """E score^2 of x_t."""
    x, dx = places(modes, a)
    return float((density(modes, a, x) * score(modes, a, x) ** 2) @ dx)


def agreement(modes: Modes, a: float) -> float:
    """The chance that two returns from one x_t end in the same mode."""
    x, dx = places(modes, a)
    tops, terms = _terms(modes, a, x)
    total = sum(w for w, _ in terms)
    return float(np.exp(tops) * sum(w**2 for w, _ in terms) / total @ dx)


def w1(samples: Array, modes: Modes) -> float:
    """The area between the steps of the samples and P(x_0 <= x)."""
    x, _ = places(modes, 1.0)
    low, high = samples.min() - 1e-9, samples.max() + 1e-9
    outer = [
        np.linspace(low, x[0], 200, endpoint=False)[: 200 * (low < x[0])],
        np.linspace(high, x[-1], 200, endpoint=False)[: 200 * (high > x[-1])],
    ]
    x = np.unique(np.concatenate([x, samples, *outer]))
    share = np.searchsorted(np.sort(samples), x[:-1], side="right") / len(samples)
    mid = (x[1:] + x[:-1]) / 2
    return float(np.abs(share - below(modes, 1.0, mid)) @ np.diff(x))


def mean_w1(modes: Modes, n: int) -> float:
    """E W1 of n samples from the data: De Moivre's mean deviation of a count, summed.

    E |X / n - p| = 2 (m / n) C(n, m) p^m (1 - p)^(n - m + 1), m = floor(n p) + 1.
    """
    x, dx = places(modes, 1.0)
    return float(np.fromiter(_mean_deviations(below(modes, 1.0, x), n), float) @ dx)


def _mean_deviations(shares: Array, n: int) -> Iterator[float]:
    for p in shares.tolist():
        if not 0 < p < 1:
            yield 0.0
            continue
        m = math.floor(n * p) + 1
        chance = math.lgamma(n + 1) - math.lgamma(m + 1) - math.lgamma(n - m + 1)
        chance += m * math.log(p) + (n - m + 1) * math.log1p(-p)
        yield 2 * m / n * math.exp(chance)
