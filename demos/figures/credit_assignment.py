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
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from demos.bandits.comparison import of_runs
from demos.drawing.curves import label_ends, plot_mean, show_all
from demos.drawing.palette import MUTED, SERIES
from demos.drawing.style import head, panels
from demos.framework.demo import Check, option
from demos.framework.expected import Mark, curve, points
from demos.framework.limits import check_memory
from demos.framework.numbers import counted, fixed, number
from demos.framework.options import written
from demos.td import reference, replay_checks
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

Floats = NDArray[np.float64]
ALPHAS = np.linspace(0, 1, 11)
ONE = 4  # of these, for the panel on the left: 0.4
COPIES = 4  # of the places of a walk, a byte each, while it is put together
CONFIDENCE = 1.96  # standard errors: 95 %
RECORDED = 2  # runs whose walks are kept
FEW = 50  # runs of which a mean is not yet normal
TRUE = "true values"


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
    lesson, error = panels(fig, 2, height=285)
    _plot_lesson(lesson, result)
    _plot_error(error, result)


def _plot_lesson(ax: "Axes", result: Result) -> None:
    p = result.parameters
    places = np.arange(1, p.states + 1)
    v = true_values(p.states)[1:-1]
    show_all(ax, v, result.lesson[:, 1:-1])
    ax.plot(places, v, color=MUTED, linewidth=1, dashes=(4, 3), label=TRUE)
    for color, n, lesson in zip(SERIES, p.ns, result.lesson, strict=False):
        label = f"lesson, n = {n}"
        ax.plot(places, lesson[1:-1], color=color, marker=".", label=label)
    many = len(p.ns) > 1
    head(
        ax,
        "A larger n sends the news farther" if many else f"One walk, n = {p.ns[0]}",
        "value after one walk to the right",
    )
    place: dict[str, Any] = {"transform": ax.transAxes, "color": MUTED, "va": "top"}
    ax.text(0.02, 0.98, "dashed: true values", **place)
    ax.set_xlabel("State")
    ax.locator_params(axis="x", integer=True)


def marks(result: Result) -> dict[str, Mark]:
    """The true values, and what one walk taught each n."""
    p = result.parameters
    m, v = p.states, curve(lambda s: 2 * s / (p.states + 1) - 1, 1, p.states)
    lessons = zip(p.ns, result.lesson, strict=True)
    return {TRUE: v} | {
        f"lesson, n = {n}": points(range(1, m + 1), of[1 : m + 1]) for n, of in lessons
    }


def _plot_error(ax: "Axes", result: Result) -> None:
    p = result.parameters
    means, bands = result.error.mean(axis=1), CONFIDENCE * _errors(result)
    show_all(ax, means - bands, means + bands, floor=0)
    ax.set_xlim(0, 1.01)
    lines = [
        plot_mean(ax, ALPHAS, mean, band, color=color)
        for color, mean, band in zip(SERIES, means, bands, strict=False)
    ]
    title = f"Error over {counted(p.episodes, 'walk')}"
    best = _best(result)
    head(ax, title if best is None else f"n = {best} errs least", "RMS error")
    ax.set_xlabel("Step size α")
    label_ends(ax, lines, [f"n = {n}" for n in p.ns])


def _errors(result: Result) -> Floats:
    """Standard error of each mean, (n, alphas)."""
    runs = result.parameters.runs
    return result.error.std(axis=1, ddof=1) / math.sqrt(runs)


def _best(result: Result) -> int | None:
    """The n whose best α is better than all others' by more than their errors.

    All learn from the same walks, so that the differences of a run are compared.
    """
    least = [error[:, error.mean(axis=0).argmin()] for error in result.error]
    order = sorted(range(len(least)), key=lambda i: float(least[i].mean()))
    for other in order[1:]:
        gap = least[other] - least[order[0]]
        if gap.mean() <= CONFIDENCE * gap.std(ddof=1) / math.sqrt(len(gap)):
            return None
    return result.parameters.ns[order[0]] if len(order) > 1 else None


def findings(result: Result) -> list[str]:
    """The best n with its step size, beside the shortest and the longest."""
    p, ns = result.parameters, result.parameters.ns
    best = ns[0] if len(ns) == 1 else _best(result)
    others = [n for n in (0, len(ns) - 1) if ns[n] != best]
    rest = "; ".join(_least(result, n) for n in others)
    tried = [f"Of the step sizes tried, tenths, the best leave {rest}."] if rest else []
    over = f"Over {counted(p.episodes, 'walk')}"
    if best is None:
        return [f"{over} no n is better than all others beyond the errors.", *tried]
    return [f"{over} the error is least for {_least(result, ns.index(best))}.", *tried]


def _least(result: Result, i: int) -> str:
    """The least error of one n, with its band and where it is."""
    means = result.error[i].mean(axis=0)
    at = int(means.argmin())
    band = CONFIDENCE * float(_errors(result)[i, at])
    return (
        f"n = {result.parameters.ns[i]} with α = {number(float(ALPHAS[at]))}, "
        f"{fixed(float(means[at]), 3)} ± {fixed(band, 3)}"
    )


def checks(result: Result) -> list[Check]:
    """The walks, what is known exactly, a replay, and another program's numbers."""
    p = result.parameters
    v = true_values(p.states)[1:-1]
    columns = {name: np.asarray(column) for name, column in data(result).items()}
    unmoved = max(columns[f"error n={n}"][0] for n in p.ns)
    rows = replay_checks.of_walks(
        p.states, p.runs * p.episodes, result.right, result.steps, result.paths
    )
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
    for i, n in enumerate(p.ns):
        rows.append(
            replay_checks.errors(result.paths, p.states, n, ALPHAS, result.error[i])
        )
        drawn = columns[f"error n={n}"], columns[f"standard error n={n}"]
        rows += of_runs(f"n = {n}", list(result.error[i].T), *drawn)
    said, titled = findings(result), _best(result)
    rows.append(replay_checks.least(said, columns, p.ns, titled))
    known = [n for n in p.ns if n in reference.LESSON]
    if (p.states, p.episodes) == (19, 10) and p.runs >= FEW and known:
        lessons = {n: result.lesson[p.ns.index(n)] for n in known}
        rows += replay_checks.figure_7_2(columns, lessons, p.runs)
    return rows


def data(result: Result) -> dict[str, ArrayLike]:
    """The panel on the right, with standard errors."""
    columns: dict[str, ArrayLike] = {"alpha": ALPHAS}
    for n, error, of in zip(
        result.parameters.ns, result.error, _errors(result), strict=True
    ):
        columns[f"error n={n}"] = error.mean(axis=0)
        columns[f"standard error n={n}"] = of
    return columns
