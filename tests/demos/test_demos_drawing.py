"""Plot functions, asked for the data of what they drew."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from demos.drawing import style
from demos.drawing.cliff import plot_cliff, plot_path
from demos.drawing.curves import apart, label_ends, plot_mean, show_all
from demos.drawing.palette import SERIES
from demos.figures import epsilon_greedy

X = np.array([1.0, 2.0, 3.0])


@pytest.fixture
def fig():
    with style.style("test"):
        yield style.figure(style.WIDE)


@pytest.mark.parametrize(("width", "columns"), [(style.WIDE, 2), (style.NARROW, 1)])
def test_panels_lie_side_by_side_or_one_above_the_other(width, columns):
    with style.style("test"):
        fig = style.figure(width)
        axes = style.panels(fig, 2, height=200)
    assert axes[0].get_gridspec().ncols == columns
    assert fig.get_figheight() * style.POINTS_PER_INCH == 200 * 2 / columns


def test_a_band_reaches_half_its_width_to_both_sides(fig):
    (ax,) = style.panels(fig, 1)
    mean, half_width = np.array([1.0, 2.0, 0.0]), np.array([0.1, 0.2, 0.3])

    line = plot_mean(ax, X, mean, half_width, color=SERIES[1])

    (band,) = ax.collections
    corners = {tuple(corner) for corner in band.get_paths()[0].vertices}
    assert line.get_ydata().tolist() == mean.tolist()
    for x, y, half in zip(X, mean, half_width, strict=True):
        assert {(x, y - half), (x, y + half)} <= corners


@pytest.mark.parametrize("floor", [None, 0.0])
@pytest.mark.parametrize("values", [[-3.0, 2.0], [1.0, 2.0], [2.0, 2.0], [-2.0, -1.0]])
def test_limits_leave_no_value_out(fig, values, floor):
    (ax,) = style.panels(fig, 1)

    show_all(ax, values[:1], values, floor=floor)

    bottom, top = ax.get_ylim()
    assert bottom <= min(values) <= max(values) < top
    assert floor is None or bottom <= floor


places = st.lists(st.floats(-500, 500), min_size=1, max_size=8)


@given(places)
def test_labels_moved_apart_keep_their_order_and_their_distance(places):
    moved = apart(np.array(places), 14)
    order = np.argsort(places, kind="stable")
    assert (np.diff(moved[order]) >= 14 - 1e-6).all()
    assert moved.mean() == pytest.approx(np.mean(places), abs=1e-6)


@given(places)
def test_labels_that_are_apart_do_not_move(places):
    spaced = np.sort(places) + 20 * np.arange(len(places))
    assert apart(spaced, 14) == pytest.approx(spaced)


def test_labels_stand_at_the_ends_in_the_colour_of_their_lines(fig):
    (ax,) = style.panels(fig, 1)
    lines = [
        ax.plot(X, slope * X, color=SERIES[n])[0] for n, slope in enumerate((1, 5))
    ]
    label_ends(ax, lines, ["low", "high"])
    labels = {label.get_text(): label for label in ax.texts}
    assert labels["low"].xy == (1, 3)
    assert labels["high"].xy == (1, 15)
    assert labels["high"].get_color() == SERIES[1]


def test_a_way_goes_through_its_cells(fig):
    (ax,) = style.panels(fig, 1)
    plot_cliff(ax)
    line = plot_path(ax, [36, 24, 25, 26], color=SERIES[0], shift=0.1)
    assert line.get_xdata().tolist() == [0.1, 0.1, 1.1, 2.1]
    assert line.get_ydata().tolist()[1:-1] == [2.1, 2.1]


def test_the_testbeds_panels_show_reward_and_optimal_action(fig):
    parameters = epsilon_greedy.Parameters(runs=20, steps=30)
    result = epsilon_greedy.run(parameters)

    epsilon_greedy.draw(result, fig)

    curves = [
        [line.get_ydata() for line in ax.lines if len(line.get_xdata()) > 2]
        for ax in fig.axes
    ]
    for agent, reward, optimal in zip(result.learning, *curves, strict=True):
        assert reward.tolist() == agent.reward.value.tolist()
        assert optimal.tolist() == (100 * agent.optimal.value).tolist()
