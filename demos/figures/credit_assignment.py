"""Who earned the reward?  How far back n-step TD sends the news.

A random walk ends at one of two places, with reward −1 or 1, and n-step TD corrects
the value of each state by that of the state n steps later.  Left: what a single walk
that ended on the right has taught each state, on average over runs.  Right: the error
of the values over the first ten walks, for each step size α; too small an n is slow,
too large an n is noisy.  Reproduces Figure 7.2 of Sutton & Barto, Reinforcement
Learning (2nd ed., 2018), where the best is n = 4.
"""

import math
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from demos.bandits.replay import freedman
from demos.drawing.palette import MUTED, SERIES
from demos.drawing.style import legend, panels
from demos.framework.demo import Check, option
from demos.framework.limits import check_memory
from demos.framework.options import written
from demos.td import reference, replay
from demos.td.walks import (
    Places,
    first_rms,
    initial_values,
    longest,
    n_step_td,
    rms_error,
    true_values,
    walk,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.lines import Line2D

Floats = NDArray[np.float64]
ALPHAS = np.linspace(0, 1, 11)
ONE = 4  # of these, for the panel on the left: 0.4
COPIES = 4  # of the places of a walk, a byte each, while it is put together
SIGMAS = 5  # a check within these misses by chance once in two million
RECORDED = 2  # runs whose walks are kept
FEW = 50  # runs of which a mean is not yet normal
ROUNDED = 1e-4  # digits of the reference
COIN = "a coin of 0.6"


@dataclass(frozen=True)
class Parameters:
    """How long the row is, who learns from how many walks."""

    ns: tuple[int, ...] = option(
        (1, 2, 4, 8, 16, 32),
        "steps n to look ahead, six at most",
        minimum=1,
        maximum=512,
    )
    states: int = option(19, "states in a row, an odd number", minimum=3, maximum=99)
    episodes: int = option(10, "walks to learn from", minimum=1, maximum=1000)
    runs: int = option(200, "independent learners", minimum=20, maximum=100_000)
    seed: int = option(1, "seed of the random generator", minimum=0)

    def __post_init__(self) -> None:
        if not 1 <= len(set(self.ns)) == len(self.ns) <= len(SERIES):
            raise ValueError(
                f"--ns must be 1 to {len(SERIES)} different numbers; "
                f"got {written(self.ns)}"
            )
        if self.states % 2 == 0:
            raise ValueError(
                f"--states must be odd, to have a middle; got {self.states}"
            )
        values = len(ALPHAS) * 8 * (len(self.ns) + 2) * (self.states + 5)
        steps = longest(self.states, self.runs * self.episodes)
        check_memory(
            self.runs * (values + COPIES * steps),
            f"--runs {self.runs} with --states {self.states}",
        )


@dataclass(frozen=True)
class Result:
    """Errors and first lessons; all learners of a run see the same walks."""

    parameters: Parameters
    error: Floats  # RMS error over the walks so far, (n, runs, alphas)
    first_error: Floats  # after the first walk, (n, runs, alphas)
    lesson: Floats  # values after a first walk that ended on the right, (n, places)
    paths: list[list[Places]]  # of the first few runs, walk after walk
    right: int  # how many of all walks ended there
    steps: int  # of all walks


def run(parameters: Parameters) -> Result:
    """Let every n learn from the same walks, with all step sizes at once."""
    p = parameters
    rng = np.random.default_rng(p.seed)
    values = [initial_values(p.states, p.runs, len(ALPHAS)) for _ in p.ns]
    errors = np.zeros((len(p.ns), p.runs, len(ALPHAS)))
    paths: list[list[Places]] = [[] for _ in range(RECORDED)]
    right = steps = 0
    for episode in range(p.episodes):
        path = walk(p.states, p.runs, rng)
        for n, V, error in zip(p.ns, values, errors, strict=True):
            n_step_td(V, path, n, ALPHAS)
            error += rms_error(V)
        if episode == 0:
            first = errors.copy()
            to_right = path[-1] > 0
            lesson = np.array([V[:, to_right, ONE].mean(axis=1) for V in values])
        lengths = (path % (p.states + 1) > 0).sum(axis=0)
        right, steps = right + int((path[-1] > 0).sum()), steps + int(lengths.sum())
        for run, known in enumerate(paths):
            known.append(path[: lengths[run] + 1, run].copy())
    found = errors / p.episodes, first, lesson
    return Result(p, *found, paths, right, steps)


def draw(result: Result, fig: "Figure") -> None:
    """How far the news went, and the error for each n and α."""
    lesson, error = panels(fig, 2, height=270)
    _plot_lesson(lesson, result)
    lines = _plot_error(error, result)
    legend(fig, lines)


def _plot_lesson(ax: "Axes", result: Result) -> None:
    places = np.arange(1, result.parameters.states + 1)
    v = true_values(result.parameters.states)[1:-1]
    ax.plot(places, v, color=MUTED, linewidth=1, dashes=(4, 3))
    ax.text(
        0.02, 0.98, "dashed: true values", color=MUTED, va="top", transform=ax.transAxes
    )
    for color, lesson in zip(SERIES, result.lesson, strict=False):
        ax.plot(places, lesson[1:-1], color=color, marker=".")
    ax.set(title="Learnt from one walk", xlabel="State", ylim=(-0.15, 1))


def _plot_error(ax: "Axes", result: Result) -> dict[str, "Line2D"]:
    lines = {}
    for n, color, error in zip(
        result.parameters.ns, SERIES, result.error, strict=False
    ):
        (line,) = ax.plot(ALPHAS, error.mean(axis=0), color=color)
        lines[f"n = {n}"] = line
    walks = result.parameters.episodes
    title = f"Error over {walks} walks" if walks > 1 else "Error after one walk"
    ax.set(title=title, xlabel="Step size α", ylim=(0, 0.6))
    return lines


def findings(result: Result) -> list[str]:
    """The best n with its step size, beside the shortest and the longest."""
    p = result.parameters
    means = result.error.mean(axis=1)
    best, first, last = (
        f"n = {p.ns[n]} with α = {written(float(ALPHAS[means[n].argmin()]))}, "
        f"{means[n].min():.3f}"
        for n in (means.min(axis=1).argmin(), 0, -1)
    )
    return [
        f"Over {p.episodes} walks the error is least for {best}.",
        f"It cannot be brought below these: {first}; {last}.",
    ]


def checks(result: Result) -> list[Check]:
    """The walks, what is known exactly, a replay, and another program's numbers."""
    p = result.parameters
    v = true_values(p.states)[1:-1]
    columns = {name: np.asarray(column) for name, column in data(result).items()}
    unmoved = max(columns[f"error n={n}"][0] for n in p.ns)
    rows = _of_walks(result)
    rows.append(Check("α = 0: error", math.sqrt((v**2).mean()), unmoved, 1e-12))
    if 1 in p.ns:
        n = p.ns.index(1)
        off = np.abs(result.first_error[n] - first_rms(p.states, ALPHAS)).max()
        lesson = np.append(np.zeros(p.states - 1), ALPHAS[ONE])
        lesson_off = np.abs(result.lesson[n, 1:-1] - lesson).max()
        rows += [
            Check("n = 1: error after one walk", 0, float(off), 1e-12),
            Check("n = 1: learnt from one walk", 0, float(lesson_off), 1e-12),
        ]
    return rows + _replayed(result, columns) + _reference(result, columns)


def _of_walks(result: Result) -> list[Check]:
    """How many end on the right, and how long they take: a^2, half a row squared."""
    p = result.parameters
    n, half = p.runs * p.episodes, (p.states + 1) // 2
    variance = 2 / 3 * half**2 * (half**2 - 1)
    scale = 24 * half**2 / math.pi**2  # of the exponential tail, thrice
    paths = chain(*result.paths)
    wrong = sum(not replay.is_walk(path.tolist(), p.states) for path in paths)
    share, steps = freedman(n / 4, 0.5) / n, freedman(n * variance, scale) / n
    return [
        Check("walks that end on the right", 0.5, result.right / n, share, COIN),
        Check("steps of a walk, on average", half**2, result.steps / n, steps, COIN),
        Check("walks that leap or go on past an end", 0, wrong, 0),
    ]


def _replayed(result: Result, columns: dict[str, Floats]) -> list[Check]:
    """The errors of the first runs step by step, and the mean of all."""
    p = result.parameters
    off, mean = 0.0, 0.0
    for i, n in enumerate(p.ns):
        for run, paths in enumerate(result.paths):
            known = [path.tolist() for path in paths]
            for j, alpha in enumerate(ALPHAS.tolist()):
                errors, _ = replay.walks(known, p.states, n, alpha)
                again = sum(errors) / len(errors)
                off = max(off, abs(result.error[i, run, j] - again))
        drawn = columns[f"error n={n}"] - result.error[i].mean(axis=0)
        mean = max(mean, float(np.abs(drawn).max()))
    return [
        Check("errors of single runs, as replayed", 0, off, 1e-9, "n + 1 for n"),
        Check("drawn errors, to the mean of all runs", 0, mean, 1e-12),
    ]


def _reference(result: Result, columns: dict[str, Floats]) -> list[Check]:
    """Figure 7.2 at every n and α, and what one walk teaches."""
    p = result.parameters
    known = [n for n in p.ns if n in reference.LESSON]
    if (p.states, p.episodes) != (19, 10) or p.runs < FEW or not known:
        return []
    off, lessons = [], []
    for n in known:
        for alpha, value in zip(columns["alpha"], columns[f"error n={n}"], strict=True):
            mean, error, deviation = reference.ERROR[n, round(float(alpha), 1)]
            sigma = math.hypot(error, deviation / math.sqrt(p.runs)) + ROUNDED
            off.append((float(value) - mean) / sigma)
        mean, error, deviation = reference.LESSON[n]
        sigma = math.hypot(error, deviation / math.sqrt(p.runs / 3)) + ROUNDED
        value = float(result.lesson[p.ns.index(n), 1:-1].mean())
        lessons.append((value - mean) / sigma)
    return [
        Check("error farthest from another program's", 0, max(off, key=abs), SIGMAS),
        Check("lesson farthest from it", 0, max(lessons, key=abs), SIGMAS),
    ]


def data(result: Result) -> dict[str, ArrayLike]:
    """The panel on the right, with standard errors."""
    columns: dict[str, ArrayLike] = {"alpha": ALPHAS}
    for n, error in zip(result.parameters.ns, result.error, strict=True):
        columns[f"error n={n}"] = error.mean(axis=0)
        columns[f"standard error n={n}"] = error.std(axis=0, ddof=1) / math.sqrt(
            len(error)
        )
    return columns
