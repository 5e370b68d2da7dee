"""Actions denoised from noise, as a diffusion policy does (Chi et al. 2023).

The score is exact, so that the number of steps is the only thing left to blame.
"""

import numpy as np

from demos.diffusion.mixture import Array, Mixture, normal_cdf
from demos.diffusion.samplers import ddim, exact_score
from demos.diffusion.schedules import alpha_bars, linear_betas, spread

ALPHA_BAR = alpha_bars(linear_betas(1000, 1e-4, 0.02))


def denoise(actions: Mixture, noise: Array, steps: int) -> Array:
    """The action that DDIM makes of each noise; shape of the noise."""
    for move in ddim(exact_score(actions), ALPHA_BAR[spread(1000, steps + 1)]):
        noise = move.mean(noise)
    return noise


def noise_between(actions: Mixture, low: float, high: float, steps: int) -> Array:
    """The noises whose actions are low and high, of actions with axes (n, 1).  (n, 2).

    More noise gives a larger action, so they are found by bisection, up to ±8.
    """
    edges = np.tile([low, high], (len(actions.weights), 1))
    under, over = np.full_like(edges, -8), np.full_like(edges, 8)
    for _ in range(30):
        z = (under + over) / 2
        short = denoise(actions, z, steps) < edges
        under, over = np.where(short, z, under), np.where(short, over, z)
    return under


def probability_between(actions: Mixture, low: float, high: float, steps: int) -> Array:
    """P(low < denoised action < high), shape (n,), of actions with axes (n, 1)."""
    noises = noise_between(actions, low, high, steps)
    return np.diff(normal_cdf(noises), axis=1).ravel()
