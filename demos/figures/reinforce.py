"""REINFORCE: a policy learnt from returns alone, with and without a baseline.

A corridor of three states that look alike, in the second of which left and right are
exchanged; each step costs 1.  Left: what a policy earns that goes right with
probability p, exactly.  Right: what REINFORCE earns from episode to episode, for step
sizes α without a baseline, and with one, the learned value w of all states.  Bands:
95 % confidence of the mean over learners.  An episode that is not over after 256 steps
is broken off: without a limit, a learner that a long one has made too sure of itself
may never return.  Reproduces Example 13.1 and Figures 13.1 and 13.2 of Sutton & Barto,
Reinforcement Learning (2nd ed., 2018).
"""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from demos.bandits import verify
from demos.bandits.testbed import centres, windows
from demos.drawing.curves import label_ends, plot_mean, plot_reference, show_all
from demos.drawing.palette import INK, SERIES
from demos.drawing.style import head, panels
from demos.framework.demo import Check, option
from demos.framework.expected import Mark, across, curve, dot
from demos.framework.limits import check_memory
from demos.framework.numbers import counted, fixed, power_of_two
from demos.framework.options import written
from demos.td import corridor_checks
from demos.td.corridor import BEST, LIMIT, value
from demos.td.reinforce import Learners, Runs, averages, learn, overall

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Floats = NDArray[np.float64]
CONFIDENCE = 1.96  # standard errors: 95 %
BASELINE = "baseline"
RECORDED = 2  # learners of each kind that are checked step by step
WINDOWS = 50  # points of a curve
LATE = 100  # episodes at the end that are judged
FEW = 50  # learners of which a mean is not yet normal
EPSILON = 0.1  # of the ε-greedy policies
EDGE = 0.04  # where the value's curve begins, at most
BYTES = 26 * LIMIT, 48  # a learner's, while it plays an episode, and for each of them
BOOK = {"episodes": 1000, "start": 0.05}
WORTH, LEFT, RIGHT = "value of p", "ε-greedy, left: ", "ε-greedy, right: "
MIDDLE = f"p = {fixed(float(BEST), 2)}: "


@dataclass(frozen=True)
class Parameters:
    """Step sizes, and how long to learn from what."""

    halvings: tuple[int, ...] = option(
        (12, 13, 14),
        "for each learner without a baseline, n of its step size α = 2⁻ⁿ",
        minimum=6,
        maximum=24,
    )
    baseline_halvings: int = option(
        9, "n of the step size with a baseline", minimum=4, maximum=24
    )
    value_halvings: int = option(
        6, "n of the step size of the baseline itself", minimum=1, maximum=24
    )
    start: float = option(
        0.05, "probability of right at first", minimum=0.01, maximum=0.99
    )
    episodes: int = option(1000, "ways to the goal", minimum=LATE, maximum=10_000)
    runs: int = option(100, "learners of each kind", minimum=10, maximum=10_000)
    seed: int = option(1, "seed of the random generator", minimum=0)

    def __post_init__(self) -> None:
        most = len(SERIES) - 1
        if not 1 <= len(set(self.halvings)) == len(self.halvings) <= most:
            raise ValueError(
                f"--halvings must be 1 to {most} different numbers; "
                f"got {written(self.halvings)}"
            )
        learners = self.runs * len(self.names)
        check_memory(
            learners * (BYTES[0] + BYTES[1] * self.episodes),
            f"--runs {self.runs} with --episodes {self.episodes}",
        )

    @property
    def names(self) -> list[str]:
        """Of all kinds of learners, the one with a baseline last."""
        return [*(f"α = {power_of_two(-n)}" for n in self.halvings), BASELINE]

    @property
    def sizes(self) -> list[tuple[float, float | None]]:
        """Step sizes of the preferences and of the baseline, of each kind."""
        plain = [(0.5**n, None) for n in self.halvings]
        return [*plain, (0.5**self.baseline_halvings, 0.5**self.value_halvings)]

    @property
    def lengths(self) -> list[int]:
        """Of the windows, in episodes."""
        return windows(self.episodes, single=0, parts=WINDOWS)


@dataclass(frozen=True)
class Result:
    """How all learners fared, kind after kind."""

    parameters: Parameters
    runs: Runs

    def of(self, kind: int) -> slice:
        """The learners of a kind."""
        n = self.parameters.runs
        return slice(kind * n, (kind + 1) * n)

    @property
    def returns(self) -> list[Floats]:
        """Of the episodes of each kind, (episodes, runs)."""
        kinds = range(len(self.parameters.names))
        return [-self.runs.lengths[:, self.of(kind)].astype(float) for kind in kinds]


def run(parameters: Parameters) -> Result:
    """Let all of them learn side by side."""
    p = parameters
    plain, of_w = zip(*p.sizes, strict=True)
    n = p.runs * len(plain)
    theta = np.full(n, math.log(p.start / (1 - p.start)) / 2)
    learners = Learners(
        theta,
        np.zeros(n),
        np.repeat(plain, p.runs),
        np.repeat([size or 0.0 for size in of_w], p.runs),
    )
    recorded = [
        kind * p.runs + row for kind in range(len(plain)) for row in range(RECORDED)
    ]
    rng = np.random.default_rng(p.seed)
    return Result(p, learn(learners, recorded, episodes=p.episodes, rng=rng))


def draw(result: Result, fig: "Figure") -> None:
    """What a policy is worth, and what the learners earn."""
    worth, learning = panels(fig, 2, height=285)
    _plot_values(worth, result.parameters.start)
    _plot_returns(learning, result)


