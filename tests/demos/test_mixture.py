import math
from decimal import Decimal, getcontext

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from demos.diffusion.distance import w1, w1_bound, w1_floor
from demos.diffusion.mixture import Mixture
from tests.diffusion_laws import (
    GAUSS,
    SKEW,
    TRIDENT,
    TWIN,
    mixtures,
    tails,
)

getcontext().prec = 50
PI = Decimal("3.14159265358979323846264338327950288419716939937510")


def decimal_terms(dist, x):
    """(density, slope) of each mode at x, to 50 digits: an oracle with no logs."""
    for weight, mean, std in zip(dist.weights, dist.means, dist.stds, strict=True):
        w, m, s = Decimal(weight), Decimal(mean), Decimal(std)
        z = (Decimal(x) - m) / s
        p = w * (-z * z / 2).exp() / (s * (2 * PI).sqrt())
        yield p, -p * z / s


@given(mixtures())
def test_log_density_and_score_agree_with_fifty_digits_into_the_tails(dist):
    for x in tails(dist)[::10]:
        terms = list(decimal_terms(dist, x))
        p, slope = sum(t[0] for t in terms), sum(t[1] for t in terms)
        scale = float(sum(abs(t[1]) for t in terms) / p)

        assert dist.log_pdf(x) == pytest.approx(float(p.ln()), rel=1e-10, abs=1e-10)
        assert dist.pdf(x) == pytest.approx(float(p), rel=1e-10)
        assert dist.score(x) == pytest.approx(float(slope / p), abs=1e-10 * scale)


def test_density_stays_finite_where_every_mode_underflows():
    assert TRIDENT.pdf(60.0) == 0
    assert TRIDENT.log_pdf(60.0) < -14_000
    assert TRIDENT.score(60.0) == pytest.approx(-60 / 0.35**2)


@given(mixtures())
def test_score_and_its_slope_are_derivatives_of_the_log_density(dist):
    x, h = tails(dist, sigmas=4), 1e-5

    difference = (dist.log_pdf(x + h) - dist.log_pdf(x - h)) / (2 * h)
    bend = (dist.score(x + h) - dist.score(x - h)) / (2 * h)

    np.testing.assert_allclose(dist.score(x), difference, rtol=1e-5, atol=1e-5)
    np.testing.assert_allclose(dist.score_slope(x), bend, rtol=1e-4, atol=1e-3)


def test_cdf_of_a_far_left_tail_keeps_its_relative_precision():
    """P(Z < -12) = 1.776482112077679e-33 (tables of the normal distribution)."""
    assert GAUSS.cdf(0.5 - 12 * 0.6) == pytest.approx(1.776482112077679e-33, rel=1e-10)


@given(mixtures(), st.floats(1e-12, 1 - 1e-12))
def test_quantile_inverts_the_cdf(dist, u):
    assert dist.cdf(dist.quantile(u)) == pytest.approx(u, rel=1e-9, abs=1e-14)


@given(mixtures())
def test_cdf_and_its_integral_are_what_they_are_called(dist):
    x, h = tails(dist, sigmas=3), 1e-5

    density = (dist.cdf(x + h) - dist.cdf(x - h)) / (2 * h)
    cdf = (dist.integrated_cdf(x + h) - dist.integrated_cdf(x - h)) / (2 * h)

    np.testing.assert_allclose(dist.pdf(x), density, rtol=1e-4, atol=1e-6)
    np.testing.assert_allclose(dist.cdf(x), cdf, rtol=1e-4, atol=1e-6)


@given(mixtures())
def test_cdf_grows_by_the_integral_of_the_density(dist):
    x = tails(dist)
    nodes, shares = np.polynomial.legendre.leggauss(40)
    half = np.diff(x)[:, None] / 2
    grown = (dist.pdf(x[:-1, None] + half * (1 + nodes)) * half * shares).sum(axis=1)

    np.testing.assert_allclose(np.diff(dist.cdf(x)), grown, rtol=1e-9, atol=1e-14)


@given(mixtures())
def test_mean_and_variance_agree_with_their_integrals(dist):
    mean = dist.expectation(lambda p, x: x)
    second = dist.expectation(lambda p, x: x**2)

    assert dist.mean() == pytest.approx(mean, abs=1e-10)
    assert dist.variance() == pytest.approx(second - mean**2, rel=1e-9)


def test_many_noise_levels_at_once_agree_with_one_at_a_time():
    signal, noise = np.array([[0.9], [0.5], [0.1]]), np.array([[0.1], [0.8], [1.0]])
    x = np.linspace(-3, 3, 7)

    together = SKEW.noised(signal, noise)

    for level in range(3):
        alone = SKEW.noised(signal[level, 0], noise[level, 0])
        assert together.score(x)[level] == pytest.approx(alone.score(x), rel=1e-13)
        assert together.quantile(0.3)[level, 0] == pytest.approx(alone.quantile(0.3))


