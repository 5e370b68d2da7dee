import math

import numpy as np
import pytest

from demos.diffusion.schedules import q_marginal
from demos.figures import symmetry_breaking as demo
from demos.framework.options import UsageError, parse


def fork(**options):
    few = {"walkers": "400", "T": "50", "beta-end": "0.3"}
    return demo.run(parse(demo.Parameters, few | options))


@pytest.mark.parametrize(
    "options", [{}, {"mean": "3", "std": "1"}, {"std": "0.9"}, {"schedule": "cosine"}]
)
def test_every_setting_agrees_with_theory(options):
    checks = demo.checks(fork(**options))

    assert [check.what for check in checks if not check.passed] == []


def test_two_sharp_modes_at_one_split_where_the_paper_says():
    """Two points at ±1 split at alpha_bar = sqrt(2) - 1; here they are 0.01 wide."""
    assert fork(std="0.01").splits == pytest.approx(math.sqrt(2) - 1, abs=1e-4)


def test_the_drift_splits_before_the_density_does():
    result = fork()

    assert result.splits < result.humps
    assert result.time(result.splits) > result.time(result.humps)


@pytest.mark.parametrize("options", [{}, {"mean": "10", "std": "1.4"}])
def test_branches_rest_on_the_drift(options):
    result = fork(**options)
    x = result.branch[1:, None]

    drift = x / 2 + q_marginal(result.data, result.opened[1:, None]).score(x)

    np.testing.assert_allclose(drift, 0, atol=1e-9)


def test_branches_open_like_a_square_root():
    result = fork()

    near = (result.opened[1:4] - result.splits) / result.branch[1:4] ** 2

    np.testing.assert_allclose(near, near[0], rtol=0.02)


def test_one_hump_has_nothing_to_choose():
    with pytest.raises(UsageError, match="mean must be larger than std"):
        parse(demo.Parameters, {"mean": "0.5", "std": "0.5"})


def test_a_schedule_that_never_reaches_the_split_is_refused():
    with pytest.raises(UsageError, match=r"below 0.4191.*got ᾱ = 0.9999 after T = 1"):
        parse(demo.Parameters, {"T": "1"})


def test_widths_at_which_nothing_rests_are_refused():
    """x / 2 - (x - m) / s^2 has no zero once s^2 is 2."""
    with pytest.raises(UsageError, match=r"--std must .* most 1\.4; got 1\.5"):
        parse(demo.Parameters, {"mean": "3", "std": "1.5"})


def test_stepping_starts_at_the_split():
    result = fork()

    steps = demo.steps(result)

    split = float(result.time(result.splits))
    assert steps.values[steps.start] == str(round(split))
    assert "one valley" in steps.descriptions[0]
    assert "two valleys" in steps.descriptions[-1]
