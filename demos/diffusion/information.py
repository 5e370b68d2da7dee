"""What noise does to knowledge: entropy, divergence and the mode left behind.

Everything is an expectation under a mixture, by quadrature, in nats; a mixture with
leading axes gives one number for each of its distributions.
"""

import numpy as np

from demos.diffusion.mixture import SQRT_2PI, Array, Mixture


def entropy(dist: Mixture) -> Array:
    """-E log p, in nats."""
    return -dist.expectation(Mixture.log_pdf)


def kl_to_standard_normal(dist: Mixture) -> Array:
    """E log p(x) / N(x; 0, 1), in nats: the free energy that diffusion spends."""
    second_moment = dist.variance() + dist.mean() ** 2
    return second_moment / 2 + np.log(SQRT_2PI) - entropy(dist)


def fisher_information(dist: Mixture) -> Array:
    """E score^2: how fast added noise raises the entropy (de Bruijn)."""
    return dist.expectation(lambda p, x: p.score(x) ** 2)


def mode_uncertainty(dist: Mixture) -> Array:
    """H(mode | x), in nats: what x leaves unsaid about where it came from."""
    return dist.expectation(_responsibility_entropy)


def mode_agreement(dist: Mixture) -> Array:
    """Chance that two independent returns from one x end in the same mode."""
    return dist.expectation(lambda p, x: (p.responsibilities(x) ** 2).sum(axis=-1))


def _responsibility_entropy(dist: Mixture, x: Array) -> Array:
    r = dist.responsibilities(x)
    return -(r * np.log(np.maximum(r, 1e-300))).sum(axis=-1)
