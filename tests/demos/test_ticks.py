"""Numbers at ticks are written as everywhere, and count where something is counted."""

import numpy as np
import pytest

from demos import figures
from demos.drawing.curves import apart
from demos.drawing.style import figure, lay_out, panels, style
from demos.framework.options import parse


def ticks(limits):
    with style(""):
        fig = figure(640)
        (ax,) = panels(fig, 1)
        ax.set_ylim(*limits)
        lay_out(fig)
        return [t.get_text() for t in ax.get_yticklabels()], ax.yaxis.get_offset_text()


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        ((0, 1), {"0.2", "1.0"}),
        ((-2000, 0), {"−1500", "0"}),
        ((0, 10_000), {"2000", "10\u202f000"}),
        ((0, 5e7), {"10⁷", "4 × 10⁷"}),
        ((0, 5e-6), {"10⁻⁶", "4 × 10⁻⁶"}),
        ((1e6, 1e6 + 4), {"1\u202f000\u202f001"}),
    ],
)
def test_no_common_factor_stands_above_the_axis(limits, expected):
    labels, common = ticks(limits)
    assert expected <= set(labels)
    assert common.get_text() == ""


@pytest.mark.parametrize(
    ("demo", "texts", "panel"),
    [
        ("arrow-of-time", {"T": "1"}, 1),
        ("credit-assignment", {"ns": "2", "states": "3", "runs": "20"}, 0),
        ("epsilon-greedy", {"runs": "5", "steps": "3"}, 0),
        ("symmetry-breaking", {"T": "4", "beta-start": "0.5", "beta-end": "0.7"}, 0),
    ],
)
def test_steps_are_counted_in_whole_numbers(demo, texts, panel):
    module = figures.load(demo)
    with style(""):
        fig = figure(640)
        module.draw(module.run(parse(module.Parameters, texts)), fig)
        lay_out(fig)
        labels = [tick.get_text() for tick in fig.axes[panel].get_xticklabels()]
    assert all(label.lstrip("−").isdecimal() for label in labels if label), labels


def test_labels_do_not_go_below_the_axis():
    places = apart(np.array([3.0, 1.0, 2.0, 90.0]), 10, least=0)
    assert places.tolist() == [20, 0, 10, 90]


@pytest.mark.parametrize(
    ("demo", "texts", "told"),
    [
        ("samplers", {"samples": "1", "most": "16"}, "1 fresh sample is away"),
        ("forward-diffusion", {"T": "1"}, "0.0001 of the signal's variance is lost"),
        ("arrow-of-time", {"T": "1"}, "from 0.74353 to 0.74247 nats"),
        (
            "regret",
            {"means": "0.5,0.5000001", "steps": "100", "runs": "10"},
            "UCB1 has lost 4.7 × 10⁻⁶ ± ",
        ),
        (
            "reinforce",
            {"episodes": "100", "runs": "10", "halvings": "12"},
            "Over all 100 episodes",
        ),
    ],
)
def test_small_numbers_are_told_so_that_they_say_something(demo, texts, told):
    module = figures.load(demo)
    result = module.run(parse(module.Parameters, texts))
    assert told in " ".join(module.findings(result))
    assert all(check.passed for check in module.checks(result))
