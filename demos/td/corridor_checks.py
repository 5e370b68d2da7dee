"""Checks of REINFORCE on the short corridor."""

import math
from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise

import numpy as np

from demos.bandits.comparison import halves, of_runs
from demos.bandits.replay import Tally
from demos.bandits.testbed import CONFIDENCE
from demos.framework.chance import freedman
from demos.framework.demo import Check
from demos.framework.numbers import fixed
from demos.framework.words import told
from demos.td import corridor_reference as reference
from demos.td.corridor import BEST, GOAL, LIMIT, chain, length_moments, value
from demos.td.corridor_replay import Memory, ends
from demos.td.reinforce import Floats, Runs

NODES = 2001  # at which the moments are computed; between them they are interpolated
HIGHEST = 2 - math.sqrt(2), -6 - 4 * math.sqrt(2)  # p, and what it is worth
PUBLISHED = {"right": (0.95, -44.0), "left": (0.05, -82.0)}  # ε-greedy, ε = 0.1
STEP = "a step size that is off, or one update too many"
MAP = "another map of the corridor"


def of_values(p: Floats, drawn: Floats) -> list[Check]:
    """The curve of Example 13.1: solved as equations, and the book's numbers."""
    best = HIGHEST[1]
    off = float(np.abs(drawn / solved(p) - 1).max())
    rows = [
        Check("curve of the value, solved as equations, share", 0, off, 1e-9, MAP),
        Check("highest value, in closed form", best, float(value(BEST)), 1e-9, MAP),
        Check("highest value, as published", -11.6, float(value(BEST)), 0.1),
    ]
    for side, (likely, published) in PUBLISHED.items():
        what = f"ε-greedy to the {side}, as published"
        rows.append(Check(what, published, float(value(np.array(likely))), 0.5, MAP))
    return rows


def solved(p: Floats) -> Floats:
    """What these policies are worth, as equations have it."""
    ones = np.ones((GOAL, 1))
    worth = -np.linalg.solve(np.eye(GOAL) - chain(p), ones)[:, 0, 0]
    return np.asarray(worth, dtype=float)


def in_words(said: Sequence[str], late: Mapping[str, Floats]) -> Check:
    """What each kind earned in the last episodes, (episodes, n), and the most."""
    parts = []
    for name, returns in late.items():
        of = returns.sum(axis=0) / len(returns)
        band = CONFIDENCE * math.sqrt(of.var(ddof=1) / len(of))
        parts += [fixed(float(of.mean()), 1), fixed(band, 1), name]
    return told(said, *parts, *(fixed(number, 2) for number in HIGHEST))


def of_lengths(name: str, p: Floats, lengths: Floats) -> Check:
    """Returns, beside what each policy must earn on average; all (episodes, n).

    What an episode earns beyond its policy's mean is a martingale's difference.
    The moments are interpolated in θ, which costs an eighth of the largest second
    difference.
    """
    theta = np.arctanh(np.clip(2 * p.ravel() - 1, -1 + 1e-15, 1 - 1e-15))
    nodes = np.linspace(theta.min(), theta.max(), NODES)
    mean, variance = length_moments((1 + np.tanh(nodes)) / 2)
    expected = np.interp(theta, nodes, mean)
    slack = float(np.abs(np.diff(mean, 2)).max()) / 8
    total = float(np.interp(theta, nodes, variance).sum())
    n = theta.size
    off = freedman(total, LIMIT) / n + slack
    what = f"{name}: mean return, beside that of its policies"
    notices = f"returns off by {off:.1g}"
    return Check(what, -float(expected.mean()), -float(lengths.mean()), off, notices)


def of_learning(
    name: str, runs: Runs, rows: Sequence[int], sizes: tuple[float, float | None]
) -> list[Check]:
    """What recorded learners did, and what each episode taught them.

    Args:
        name: of their kind.
        runs: of all learners.
        rows: those of this kind that are recorded.
        sizes: step sizes of the preferences and of the baseline, if there is one.
    """
    off, unlawful, choices = 0.0, 0, Tally()
    for row in rows:
        theta, w = runs.theta[:, row].tolist(), runs.w[:, row].tolist()
        for episode, of in enumerate(runs.actions[row]):
            actions = of.tolist()
            memory = Memory([-theta[episode], theta[episode]], w[episode])
            _count(choices, actions, memory.pi()[1])
            unlawful += not ends(actions)
            memory.learn(actions, *sizes)
            then = (-theta[episode + 1], theta[episode + 1], w[episode + 1])
            found = (*memory.theta, memory.w)
            far = (_difference(*pair) for pair in zip(found, then, strict=True))
            off = max(off, *far)
    return [
        Check(f"{name}: learnt from each episode, replayed", 0, off, 1e-9, STEP),
        Check(f"{name}: episodes that end elsewhere", 0, unlawful, 0, MAP),
        choices.check(f"{name}: share of steps to the right", "actions exchanged"),
    ]


def _difference(found: float, then: float) -> float:
    return abs(found - then) / (1 + abs(found))


def _count(tally: Tally, actions: Sequence[bool], p: float) -> None:
    """Steps to the right, beside those that chance alone would take."""
    n = len(actions)
    tally.measured += sum(actions)
    tally.expected += n * p
    tally.variance += n * p * (1 - p)
    tally.bound, tally.choices = 1.0, tally.choices + n


def of_curve(
    name: str, columns: Mapping[str, Floats], lengths: Floats, window: Sequence[int]
) -> list[Check]:
    """The drawn averages and errors of a kind, summed anew; lengths (episodes, n)."""
    edges = accumulate(window, initial=0)
    runs = [-lengths[first:last].mean(axis=0) for first, last in pairwise(edges)]
    return of_runs(name, runs, columns[name], columns[f"{name} error"])


def of_book(name: str, lengths: Floats) -> list[Check]:
    """Learners of the book's case, beside another program's."""
    known = reference.RETURNS.get(name, {})
    drawn = [-lengths[first - 1 : last].mean(axis=0) for first, last in known]
    return halves(name, drawn, list(known.values()), reference.RUNS)
