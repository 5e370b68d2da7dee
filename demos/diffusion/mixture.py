"""A mixture of Gaussians on the line, whose every property is known exactly.

Noise turns a mixture into another mixture, so one class serves the data and every noise
level: ``data.noised(signal, noise)`` is the distribution of ``signal x + noise z``.

The component axis is the last one: weights, means and stds have shape (..., k), and
x broadcasts against the leading axes. Asking the mixtures of T noise levels, made with
signal of shape (T, 1), for n points gives shape (T, n).
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]

SQRT_2PI = math.sqrt(2 * math.pi)
# Panels end at these standard deviations of every mode, so that each mode is resolved
# under all others; 16 Gauss points in a panel then leave errors near 1e-12.
ENDS = np.array([-9, -6, -4, -2, 0, 2, 4, 6, 9])
GAUSS_POINTS, GAUSS_WEIGHTS = np.polynomial.legendre.leggauss(16)

NEWTON = 30  # steps after which it may run in a circle, and halving must help

_erfc = np.frompyfunc(math.erfc, 1, 1)
_inverse = np.frompyfunc(NormalDist().inv_cdf, 1, 1)


def normal_cdf(z: ArrayLike) -> Array:
    """P(Z <= z) of a standard normal, relatively exact in the far left tail."""
    return np.asarray(0.5 * _erfc(np.asarray(z) / -math.sqrt(2)), dtype=float)


def normal_quantile(u: ArrayLike) -> Array:
    """The z with P(Z <= z) = u of a standard normal, for u in (0, 1)."""
    return np.asarray(_inverse(np.asarray(u)), dtype=float)


@dataclass(frozen=True)
class Mixture:
    """The distribution sum_k weights_k N(means_k, stds_k^2)."""

    weights: Array  # (..., k)
    means: Array  # (..., k)
    stds: Array  # (..., k)

    def __post_init__(self) -> None:
        for name in ("weights", "means", "stds"):
            object.__setattr__(self, name, np.asarray(getattr(self, name), float))
        refuse_bad_mixture(self.weights, self.means, self.stds)

    def noised(self, signal: ArrayLike, noise: ArrayLike) -> "Mixture":
        """The distribution of signal x + noise z, with z standard normal."""
        signal, noise = np.asarray(signal)[..., None], np.asarray(noise)[..., None]
        stds = np.hypot(signal * self.stds, noise)
        return Mixture(self.weights, signal * self.means, stds)

    def _offsets(self, x: ArrayLike) -> Array:
        """x - means_k, mode after mode in memory.  Shape (..., k).

        numpy loops over the last axis, and what is done for each of a few modes would
        take it forty times as long as the same for all places of a mode.
        """
        x = np.asarray(x)[..., None]
        *shape, k = np.broadcast_shapes(x.shape, self.means.shape)
        found = np.moveaxis(np.empty((k, *shape)), 0, -1)
        return np.subtract(x, self.means, out=found)

    def _log_joint(self, x: ArrayLike) -> Array:
        """log weights_k N(x; means_k, stds_k^2).  Shape (..., k)."""
        z = self._offsets(x) / self.stds
        return -(z**2) / 2 + np.log(self.weights / (SQRT_2PI * self.stds))

    def log_pdf(self, x: ArrayLike) -> Array:
        """Logarithm of the density, finite however far out x lies."""
        return log_sum(self._log_joint(x))

    def pdf(self, x: ArrayLike) -> Array:
        """Density at x."""
        return np.exp(self.log_pdf(x))

    def responsibilities(self, x: ArrayLike) -> Array:
        """P(component k | x).  Shape (..., k)."""
        log_joint = self._log_joint(x)
        return np.exp(log_joint - log_sum(log_joint)[..., None])

    def score(self, x: ArrayLike) -> Array:
        """d log p / dx = sum_k r_k (means_k - x) / stds_k^2."""
        pull = -self._offsets(x) / self.stds**2
        return (self.responsibilities(x) * pull).sum(axis=-1)

    def score_slope(self, x: ArrayLike) -> Array:
        """d^2 log p / dx^2: its negative is the local Fisher information."""
        pull = -self._offsets(x) / self.stds**2
        bend = (self.responsibilities(x) * (pull**2 - self.stds**-2.0)).sum(axis=-1)
        return bend - self.score(x) ** 2

    def cdf(self, x: ArrayLike) -> Array:
        """P(X <= x)."""
        z = self._offsets(x) / self.stds
        return (self.weights * normal_cdf(z)).sum(axis=-1)

    def integrated_cdf(self, x: ArrayLike) -> Array:
        """Integral of the CDF up to x: E max(x - X, 0)."""
        z = self._offsets(x) / self.stds
        bell = np.exp(-(z**2) / 2) / SQRT_2PI
        return (self.weights * self.stds * (z * normal_cdf(z) + bell)).sum(axis=-1)

    def quantile(self, u: ArrayLike) -> Array:
        """The x with cdf(x) = u, for u in (0, 1).

        Newton's steps, kept between the quantiles of the lowest and highest mode, with
        halvings between them where they take long.
        """
        u = np.asarray(u, dtype=float)
        ends = self.means + self.stds * normal_quantile(u)[..., None]
        low, high = ends.min(axis=-1) - 1e-9, ends.max(axis=-1) + 1e-9
        x = (low + high) / 2
        for n in range(200):
            excess = self.cdf(x) - u
            low, high = np.where(excess < 0, x, low), np.where(excess < 0, high, x)
            with np.errstate(divide="ignore", over="ignore", invalid="ignore"):
                newton = x - excess / self.pdf(x)
            inside = (low <= newton) & (newton <= high) & (n < NEWTON or n % 2)
            previous, x = x, np.where(inside, newton, (low + high) / 2)
            still = np.abs(x - previous) <= 1e-13 * (1 + np.abs(x))
            if np.all(still | (np.abs(excess) <= 1e-15 * u)):
                break
        return x

    def places(self, low: float, high: float, n: int) -> Array:
        """n even places to draw at, and more in modes that would fall between them."""
        x, step = np.linspace(low, high, n, retstep=True)
        thin = self.stds < 2 * step
        more = self.means[thin] + self.stds[thin] * np.linspace(-4, 4, 33)[:, None]
        return np.union1d(x, more[(low <= more) & (more <= high)])

    def sample(self, rng: np.random.Generator, n: int) -> Array:
        """Independent draws from a distribution with no leading axes.  Shape (n,)."""
        k = rng.choice(len(self.weights), size=n, p=self.weights)
        return self.means[k] + self.stds[k] * rng.standard_normal(n)

    def mean(self) -> Array:
        """E X."""
        return (self.weights * self.means).sum(axis=-1)

    def variance(self) -> Array:
        """Var X."""
        spread = (self.means - self.mean()[..., None]) ** 2
        return (self.weights * (self.stds**2 + spread)).sum(axis=-1)

    def quadrature(self) -> tuple[Array, Array]:
        """Places in rising order, and what each counts in an integral over them.

        Two arrays of shape (..., n).
        """
        ends = self.means[..., None] + self.stds[..., None] * ENDS
        ends = np.sort(ends.reshape(*ends.shape[:-2], -1), axis=-1)
        half = np.diff(ends)[..., None] / 2
        shape = *half.shape[:-2], -1
        x = (ends[..., :-1, None] + half * (1 + GAUSS_POINTS)).reshape(shape)
        return x, (half * GAUSS_WEIGHTS).reshape(shape)

    def expectation(self, f: Callable[["Mixture", Array], Array]) -> Array:
        """E f(self, X) by quadrature.  Shape: the leading axes.

        Args:
            f: given the distributions with an axis of length 1 before the modes, and
            places of
                shape (..., n), the values there.
        """
        x, dx = self.quadrature()
        dist = Mixture(
            *(a[..., None, :] for a in (self.weights, self.means, self.stds))
        )
        return (f(dist, x) * dist.pdf(x) * dx).sum(axis=-1)


def log_sum(log_values: Array) -> Array:
    """log sum_k exp log_values_k.  Shape: without the last axis."""
    top = log_values.max(axis=-1)
    return top + np.log(np.exp(log_values - top[..., None]).sum(axis=-1))


def peaks(density: Array) -> int:
    """How many a density has at places in a row."""
    rises = np.diff(density) > 0
    return int((rises[:-1] & ~rises[1:]).sum())


def refuse_bad_mixture(weights: Array, means: Array, stds: Array) -> None:
    """Raise ValueError, naming the argument, its value and the rule, unless all fit."""
    sizes = weights.shape[-1:], means.shape[-1:], stds.shape[-1:]
    if len(set(sizes)) > 1 or sizes[0] == (0,):
        counts = "{}, {} and {}".format(*(size for (size,) in sizes))
        raise ValueError(
            f"weights, means and stds need one entry per mode; got {counts} entries"
        )
    for name, values in {"weights": weights, "means": means, "stds": stds}.items():
        if not np.isfinite(values).all():
            raise ValueError(f"{name} must be finite numbers; got {listed(values)}")
    if (weights <= 0).any():
        raise ValueError(f"weights must be positive; got {listed(weights)}")
    total = weights.sum(axis=-1)
    if (abs(total - 1) > 1e-9).any():
        sums = ",".join(f"{one:.10g}" for one in np.ravel(total))
        got = f"{listed(weights)}, which sum to {sums}"
        raise ValueError(f"weights must sum to 1; got {got}")
    if (stds <= 0).any():
        raise ValueError(f"stds must be positive; got {listed(stds)}")


def listed(values: Array) -> str:
    """The values as an option is written: ``0.3,0.7``."""
    return ",".join(f"{value:g}" for value in values.ravel())
