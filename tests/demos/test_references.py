"""The numbers that the demos compare with are those of the programs in tests."""

import math
import random

import plain_control
import plain_testbed
import pytest

from demos.bandits import reference as bandits
from demos.figures import (
    cliff_walking,
    credit_assignment,
    epsilon_greedy,
    reinforce,
    samplers,
)
from demos.figures import nonstationary_bandit as drifting
from demos.figures.samplers import WITHOUT_NOISE
from demos.td import corridor_reference as corridor
from demos.td import reference as td

SIGMAS = 5


def agree(known, found):
    """Mean and standard error of the first, against an estimate."""
    return abs(known[0] - found[0]) <= SIGMAS * math.hypot(known[1], found[1]) + 1e-4


@pytest.mark.parametrize("kind", plain_testbed.STUDY)
def test_a_point_of_the_study(kind):
    setting = plain_testbed.STUDY[kind][-1]
    found = plain_testbed.whole(kind, setting, runs=100, seed=99)

    assert agree(bandits.STUDY[kind, setting], found)
    assert found[2] == pytest.approx(bandits.STUDY[kind, setting][2], rel=0.35)


def test_every_point_of_the_study_is_there():
    points = {
        (kind, setting) for kind, k in plain_testbed.STUDY.items() for setting in k
    }
    assert bandits.STUDY.keys() == points
    assert list(bandits.TEMPERATURE) == plain_testbed.TAUS


def test_every_table_holds_what_the_defaults_ask_for():
    """What is looked up and not there would be compared with nothing, in silence."""
    greedy = epsilon_greedy.Parameters()
    assert list(bandits.GREEDY) == list(greedy.epsilons)
    for table, ends in (("GREEDY", "EARLY"), ("DRIFTING", "LATE")):
        spans = getattr(plain_testbed, ends)
        assert all(list(of) == spans for of in getattr(bandits, table).values())
    assert set(bandits.DRIFTING) > {"1/N", f"{drifting.Parameters().step_size:g}"}
    assert list(td.CLIFF) == list(cliff_walking.METHODS)
    walks = credit_assignment.Parameters()
    alphas = [round(alpha, 1) for alpha in credit_assignment.ALPHAS.tolist()]
    assert set(td.ERROR) == {(n, alpha) for n in walks.ns for alpha in alphas}
    assert list(td.LESSON) == list(walks.ns)
    assert list(corridor.RETURNS) == list(reinforce.Parameters().names)
    known, most = samplers.KNOWN, samplers.Parameters().most
    assert list(known) == [n for n in samplers.SAMPLERS if n not in WITHOUT_NOISE]
    for name, of in known.items():
        cost = samplers.SAMPLERS[name].evaluations
        steps = [n for n in samplers.SAMPLERS[name].steps if n * cost <= most]
        assert list(of) == steps[-len(of) :], name


def test_moments_of_a_curve():
    ends = plain_testbed.EARLY
    found = plain_testbed.parts("ε-greedy", 0.1, ends, runs=200, seed=99)

    for span, known in bandits.GREEDY[0.1].items():
        assert all(agree(*pair) for pair in zip(known, found[span], strict=True))


def test_moments_of_a_drifting_curve():
    ends = plain_testbed.LATE[:1]
    options = {"runs": 200, "steps": 210, "drift": 0.01, "seed": 99}
    found = plain_testbed.parts("constant", 0.1, ends, **options)

    known = bandits.DRIFTING["0.1"][11, 210]
    assert all(agree(*pair) for pair in zip(known, found[11, 210], strict=True))


def test_the_pushed():
    found = plain_testbed.pushed(300, marks=(10, 100))

    assert all(agree(bandits.PUSHED[step], found[step]) for step in found)


def test_the_cliff():
    rng = random.Random(99)
    for method, moments in td.CLIFF.items():
        played = [
            plain_control.control(method, episodes=50, rng=rng) for _ in range(30)
        ]
        found = plain_control.estimate([sum(run[40:50]) / 10 for run in played])
        assert agree(moments[41, 50], found)


def test_the_errors_and_lessons():
    errors, lessons = plain_control.errors_and_lessons(12, seed=99)

    assert all(agree(td.ERROR[key], errors[key]) for key in td.ERROR)
    assert all(agree(td.LESSON[n], lessons[n]) for n in td.LESSON)
