import re

import numpy as np
import pytest

from demos.diffusion.policy import denoise, probability_between
from demos.figures import diffusion_policy as demo
from demos.framework.options import UsageError, parse


def drive(**options):
    return demo.run(parse(demo.Parameters, options))


@pytest.fixture(scope="module")
def road():
    return drive()


def test_default_road_agrees_with_theory(road):
    assert [check.what for check in demo.checks(road) if not check.passed] == []


def test_another_road_agrees_with_theory_too():
    checks = demo.checks(drive(side="2", std="0.4", obstacle="1.5", sharpness="50"))

    assert [check.what for check in checks if not check.passed] == []


def test_one_step_is_regression_and_many_steps_choose(road):
    assert road.crashes[0] == pytest.approx(demo._mean_crashes(road), abs=1e-3)
    assert road.crashes[-1] < 5 * demo._crashes(road)
    assert (np.diff(road.crashes) < 0).all()


@pytest.mark.parametrize(
    ("steps", "share"), [(1, 1.0), (2, 0.93), (3, 0.54), (5, 0.22), (10, 0.038)]
)
def test_crashes_at_the_fork_are_those_measured_independently(steps, share):
    fork = demo.Parameters().actions(np.zeros((demo.SIGHTS, 1)))

    assert probability_between(fork, -0.5, 0.5, steps)[0] == pytest.approx(
        share, rel=0.02
    )


def test_chance_counts_what_walkers_do():
    dist = demo.Parameters().actions(np.full((demo.SIGHTS, 1), 0.3))
    z = np.random.default_rng(0).standard_normal(20_000)

    inside = np.abs(denoise(demo.Parameters().actions(0.3), z, 5)) < 0.5

    share = probability_between(dist, -0.5, 0.5, 5)[0]
    assert abs(inside.mean() - share) < 4 * np.sqrt(share * (1 - share) / 20_000)


def test_a_road_with_no_way_round_is_refused():
    with pytest.raises(UsageError, match="side must be larger than obstacle"):
        parse(demo.Parameters, {"side": "0.5"})


def test_a_crash_too_rare_to_draw_is_none_and_not_less():
    far = drive(side="5", std="0.02")

    assert demo._crashes(far) == 0
    assert "demonstrators on 0.00 %" in demo.findings(far)[0]


def test_stepping_starts_at_the_drawn_map(road):
    steps = demo.steps(road)

    assert steps.values[steps.start] == str(demo.DRAWN)
    assert steps.curves["map"].shape == (demo.FRAMES, demo.KNOTS)


@pytest.mark.parametrize("n", [1, 2, 5, 50])
def test_a_step_says_how_many_crash_at_the_fork(road, n):
    fork = demo.Parameters().actions(np.zeros((demo.SIGHTS, 1)))

    (share,) = re.findall(r": (.*) % crash", demo.steps(road).descriptions[n - 1])

    assert float(share) == pytest.approx(
        100 * probability_between(fork, -0.5, 0.5, n)[0], abs=0.051
    )
