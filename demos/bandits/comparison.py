"""Checks of what is drawn against the numbers of another program."""

import math
from collections.abc import Mapping, Sequence

import numpy as np

from demos.bandits.choice import Floats
from demos.framework.chance import SIGMAS, freedman
from demos.framework.demo import Check

FEW = 100  # runs of which a mean is not yet normal

Columns = Mapping[str, Floats]  # of a table
Moments = Mapping[tuple[int, int], tuple[tuple[float, float], ...]]


def moments(columns: Columns, name: str, which: int, known: Moments) -> Check:
    """A drawn curve at some moments of its life, against another program's.

    Args:
        columns: of the table.
        name: of the curve, with {} where " error" makes it that of its errors.
        which: of the numbers known at each moment.
        known: from the first step to the last of each moment.
    """
    value, error = columns[name.format("")], columns[name.format(" error")]
    off = []
    for (first, last), numbers in known.items():
        middle = columns["step"]
        inside = (middle >= first) & (middle <= last)
        sigma = math.hypot(error[inside].max(), numbers[which][1])
        off.append(float((value[inside].mean() - numbers[which][0]) / sigma))
    what = f"{name.format('')}: farthest from another program's, in standard errors"
    notices = f"{SIGMAS * error[-1]:.2f} at one of {len(off)} moments"
    return Check(what, 0, max(off, key=abs), SIGMAS, notices)


def of_runs(
    name: str, runs: Sequence[Floats], mean: Floats, error: Floats
) -> list[Check]:
    """Points drawn and their standard errors, of the runs at each point, summed anew.

    Args:
        name: of the curve.
        runs: at each point, a number for each run.
        mean: drawn.
        error: drawn.
    """
    off, wide = 0.0, 0.0
    for values, m, e in zip(runs, mean.tolist(), error.tolist(), strict=True):
        some, n = values.tolist(), len(values)
        centre = math.fsum(some) / n
        squares = math.fsum((value - centre) ** 2 for value in some)
        off = max(off, abs(m - centre) / (1 + abs(centre)))
        wide = max(wide, abs(e - math.sqrt(squares / (n - 1) / n)) / (1 + abs(centre)))
    bands = f"{name}: standard errors drawn, summed anew"
    return [
        Check(f"{name}: points drawn, summed anew", 0, off, 1e-9, "a run left out"),
        Check(bands, 0, wide, 1e-9, "a band of other width"),
    ]


def halves(
    name: str, runs: Sequence[Floats], medians: Sequence[float], known_runs: int
) -> list[Check]:
    """Half of the runs are above another program's median, whatever their law.

    A mean would not tell, where a rare run outweighs all others.

    Args:
        name: of the curve.
        runs: a number for each run, at each moment.
        medians: the other program's, at each moment.
        known_runs: of the other program.
    """
    if not medians:
        return []
    shares, ties, n = [], [], len(runs[0])
    for values, median in zip(runs, medians, strict=True):
        tied = np.isclose(values, median)
        above = np.count_nonzero((values > median) & ~tied)
        ties.append(float(tied.mean()))
        shares.append(above / n + ties[-1] / 2)
    off = freedman(n / 4, 0.5) / n + SIGMAS * 0.5 / math.sqrt(known_runs)
    off += max(ties) / 2  # the median need not halve what lies on it
    worst = max(shares, key=lambda share: abs(share - 0.5))
    what = f"{name}: share of runs above another program's median, farthest from half"
    return [Check(what, 0.5, worst, off, "a curve off by the scatter of its runs")]


def points(
    drawn: Sequence[tuple[str, float, float]],
    known: Mapping[tuple[str, float], tuple[float, float, float]],
    runs: int,
) -> list[Check]:
    """Points of the study against another program's.

    Args:
        drawn: agent, setting and mean of each.
        known: mean, error and standard deviation of a run, by agent and setting.
        runs: of the drawn.
    """
    off: dict[str, list[float]] = {}
    for name, setting, mean in drawn:
        expected, known_error, deviation = known[name, setting]
        sigma = deviation / math.sqrt(runs)
        off.setdefault(name, []).append(
            (mean - expected) / math.hypot(known_error, sigma)
        )
    return [
        Check(
            f"{name}: its point farthest from another program's, in standard errors",
            0,
            max(some, key=abs),
            SIGMAS,
            f"{SIGMAS * 0.6 / math.sqrt(runs):.2f} of reward, at any setting",
        )
        for name, some in off.items()
    ]
