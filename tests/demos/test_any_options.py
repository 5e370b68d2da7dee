"""Words and axes hold for whatever is asked for."""

import random
import re

import numpy as np
import pytest
from test_false_alarms import DEMOS, some_options

from demos import figures
from demos.drawing import style
from demos.framework.options import parse

GARBAGE = re.compile(
    r"\d{10}|\de[-+]?\d|-\d|\b1 (walk|step|episode|run|point)s|nan|inf\b"
)
ODD = {  # what once misled
    "temperature": {"taus": "0.01,0.02,0.05", "runs": "50", "steps": "100"},
    "credit-assignment": {"ns": "2", "episodes": "1", "runs": "20"},
    "cliff-walking": {"epsilon": "0.5", "step-size": "1", "episodes": "100"}
    | {"runs": "10", "seed": "2"},
    "regret": {"means": "1,0,0.5", "epsilon": "0", "runs": "10", "steps": "100"},
    "reinforce": {"halvings": "6,24", "baseline-halvings": "4", "start": "0.01"}
    | {"runs": "10", "episodes": "100"},
    "epsilon-greedy": {"epsilons": "0.00001,1", "runs": "20", "steps": "20"},
    "nonstationary-bandit": {"drift": "0.001", "arms": "50", "steps": "200"}
    | {"runs": "50", "epsilon": "0"},
    "push-pull": {"steps": "10", "runs": "20"},
    "bandit-study": {"runs": "20", "steps": "30"},
}


def cases():
    for demo in DEMOS:
        yield demo, ODD[demo]
        yield demo, some_options(demo, random.Random(demo + "!"))


@pytest.fixture(scope="module", params=[*cases()], ids=lambda case: case[0])
def drawn(request):
    demo, texts = request.param
    module = figures.load(demo)
    result = module.run(parse(module.Parameters, texts))
    with style.style("test"):
        fig = style.figure(style.WIDE)
        module.draw(result, fig)
        fig.draw_without_rendering()
    return module.findings(result), fig


def test_findings_have_no_garbage(drawn):
    text = " ".join(drawn[0])
    assert not GARBAGE.search(text), text


def test_no_point_is_outside_its_panel_in_silence(drawn):
    _, fig = drawn
    for ax in fig.axes:
        low, high = sorted(ax.get_ylim())
        told = any("below" in text.get_text() for text in ax.texts)
        for line in ax.lines:
            y = np.asarray(line.get_ydata(), dtype=float)
            assert (y <= high + 1e-9).all()
            assert told or (y >= low - 1e-9).all()


def test_it_is_too_cold_only_where_that_is_not_best():
    module = figures.load("temperature")
    result = module.run(parse(module.Parameters, ODD["temperature"]))
    text = " ".join(module.findings(result))
    assert ("too cold" in text) == result.is_worse(0)
    assert ("too hot" in text) == result.is_worse(-1)


def test_a_way_that_never_arrives_does_not_end_at_the_goal():
    module = figures.load("cliff-walking")
    result = module.run(parse(module.Parameters, ODD["cliff-walking"]))
    with style.style("test"):
        fig = style.figure(style.WIDE)
        module.draw(result, fig)
    ways = module.greedy_path
    for learner in result.learners.values():
        path = ways(result.cliff, learner.Q.mean(axis=0))
        lost = path[-1] != module.GOAL
        crosses = [line for line in fig.axes[1].lines if line.get_marker() == "x"]
        assert not lost or crosses


@pytest.mark.parametrize(
    ("demo", "texts", "told"),
    [
        (
            "credit-assignment",
            {"ns": "38,54", "states": "3", "episodes": "1", "runs": "28"},
            "Over 1 walk no n is better than all others beyond the errors.",
        ),
        (
            "temperature",
            {"taus": "0.0106,0.0653", "arms": "45", "steps": "48", "runs": "100"},
            "as much within errors.",
        ),
        (
            "push-pull",
            {"steps": "11", "runs": "20", "arms": "3", "seed": "767133"},
            "Pushed, no run is 90 % sure of the best arm within 11 steps; ",
        ),
    ],
)
def test_no_difference_is_told_that_is_smaller_than_its_error(demo, texts, told):
    module = figures.load(demo)

    found = module.findings(module.run(parse(module.Parameters, texts)))

    assert told in " ".join(found)