def _policies(start: float) -> Floats:
    """The p at which the value is drawn: as far out as the learners begin."""
    return np.linspace(min(EDGE, start), max(1 - EDGE / 2, start), 193)


def _plot_values(ax: "Axes", start: float) -> None:
    p = _policies(start)
    ax.plot(p, value(p), color=INK, label=WORTH)
    show_all(ax, value(p), 0.0)
    ax.set_xlim(0, 1)
    _mark(ax, float(BEST), MIDDLE, ha="center", xytext=(0, 7))
    _mark(ax, EPSILON / 2, LEFT, ha="left", xytext=(8, -4))
    _mark(ax, 1 - EPSILON / 2, RIGHT, ha="right", xytext=(-8, -6))
    head(ax, "A coin beats every fixed choice", "value of the start")
    ax.set_xlabel("Probability of right")


def marks(result: Result) -> dict[str, Mark]:
    """What policies are worth, solved as equations; the best in closed form."""
    p = _policies(result.parameters.start)
    solved, (best, most) = corridor_checks.solved, corridor_checks.HIGHEST
    places = {LEFT: 0.05, RIGHT: 0.95}
    dots = {name: dot(x, solved(np.array([x]))[0]) for name, x in places.items()}
    worth = {WORTH: curve(solved, p[0], p[-1]), "best policy": across(most)}
    return worth | dots | {MIDDLE: dot(best, most)}


def _mark(ax: "Axes", p: float, name: str, **place: Any) -> None:
    """A dot on the curve, with its name and its value."""
    worth = float(value(np.array(p)))
    ax.plot(p, worth, "o", color=INK, markersize=5, label=name)
    said = name + fixed(worth, 1)
    ax.annotate(said, (p, worth), textcoords="offset points", color=INK, **place)


def _plot_returns(ax: "Axes", result: Result) -> None:
    p = result.parameters
    at, best = centres(p.lengths), float(value(BEST))
    curves = [averages(returns, p.lengths) for returns in result.returns]
    bands = [(mean - CONFIDENCE * of, mean + CONFIDENCE * of) for mean, of in curves]
    show_all(ax, 0.0, *(edge for band in bands for edge in band))  # room for names
    lines = [
        plot_mean(ax, at, mean, CONFIDENCE * error, color=color)
        for color, (mean, error) in zip(SERIES, curves, strict=False)
    ]
    ax.set_xlim(0, 1.011 * p.episodes)
    ax.locator_params(axis="x", nbins=5)
    plot_reference(ax, best, "best policy").set_label("best policy")
    head(ax, _title(result), "reward of an episode")
    ax.set_xlabel("Episode")
    label_ends(ax, lines, p.names)


def _title(result: Result) -> str:
    """Whether a baseline helps against every other, by more than the errors."""
    means = [overall(returns) for returns in result.returns]
    baseline, error = means.pop()
    if all(baseline - m > CONFIDENCE * math.hypot(error, e) for m, e in means):
        return "A baseline learns faster"
    return "Learning from returns"


def findings(result: Result) -> list[str]:
    """What each kind earns in the end, beside the best that a policy can."""
    p = result.parameters
    parts = []
    for name, returns in zip(p.names, result.returns, strict=True):
        mean, error = overall(returns[-LATE:])
        of = "a baseline" if name == BASELINE else name
        earned = f"{fixed(mean, 1)} ± {fixed(CONFIDENCE * error, 1)}"
        parts.append(f"{earned} with {of}")
    over = f"the last {LATE} of" if p.episodes > LATE else "all"
    return [
        f"Over {over} {counted(p.episodes, 'episode')}, {counted(p.runs, 'learner')} "
        f"of each kind earn, an episode: {', '.join(parts)}.",
        f"The best policy goes right with probability {fixed(float(BEST), 2)} and "
        f"earns {fixed(float(value(BEST)), 2)}.",
    ]


def checks(result: Result) -> list[Check]:
    """The exact values, each kind step by step and as drawn, and the book's case."""
    p = result.parameters
    columns = {name: np.asarray(column) for name, column in data(result).items()}
    at = _policies(p.start)
    rows = corridor_checks.of_values(at, value(at))
    rows.append(verify.axis(columns["episode"], p.lengths))
    late = {n: of[-LATE:] for n, of in zip(p.names, result.returns, strict=True)}
    rows.append(corridor_checks.in_words(findings(result), late))
    first = float(result.runs.p[0].mean())
    rows.append(Check("probability of right at first", p.start, first, 1e-9))
    is_book = all(getattr(p, name) == known for name, known in BOOK.items())
    for kind, (name, sizes) in enumerate(zip(p.names, p.sizes, strict=True)):
        of = result.of(kind)
        lengths = -result.returns[kind]
        rows.append(corridor_checks.of_lengths(name, result.runs.p[:, of], lengths))
        recorded = range(of.start, of.start + RECORDED)
        rows += corridor_checks.of_learning(name, result.runs, recorded, sizes)
        rows += corridor_checks.of_curve(name, columns, lengths, p.lengths)
        is_known = name != BASELINE or sizes == (2**-9, 2**-6)
        if is_book and is_known and p.runs >= FEW:
            rows += corridor_checks.of_book(name, lengths)
    return rows


def data(result: Result) -> dict[str, ArrayLike]:
    """The curves on the right with their standard errors."""
    p = result.parameters
    columns: dict[str, ArrayLike] = {"episode": centres(p.lengths)}
    for name, returns in zip(p.names, result.returns, strict=True):
        mean, error = averages(returns, p.lengths)
        columns |= {name: mean, f"{name} error": error}
    return columns
