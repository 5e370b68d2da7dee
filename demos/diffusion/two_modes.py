"""Two equal modes at ±μ: where the drift back from noise rests, and when it splits.

The drift is x / 2 + score, of the potential -x^2 / 4 - log p (Raya & Ambrogioni 2023,
arXiv:2305.19693).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from demos.diffusion.mixture import Array, Mixture
from demos.diffusion.parameters import Schedule
from demos.diffusion.schedules import q_marginal
from demos.framework.numbers import number
from demos.framework.options import option


@dataclass(frozen=True)
class TwoModes(Schedule):
    """Options: the modes, and noise enough to hide which one a walker came from."""

    mean: float = option(1.0, "distance μ of each mode from 0", above=0, maximum=10)
    std: float = option(
        0.2, "width s of each mode; from √2 on nothing rests", minimum=0.01, maximum=1.4
    )

    def __post_init__(self) -> None:
        if self.mean <= self.std:
            raise ValueError(
                "mean must be larger than std, or there is one hump and nothing to "
                f"choose; got mean {number(self.mean)} and std {number(self.std)}"
            )
        left = self.left()
        if left >= self.splits:
            raise ValueError(
                f"T and the betas must add noise until ᾱ is below "
                f"{number(self.splits, 4)}, where the drift splits; got ᾱ = "
                f"{number(left, 4)} after T = {number(self.T)}"
            )

    @property
    def splits(self) -> float:
        """The alpha_bar at which the drift splits."""
        return splits_at(self.mean, self.std)

    def data(self) -> Mixture:
        """Even odds for either side."""
        means, stds = np.array([-self.mean, self.mean]), np.full(2, self.std)
        return Mixture(np.full(2, 0.5), means, stds)


def splits_at(mean: float, std: float) -> float:
    """The alpha_bar at which the middle turns unstable."""
    square, narrow = mean**2, 1 - std**2
    return 1 / (square + float(np.hypot(square, narrow)))


def humps_at(mean: float, std: float) -> float:
    """The alpha_bar at which the density grows its second hump."""
    return 1 / (1 + mean**2 - std**2)


def potential(dist: Mixture, alpha_bar: ArrayLike, x: Array) -> Array:
    """-x^2 / 4 - log p, above its lowest point.  Shape (levels, places)."""
    height = -(x**2) / 4 - q_marginal(dist, np.asarray(alpha_bar)[:, None]).log_pdf(x)
    return height - height.min(axis=-1, keepdims=True)


def resting_places(dist: Mixture, alpha_bar: Array) -> Array:
    """Largest root of x / 2 + score, by bisection.  Shape of alpha_bar.

    The left mode only pulls inward, so the right one alone would let x rest no nearer:
    where x / 2 = (x - m) / v.
    """
    levels = q_marginal(dist, alpha_bar[:, None])
    high = levels.means[..., 1] / (1 - levels.stds[..., 1] ** 2 / 2)
    low = np.zeros_like(high)
    for _ in range(60):
        x = (low + high) / 2
        rising = x / 2 + levels.score(x) > 0
        low, high = np.where(rising, x, low), np.where(rising, high, x)
    return high.ravel()
