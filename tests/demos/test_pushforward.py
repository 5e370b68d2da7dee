import numpy as np
import pytest

from demos.diffusion.distance import w1, w1_floor
from demos.diffusion.mixture import Mixture
from demos.diffusion.pushforward import w1_of_output
from demos.diffusion.sampler_table import SAMPLERS
from demos.diffusion.samplers import (
    ddim,
    ddpm_large,
    exact_score,
    follow,
    reverse_sde,
)
from demos.diffusion.schedules import alpha_bars, linear_betas, spread
from demos.diffusion.spacing import EVEN
from tests.diffusion_laws import GAUSS, SKEW, TRIDENT, TWIN

ALPHA_BAR = alpha_bars(linear_betas(1000, 1e-4, 0.02))
NOISE = Mixture([1.0], [0.0], [1.0])


def respaced(steps):
    return ALPHA_BAR[spread(1000, steps + 1)]


def moments(moves):
    """Mean and variance of pure noise after moves that are affine."""
    mean, variance = 0.0, 1.0
    for move in moves:
        low, high = move.mean(np.array([0.0, 1.0]))
        mean, variance = low + (high - low) * mean, (high - low) ** 2 * variance
        variance += move.std**2
    return mean, variance


@pytest.mark.parametrize("name", SAMPLERS)
def test_whole_law_agrees_with_walkers(name):
    """Their distances to the data differ by no more than sampling allows.

    By the triangle inequality that is W1 from the walkers to the law of the output, for
    which the bound of a law as wide stands in.
    """
    n, rng, sampler = 10_000, np.random.default_rng(3), SAMPLERS[name]
    moves = sampler.moves(SKEW, sampler.steps[2], EVEN)
    start = NOISE.noised(0.0, sampler.start(SKEW))

    x = follow(moves, start.sample(rng, n), rng)

    wide = Mixture([1.0], [0.0], [max(x.std(), 1.0)])
    assert w1(x, SKEW) == pytest.approx(
        w1_of_output(moves, start, SKEW), abs=3 * w1_floor(wide, n)
    )


def test_whole_law_of_gaussian_data_is_exact():
    """W1 of N(m, s^2) and N(M, S^2) is E|m - M + (s - S) Z|, here by a fine sum."""
    moves = ddpm_large(exact_score(GAUSS), respaced(10))
    mean, variance = moments(moves)
    u = (np.arange(20_000) + 0.5) / 20_000
    z = NOISE.quantile(u)

    expected = np.abs(mean - 0.5 + (np.sqrt(variance) - 0.6) * z).mean()

    assert w1_of_output(moves, NOISE, GAUSS) == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize(
    ("dist", "known"), [(TWIN, 0.0157), (SKEW, 0.0228), (TRIDENT, 0.0288)]
)
def test_ddim_in_fifty_steps_has_its_known_error(dist, known):
    """As measured independently with 50 of the 1000 linear steps."""
    moves = ddim(exact_score(dist), respaced(50))

    assert w1_of_output(moves, NOISE, dist) == pytest.approx(known, rel=0.1)


def test_reverse_sde_approaches_the_data():
    errors = [
        w1_of_output(reverse_sde(exact_score(SKEW), EVEN.moments(steps)), NOISE, SKEW)
        for steps in (10, 40)
    ]

    assert errors[1] < errors[0] / 2
