"""The forward chain of a diffusion model and its exact reverse, step by step.

Symbols and index origin as in ``demos.diffusion.schedules``. A chain is an iterator
over its states, shape (n,) each, so that a crowd of any size needs the memory of one
state; whoever wants paths keeps what is wanted.
"""

from collections.abc import Iterator

import numpy as np

from demos.diffusion.mixture import Array, Mixture
from demos.diffusion.schedules import q_marginal


def q_chain(x_0: Array, betas: Array, rng: np.random.Generator) -> Iterator[Array]:
    """x_0, x_1, …, x_T of the forward process (equation 2).

    x_t = sqrt(1 - beta_t) x_{t-1} + sqrt(beta_t) eps
    """
    x_t = x_0
    yield x_t
    for beta in betas[1:]:
        eps = rng.standard_normal(len(x_t))
        x_t = np.sqrt(1 - beta) * x_t + np.sqrt(beta) * eps
        yield x_t


def reverse_chain(
    x_T: Array, data: Mixture, alpha_bar: Array, rng: np.random.Generator
) -> Iterator[Array]:
    """x_T, x_{T-1}, …, x_0 drawn from the true conditionals of the reversed chain."""
    x_t = x_T
    yield x_t
    for t in range(len(alpha_bar) - 1, 0, -1):
        x_t = sample_earlier(x_t, data, alpha_bar[t], alpha_bar[t - 1], rng)
        yield x_t


def sample_earlier(
    x_t: Array,
    data: Mixture,
    alpha_bar_t: float,
    alpha_bar_s: float,
    rng: np.random.Generator,
) -> Array:
    """A draw from q(x_s | x_t) for s < t, exact for steps of any size.  Shape (n,).

    Given its mode, x_s is Gaussian before and after x_t is seen; so draw the mode
    from its probability given x_t, then condition that one Gaussian. With
    r = abar_t / abar_s and mode distribution N(m, v) at time s, the gain is
    g = sqrt(r) v / (r v + 1 - r), the mean m + g (x_t - sqrt(r) m) and the
    variance v (1 - g sqrt(r)).
    """
    dist = q_marginal(data, alpha_bar_s)
    r = alpha_bar_t / alpha_bar_s
    up_to = (
        dist.noised(np.sqrt(r), np.sqrt(1 - r)).responsibilities(x_t).cumsum(axis=-1)
    )
    k = (rng.random((len(x_t), 1)) > up_to[:, :-1]).sum(axis=-1)
    variances = dist.stds**2
    gains = np.sqrt(r) * variances / (r * variances + 1 - r)
    stds = np.sqrt(variances * (1 - gains * np.sqrt(r)))
    centre = dist.means[k] + gains[k] * (x_t - np.sqrt(r) * dist.means[k])
    return centre + stds[k] * rng.standard_normal(len(x_t))


def posterior_mean(data: Mixture, x_t: Array, alpha_bar_t: float) -> Array:
    """E[x_0 | x_t] by Bayes's rule for each mode, without the score.  Shape (n,)."""
    dist = q_marginal(data, alpha_bar_t)
    gains = np.sqrt(alpha_bar_t) * data.stds**2 / dist.stds**2
    modes = data.means + gains * (x_t[:, None] - dist.means)
    return (dist.responsibilities(x_t) * modes).sum(axis=-1)
