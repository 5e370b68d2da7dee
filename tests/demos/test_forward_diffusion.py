import numpy as np
import pytest

from demos import figures
from demos.figures import forward_diffusion as demo
from demos.framework.options import UsageError, parse

QUICK = {"T": "40", "beta-end": "0.3", "particles": "400"}


def quick(**options):
    return demo.run(parse(demo.Parameters, QUICK | options))


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"schedule": "cosine"},
        {"T": "1"},
        {"weights": "1", "means": "3", "stds": "0.01"},
        {"weights": "0.25,0.45,0.3", "means": "-2,0,1.5", "stds": "0.15,0.35,0.2"},
    ],
)
def test_every_setting_agrees_with_theory(options):
    checks = demo.checks(quick(**options))

    assert [check.what for check in checks if not check.passed] == []


def test_a_crowd_that_went_astray_is_caught():
    result = quick()
    result.back.end[:100] += 1

    assert not all(check.passed for check in demo.checks(result))


def test_walkers_return_from_where_they_arrived():
    result = quick(paths="3")

    np.testing.assert_array_equal(result.there.paths[-1], result.back.paths[0])
    assert len(result.there.paths) == len(result.back.paths) == 41


def test_stepping_starts_at_the_drawn_curve_and_stays_in_its_box():
    result = quick()

    steps = demo.steps(result)

    assert steps.values[steps.start] == str(result.t)
    assert len(steps.values) == len(steps.descriptions) == len(steps.curves["density"])
    assert steps.curves["density"].max() < 1
    assert steps.curves["density"].min() >= 0


def test_stepping_moves_the_score_with_the_density():
    """Its height in the panel is that of d log p / dx, at every step."""
    result = quick()
    steps = demo.steps(result)
    x = np.linspace(result.x[0], result.x[-1], demo.KNOTS)

    scores = (steps.curves["score"] - 0.5) * 2 * result.steepest

    drawn = scores[steps.start]
    assert np.abs(drawn).max() <= result.steepest / 1.5 + 1e-9
    np.testing.assert_allclose(drawn, result.dist(result.t).score(x), atol=1e-9)
    np.testing.assert_allclose(scores[-1], result.dist(-1).score(x), atol=1e-9)


def test_columns_have_equal_lengths():
    assert {len(column) for column in demo.data(quick()).values()} == {3 * demo.POINTS}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"weights": "0.5,0.6"}, "weights must sum to 1; got 0.5,0.6"),
        ({"stds": "0.2,0"}, "--stds must be at least 0.01 and at most 5; got 0"),
        ({"stds": "0.2,nan"}, "--stds must be finite numbers"),
        ({"T": "0"}, "--T must be at least 1"),
        ({"means": "0"}, "one entry per mode; got 2, 1 and 2 entries"),
        ({"weights": "0.1," * 9 + "0.1"}, "at most 8 modes; got 10"),
    ],
)
def test_impossible_options_are_refused_by_name_value_and_rule(options, message):
    with pytest.raises(UsageError) as refusal:
        parse(demo.Parameters, options)

    assert message in str(refusal.value)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize("demo", ["forward-diffusion", "symmetry-breaking"])
def test_noise_from_which_nothing_leads_back_is_refused(demo):
    texts = {"beta-start": "0.9", "beta-end": "0.99", "T": "300"}
    with pytest.raises(UsageError, match="some signal that leads back; got ᾱ = 0 "):
        parse(figures.load(demo).Parameters, texts)
