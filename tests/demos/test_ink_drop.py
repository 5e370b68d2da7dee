import numpy as np
import pytest
from matplotlib.figure import Figure

from demos.diffusion.ink import Flow, deposit, empty_grid, random_flow, walk
from demos.drawing.ink import PALETTES, paint_wash
from demos.figures import ink_drop as demo
from demos.framework.options import parse


def ink(**options):
    few = {"walkers": "1000", "drops": "2", "steps": "10"}
    return demo.run(parse(demo.Parameters, few | options))


def painted(counts, palette="paper"):
    ax = Figure().subplots()
    image = paint_wash(ax, counts, palette=palette, bands=7, margin=2, every=1)
    return image.get_array()


@pytest.mark.parametrize("options", [{}, {"stir": "0"}, {"stir": "5", "seed": "9"}])
def test_heat_obeys_einstein_and_the_flow_conserves_water(options):
    checks = demo.checks(ink(**options))

    assert [check.what for check in checks if not check.passed] == []


def test_kicks_of_the_wrong_size_are_caught():
    result = ink(walkers="100000")
    for fall in result.falls:
        fall.squared[-1] *= 1.05

    assert not all(check.passed for check in demo.checks(result))


def test_without_heat_a_walker_keeps_to_its_stream_line():
    """The stream function sum_j cos(k_j x + phase_j) / |k_j| stays what it was."""
    rng = np.random.default_rng(0)
    flow = random_flow(rng, speed=0.2)
    x = rng.random((50, 2))

    def stream(x):
        waves = np.cos(x @ flow.k.T + flow.phase)
        return (waves / np.linalg.norm(flow.k, axis=1)).sum(axis=1)

    *_, (there, by_heat) = walk(x, flow, 0.0, 50, rng)

    assert np.abs(there - x).max() > 0.2
    np.testing.assert_allclose(stream(there), stream(x), atol=2e-3)
    assert not by_heat.any()


def test_one_wave_flows_along_its_crests():
    flow = Flow(np.array([[2.0, 0.0]]), np.array([0.0]), speed=3.0)

    velocity = flow(np.array([[np.pi / 4, 0.7]]))

    np.testing.assert_allclose(velocity, [[0.0, 3.0]], atol=1e-12)


def test_walkers_outside_the_picture_leave_no_ink():
    grid = empty_grid(1)[0]

    deposit(grid, np.array([[0.5, 0.5], [0.5, 0.5], [-9.0, 0.5], [0.5, 99.0]]))

    assert grid.sum() == grid.max() == 2


@pytest.mark.parametrize("palette", PALETTES)
def test_paper_without_ink_keeps_its_colour(palette):
    counts = np.zeros((1, 40, 104))
    counts[0, 30, 90] = 1

    colour = painted(counts, palette)[0, 0]

    assert "#{:02x}{:02x}{:02x}".format(*colour) == PALETTES[palette].split()[0]


def test_ink_twice_as_deep_lets_the_square_of_the_light_through():
    """Beer and Lambert; layers 0 and 2 of this palette are the same ink."""
    counts = np.zeros((3, 60, 304))
    counts[[0, 1, 2], 30, [50, 150, 50]] = 1
    once = np.array(counts)
    once[2] = counts[1]
    ground, alone = painted(once, "sumi")[[0, 28], [0, 48]].astype(float)

    both = painted(counts, "sumi")[28, 48]

    np.testing.assert_allclose(both / ground, (alone / ground) ** 2, atol=0.01)


def test_a_banner_has_no_text_and_its_own_shape():
    fig = Figure(figsize=(640 / 72, 1), layout="constrained")

    demo.draw(ink(), fig)

    assert fig.get_size_inches() * 72 == pytest.approx([800, 320])
    assert fig.axes[0].get_position().bounds == pytest.approx((0, 0, 1, 1))
    assert not fig.axes[0].axison


def test_a_card_is_a_part_of_the_banner_in_the_size_that_is_shared():
    fig = Figure(figsize=(640 / 72, 1), layout="constrained")

    demo.draw(ink(shape="card"), fig)

    assert 2 * fig.get_size_inches() * 72 == pytest.approx([1200, 630])
    left, bottom, width, height = fig.axes[0].get_position().bounds
    assert left <= 0 < 1 <= left + width
    assert (bottom, height) == (0, 1)
    assert width * 600 / (height * 315) == pytest.approx(2.5)  # no circle is bent


@pytest.mark.parametrize(("column", "place"), [(0, 0), (-1, 1)])
def test_a_card_shows_the_part_with_most_ink(column, place):
    counts = np.zeros((2, 10, 40))
    inside = slice(demo.MARGIN, -demo.MARGIN)
    counts = np.pad(counts, ((0, 0), (0, 0), (demo.MARGIN, demo.MARGIN)))
    counts[0, :, inside][:, [0, -1]] = 1
    counts[1, :, inside][:, column] = 5

    assert demo.most_ink(counts, 0.5) == place
