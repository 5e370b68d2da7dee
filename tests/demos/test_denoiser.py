import numpy as np
import pytest

from demos.diffusion.denoiser import (
    Denoiser,
    excess_error,
    features,
    loss_floor,
    noised_batch,
    train,
)
from demos.diffusion.network import ROWS, Adam, Network, random_network, stacked
from demos.diffusion.schedules import alpha_bars, linear_betas
from demos.figures import learned_score as demo
from demos.framework.options import parse
from tests.diffusion_laws import GAUSS, SKEW, TRIDENT, TWIN

ALPHA_BAR = alpha_bars(linear_betas(1000, 1e-4, 0.02))


def test_gradient_is_the_slope_of_the_loss():
    rng = np.random.default_rng(0)
    network = random_network([3, 5, 5, 1], rng)
    rows = rng.standard_normal((2 * ROWS, 3), dtype=np.float32)
    doubled = Network(
        *([p.astype(float) for p in layer] for layer in vars(network).values())
    )

    def loss():
        return (doubled(rows.astype(float)) ** 2).sum()

    values = network.layers(stacked(rows))
    gradient = network.gradient(values, 2 * values[-1])

    for p, g in zip(doubled.parameters, gradient, strict=True):
        place = np.unravel_index(np.abs(g).argmax(), g.shape)
        p[place] += 1e-5
        above = loss()
        p[place] -= 2e-5
        assert (above - loss()) / 2e-5 == pytest.approx(g[place], rel=1e-3)
        p[place] += 1e-5


def test_any_number_of_rows_gives_as_many_answers():
    network = random_network([2, 4, 1], np.random.default_rng(0))
    rows = np.random.default_rng(1).standard_normal((ROWS + 7, 2), dtype=np.float32)

    together = network(rows)

    assert together.shape == (ROWS + 7,)
    np.testing.assert_allclose(together[-3:], network(rows[-3:]), rtol=1e-5)


def test_adam_moves_each_weight_by_the_rate_at_first():
    network = random_network([1, 1], np.random.default_rng(0))
    before = [p.copy() for p in network.parameters]

    Adam(network).update([np.full_like(p, 7.0) for p in network.parameters], 0.01)

    for p, old in zip(network.parameters, before, strict=True):
        np.testing.assert_allclose(old - p, 0.01, rtol=1e-4)


@pytest.mark.parametrize(
    ("dist", "known"),
    [(GAUSS, 0.19753), (TWIN, 0.20044), (SKEW, 0.23282), (TRIDENT, 0.27086)],
)
def test_floor_of_the_loss_is_the_one_measured_independently(dist, known):
    assert loss_floor(dist, ALPHA_BAR[1:]).mean() == pytest.approx(known, abs=1e-5)


def test_a_network_that_adds_nothing_is_exact_on_one_gaussian():
    """The linear answer that every denoiser starts from is the best for it."""
    silent = Network([np.zeros((8, 1), np.float32)], [np.zeros(1, np.float32)])
    denoiser = Denoiser(silent, mean=0.5, variance=0.36)

    assert excess_error(denoiser, GAUSS, ALPHA_BAR[1::100]) == pytest.approx(
        0, abs=1e-12
    )


def test_features_stay_finite_at_both_ends():
    u, level = np.zeros(2), ALPHA_BAR[[1, -1]]

    assert np.isfinite(features(u, level)).all()


def test_every_noise_step_is_visited_evenly():
    _x_t, _eps, level = noised_batch(GAUSS, ALPHA_BAR, 4000, np.random.default_rng(0))

    counts = np.unique(level, return_counts=True)[1]

    assert len(counts) == 1000
    assert (counts == 4).all()


def test_a_second_or_two_of_training_finds_the_score_of_three_modes():
    rng = np.random.default_rng(0)

    denoiser, losses = train(
        TRIDENT, ALPHA_BAR, rng, hidden=64, updates=2000, batch=1024
    )

    assert excess_error(denoiser, TRIDENT, ALPHA_BAR[10::20]).mean() < 1e-3
    assert losses[-300:].mean() == pytest.approx(0.27086, abs=0.004)


def test_loss_is_above_the_ideal_by_the_error_even_of_a_bad_network():
    options = {"hidden": "4", "updates": "30", "batches": "1"}
    result = demo.run(parse(demo.Parameters, options))

    assert [check.what for check in demo.checks(result) if not check.passed] == []
    assert result.excess > 1e-3
    result.worse[:] *= 1.5
    assert not all(check.passed for check in demo.checks(result))


def test_stepping_moves_both_curves_from_the_drawn_step():
    result = demo.run(parse(demo.Parameters, {"updates": "5", "batches": "1"}))

    steps = demo.steps(result)

    assert steps.values[steps.start] == str(demo.DRAWN)
    assert {curve.shape for curve in steps.curves.values()} == {
        (len(steps.values), demo.KNOTS)
    }
