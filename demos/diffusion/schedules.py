"""Noise schedules of diffusion models.

Symbols of Ho, Jain & Abbeel (2020), arXiv:2006.11239: forward step t adds noise of
variance beta_t, and alpha_bar_t is the share of the signal's variance left after it.
Every array has length T + 1 and starts at the clean end (beta_0 = 0,
alpha_bar_0 = 1), so ``alpha_bar[t]`` is the paper's alpha-bar_t, unshifted.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from demos.diffusion.mixture import Array, Mixture


def linear_betas(T: int, beta_start: float, beta_end: float) -> Array:
    """Variances rising linearly from beta_1 to beta_T (section 4).  Shape (T + 1,)."""
    return np.append(0.0, np.linspace(beta_start, beta_end, T))


def cosine_betas(T: int) -> Array:
    """Variances whose alpha_bar falls like a squared cosine.  Shape (T + 1,).

        alpha_bar_t = f(t) / f(0),  f(t) = cos^2((t / T + 0.008) / 1.008 pi / 2)

    Nichol & Dhariwal (2021), arXiv:2102.09672, equation 17; betas stop at 0.999, as
    there, so that the last step does not divide by zero.
    """
    f = np.cos((np.arange(T + 1) / T + 0.008) / 1.008 * np.pi / 2) ** 2
    betas = np.zeros(T + 1)
    betas[1:] = np.minimum(1 - f[1:] / f[:-1], 0.999)
    return betas


def alpha_bars(betas: Array) -> Array:
    """Product of 1 - beta_s over s <= t.  Shape (T + 1,)."""
    return np.cumprod(1 - betas, dtype=np.float64)


def q_marginal(x_0: Mixture, alpha_bar_t: ArrayLike) -> Mixture:
    """Distribution of x_t = sqrt(abar_t) x_0 + sqrt(1 - abar_t) eps (equation 4)."""
    alpha_bar_t = np.asarray(alpha_bar_t)
    return x_0.noised(np.sqrt(alpha_bar_t), np.sqrt(1 - alpha_bar_t))


def spread(T: int, n: int) -> NDArray[np.int_]:
    """At most n steps from 0 to T, both included, evenly spread."""
    return np.unique(np.linspace(0, T, min(n, T + 1)).round().astype(int))


def vp_beta(t: float) -> float:
    """Rate of the variance-preserving SDE, t in [0, 1] (Song et al. 2021)."""
    return 0.1 + 19.9 * t


def vp_alpha_bar(t: float) -> float:
    """exp(-integral of ``vp_beta`` up to t): the limit of DDPM's linear schedule."""
    return float(np.exp(-0.1 * t - 9.95 * t**2))


def ve_sigmas(steps: int, sigma_min: float, sigma_max: float) -> Array:
    """0, then a geometric rise: the variance-exploding SDE's.  Shape (steps + 1,)."""
    return np.append(0.0, np.geomspace(sigma_min, sigma_max, steps))


def edm_sigmas(
    steps: int, sigma_min: float = 0.002, sigma_max: float = 80, rho: float = 7
) -> Array:
    """0, then even in sigma^(1 / rho): Karras et al. (2022), equation 5.

    Shape (steps + 1,).
    """
    roots = np.linspace(sigma_min ** (1 / rho), sigma_max ** (1 / rho), steps)
    return np.append(0.0, roots**rho)
