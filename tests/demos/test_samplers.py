import numpy as np
import pytest
from hypothesis import given

from demos.diffusion.chains import posterior_mean
from demos.diffusion.mixture import Mixture
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
    langevin_step,
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
from demos.diffusion.spacing import EVEN
from tests.diffusion_laws import GAUSS, SKEW, TRIDENT, TWIN, mixtures

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


def line(signal, noise):
    """Slope and intercept of the score of signal x_0 + noise z, x_0 from GAUSS."""
    variance = signal**2 * 0.36 + noise**2
    return -1 / variance, 0.5 * signal / variance


def test_ancestral_mean_and_variance_follow_their_exact_recursion():
    """With score A x + B, x <- (x + beta (A x + B)) / sqrt(alpha) + std z."""
    alpha_bar = respaced(20)
    mean, large, small = 0.0, 1.0, 1.0
    for t in range(20, 0, -1):
        alpha = alpha_bar[t] / alpha_bar[t - 1]
        A, B = line(np.sqrt(alpha_bar[t]), np.sqrt(1 - alpha_bar[t]))
        gain = (1 + (1 - alpha) * A) / np.sqrt(alpha)
        mean = gain * mean + (1 - alpha) * B / np.sqrt(alpha)
        noise = (1 - alpha) * (t > 1)
        large = gain**2 * large + noise
        small = gain**2 * small + noise * (1 - alpha_bar[t - 1]) / (1 - alpha_bar[t])

    score = exact_score(GAUSS)

    for sampler, variance in ((ddpm_large, large), (ddpm_small, small)):
        got = recursion(sampler(score, alpha_bar), 0.0, 1.0)
        np.testing.assert_allclose(got, (mean, variance), rtol=1e-10)


def implicit(alpha_bar, eta):
    """DDIM's steps as (gain, shift, variance), from covariances of Gaussians.

    x_0 and z are seen in x_t as far as they vary with it; the step puts both together
    anew, and keeps the mean on its way from sqrt(abar_t) / 2 to sqrt(abar_s) / 2.
    """
    for t, s in zip(alpha_bar[:0:-1], alpha_bar[-2::-1], strict=True):
        variance = eta**2 * (1 - s) / (1 - t) * (1 - t / s)
        covariance = np.sqrt(t * s) * 0.36 + np.sqrt((1 - t) * (1 - s - variance))
        gain = covariance / (t * 0.36 + 1 - t)
        yield gain, 0.5 * (np.sqrt(s) - gain * np.sqrt(t)), variance


def vp_line(t):
    return line(np.sqrt(vp_alpha_bar(t)), np.sqrt(1 - vp_alpha_bar(t)))


def vp_flow(t):
    """Of dx/dt = -beta (x + score) / 2, what x counts and what is added."""
    A, B = vp_line(t)
    return -vp_beta(t) / 2 * (1 + A), -vp_beta(t) / 2 * B


def ve_flow(sigma):
    """The same of dx/dsigma = -sigma score."""
    A, B = line(1, sigma)
    return -sigma * A, -sigma * B


EULER = [[]], [0], [1]  # Butcher's tableaus: inner weights, nodes, outer weights
HEUN = [[], [1]], [0, 1], [1 / 2, 1 / 2]
RUNGE = (
    [[], [1 / 2], [0, 1 / 2], [0, 0, 1]],
    [0, 1 / 2, 1 / 2, 1],
    np.c_[1, 2, 2, 1] / 6,
)


def solved(tableau, flow, t, h):
    """(gain, shift, variance) of one step of a linear equation."""
    inner, nodes, outer = tableau
    slopes = np.zeros((0, 2))  # of each stage: what x counts, and what is added
    for row, node in zip(inner, nodes, strict=True):
        p, q = flow(t + node * h)
        stage = [1, 0] + h * (np.array(row) @ slopes)
        slopes = np.vstack([slopes, p * stage + [0, q]])
    gain, shift = np.ravel([1, 0] + h * (np.ravel(outer) @ slopes))
    return gain, shift, 0.0


def back(tableau):
    return [solved(tableau, vp_flow, t, -1 / 7) for t in np.linspace(1, 1 / 7, 7)]


def reversed_sde():
    for n in range(7, 0, -1):
        (A, B), rate = vp_line(n / 7), vp_beta(n / 7) / 7
        yield 1 + rate * (1 / 2 + A), rate * B, rate * (n > 1)


