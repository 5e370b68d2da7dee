"""A mark that is not where its demo expects it is refused; so are bands and words."""

import math

import numpy as np
import pytest

from demos.drawing.curves import label_ends, plot_mean
from demos.drawing.densities import plot_streams
from demos.drawing.named import check_named
from demos.drawing.shown import check_marks
from demos.drawing.space_time import plot_space_time
from demos.drawing.style import figure, panels, style
from demos.framework.expected import Picture, Shades, across, curve, dot, points
from demos.framework.words import told

X = np.linspace(0, 2, 5)
T = np.linspace(0, 1, 6)
DENSITY = np.exp(-((X - T[:, None]) ** 2))


@pytest.fixture
def ax():
    with style(""):
        (ax,) = panels(figure(640), 1)
        yield ax


@pytest.mark.parametrize(
    ("expected", "y"),
    [
        (across(3), 3 + 0 * X),
        (points(X, X**2), X**2),
        (curve(np.sin, 0, 2), np.sin(X)),
    ],
)
def test_a_mark_in_its_place_may_be_drawn(ax, expected, y):
    ax.plot(X, y, label="it")

    check_marks(ax.figure, {"it": expected})


@pytest.mark.parametrize(
    ("expected", "x", "y"),
    [
        (across(3), X, 3.001 + 0 * X),
        (points(X, X**2), X, X),
        (points(X, X**2), X + 0.01, X**2),
        (points(X, X**2), X[:-1], X[:-1] ** 2),
        (curve(np.sin, 0, 2), X, np.sin(X + 0.01)),
        (curve(np.sin, 0, 2), X[:-1], np.sin(X[:-1])),  # its end is left out
        (dot(1, 2), [1.1], [2]),
        (dot(1, 2), [1], [math.nan]),
    ],
)
def test_a_mark_elsewhere_is_refused(ax, expected, x, y):
    ax.plot(x, y, label="it")

    with pytest.raises(ValueError, match="puts 'it' elsewhere"):
        check_marks(ax.figure, {"it": expected})


def test_a_mark_that_is_left_out_is_refused(ax):
    with pytest.raises(ValueError, match="leaves out 'it'"):
        check_marks(ax.figure, {"it": across(3)})


@pytest.mark.parametrize("wrong", [False, True])
def test_each_of_many_curves_is_looked_at(ax, wrong):
    known = X[:, None] * np.array([1, 2, 3])
    shown = known.copy()
    shown[-1, -1] += wrong
    plot_streams(ax, X, shown, color="k", label="they")

    expected = {"they": curve(lambda x: x[:, None] * np.array([1, 2, 3]), 0, 2)}

    if wrong:
        with pytest.raises(ValueError, match="puts 'they'"):
            check_marks(ax.figure, expected)
    else:
        check_marks(ax.figure, expected)


def test_nobody_walks_where_nobody_must(ax):
    plot_streams(ax, X, np.empty((5, 0)), color="k", label="they")

    check_marks(ax.figure, {"they": curve(lambda x: np.empty((len(x), 0)), 0, 2)})
    with pytest.raises(ValueError, match="puts 'they'"):
        check_marks(ax.figure, {"they": curve(lambda x: x[:, None], 0, 2)})


@pytest.mark.parametrize("at", [T, T[::-1], T**2])
def test_shades_are_those_of_the_density(ax, at):
    plot_space_time(ax, at, X, DENSITY, color="k", label="shades")

    expected = {"shades": Shades(T, X, DENSITY)}

    if at is T:
        check_marks(ax.figure, expected)
    else:
        with pytest.raises(ValueError, match="puts 'shades'"):
            check_marks(ax.figure, expected)


def test_a_picture_is_looked_at(ax):
    ax.imshow(np.zeros((2, 2, 3), np.uint8)).set_label("it")

    check_marks(ax.figure, {"it": Picture(lambda image: float(image.any()))})
    with pytest.raises(ValueError, match="puts 'it'"):
        check_marks(ax.figure, {"it": Picture(lambda image: float(not image.any()))})


@pytest.mark.parametrize("sigmas", [1.96, 1.0, 2.58])
@pytest.mark.parametrize("unit", [1, 100])
def test_a_band_is_that_of_its_own_errors(ax, sigmas, unit):
    data = {"step": X, "a": X**2, "a error": 0.1 + X, "b": 2 * X, "b error": 1 + X}
    half = sigmas * data["a error"]
    line = plot_mean(ax, X, unit * X**2, unit * half, color="r")
    label_ends(ax, [line], ["a"])

    if sigmas == 1.96:
        check_named(ax.figure, data)
    else:
        with pytest.raises(ValueError, match="gives the curve 'a' a band"):
            check_named(ax.figure, data)


@pytest.mark.parametrize(
    ("labels", "wrong"),
    [
        (["0", "1/2", "1", "2"], False),
        (["0", "0.5", "1", "0"], False),  # there and back
        (["", "left", "1", ""], False),
        (["0", "1", "1", "2"], True),
        (["0", "0.5", "10\u202f000", "2"], True),
    ],
)
def test_a_tick_says_its_place(ax, labels, wrong):
    ax.set_xticks([0, 0.5, 1, 2], labels)
    ax.set_xlim(0, 2)

    if wrong:
        with pytest.raises(ValueError, match="at the tick of"):
            check_named(ax.figure, {})
    else:
        check_named(ax.figure, {})


@pytest.mark.parametrize("color", ["r", "b"])
def test_a_name_has_the_colour_of_its_curve(ax, color):
    ax.plot(X, X, color="r", label="a")
    ax.text(0, 0, "a", color=color)

    if color == "r":
        check_named(ax.figure, {})
    else:
        with pytest.raises(ValueError, match="writes 'a' in the colour of another"):
            check_named(ax.figure, {})


SAID = ["ε = 0.1 earned 1.30 ± 0.04.", "ε = 0 earned 1.03; 41 % is 10 000."]


@pytest.mark.parametrize(
    ("parts", "missing"),
    [
        (["ε = 0.1", "1.30", "0.04", "ε = 0", "1.03", "41 %", "10 000"], 0),
        (["1.30", "1.30"], 1),  # each once
        (["1.03", "1.30"], 1),  # in their order
        (["1.3"], 1),  # not a part of another number
        (["0", "1 %"], 1),
        (["000"], 0),
        ([], 0),
    ],
)
def test_words_tell_these_numbers_in_this_order(parts, missing):
    check = told(SAID, *parts)

    assert check.measured == missing
    assert check.passed == (missing == 0)
