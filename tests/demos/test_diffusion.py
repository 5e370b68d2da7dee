from collections import deque
from decimal import Decimal, localcontext
from itertools import accumulate
from operator import mul

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from demos.diffusion.chains import q_chain, reverse_chain, sample_earlier
from demos.diffusion.distance import w1, w1_floor
from demos.diffusion.information import (
    entropy,
    fisher_information,
    kl_to_standard_normal,
    mode_agreement,
    mode_uncertainty,
)
from demos.diffusion.mixture import Mixture
from demos.diffusion.schedules import (
    alpha_bars,
    cosine_betas,
    linear_betas,
    q_marginal,
)
from tests.diffusion_laws import GAUSS, SKEW, TRIDENT, TWIN, mixtures

BETAS = linear_betas(1000, 1e-4, 0.02)
ALPHA_BAR = alpha_bars(BETAS)
SCHEDULES = {"linear": BETAS, "cosine": cosine_betas(200)}


def last(chain):
    return deque(chain, maxlen=1).pop()


@pytest.mark.parametrize(
    ("t", "expected"), [(0, 1), (250, 0.524085), (500, 0.0785872), (1000, 4.03583e-5)]
)
def test_linear_schedule_of_the_paper_has_its_known_alpha_bars(t, expected):
    assert ALPHA_BAR[t] == pytest.approx(expected, rel=2e-6)


def test_cosine_schedule_has_its_known_alpha_bars():
    """alpha_bar_500 from its definition; the last step is clipped at 0.999."""
    alpha_bar = alpha_bars(cosine_betas(1000))

    f = np.cos((np.array([0.5, 0.0]) + 0.008) / 1.008 * np.pi / 2) ** 2
    assert alpha_bar[500] == pytest.approx(f[0] / f[1], rel=1e-12)
    assert alpha_bar[1000] == pytest.approx(2.42877e-9, rel=1e-5)


def test_schedules_agree_with_forty_digits():
    """Products of the linear betas; the cosine's squares until its betas stop."""
    with localcontext(prec=40):
        beta = [Decimal("1e-4") + Decimal("0.0199") * i / 999 for i in range(1000)]
        product = list(accumulate((1 - b for b in beta), mul, initial=Decimal(1)))
    f = np.cos((np.arange(1000) / 1000 + 0.008) / 1.008 * np.pi / 2) ** 2

    np.testing.assert_allclose(ALPHA_BAR, np.array(product, float), rtol=1e-10)
    np.testing.assert_allclose(
        alpha_bars(cosine_betas(1000))[:999], f[:999] / f[0], rtol=1e-10
    )


@pytest.mark.parametrize("betas", SCHEDULES.values(), ids=SCHEDULES)
def test_one_jump_matches_many_small_steps(betas):
    """Composing T Gaussian steps gives the marginal of equation 4."""
    mean, variance = 0.5, 0.36
    for beta in betas:
        mean, variance = np.sqrt(1 - beta) * mean, (1 - beta) * variance + beta

    dist = q_marginal(GAUSS, alpha_bars(betas)[-1])

    assert dist.mean() == pytest.approx(mean, abs=1e-12)
    assert dist.variance() == pytest.approx(variance, rel=1e-10)


@given(mixtures(), st.floats(0.05, 0.999))
def test_tweedie_finds_the_mean_of_the_data_given_the_noise(dist, alpha_bar):
    """E[x_0 | x_t] = (x_t + (1 - abar) score) / sqrt(abar), by direct integration."""
    x_t = np.linspace(-2, 2, 5)
    x_0 = np.linspace(-15, 15, 20_001)
    noise = -((x_t[:, None] - np.sqrt(alpha_bar) * x_0) ** 2) / (2 * (1 - alpha_bar))
    joint = dist.log_pdf(x_0) + noise
    posterior = np.exp(joint - joint.max(axis=1, keepdims=True))

    denoised = x_t + (1 - alpha_bar) * q_marginal(dist, alpha_bar).score(x_t)

    expected = (posterior * x_0).sum(axis=1) / posterior.sum(axis=1)
    np.testing.assert_allclose(denoised / np.sqrt(alpha_bar), expected, atol=1e-6)


@given(mixtures())
def test_score_keeps_steins_identities(dist):
    """E s = 0, E x s = -1 and E s' = -E s^2."""
    J = fisher_information(dist)

    assert dist.expectation(Mixture.score) == pytest.approx(0, abs=1e-8 * J)
    assert dist.expectation(lambda p, x: x * p.score(x)) == pytest.approx(-1, abs=1e-7)
    assert dist.expectation(Mixture.score_slope) == pytest.approx(-J, rel=1e-7)


