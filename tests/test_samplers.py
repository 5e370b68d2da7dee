from functools import partial

import numpy as np
import pytest

from demos.diffusion.chains import posterior_mean
from demos.diffusion.distance import w1, w1_bound
from demos.diffusion.mixture import Mixture
from demos.diffusion.pushforward import w1_of_output
from demos.diffusion.samplers import (
    annealed_langevin,
    ddim,
    ddpm_large,
    ddpm_small,
    edm,
    euler,
    exact_score,
    follow,
    heun,
    probability_flow,
    reverse_sde,
    runge_kutta,
)
from demos.diffusion.schedules import (
    alpha_bars,
    edm_sigmas,
    linear_betas,
    q_marginal,
    spread,
    ve_sigmas,
    vp_alpha_bar,
    vp_beta,
)
from tests.diffusion_laws import GAUSS, SKEW, TRIDENT, TWIN

ALPHA_BAR = alpha_bars(linear_betas(1000, 1e-4, 0.02))
NOISE = Mixture([1.0], [0.0], [1.0])
PLACES = np.linspace(-2, 2, 9)


def respaced(steps):
    return ALPHA_BAR[spread(1000, steps + 1)]


def recursion(moves, mean, variance):
    """Mean and variance after moves that are affine, as on Gaussian data they are."""
    for move in moves:
        low, high = move.mean(np.array([0.0, 1.0]))
        mean, variance = low + (high - low) * mean, (high - low) ** 2 * variance
        variance += move.std**2
    return mean, variance


def affine(law, alpha_bar):
    """Slope and intercept of the score of one noised Gaussian, from its definition."""
    variance = alpha_bar * law.stds[0] ** 2 + 1 - alpha_bar
    return -1 / variance, np.sqrt(alpha_bar) * law.means[0] / variance


def test_ancestral_mean_and_variance_follow_their_exact_recursion():
    """With score A x + B, x <- (x + beta (A x + B)) / sqrt(alpha) + std z."""
    alpha_bar = respaced(20)
    mean, large, small = 0.0, 1.0, 1.0
    for t in range(20, 0, -1):
        alpha = alpha_bar[t] / alpha_bar[t - 1]
        A, B = affine(GAUSS, alpha_bar[t])
        gain = (1 + (1 - alpha) * A) / np.sqrt(alpha)
        mean = gain * mean + (1 - alpha) * B / np.sqrt(alpha)
        noise = (1 - alpha) * (t > 1)
        large = gain**2 * large + noise
        small = gain**2 * small + noise * (1 - alpha_bar[t - 1]) / (1 - alpha_bar[t])

    score = exact_score(GAUSS)

    for sampler, variance in ((ddpm_large, large), (ddpm_small, small)):
        got = recursion(sampler(score, alpha_bar), 0.0, 1.0)
        np.testing.assert_allclose(got, (mean, variance), rtol=1e-10)


def test_walkers_have_the_mean_and_variance_of_the_recursion():
    n, moves = 20_000, ddpm_small(exact_score(GAUSS), respaced(10))
    rng = np.random.default_rng(0)

    x = follow(moves, rng.standard_normal(n), rng)

    mean, variance = recursion(moves, 0.0, 1.0)
    assert abs(x.mean() - mean) < 4 * np.sqrt(variance / n)
    assert abs(x.var() / variance - 1) < 4 * np.sqrt(2 / n)


def test_ddim_with_all_its_noise_is_ddpm_with_the_small_variance():
    score, alpha_bar = exact_score(TRIDENT), respaced(25)

    pairs = zip(ddim(score, alpha_bar, 1.0), ddpm_small(score, alpha_bar), strict=True)

    for one, other in pairs:
        np.testing.assert_allclose(one.mean(PLACES), other.mean(PLACES), atol=1e-12)
        assert one.std == pytest.approx(other.std, abs=1e-15)


def test_one_ddim_step_is_the_posterior_mean():
    """From pure noise to E[x_0 | x_T] at once: regression to the mean."""
    (move,) = ddim(exact_score(TWIN), np.array([1.0, 0.01]))
    x_t = np.array([-2.0, 0.0, 2.0])

    expected = posterior_mean(TWIN, x_t, 0.01)

    np.testing.assert_allclose(move.mean(x_t), expected, atol=1e-12)


@pytest.mark.parametrize(("solver", "order"), [(euler, 1), (heun, 2), (runge_kutta, 4)])
def test_flow_solvers_meet_the_quantile_map_at_their_order(solver, order):
    """A one-dimensional flow keeps F_t(x_t), so its end is known without solving it."""
    u = np.array([0.1, 0.3, 0.6, 0.9])
    x_1 = q_marginal(SKEW, vp_alpha_bar(1.0)).quantile(u)

    def error(steps):
        x = x_1
        for move in probability_flow(exact_score(SKEW), steps, solver):
            x = move.mean(x)
        return np.abs(x - SKEW.quantile(u)).max()

    coarse, fine = error(200), error(400)

    assert coarse / fine == pytest.approx(2**order, rel=0.25)
    assert fine < 0.01


