"""Every figure with a slider: fine steps in time, smooth to see, quick to fetch."""

import gzip

import numpy as np
import pytest

from demos import catalogue, output
from demos.options import parse

QUICK = {"learned-score": {"updates": "200"}}
FRAMES = 60
BYTES = 3000  # compressed


def stepped():
    demos = {name: catalogue.load(name) for name in catalogue.DEMOS}
    return [name for name, demo in demos.items() if hasattr(demo, "steps")]


@pytest.fixture(scope="module", params=stepped())
def found(request):
    demo, options = catalogue.load(request.param), QUICK.get(request.param, {})
    return output.find(demo, demo.run(parse(demo.Parameters, options)))


def test_a_slider_has_many_frames_and_weighs_little(found):
    written = output.tables(found)["steps.json"]

    assert len(found.steps.values) >= FRAMES
    assert len(gzip.compress(written, 9)) <= BYTES


def test_straight_lines_between_its_points_look_smooth(found):
    """A line leaves a curve by an eighth of the second difference of its points."""
    for heights in found.steps.curves.values():
        bends = np.diff(np.clip(heights, 0, 1), n=2, axis=1)
        assert np.abs(bends).max() / 8 < 0.03
