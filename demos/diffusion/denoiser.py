"""A network that learns to see the noise in x_t (denoising score matching).

The loss is DDPM's simple one, E |eps - eps_theta(x_t, t)|^2 (equation 14), and
eps_theta = -sqrt(1 - abar_t) score is its aim. The network adds to the best linear
answer, which one Gaussian with the data's mean and variance would give; its input and
share are scaled as in Karras et al. (2022), section 5. The loss cannot reach 0: its
floor is E (1 - (1 - abar_t) J_t), J_t the Fisher information of x_t, because many x_0
lead to the same x_t (Vincent 2011).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from demos.diffusion.information import fisher_information
from demos.diffusion.mixture import Array, Mixture
from demos.diffusion.network import (
    ROWS,
    Adam,
    Float32,
    Network,
    random_network,
    stacked,
)
from demos.diffusion.schedules import q_marginal

FEATURES = 8
RATE = 5e-3


@dataclass(frozen=True)
class Denoiser:
    """eps_theta: sees x_t and alpha_bar_t, answers with the noise."""

    network: Network
    mean: float  # of the data
    variance: float  # of the data

    def eps(self, x_t: Array, alpha_bar: Array | float) -> Array:
        """The noise that the network sees.  Shape of x_t."""
        shape = np.broadcast(x_t, alpha_bar).shape
        alpha_bar = np.broadcast_to(alpha_bar, shape)
        u, linear, share = self.scaled(x_t, alpha_bar)
        seen = self.network(features(u.ravel(), alpha_bar.ravel()))
        return linear * u + share * seen.reshape(shape)

    def score(self, x: Array, alpha_bar: float) -> Array:
        """d log p / dx as the network has it, for any sampler."""
        return -self.eps(x, alpha_bar) / np.sqrt(1 - alpha_bar)

    def scaled(self, x_t: Array, alpha_bar: Array) -> tuple[Array, Array, Array]:
        """x_t with mean 0 and variance 1; its best factor; the network's share."""
        total = np.sqrt(alpha_bar * self.variance + 1 - alpha_bar)
        u = (x_t - np.sqrt(alpha_bar) * self.mean) / total
        share = np.sqrt(alpha_bar * self.variance) / total
        return u, np.sqrt(1 - alpha_bar) / total, share


def features(u: Array, alpha_bar: Array) -> Float32:
    """What the network is told: the place, the noise level, waves of both."""
    level = np.log(alpha_bar / (1 - alpha_bar))
    waves = (f(z) for z in (level, level / 2, 2 * u) for f in (np.sin, np.cos))
    return np.stack([u, level / 5, *waves], axis=1).astype(np.float32)


def train(
    data: Mixture,
    alpha_bar: Array,
    rng: np.random.Generator,
    *,
    hidden: int,
    updates: int,
    batch: int,
) -> tuple[Denoiser, Array]:
    """A denoiser and its loss at every update, shape (updates,).

    Args:
        data: the data.
        alpha_bar: the schedule, shape (T + 1,).
        rng: of first weights, data and noise.
        hidden: units in each of two layers.
        updates: steps of Adam.
        batch: samples in one update, a multiple of ROWS.
    """
    network = random_network([FEATURES, hidden, hidden, 1], rng)
    learner, adam = Denoiser(network, *moments(data)), Adam(network)
    losses = np.empty(updates)
    for n in range(updates):
        x_t, eps, level = noised_batch(data, alpha_bar, batch, rng)
        u, linear, share = learner.scaled(x_t, level)
        values = network.layers(stacked(features(u, level)))
        error = linear * u + share * values[-1].ravel() - eps
        slope = (2 / batch * error * share).astype(np.float32)
        warm = min(1, (n + 1) / 50) * (1 + np.cos(np.pi * n / updates)) / 2
        adam.update(network.gradient(values, slope.reshape(-1, ROWS, 1)), RATE * warm)
        losses[n] = (error**2).mean()
    return Denoiser(adam.average, *moments(data)), losses


def moments(dist: Mixture) -> tuple[float, float]:
    """Mean and variance."""
    return float(dist.mean()), float(dist.variance())


def noised_batch(
    data: Mixture, alpha_bar: Array, n: int, rng: np.random.Generator
) -> tuple[Array, Array, Array]:
    """x_t, its noise and alpha_bar_t for steps t = 1 … T, evenly visited."""
    T = len(alpha_bar) - 1
    t = 1 + (T * (np.arange(n) + rng.random(n)) / n).astype(int)
    level, eps = alpha_bar[np.minimum(t, T)], rng.standard_normal(n)
    x_0 = data.sample(rng, n)
    return np.sqrt(level) * x_0 + np.sqrt(1 - level) * eps, eps, level


def loss_floor(data: Mixture, alpha_bar: Array) -> Array:
    """The least possible loss at each level; shape of alpha_bar."""
    dists = q_marginal(data, alpha_bar)
    return 1 - (1 - alpha_bar) * fisher_information(dists)


def line_loss(data: Mixture, alpha_bar: Array) -> float:
    """Loss of the best answer that is linear in x_t, over all steps from 1 on."""
    signal, noise = alpha_bar[1:], 1 - alpha_bar[1:]
    return float((1 - noise / (signal * data.variance() + noise)).mean())


def edges_of(updates: int, blocks: int) -> NDArray[np.int_]:
    """Updates at which stretches of equal ratio begin, and their end."""
    return np.unique(np.geomspace(1, updates + 1, blocks).astype(int)) - 1


def blocks_of(losses: Array, blocks: int) -> tuple[Array, Array]:
    """Middles of stretches of equal ratio, and the mean loss over each."""
    edges = edges_of(len(losses), blocks)
    sums, counts = np.add.reduceat(losses, edges[:-1]), np.diff(edges)
    return edges[:-1] + (counts + 1) / 2, sums / counts


def excess_error(denoiser: Denoiser, data: Mixture, alpha_bar: Array) -> Array:
    """E |eps_theta - eps*|^2 at each level, by quadrature; shape of alpha_bar."""

    def squared(dist: Mixture, x: Array) -> Array:
        level = alpha_bar[:, None]
        ideal = -np.sqrt(1 - level) * dist.score(x)
        return (denoiser.eps(x, level) - ideal) ** 2

    return q_marginal(data, alpha_bar).expectation(squared)