def test_samples_follow_the_law():
    samples = TRIDENT.sample(np.random.default_rng(0), 20_000)

    assert w1(samples, TRIDENT) < 3 * w1_floor(TRIDENT, 20_000)


def test_floor_is_the_average_distance_of_true_samples():
    """300 crowds of 200: the average has a relative standard error near 0.03."""
    rng = np.random.default_rng(2)

    distances = [w1(SKEW.sample(rng, 200), SKEW) for _ in range(300)]

    assert np.mean(distances) == pytest.approx(w1_floor(SKEW, 200), rel=0.12)
    assert max(distances) < w1_bound(SKEW, 200)


def test_samples_of_another_law_are_caught():
    """Trident and skew are 0.55 apart; the floor at this n is near 0.01."""
    samples = SKEW.sample(np.random.default_rng(0), 20_000)

    assert w1(samples, TRIDENT) > 15 * w1_floor(TRIDENT, 20_000)


def trapezoid(y, x):
    return ((y[..., 1:] + y[..., :-1]) / 2 * np.diff(x)).sum()


@given(mixtures(), st.integers(0, 99))
def test_distance_agrees_with_a_fine_sum_between_the_jumps(dist, seed):
    samples = np.sort(dist.sample(np.random.default_rng(seed), 20)) + 0.1
    low, *_, high = tails(dist)
    ends = np.concatenate([[low], samples, [high + 0.1]])
    x = np.linspace(ends[:-1], ends[1:], 5001, axis=1)
    F_n = np.arange(21)[:, None] / 20

    fine = trapezoid(np.abs(F_n - dist.cdf(x)), x)

    assert w1(samples, dist) == pytest.approx(fine, abs=1e-6)


@given(mixtures())
def test_floor_agrees_with_a_fine_sum(dist):
    """sqrt(n) E W1 = sqrt(2 / pi) integral of sqrt(F (1 - F)) for n large."""
    x = np.linspace(-16, 16, 4001)
    F, beyond = dist.cdf(x), Mixture(dist.weights, -dist.means, dist.stds).cdf(-x)

    fine = math.sqrt(2 / math.pi) * trapezoid(np.sqrt(F * beyond), x)

    assert w1_floor(dist, 1) == pytest.approx(fine, abs=1e-6)


def test_distance_from_one_point_is_the_mean_deviation():
    """A single sample at the mean of N(0, s^2) is E|X| = s sqrt(2 / pi) away."""
    dist = Mixture([1.0], [0.0], [2.0])

    assert w1(np.array([0.0]), dist) == pytest.approx(2 * math.sqrt(2 / math.pi))


@pytest.mark.parametrize(
    ("weights", "means", "stds", "message"),
    [
        ([0.5, 0.6], [0, 1], [1, 1], "weights must sum to 1; got 0.5,0.6, which sum"),
        ([0.3333333] * 3, [0] * 3, [1] * 3, "which sum to 0.9999999"),
        ([0.5, 0.5], [0, 1], [1, 0], "stds must be positive; got 1,0"),
        ([0.5, 0.5], [0, 1], [1, -1], "stds must be positive; got 1,-1"),
        ([1.5, -0.5], [0, 1], [1, 1], "weights must be positive; got 1.5,-0.5"),
        ([0.5, 0.5], [0, math.nan], [1, 1], "means must be finite numbers; got 0,nan"),
        ([0.5, 0.5], [0, 1, 2], [1, 1], "one entry per mode; got 2, 3 and 2 entries"),
        ([], [], [], "one entry per mode; got 0, 0 and 0 entries"),
    ],
)
def test_impossible_mixture_is_refused_in_one_line(weights, means, stds, message):
    with pytest.raises(ValueError, match=message):
        Mixture(np.array(weights), np.array(means), np.array(stds))


def test_twin_is_symmetric():
    x = np.linspace(0, 5, 11)

    np.testing.assert_allclose(TWIN.score(-x), -TWIN.score(x), rtol=1e-12, atol=1e-12)


def test_quantiles_around_a_needle_in_a_wide_mode():
    """Newton's steps alone run in a circle here."""
    weights, means = [0.364, 0.222, 0.146, 0.268], [2.09, 3.62, 3.41, -0.67]
    dist = Mixture(weights, means, [1.953, 2.021, 0.018, 0.374])
    u = np.arange(1, 10) / 10

    np.testing.assert_allclose(dist.cdf(dist.quantile(u)), u, atol=1e-12)