@given(mixtures(), st.floats(0.05, 0.95))
def test_density_obeys_fokker_and_planck(dist, alpha_bar):
    """With log abar = -tau: dp/dtau = p (1 + x s + s' + s^2) / 2."""
    x, h = np.linspace(-4, 4, 33), 1e-5
    p = q_marginal(dist, alpha_bar)

    later, sooner = (q_marginal(dist, alpha_bar * np.exp(d)).pdf(x) for d in (-h, h))

    s = p.score(x)
    flow = p.pdf(x) * (1 + x * s + p.score_slope(x) + s**2) / 2
    np.testing.assert_allclose((later - sooner) / (2 * h), flow, atol=2e-6)


@given(mixtures())
def test_added_noise_raises_entropy_at_half_the_fisher_information(dist):
    """De Bruijn: dh/dv = J / 2 when noise of variance v is added."""
    v, h = 0.05, 1e-4
    low, high = (entropy(dist.noised(1.0, np.sqrt(v + d))) for d in (-h, h))

    J = fisher_information(dist.noised(1.0, np.sqrt(v)))

    assert (high - low) / (2 * h) == pytest.approx(J / 2, rel=1e-5)


@given(mixtures(), st.floats(0.05, 0.95))
def test_entropy_and_divergence_change_at_their_known_rates(dist, alpha_bar):
    """dh/dtau = (J - 1) / 2 and dKL/dtau = -E (x + s)^2 / 2, log abar = -tau."""
    h = 1e-4
    later, sooner = (q_marginal(dist, alpha_bar * np.exp(d)) for d in (-h, h))
    now = q_marginal(dist, alpha_bar)
    force = now.expectation(lambda p, x: (x + p.score(x)) ** 2)

    rise = (entropy(later) - entropy(sooner)) / (2 * h)
    fall = (kl_to_standard_normal(later) - kl_to_standard_normal(sooner)) / (2 * h)

    J = fisher_information(now)
    assert rise == pytest.approx((J - 1) / 2, rel=1e-5, abs=1e-6)
    assert fall == pytest.approx(-force / 2, rel=1e-5, abs=1e-6)


@given(mixtures())
def test_what_is_known_agrees_with_fine_sums(dist):
    """On an even grid sums of smooth, vanishing functions have no error to speak of."""
    x, dx = np.linspace(-20, 20, 16_001, retstep=True)
    p, log_p, r = dist.pdf(x), dist.log_pdf(x), dist.responsibilities(x)
    noise = -(x**2) / 2 - np.log(2 * np.pi) / 2
    mode_entropy = -(r * np.log(np.where(r > 0, r, 1))).sum(axis=1)

    sums = (p * [-log_p, log_p - noise, dist.score(x) ** 2, mode_entropy]).sum(
        axis=1
    ) * dx

    known = entropy, kl_to_standard_normal, fisher_information, mode_uncertainty
    np.testing.assert_allclose([f(dist) for f in known], sums, rtol=1e-6, atol=1e-6)


@given(mixtures())
def test_divergence_from_pure_noise_always_falls(dist):
    divergence = kl_to_standard_normal(q_marginal(dist, ALPHA_BAR[::50]))

    assert (np.diff(divergence) < 1e-9).all()
    assert divergence[-1] == pytest.approx(0, abs=1e-3)


def test_entropy_can_overshoot_before_it_settles():
    """The trident's entropy passes that of pure noise, 1.4189, on its way there."""
    h = entropy(q_marginal(TRIDENT, ALPHA_BAR[[0, 250, 500, 1000]]))

    np.testing.assert_allclose(h, [1.04928, 1.56974, 1.44737, 1.41895], atol=1e-5)


def test_one_gaussian_has_its_textbook_entropy_divergence_and_information():
    s2, m = 0.36, 0.5

    assert entropy(GAUSS) == pytest.approx(np.log(2 * np.pi * np.e * s2) / 2)
    assert kl_to_standard_normal(GAUSS) == pytest.approx(
        (s2 + m**2 - 1 - np.log(s2)) / 2
    )
    assert fisher_information(GAUSS) == pytest.approx(1 / s2)
    assert mode_uncertainty(GAUSS) == pytest.approx(0, abs=1e-12)


