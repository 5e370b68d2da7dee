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

from demos.drawing.cliff import plot_cliff, plot_way
from demos.drawing.curves import plot_mean, plot_reference
from demos.drawing.palette import MUTED, SERIES
from demos.drawing.style import legend, panels
from demos.framework.demo import Check, option
from demos.framework.limits import check_memory
from demos.td.cliff import (
    Cliff,
    Target,
    best_return,
    expected_sarsa,
    greedy_path,
    learn,
    q_learning,
    read_cliff,
    sarsa,
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
VALUES = 400  # numbers that a learner keeps beside its rewards, at the peak
WINDOW = 10  # episodes that one point averages
LATE = 100  # episodes at the end that are judged
BOOK = {"step_size": 0.5, "epsilon": 0.1, "episodes": 500}
# Mean reward of the last 100 episodes in the book's case, from an independent program
REFERENCE = {"Sarsa": -26.70, "Q-learning": -50.28}
REFERENCE_ERROR = 0.3


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
        check_memory(8 * numbers, f"--runs {self.runs} with --episodes {self.episodes}")


@dataclass(frozen=True)
class Result:
    """What each method earned and learnt."""

    parameters: Parameters
    cliff: Cliff
    returns: dict[str, Floats]  # (runs, episodes)
    Q: dict[str, Floats]  # (runs, states, actions)

    @property
    def best(self) -> float:
        """What the best ε-greedy policy earns."""
        return best_return(self.cliff, self.parameters.epsilon)


def run(parameters: Parameters) -> Result:
    """Let each method learn, with a stream of random numbers of its own."""
    p = parameters
    cliff = read_cliff()
    streams = np.random.SeedSequence(p.seed).spawn(len(METHODS))
    returns, Q = {}, {}
    for stream, (name, target) in zip(streams, METHODS.items(), strict=True):
        returns[name], Q[name] = learn(
            cliff,
            target,
            runs=p.runs,
            episodes=p.episodes,
            step_size=p.step_size,
            epsilon=p.epsilon,
            rng=np.random.default_rng(stream),
        )
    return Result(p, cliff, returns, Q)


def draw(result: Result, fig: "Figure") -> None:
    """Rewards while learning, and the ways that were learnt."""
    rewards, ways = panels(fig, 2, height=240)
    lines = _plot_rewards(rewards, result)
    plot_cliff(ways)
    ways.set_title("The way preferred in the end")
    for n, (color, Q) in enumerate(zip(SERIES, result.Q.values(), strict=False)):
        path = greedy_path(result.cliff, Q.mean(axis=0))
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
    """The environment's own optimum, then the book's case where it was run."""
    rows = [
        Check("best way without exploring", -13, best_return(result.cliff, 0), 1e-9)
    ]
    p = result.parameters
    if any(getattr(p, name) != value for name, value in BOOK.items()):
        return rows
    start = result.Q["Q-learning"][:, result.cliff.start].max(axis=1)
    rows.append(Check("Q-learning: value of the start", -13, start.mean(), 1e-6))
    for name, expected in (REFERENCE | {"Expected Sarsa": result.best}).items():
        mean, error = _late(result.returns[name])
        tolerance = SIGMAS * error + REFERENCE_ERROR
        rows.append(Check(f"{name}: last {LATE} episodes", expected, mean, tolerance))
    return rows


def data(result: Result) -> dict[str, ArrayLike]:
    """The curves on the left with their standard errors."""
    columns: dict[str, ArrayLike] = {}
    for name, returns in result.returns.items():
        columns["episode"], mean, error = _windows(returns)
        columns |= {name: mean, f"{name} error": error}
    return columns