def test_edm_meets_the_quantile_map():
    u, sigmas = np.array([0.1, 0.3, 0.6, 0.9]), edm_sigmas(200)
    x = TRIDENT.noised(1.0, sigmas[-1]).quantile(u)

    for move in edm(exact_score(TRIDENT), sigmas):
        x = move.mean(x)

    np.testing.assert_allclose(x, TRIDENT.quantile(u), atol=1e-3)


def test_edm_sigmas_are_those_of_the_paper():
    sigmas = edm_sigmas(18)

    assert sigmas[[0, 1, -1]] == pytest.approx([0, 0.002, 80])
    middle = (0.002 ** (1 / 7) + 8 / 17 * (80 ** (1 / 7) - 0.002 ** (1 / 7))) ** 7
    assert sigmas[9] == pytest.approx(middle)


def test_geometric_sigmas_keep_their_ratio():
    sigmas = ve_sigmas(5, 0.01, 100)

    assert sigmas[0] == 0
    np.testing.assert_allclose(sigmas[2:] / sigmas[1:-1], 10)


def test_rate_of_the_sde_is_the_fall_of_its_signal():
    """beta(t) = -d log alpha_bar / dt, and alpha_bar(1) = 4.31857e-05."""
    h = 1e-5
    for t in (0.1, 0.5, 0.9):
        fall = np.log(vp_alpha_bar(t - h) / vp_alpha_bar(t + h)) / (2 * h)
        assert vp_beta(t) == pytest.approx(fall)
    assert vp_alpha_bar(1.0) == pytest.approx(4.31857e-5, rel=1e-5)


def test_langevin_steps_settle_at_their_known_variance():
    """x <- x + e s + sqrt(2 e) z on N(0, v) settles at v / (1 - e / (2 v))."""
    law, step = Mixture([1.0], [0.0], [1.0]), 0.2
    moves = annealed_langevin(
        exact_score(law), np.array([0, 1e-6]), each=400, step=step
    )

    _mean, variance = recursion(moves, 3.0, 5.0)

    assert variance == pytest.approx(1 / (1 - step / 2 / 2), rel=1e-9)


def test_annealing_needs_a_first_level_as_wide_as_the_modes_are_apart():
    """Far modes of weight 0.2 and 0.8: without it walkers keep the sides they chose."""
    far, n = Mixture([0.2, 0.8], [-3.0, 3.0], [0.3, 0.3]), 4000

    def share_left(sigma_max):
        rng = np.random.default_rng(1)
        sigmas = ve_sigmas(10, 0.1, sigma_max)
        moves = annealed_langevin(exact_score(far), sigmas, each=50, step=0.01)
        return (follow(moves, sigma_max * rng.standard_normal(n), rng) < 0).mean()

    assert share_left(1.0) > 0.3
    assert abs(share_left(10.0) - 0.2) < 0.07


@pytest.mark.parametrize("sampler", [ddpm_large, ddpm_small, partial(ddim, eta=0.5)])
def test_whole_law_agrees_with_walkers(sampler):
    """Their distances to the data differ by no more than sampling allows."""
    n, rng = 10_000, np.random.default_rng(3)
    moves = sampler(exact_score(SKEW), respaced(6))

    walkers = w1(follow(moves, rng.standard_normal(n), rng), SKEW)

    assert walkers == pytest.approx(
        w1_of_output(moves, NOISE, SKEW), abs=w1_bound(SKEW, n)
    )


def test_whole_law_of_gaussian_data_is_exact():
    """W1 of N(m, s^2) and N(M, S^2) is E|m - M + (s - S) Z|, here by a fine sum."""
    moves = ddpm_large(exact_score(GAUSS), respaced(10))
    mean, variance = recursion(moves, 0.0, 1.0)
    u = (np.arange(20_000) + 0.5) / 20_000
    z = NOISE.quantile(u)

    expected = np.abs(mean - 0.5 + (np.sqrt(variance) - 0.6) * z).mean()

    assert w1_of_output(moves, NOISE, GAUSS) == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize(
    ("law", "known"), [(TWIN, 0.0157), (SKEW, 0.0228), (TRIDENT, 0.0288)]
)
def test_ddim_in_fifty_steps_has_its_known_error(law, known):
    """As measured independently with 50 of the 1000 linear steps."""
    moves = ddim(exact_score(law), respaced(50))

    assert w1_of_output(moves, NOISE, law) == pytest.approx(known, rel=0.1)


def test_reverse_sde_approaches_the_data():
    errors = [
        w1_of_output(reverse_sde(exact_score(SKEW), steps), NOISE, SKEW)
        for steps in (10, 40)
    ]

    assert errors[1] < errors[0] / 2