def test_a_needle_under_a_hill_is_integrated_as_well():
    """Chain rule: H(mode | x) = H(mode) + h(x | mode) - h(x)."""
    dist = Mixture([0.4, 0.6], [1.0, 0.0], [0.01, 5.0])
    given_mode = (dist.weights * np.log(2 * np.pi * np.e * dist.stds**2) / 2).sum()

    mode_entropy = mode_uncertainty(dist)

    chain = -(dist.weights * np.log(dist.weights)).sum() + given_mode - entropy(dist)
    assert mode_entropy == pytest.approx(chain, abs=1e-10)
    assert dist.expectation(lambda p, x: np.ones_like(x)) == pytest.approx(1, abs=1e-12)


def test_noise_hides_the_mode_and_nothing_else_does():
    """From nothing to ln 2 for even odds; two returns agree surely, then half."""
    levels = q_marginal(TWIN, np.array([1.0, 1e-6]))

    np.testing.assert_allclose(mode_uncertainty(levels), [0, np.log(2)], atol=1e-5)
    np.testing.assert_allclose(mode_agreement(levels), [1, 0.5], atol=1e-5)


def test_two_returns_from_one_place_agree_as_often_as_they_should():
    """Where a return ends tells its mode, for they lie ten widths apart."""
    n, rng, abar = 20_000, np.random.default_rng(0), 0.4
    x_t = q_marginal(TWIN, abar).sample(rng, n)

    one, other = (sample_earlier(x_t, TWIN, abar, 1.0, rng) > 0 for _ in range(2))

    share = mode_agreement(q_marginal(TWIN, abar))
    assert 0.6 < share < 0.9
    assert abs((one == other).mean() - share) < 4 * np.sqrt(share * (1 - share) / n)


def test_forward_chain_follows_its_marginals():
    n, rng = 20_000, np.random.default_rng(0)
    betas = linear_betas(20, 1e-3, 0.2)

    path = list(q_chain(SKEW.sample(rng, n), betas, rng))

    for t in (0, 10, 20):
        dist = q_marginal(SKEW, alpha_bars(betas)[t])
        assert w1(path[t], dist) < 3 * w1_floor(dist, n)


@pytest.mark.parametrize("T", [1, 3, 100])
def test_exact_reverse_returns_to_the_data_in_any_number_of_steps(T):
    n, rng = 20_000, np.random.default_rng(T)
    alpha_bar = np.linspace(1, 0.02, T + 1)
    x_T = q_marginal(TRIDENT, alpha_bar[-1]).sample(rng, n)

    x_0 = last(reverse_chain(x_T, TRIDENT, alpha_bar, rng))

    assert w1(x_0, TRIDENT) < 3 * w1_floor(TRIDENT, n)


@given(mixtures(), st.floats(0.01, 0.6), st.integers(0, 99))
def test_exact_steps_back_pass_through_every_law(dist, abar_t, seed):
    n, rng = 2000, np.random.default_rng(seed)
    abar_s = (1 + abar_t) / 2
    x_t = q_marginal(dist, abar_t).sample(rng, n)

    x_s = sample_earlier(x_t, dist, abar_t, abar_s, rng)
    x_0 = sample_earlier(x_s, dist, abar_s, 1.0, rng)

    for x, its_law in ((x_s, q_marginal(dist, abar_s)), (x_0, dist)):
        assert w1(x, its_law) < 3 * w1_floor(its_law, n)


def test_one_exact_step_back_has_the_mean_and_variance_of_the_posterior():
    """For N(m, s^2) data x_s given x_t is the Gaussian of Bayes' rule."""
    n, x_t, abar_t, abar_s = 40_000, 1.3, 0.3, 0.7
    r = abar_t / abar_s
    prior = q_marginal(GAUSS, abar_s)
    precision = 1 / prior.variance() + r / (1 - r)
    centre = (prior.mean() / prior.variance() + np.sqrt(r) * x_t / (1 - r)) / precision

    draws = sample_earlier(
        np.full(n, x_t), GAUSS, abar_t, abar_s, np.random.default_rng(1)
    )

    four_sigma = 4 / np.sqrt(n)
    assert abs(draws.mean() - centre) * np.sqrt(precision) < four_sigma
    assert abs(draws.var() * precision - 1) < four_sigma * np.sqrt(2)


def test_flow_that_keeps_quantiles_solves_the_probability_flow_equation():
    """dx/dtau = -(x + score) / 2 with log abar = -tau moves every quantile."""
    u, h = np.linspace(0.02, 0.98, 25), 1e-4
    alpha_bar = 0.4

    later, sooner = (
        q_marginal(TRIDENT, alpha_bar * np.exp(d)).quantile(u) for d in (-h, h)
    )

    p = q_marginal(TRIDENT, alpha_bar)
    x = p.quantile(u)
    velocity = -(x + p.score(x)) / 2
    np.testing.assert_allclose((later - sooner) / (2 * h), velocity, atol=1e-6)
