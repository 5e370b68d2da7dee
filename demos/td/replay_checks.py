"""Checks of the tabular learners against what a replay makes of their first runs."""

import math
from collections.abc import Mapping, Sequence
from itertools import chain

import numpy as np

from demos.bandits.replay import Tally
from demos.framework.chance import SIGMAS, freedman
from demos.framework.demo import Check
from demos.td import reference, replay
from demos.td.cliff import Floats, Runs
from demos.td.walks import Places

NOT_COUNTED = "a step that is not counted"
VALUES_OFF = "one correction that is off: another α, action or state"
CHOICES = "an ε of 0.12 for 0.1"
FIRST = "episodes that begin without exploring"
TIES = "a favourite among actions of equal value"
COIN = "a coin of 0.6"


def cliff(name: str, learner: Runs, *, step_size: float, epsilon: float) -> list[Check]:
    """What the first runs hold, earned and chose."""
    off, earned, unlawful = 0.0, 0.0, 0
    likely, untried, first = Tally(), Tally(), Tally()
    for run, steps in enumerate(learner.steps):
        again = replay.cliff(name, steps, step_size=step_size, epsilon=epsilon)
        off = max(off, float(np.abs(learner.Q[run] - again.Q).max()))
        earned = max(earned, _difference(learner.returns[run], again.returns))
        likely, untried = likely + again.likely, untried + again.untried
        first += again.first
        unlawful += again.unlawful
    return [
        Check(f"{name}: values, as its steps make them", 0, off, 1e-9, VALUES_OFF),
        Check(
            f"{name}: rewards of its episodes", 0, earned, 1e-9, "a step not counted"
        ),
        Check(f"{name}: steps off the cliff's map", 0, unlawful, 0, "one of them"),
        likely.check(f"{name}: mean probability of its choices", CHOICES),
        first.check(f"{name}: mean probability of its first choices", FIRST),
        untried.check(f"{name}: mean choice, 0 to 1, where none was tried", TIES),
    ]


def _difference(returns: Floats, again: list[float]) -> float:
    """The largest difference; infinite where one has more episodes."""
    if len(returns) != len(again):
        return math.inf
    return float(np.abs(returns - again).max())


def of_walks(
    m: int, n: int, right: int, steps: int, paths: Sequence[Sequence[Places]]
) -> list[Check]:
    """How many end on the right, and how long they take: a^2, half a row squared.

    Args:
        m: states in the row.
        n: walks.
        right: how many of them ended there.
        steps: of all of them.
        paths: of the first few runs.
    """
    half = (m + 1) // 2
    variance = 2 / 3 * half**2 * (half**2 - 1)
    scale = 24 * half**2 / math.pi**2  # of the exponential tail, thrice
    wrong = sum(not replay.is_walk(path.tolist(), m) for path in chain(*paths))
    share, off = freedman(n / 4, 0.5) / n, freedman(n * variance, scale) / n
    return [
        Check("walks that end on the right", 0.5, right / n, share, COIN),
        Check("steps of a walk, on average", half**2, steps / n, off, COIN),
        Check("walks that leap or go on past an end", 0, wrong, 0),
    ]


def errors(
    paths: Sequence[Sequence[Places]], m: int, n: int, alphas: Floats, error: Floats
) -> Check:
    """The errors of the first runs, step by step; ``error`` is (runs, alphas)."""
    off = 0.0
    for run, walks in enumerate(paths):
        known = [path.tolist() for path in walks]
        for j, alpha in enumerate(alphas.tolist()):
            again, _ = replay.walks(known, m, n, alpha)
            off = max(off, abs(float(error[run, j]) - sum(again) / len(again)))
    what = f"n = {n}: errors of single runs, as replayed"
    return Check(what, 0, off, 1e-9, "n + 1 for n, or another α")


def cliff_moments(columns: Mapping[str, Floats], name: str, runs: int) -> Check:
    """A drawn curve of the book's case, as another program has it."""
    off = []
    for (first, last), (expected, error, deviation) in reference.CLIFF[name].items():
        inside = (columns["episode"] > first) & (columns["episode"] < last)
        sigma = math.hypot(error, deviation / math.sqrt(runs))
        off.append((float(columns[name][inside].mean()) - expected) / sigma)
    what = f"{name}: farthest from another program's, in standard errors"
    notices = f"{SIGMAS * sigma:.1f} a late episode, or a curve ten episodes late"
    return Check(what, 0, max(off, key=abs), SIGMAS, notices)


def figure_7_2(
    columns: Mapping[str, Floats], lessons: Mapping[int, Floats], runs: int
) -> list[Check]:
    """Errors at every α, and what one walk teaches, by n; as another program has it."""
    errors, taught = [], []
    for n, lesson in lessons.items():
        for alpha, value in zip(columns["alpha"], columns[f"error n={n}"], strict=True):
            known = reference.ERROR[n, round(float(alpha), 1)]
            errors.append(_off(float(value), known, runs))
        taught.append(_off(float(lesson[1:-1].mean()), reference.LESSON[n], runs / 3))
    what = "farthest from another program's, in standard errors"
    return [
        Check(f"error {what}", 0, max(errors, key=abs), SIGMAS, "an α off by a tenth"),
        Check(f"lesson {what}", 0, max(taught, key=abs), SIGMAS, "walks to both ends"),
    ]


def _off(value: float, known: tuple[float, float, float], runs: float) -> float:
    """How far a mean is from another, in standard errors and the last digit's."""
    mean, error, deviation = known
    return (value - mean) / (math.hypot(error, deviation / math.sqrt(runs)) + 1e-4)
