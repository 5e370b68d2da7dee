"""Checks of the tabular learners against what a replay makes of their first runs."""

import math
import re
from collections.abc import Mapping, Sequence
from itertools import chain, pairwise

import numpy as np

from demos.bandits.replay import Tally
from demos.bandits.testbed import CONFIDENCE
from demos.framework.chance import SIGMAS, freedman
from demos.framework.demo import Check
from demos.framework.numbers import fixed, number
from demos.framework.words import told
from demos.td import reference, replay
from demos.td.cliff import Floats, Ints, Runs
from demos.td.walks import Places

NOT_COUNTED = "a step that is not counted"
VALUES_OFF = "one correction that is off: another α, action or state"
CHOICES = "an ε of 0.12 for 0.1"
FIRST = "episodes that begin without exploring"
TIES = "a favourite among actions of equal value"
COIN = "a coin of 0.6"
MOVES = ((-1, 0), (0, 1), (1, 0), (0, -1))  # down and right, of each action


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


def of_chances(firsts: Sequence[Ints]) -> Check:
    """Each method has a chance of its own: first actions agree as two dice of four."""
    same = [first == other for first, other in pairwise(firsts)]
    n = sum(map(len, same))
    off = freedman(n * 3 / 16, 0.75) / n
    what = "share of first actions that two methods have in common"
    share = float(np.concatenate(same).mean())
    return Check(what, 0.25, share, off, "methods with the same random numbers")


def way(learner: Runs) -> tuple[Floats, Floats]:
    """Columns and rows from the start, by the action that most runs' mean prefers.

    By the map alone: up, right, down and left by one, a fall back to the start.
    """
    mean = learner.Q.mean(axis=0).tolist()
    row, column, places = 3, 0, [(0, 3)]
    for _ in mean:
        values = mean[12 * row + column]
        down, right = MOVES[values.index(max(values))]
        row, column = min(max(row + down, 0), 3), min(max(column + right, 0), 11)
        if row == 3 and 0 < column < 11:
            column = 0
        places.append((column, row))
        if (column, row) == (11, 3):
            break
    columns, rows = np.array(places, dtype=float).T
    return columns, rows


def in_words(
    said: Sequence[str], returns: Mapping[str, Floats], best: float, late: int
) -> Check:
    """What each method earned late, what can be earned, and a title that names one."""
    parts, means = [], {}
    for name, of in returns.items():
        runs = of[:, -late:].sum(axis=1) / late
        band = CONFIDENCE * math.sqrt(runs.var(ddof=1) / len(runs))
        means[name] = float(runs.mean())
        parts += [name, fixed(means[name], 1), fixed(band, 1)]
    worst = f"{min(means, key=lambda name: means[name])} earns least"
    title = [worst] if said[-1].endswith("earns least") else []
    return told(said, *parts, fixed(best, 2), *title)


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


def least(
    said: Sequence[str],
    columns: Mapping[str, Floats],
    ns: Sequence[int],
    best: int | None,
) -> Check:
    """The least error of each n in the words, with its α; the best n errs least."""
    parts, least_of = {}, {}
    for n in ns:
        error, alpha = columns[f"error n={n}"].tolist(), columns["alpha"].tolist()
        at = error.index(min(error))
        band = CONFIDENCE * float(columns[f"standard error n={n}"][at])
        found = f"{fixed(error[at], 3)} ± {fixed(band, 3)}"
        parts[n] = f"n = {n} with α = {number(alpha[at])}, {found}"
        least_of[n] = error[at]
    named = [int(n) for n in re.findall(r"n = (\d+) with", " ".join(said))]
    first = [min(least_of, key=lambda n: least_of[n])] if best is not None else []
    wanted = [*first, *named[len(first) :]]
    ends = {n for n in (ns[0], ns[-1]) if len(ns) > 1} - set(named)
    return told(said, *(parts[n] for n in [*wanted, *ends]))


def _off(value: float, known: tuple[float, float, float], runs: float) -> float:
    """How far a mean is from another, in standard errors and the last digit's."""
    mean, error, deviation = known
    return (value - mean) / (math.hypot(error, deviation / math.sqrt(runs)) + 1e-4)
