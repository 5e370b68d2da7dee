"""What noise does to knowledge: entropy, divergence and the mode left behind.

Everything is an expectation under a mixture, by quadrature, in nats; a mixture with
leading axes gives one number for each of its laws.
"""

import numpy as np

from demos.diffusion.mixture import SQRT_2PI, Array, Mixture


def entropy(law: Mixture) -> Array:
    """-E log p, in nats."""
    return -law.expectation(Mixture.log_pdf)


def kl_to_standard_normal(law: Mixture) -> Array:
    """E log p(x) / N(x; 0, 1), in nats: the free energy that diffusion spends."""
    second_moment = law.variance() + law.mean() ** 2
    return second_moment / 2 + np.log(SQRT_2PI) - entropy(law)


def fisher_information(law: Mixture) -> Array:
    """E score^2: how fast added noise raises the entropy (de Bruijn)."""
    return law.expectation(lambda p, x: p.score(x) ** 2)


def mode_uncertainty(law: Mixture) -> Array:
    """H(mode | x), in nats: what x leaves unsaid about where it came from."""
    return law.expectation(_responsibility_entropy)


def mode_agreement(law: Mixture) -> Array:
    """Chance that two independent returns from one x end in the same mode."""
    return law.expectation(lambda p, x: (p.responsibilities(x) ** 2).sum(axis=-1))


def _responsibility_entropy(law: Mixture, x: Array) -> Array:
    r = law.responsibilities(x)
    return -(r * np.log(np.maximum(r, 1e-300))).sum(axis=-1)
