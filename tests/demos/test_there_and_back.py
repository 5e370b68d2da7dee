import numpy as np
import pytest

from demos.figures import there_and_back as demo
from demos.framework.options import parse


def journey(**options):
    return demo.run(parse(demo.Parameters, {"walkers": "400"} | options))


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"weights": "1", "means": "2", "stds": "0.3", "paths": "0"},
        {"weights": "0.5,0.5", "means": "-1,1", "stds": "0.2,0.2", "seed": "4"},
    ],
)
def test_every_setting_agrees_with_theory(options):
    checks = demo.checks(journey(**options))

    assert [check.what for check in checks if not check.passed] == []


def test_walkers_turn_round_where_they_arrived():
    result = journey()

    np.testing.assert_array_equal(result.there.paths[-1], result.back.paths[0])


def test_curves_never_cross_and_part_the_mass_evenly():
    result = journey()
    curves = result.streams(result.t)

    shares = np.diff(result.dist(result.t[:, None]).cdf(curves), axis=1)

    assert (np.diff(curves, axis=1) > 0).all()
    np.testing.assert_allclose(shares, 1 / demo.STREAMS, atol=1e-12)


def test_a_curve_off_the_flow_is_caught(monkeypatch):
    result = journey()
    true = type(result).streams
    monkeypatch.setattr(type(result), "streams", lambda self, t: true(self, t) * 1.01)

    assert not all(check.passed for check in demo.checks(result))


def test_stepping_starts_at_the_drawn_curve():
    steps = demo.steps(journey())

    assert float(steps.values[steps.start]) == demo.DRAWN
    assert len(steps.descriptions) == len(steps.values) == len(steps.curves["density"])
