"""Near the cliff: Q-learning learns the shortest way and falls off it.

Sarsa, Q-learning and Expected Sarsa explore with probability ε on Gymnasium's own
CliffWalking-v1; each step costs 1, a fall 100 and a new start.  Left: the reward of an
episode while learning, averaged over ten episodes; bands are the 95 % confidence of
the mean over runs.  Dashed: the best that any ε-greedy policy can earn.  Right: the
way that the values averaged over runs prefer.  Reproduces Example 6.6 of Sutton &
Barto, Reinforcement Learning (2nd ed., 2018).
"""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from demos.bandits.replay import Tally
from demos.drawing.cliff import plot_cliff, plot_way
from demos.drawing.curves import plot_mean, plot_reference
from demos.drawing.palette import MUTED, SERIES
from demos.drawing.style import legend, panels
from demos.framework.demo import Check, option
from demos.framework.limits import check_memory
from demos.td import reference, replay
from demos.td.cliff import (
    Cliff,
    Runs,
    Target,
    best_return,
    best_soft,
    evaluate,
    expected_sarsa,
    greedy_path,
    learn,
    q_learning,
    read_cliff,
    sarsa,
    soft,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.lines import Line2D

Floats = NDArray[np.float64]
METHODS: dict[str, Target] = {
    "Sarsa": sarsa,
    "Q-learning": q_learning,
    "Expected Sarsa": expected_sarsa,
}
CONFIDENCE = 1.96  # standard errors: 95 %
SIGMAS = 5  # a check within these misses by chance once in two million
STEPS = 24_000  # bytes that the recorded steps of an episode take
VALUES = 400  # numbers that a learner keeps beside its rewards, at the peak
WINDOW = 10  # episodes that one point averages
LATE = 100  # episodes at the end that are judged
BOOK = {"step_size": 0.5, "epsilon": 0.1, "episodes": 500}
FEW = 50  # runs of which a mean is not yet normal
NOT_COUNTED = "a step that is not counted"
LINE = "an ε off by a part in a million"
VALUES_OFF = "one correction that is off: another α, action or state"
CHOICES = "an ε of 0.12 for 0.1"
TIES = "a favourite among actions of equal value"


@dataclass(frozen=True)
class Parameters:
    """How boldly, how fast and how long to learn."""

    epsilon: float = option(0.1, "probability of exploring ε", above=0, maximum=0.5)
    step_size: float = option(0.5, "step size α", minimum=0.01, maximum=1)
    episodes: int = option(500, "ways to the goal", minimum=100, maximum=10_000)
    runs: int = option(200, "independent learners", minimum=10, maximum=10_000)
    seed: int = option(1, "seed of the random generator", minimum=0)

    def __post_init__(self) -> None:
        numbers = self.runs * (self.episodes + VALUES) * len(METHODS)
        steps = self.episodes * STEPS
        check_memory(
            8 * numbers + steps, f"--runs {self.runs} with --episodes {self.episodes}"
        )


@dataclass(frozen=True)
class Result:
    """What each method earned and learnt."""

    parameters: Parameters
    cliff: Cliff
    learners: dict[str, Runs]

    @property
    def returns(self) -> dict[str, Floats]:
        """Rewards of the episodes of each method, (runs, episodes)."""
        return {name: runs.returns for name, runs in self.learners.items()}

    @property
    def best(self) -> float:
        """What the best ε-greedy policy earns."""
        return best_return(self.cliff, self.parameters.epsilon)


def run(parameters: Parameters) -> Result:
    """Let each method learn, with a stream of random numbers of its own."""
    p = parameters
    cliff = read_cliff()
    streams = np.random.SeedSequence(p.seed).spawn(len(METHODS))
    learners = {
        name: learn(
            cliff,
            target,
            runs=p.runs,
            episodes=p.episodes,
            step_size=p.step_size,
            epsilon=p.epsilon,
            rng=np.random.default_rng(stream),
        )
        for stream, (name, target) in zip(streams, METHODS.items(), strict=True)
    }
    return Result(p, cliff, learners)


def draw(result: Result, fig: "Figure") -> None:
    """Rewards while learning, and the ways that were learnt."""
    rewards, ways = panels(fig, 2, height=240)
    lines = _plot_rewards(rewards, result)
    plot_cliff(ways)
    ways.set_title("The way preferred in the end")
    for n, (color, learner) in enumerate(
        zip(SERIES, result.learners.values(), strict=False)
    ):
        path = greedy_path(result.cliff, learner.Q.mean(axis=0))
        plot_way(ways, path, color=color, shift=0.15 * (n - 1))
    legend(fig, lines)


def _plot_rewards(ax: "Axes", result: Result) -> dict[str, "Line2D"]:
    lines = {}
    plot_reference(ax, result.best, color=MUTED)
    for color, (name, returns) in zip(SERIES, result.returns.items(), strict=False):
        episode, mean, error = _windows(returns)
        lines[name] = plot_mean(ax, episode, mean, CONFIDENCE * error, color=color)
    ax.set(title="Reward of an episode", xlabel="Episode", ylim=(-100, 0))
    return lines


def _windows(returns: Floats) -> tuple[Floats, Floats, Floats]:
    """Centre, mean and standard error of each window of episodes."""
    runs, episodes = returns.shape
    count = episodes // WINDOW
    parts = returns[:, : count * WINDOW].reshape(runs, count, WINDOW).mean(axis=2)
    centres = WINDOW * np.arange(count) + (WINDOW + 1) / 2
    return centres, parts.mean(axis=0), parts.std(axis=0, ddof=1) / math.sqrt(runs)


def _late(returns: Floats) -> tuple[float, float]:
    """Mean reward of the last episodes and its standard error over runs."""
    runs = returns[:, -LATE:].mean(axis=1)
    return float(runs.mean()), float(runs.std(ddof=1)) / math.sqrt(len(runs))


def findings(result: Result) -> list[str]:
    """What each method earns in the end, exploring."""
    earned = {name: _late(returns) for name, returns in result.returns.items()}
    parts = [
        f"{name} earns {mean:.1f} ± {CONFIDENCE * error:.1f}"
        for name, (mean, error) in earned.items()
    ]
    return [
        f"Over the last {LATE} of {result.parameters.episodes} episodes, "
        f"{', '.join(parts)} an episode.",
        f"The best that any ε-greedy policy can earn is {result.best:.2f}.",
    ]


def checks(result: Result) -> list[Check]:
    """The dashed line, every learner against a replay, and another program's curves."""
    p = result.parameters
    pi = soft(best_soft(result.cliff, p.epsilon), p.epsilon)
    best = float(evaluate(result.cliff, pi)[result.cliff.start])
    rows = [
        Check("best way without exploring", -13, best_return(result.cliff, 0), 1e-9),
        Check(
            "dashed line, solved as equations",
            best,
            result.best,
            1e-6,
            LINE,
        ),
    ]
    for name in result.learners:
        rows += _replayed(result, name)
    return rows + _windowed(result) + _reference(result)


def _replayed(result: Result, name: str) -> list[Check]:
    """What the first runs hold, earned and chose."""
    p, learner = result.parameters, result.learners[name]
    off, earned, likely, untried, unlawful = 0.0, 0.0, Tally(), Tally(), 0
    for run, steps in enumerate(learner.steps):
        again = replay.cliff(name, steps, step_size=p.step_size, epsilon=p.epsilon)
        off = max(off, float(np.abs(learner.Q[run] - again.Q).max()))
        earned = max(earned, _difference(learner.returns[run], again.returns))
        likely, untried = likely + again.likely, untried + again.untried
        unlawful += again.unlawful
    return [
        Check(f"{name}: values, as its steps make them", 0, off, 1e-9, VALUES_OFF),
        Check(
            f"{name}: rewards of its episodes", 0, earned, 1e-9, "a step not counted"
        ),
        Check(f"{name}: steps off the cliff's map", 0, unlawful, 0, "one of them"),
        likely.check(f"{name}: mean probability of its choices", CHOICES),
        untried.check(f"{name}: mean choice, 0 to 1, where none was tried", TIES),
    ]


def _difference(returns: Floats, again: list[float]) -> float:
    """The largest difference; infinite where one has more episodes."""
    if len(returns) != len(again):
        return math.inf
    return float(np.abs(returns - again).max())


def _windowed(result: Result) -> list[Check]:
    """Each curve's mean, and its last window."""
    rows = []
    columns = {name: np.asarray(column) for name, column in data(result).items()}
    for name, returns in result.returns.items():
        episode = int(columns["episode"][-1] + (WINDOW - 1) / 2)
        last = returns[:, episode - WINDOW : episode].mean()
        what = f"{name}: last point, of the episodes around it"
        rows.append(Check(what, last, float(columns[name][-1]), 1e-9))
    return rows


def _reference(result: Result) -> list[Check]:
    """The book's case, as another program has it, at three moments."""
    p = result.parameters
    if any(getattr(p, name) != value for name, value in BOOK.items()) or p.runs < FEW:
        return []
    rows = []
    columns = {name: np.asarray(column) for name, column in data(result).items()}
    for name in METHODS:
        off = []
        for (first, last), known in reference.CLIFF[name].items():
            expected, error, deviation = known
            inside = (columns["episode"] > first) & (columns["episode"] < last)
            sigma = math.hypot(error, deviation / math.sqrt(p.runs))
            off.append((float(columns[name][inside].mean()) - expected) / sigma)
        what = f"{name}: farthest from another program's, in standard errors"
        rows.append(Check(what, 0, max(off, key=abs), SIGMAS))
    way = greedy_path(result.cliff, result.learners["Q-learning"].Q.mean(axis=0))
    return [*rows, Check("Q-learning: steps of its way", 13, len(way) - 1, 0)]


def data(result: Result) -> dict[str, ArrayLike]:
    """The curves on the left with their standard errors."""
    columns: dict[str, ArrayLike] = {}
    for name, returns in result.returns.items():
        columns["episode"], mean, error = _windows(returns)
        columns |= {name: mean, f"{name} error": error}
    return columns
