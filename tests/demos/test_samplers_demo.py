import numpy as np
import pytest

from demos.diffusion import sampler_table
from demos.figures import samplers as demo
from demos.framework.options import parse


@pytest.fixture(scope="module")
def result():
    return demo.run(parse(demo.Parameters, {"most": "32"}))


def test_errors_agree_with_walkers_and_between_equal_samplers(result):
    assert [check.what for check in demo.checks(result) if not check.passed] == []


def test_no_sampler_spends_more_than_its_budget(result):
    assert all(n.max() <= 32 for n in result.evaluations.values())
    assert set(result.evaluations) == set(result.errors) == set(demo.SAMPLERS)


def test_better_solvers_of_the_flow_come_nearer(result):
    ends = {name: errors[-1] for name, errors in result.errors.items()}

    assert ends["Runge–Kutta"] < ends["Heun"] < ends["DDIM"]


def test_langevin_starts_as_wide_as_the_data_and_ends_within_its_budget(result):
    dist = result.data
    sigmas, _step = sampler_table.langevin_levels(dist, 4)

    reach = np.ptp(dist.sample(np.random.default_rng(0), 10_000))

    assert sigmas[-1] == pytest.approx(reach, rel=0.1)
    assert sigmas[1] == 0.01
    assert result.evaluations["annealed Langevin"].tolist() == [15, 30]
    assert len(sampler_table.langevin(dist, 4)) == 20


def test_one_wrong_step_of_langevin_is_caught(result, monkeypatch):
    monkeypatch.setattr(sampler_table, "EACH", sampler_table.EACH + 1)

    assert not all(check.passed for check in demo.checks(result))


def test_large_variance_beats_small_on_this_law(result):
    """With exact scores the small variance is right for one point, not for a crowd."""
    assert result.errors["DDPM, large"][-1] < result.errors["DDPM, small"][-1]


def test_columns_have_equal_lengths(result):
    assert len({len(column) for column in demo.data(result).values()}) == 1
    assert np.isfinite(demo.data(result)["w1"]).all()
