"""Every figure with a slider: fine steps in time, smooth to see, quick to fetch."""

import gzip
import json

import numpy as np
import pytest

from demos import figures
from demos.framework import output
from demos.framework.options import parse

QUICK = {"learned-score": {"updates": "200"}}
FRAMES = 60
BITS = 10
BYTES = 3000  # compressed
FINE = 16  # the truth has as many times the points
SAG = 0.015  # of the box's height
ASPECT = 1.75  # of a box whose curves are too steep to be compared upright


def stepped():
    demos = {name: figures.load(name) for name in figures.names()}
    return [name for name, demo in demos.items() if hasattr(demo, "steps")]


def find(name):
    demo = figures.load(name)
    return output.outcome(demo, demo.run(parse(demo.Parameters, QUICK.get(name, {}))))


@pytest.fixture(scope="module", params=stepped())
def name(request):
    return request.param


@pytest.fixture(scope="module")
def found(name):
    return find(name)


@pytest.fixture(scope="module")
def written(found):
    return output.tables(found)["steps.json"]


@pytest.fixture(scope="module")
def levels(written):
    """Heights of each curve as the browser adds them up.  Shape (frames, points)."""
    curves = json.loads(written)["curves"]
    return {
        name: np.cumsum(np.cumsum(changes, axis=0), axis=1).T
        for name, changes in curves.items()
    }


@pytest.fixture(scope="module")
def truth(name):
    """The same curves with many more points, in fractions of the box's height."""
    demo = figures.load(name)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(demo, "KNOTS", FINE * (demo.KNOTS - 1) + 1)
        return find(name).steps.curves


def test_a_slider_has_many_frames_and_weighs_little(written, levels):
    frames = {len(heights) for heights in levels.values()}

    assert frames == {len(json.loads(written)["values"])}
    assert min(frames) >= FRAMES
    assert len(gzip.compress(written, 9)) <= BYTES


def test_its_curves_are_told_to_ten_bits(levels, found):
    assert set(levels) == set(found.steps.curves)
    for curve, heights in levels.items():
        exact = np.clip(found.steps.curves[curve], -0.25, 1.25)
        assert np.abs(heights / (2**BITS - 1) - exact).max() <= 0.5 / (2**BITS - 1)


def test_between_its_points_its_curves_stay_close_to_the_truth(levels, truth):
    for curve, heights in levels.items():
        for knots, exact in zip(heights / (2**BITS - 1), truth[curve], strict=True):
            assert sag(catmull_rom(knots), exact) <= SAG, curve


def sag(drawn, exact):
    """Largest distance from what is to be seen of one curve to the other."""
    upright = np.abs(np.clip(drawn, 0, 1) - np.clip(exact, 0, 1)).max()
    if upright <= SAG:  # the distance is less still
        return upright
    one, other = evenly(drawn), evenly(exact)
    apart = np.hypot(*(one[:, :, None] - other[:, None, :]))
    return max(
        apart.min(axis=1)[inside(one)].max(), apart.min(axis=0)[inside(other)].max()
    )


def inside(points):
    return (points[1] >= 0) & (points[1] <= 1)


def evenly(heights, places=1200):
    """Points at even distances along a curve, x above y, in heights of the box."""
    x = np.linspace(0, ASPECT, len(heights))
    y = np.clip(heights, -0.25, 1.25)
    along = np.append(0, np.hypot(np.diff(x), np.diff(y)).cumsum())
    at = np.linspace(0, along[-1], places)
    return np.array([np.interp(at, along, x), np.interp(at, along, y)])


def catmull_rom(knots):
    """The curve through the knots whose slope at each is that of its neighbours."""
    u = np.linspace(0, 1, FINE, endpoint=False)[:, None]
    ends = np.concatenate([knots[:1], knots, knots[-1:]])
    slopes = (ends[2:] - ends[:-2]) / 2
    slopes[0] = 0  # S begins without a handle
    rise = np.diff(knots)
    curve = (
        knots[:-1]
        + u * slopes[:-1]
        + u**2 * (3 * rise - 2 * slopes[:-1] - slopes[1:])
        + u**3 * (slopes[:-1] + slopes[1:] - 2 * rise)
    )
    return np.append(curve.T.ravel(), knots[-1])
