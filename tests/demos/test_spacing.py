"""Steps of samplers, as diffusers lists them, and the samplers on them."""

import numpy as np
import pytest

from demos.diffusion import plain_samplers
from demos.diffusion.sampler_table import SAMPLERS, error
from demos.diffusion.schedules import spread
from demos.diffusion.spacing import EVEN, SPACINGS, Times, timesteps
from demos.figures import samplers as demo
from demos.framework.options import UsageError, parse
from tests.diffusion_laws import SKEW

HEUN = SAMPLERS["Heun"]
# What ``DDIMScheduler(num_train_timesteps=1000, timestep_spacing=…)`` of diffusers has
# in ``timesteps`` after ``set_timesteps(n)``, by its source of August 2026.
LISTS = {
    ("leading", 10): [900, 800, 700, 600, 500, 400, 300, 200, 100, 0],
    ("leading", 20): list(range(950, -1, -50)),
    ("leading", 50): list(range(980, -1, -20)),
    ("leading", 7): [852, 710, 568, 426, 284, 142, 0],
    ("trailing", 10): [999, 899, 799, 699, 599, 499, 399, 299, 199, 99],
    ("trailing", 20): list(range(999, 0, -50)),
    ("trailing", 50): list(range(999, 0, -20)),
    ("trailing", 7): [999, 856, 713, 570, 428, 285, 142],
    ("linspace", 10): [999, 888, 777, 666, 555, 444, 333, 222, 111, 0],
    ("linspace", 20): [
        *(999, 946, 894, 841, 789, 736, 684, 631, 578, 526),
        *(473, 421, 368, 315, 263, 210, 158, 105, 53, 0),
    ],
    ("linspace", 50): [
        *(999, 979, 958, 938, 917, 897, 877, 856, 836, 816),
        *(795, 775, 754, 734, 714, 693, 673, 652, 632, 612),
        *(591, 571, 550, 530, 510, 489, 469, 449, 428, 408),
        *(387, 367, 347, 326, 306, 285, 265, 245, 224, 204),
        *(183, 163, 143, 122, 102, 82, 61, 41, 20, 0),
    ],
}


@pytest.mark.parametrize(("spacing", "n"), LISTS)
def test_steps_are_those_of_diffusers(spacing, n):
    assert timesteps(spacing, n).tolist() == LISTS[spacing, n]


@pytest.mark.parametrize("spacing", SPACINGS)
@pytest.mark.parametrize("n", [1, 2, 3, 61, 128, 999, 1000])
def test_any_number_of_steps_falls_to_the_clean_end(spacing, n):
    places = Times(spacing=spacing).places(n)
    assert len(places) == n + 1
    assert places[0] == 0
    assert (np.diff(places) > 0).all()
    assert places[-1] <= 1000


@pytest.mark.parametrize("spacing", SPACINGS)
@pytest.mark.parametrize("n", [1, 2, 4, 10, 32, 50, 128])
def test_the_plain_samplers_take_the_same_steps(spacing, n):
    assert Times(spacing=spacing).places(n).tolist() == plain_samplers.times(n, spacing)


@pytest.mark.parametrize("n", [1, 2, 10, 50, 128])
def test_trailing_steps_are_the_even_ones(n):
    assert (EVEN.places(n) == spread(1000, n + 1)).all()
    assert EVEN.moments(n) == pytest.approx(np.arange(n, -1, -1) / n)


def test_times_fall_evenly_to_the_last_and_then_to_0():
    assert Times(t_min=0.001).moments(4) == pytest.approx([1, 0.667, 0.334, 0.001, 0])
    assert Times(t_min=0.001).moments(1).tolist() == [1, 0]


def test_diffusers_times_of_the_sde():
    """``sampling_eps`` = 10⁻³: torch.linspace(1, 1e-3, 5)."""
    expected = [1, 0.75025, 0.5005, 0.25075, 0.001]
    assert Times(t_min=0.001).moments(5)[:-1] == pytest.approx(expected)


def test_what_a_late_last_step_leaves_is_not_cured_by_more_steps():
    stops = Times(t_min=0.1)
    assert error(HEUN, 128, SKEW, stops) > 10 * error(HEUN, 128, SKEW)
    assert error(HEUN, 128, SKEW, stops) > 0.9 * error(HEUN, 32, SKEW, stops)


@pytest.mark.parametrize("spacing", SPACINGS)
def test_ddim_comes_as_near_on_any_of_the_steps(spacing):
    """Data about as wide as the noise: to leave out the top costs little."""
    times = Times(spacing=spacing)
    few, many = (error(SAMPLERS["DDIM"], n, SKEW, times) for n in (16, 64))
    assert few == pytest.approx(0.069, rel=0.05)
    assert many < 0.27 * few


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("spacing", "leading"),
        ("spacing", "linspace"),
        ("t-min", "0.01"),
        ("t-min", ".3"),
    ],
)
def test_checks_hold_on_other_steps(option, value):
    result = demo.run(parse(demo.Parameters, {"most": "16", option: value}))
    assert [check.what for check in demo.checks(result) if not check.passed] == []
    told = " ".join(demo.findings(result))
    assert ("begin at noise step" in told) == (option == "spacing")


def test_a_spacing_that_nobody_has_is_refused():
    with pytest.raises(UsageError, match="one of trailing, leading, linspace"):
        parse(demo.Parameters, {"spacing": "even"})
