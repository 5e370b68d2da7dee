import tracemalloc

import numpy as np
import pytest

from demos.diffusion.distance import w1, w1_floor
from demos.diffusion.fast_ddpm import BLOCK, compiled, p_sample_loop
from demos.diffusion.mixture import Mixture
from demos.diffusion.samplers import ddpm_large, exact_score, follow
from demos.diffusion.schedules import alpha_bars, cosine_betas, linear_betas, spread
from tests.diffusion_laws import GAUSS, LAWS, TRIDENT

ALPHA_BAR = alpha_bars(linear_betas(1000, 1e-4, 0.02))
SHARP = Mixture([0.3, 0.3, 0.4], [-10.0, 0.0, 10.0], [0.01, 0.01, 0.01])


@pytest.mark.parametrize("dist", [*LAWS.values(), SHARP], ids=[*LAWS, "sharp"])
def test_fast_walkers_go_where_plain_ones_go(dist):
    alpha_bar, n = ALPHA_BAR[spread(1000, 101)], 200

    fast = p_sample_loop(dist, alpha_bar, n, np.random.default_rng(5))

    rng = np.random.default_rng(5)
    moves = ddpm_large(exact_score(dist), alpha_bar)
    plain = follow(moves, rng.standard_normal(n), rng)
    np.testing.assert_allclose(fast, plain, rtol=1e-7, atol=1e-7)


def test_sharp_modes_are_rescaled_and_ordinary_ones_are_not():
    assert compiled(SHARP, ALPHA_BAR).steep.any()
    assert not compiled(TRIDENT, ALPHA_BAR).steep.any()


def test_the_last_betas_of_the_cosine_schedule_do_no_harm():
    x_0 = p_sample_loop(
        GAUSS, alpha_bars(cosine_betas(50)), 100, np.random.default_rng(0)
    )

    assert np.isfinite(x_0).all()


def test_a_crowd_of_three_modes_follows_their_law():
    """A thousand steps leave an error of their own of 0.003, measured independently."""
    n = 5000

    x_0 = p_sample_loop(TRIDENT, ALPHA_BAR, n, np.random.default_rng(0))

    assert w1(x_0, TRIDENT) < 3 * w1_floor(TRIDENT, n) + 0.003


def test_memory_is_that_of_the_result_and_one_block():
    n, modes = 10 * BLOCK, 3
    alpha_bar = np.linspace(1, 0.1, 6)
    tracemalloc.start()

    p_sample_loop(TRIDENT, alpha_bar, n, np.random.default_rng(0))

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8 * (n + (2 * modes + 4) * BLOCK)