def langevin():
    for sigma in np.repeat([2.0, 0.5], 3):
        size = 0.01 * (sigma / 0.5) ** 2
        A, B = line(1, sigma)
        yield 1 + size / 2 * A, size / 2 * B, size


SIGMAS = np.array([0, 0.1, 0.9, 5.0])
EDM = [
    solved(HEUN, ve_flow, 5.0, -4.1),
    solved(HEUN, ve_flow, 0.9, -0.8),
    solved(EULER, ve_flow, 0.1, -0.1),
]
ONE = exact_score(GAUSS)
EACH = {
    "ddim": (ddim(ONE, respaced(9)), implicit(respaced(9), 0.0)),
    "ddim, half its noise": (ddim(ONE, respaced(9), 0.5), implicit(respaced(9), 0.5)),
    "ddim, all of it": (ddim(ONE, respaced(9), 1.0), implicit(respaced(9), 1.0)),
    "reverse sde": (reverse_sde(ONE, EVEN.moments(7)), reversed_sde()),
    "euler": (probability_flow(ONE, EVEN.moments(7), euler), back(EULER)),
    "heun": (probability_flow(ONE, EVEN.moments(7), heun), back(HEUN)),
    "runge kutta": (probability_flow(ONE, EVEN.moments(7), runge_kutta), back(RUNGE)),
    "edm": (edm(ONE, SIGMAS), EDM),
    "langevin": (
        annealed_langevin(ONE, np.array([0, 0.5, 2.0]), each=3, step=0.01),
        langevin(),
    ),
}


@pytest.mark.parametrize(("moves", "steps"), EACH.values(), ids=EACH)
def test_every_sampler_on_one_gaussian_follows_its_exact_recursion(moves, steps):
    mean, variance = 0.3, 1.7
    for gain, shift, noise in steps:
        mean, variance = gain * mean + shift, gain**2 * variance + noise

    got = recursion(moves, 0.3, 1.7)

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
        for move in probability_flow(exact_score(SKEW), EVEN.moments(steps), solver):
            x = move.mean(x)
        return np.abs(x - SKEW.quantile(u)).max()

    coarse, fine = error(200), error(400)

    assert coarse / fine == pytest.approx(2**order, rel=0.25)
    assert fine < 0.01


@given(mixtures())
def test_a_fine_solver_meets_the_quantile_map_of_any_law(dist):
    u = np.array([0.02, 0.3, 0.5, 0.98])
    x = q_marginal(dist, vp_alpha_bar(1.0)).quantile(u)

    for move in probability_flow(exact_score(dist), EVEN.moments(200), runge_kutta):
        x = move.mean(x)

    slack = 1e-6 / dist.pdf(dist.quantile(u))  # of one part in a million of the mass
    assert (np.abs(x - dist.quantile(u)) < slack).all()


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
    dist, step = Mixture([1.0], [0.0], [1.0]), 0.2
    moves = annealed_langevin(
        exact_score(dist), np.array([0, 1e-6]), each=400, step=step
    )

    _mean, variance = recursion(moves, 3.0, 5.0)

    assert variance == pytest.approx(1 / (1 - step / 2 / 2), rel=1e-9)


def test_the_step_of_langevin_is_the_published_one():
    """The authors' settings for CIFAR-10: 232 levels, five steps, epsilon 6.2e-6."""
    step = langevin_step(ve_sigmas(232, 0.01, 50), each=5)

    assert step / 2 == pytest.approx(6.2e-6, rel=0.01)


@pytest.mark.parametrize(("ratio", "each"), [(1.04, 5), (3.0, 1), (8.0, 5)])
def test_no_other_step_leaves_the_variance_nearer_to_its_level(ratio, each):
    """By the recursion on data at one point, from the spread of the level before."""
    sigmas = np.array([0, 0.1, 0.1 * ratio])
    point = Mixture([1.0], [0.0], [1e-9])

    def left(step):
        moves = annealed_langevin(exact_score(point), sigmas, each=each, step=step)
        last = moves[each:]
        return recursion(last, 0.0, sigmas[2] ** 2)[1] / sigmas[1] ** 2

    best = langevin_step(sigmas, each)

    assert 1 < left(best) < min(left(0.99 * best), left(1.01 * best))


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
