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
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from demos.drawing.palette import MUTED, SERIES
from demos.drawing.style import legend, panels
from demos.framework.demo import Check, option
from demos.framework.limits import check_memory
from demos.framework.options import written
from demos.td.walks import (
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
REFERENCE_ERROR = 0.005
REFERENCE = {  # (n, α) of Figure 7.2: its error, from an independent program
    (1, 0.8): 0.345,
    (2, 0.6): 0.276,
    (4, 0.4): 0.265,
    (8, 0.2): 0.276,
    (16, 0.1): 0.324,
    (32, 0.1): 0.365,
}


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


def run(parameters: Parameters) -> Result:
    """Let every n learn from the same walks, with all step sizes at once."""
    p = parameters
    rng = np.random.default_rng(p.seed)
    values = [initial_values(p.states, p.runs, len(ALPHAS)) for _ in p.ns]
    errors = np.zeros((len(p.ns), p.runs, len(ALPHAS)))
    for episode in range(p.episodes):
        path = walk(p.states, p.runs, rng)
        for n, V, error in zip(p.ns, values, errors, strict=True):
            n_step_td(V, path, n, ALPHAS)
            error += rms_error(V)
        if episode == 0:
            first = errors.copy()
            right = path[-1] > 0
            lesson = np.array([V[:, right, ONE].mean(axis=1) for V in values])
    return Result(p, errors / p.episodes, first, lesson)


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
    """What is known exactly, then the best settings of Figure 7.2."""
    p = result.parameters
    v = true_values(p.states)[1:-1]
    unmoved = float(result.error[:, :, 0].mean())
    rows = [Check("α = 0: error", math.sqrt((v**2).mean()), unmoved, 1e-12)]
    if 1 in p.ns:
        off = result.first_error[p.ns.index(1)] - first_rms(p.states, ALPHAS)
        rows.append(Check("n = 1: error after one walk", 0, np.abs(off).max(), 1e-12))
    return rows + _reference(result)


def _reference(result: Result) -> list[Check]:
    p = result.parameters
    if (p.states, p.episodes) != (19, 10):
        return []
    rows = []
    for (n, alpha), expected in REFERENCE.items():
        if n in p.ns:
            error = result.error[p.ns.index(n), :, round(10 * alpha)]
            tolerance = SIGMAS * error.std(ddof=1) / math.sqrt(p.runs) + REFERENCE_ERROR
            label = f"n = {n}, α = {alpha}: error"
            rows.append(Check(label, expected, error.mean(), tolerance))
    return rows


def data(result: Result) -> dict[str, ArrayLike]:
    """The panel on the right, with standard errors."""
    columns: dict[str, ArrayLike] = {"alpha": ALPHAS}
    for n, error in zip(result.parameters.ns, result.error, strict=True):
        columns[f"error n={n}"] = error.mean(axis=0)
        columns[f"standard error n={n}"] = error.std(axis=0, ddof=1) / math.sqrt(
            len(error)
        )
    return columns
