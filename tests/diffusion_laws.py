"""Mixtures that the tests of diffusion share, and a strategy for random ones."""

import numpy as np
from hypothesis import strategies as st

from demos.diffusion.mixture import Mixture

GAUSS = Mixture([1.0], [0.5], [0.6])
TWIN = Mixture([0.5, 0.5], [-1.0, 1.0], [0.2, 0.2])
SKEW = Mixture([0.3, 0.7], [-1.2, 0.8], [0.25, 0.4])
TRIDENT = Mixture([0.25, 0.45, 0.30], [-2.0, 0.0, 1.5], [0.15, 0.35, 0.2])
LAWS = {"gauss": GAUSS, "twin": TWIN, "skew": SKEW, "trident": TRIDENT}


@st.composite
def mixtures(draw):
    """Three to five modes, widths within a factor of ten of each other."""
    k = draw(st.integers(3, 5))
    weights = np.array(draw(st.lists(st.floats(0.05, 1), min_size=k, max_size=k)))
    means = draw(st.lists(st.floats(-4, 4), min_size=k, max_size=k))
    stds = draw(st.lists(st.floats(0.1, 1), min_size=k, max_size=k))
    return Mixture(weights / weights.sum(), means, stds)


def tails(dist, sigmas=8):
    """Points that reach that many standard deviations past every mode."""
    low = (dist.means - sigmas * dist.stds).min()
    high = (dist.means + sigmas * dist.stds).max()
    return np.linspace(low, high, 101)
