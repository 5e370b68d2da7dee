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
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from demos.bandits.comparison import of_runs
from demos.drawing.cliff import plot_cliff, plot_path
from demos.drawing.curves import plot_mean, plot_reference, show_all
from demos.drawing.palette import MUTED, SERIES
from demos.drawing.style import head, legend, panels
from demos.framework.demo import Check, option
from demos.framework.expected import Mark, across, points
from demos.framework.limits import check_memory
from demos.framework.numbers import counted, fixed, number
from demos.td import replay_checks
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
STEPS = 24_000  # bytes that the recorded steps of an episode take
VALUES = 400  # numbers that a learner keeps beside its rewards, at the peak
WINDOW = 10  # episodes that one point averages
LATE = 100  # episodes at the end that are judged
BOOK = {"step_size": 0.5, "epsilon": 0.1, "episodes": 500}
GOAL = 47
HEADROOM = 0.12  # of the panel, for a line of words
ABOVE: dict[str, Any] = {
    "xycoords": ("axes fraction", "data"),
    "textcoords": "offset points",
    "ha": "right",
    "color": MUTED,
}
FEW = 50  # runs of which a mean is not yet normal
LINE = "an ε off by a part in a million"
BEST = "best ε-greedy way"


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
    rewards, ways = panels(fig, 2, height=255)
    lines = _plot_rewards(rewards, result)
    plot_cliff(ways)
    pairs = zip(SERIES, result.learners.values(), strict=False)
    lost = False
    for n, (color, learner) in enumerate(pairs):
        path = greedy_path(result.cliff, learner.Q.mean(axis=0))
        line = plot_path(ways, path, color=color, shift=0.15 * (n - 1))
        line.set_label(f"way of {[*result.learners][n]}")
        lost = lost or path[-1] != GOAL
    cross = "a cross: it never arrives" if lost else "by the values of all runs"
    head(ways, "The way that each prefers", cross)
    legend(fig, lines)


def _plot_rewards(ax: "Axes", result: Result) -> dict[str, "Line2D"]:
    lines, bands, means = {}, [], []
    for color, (name, returns) in zip(SERIES, result.returns.items(), strict=False):
        episode, mean, error = _windows(returns)
        band = CONFIDENCE * error
        lines[name] = plot_mean(ax, episode, mean, band, color=color)
        bands += [mean - band, mean + band]
        means.append(mean)
    settled = [band[len(band) // 5 :] for band in bands]
    show_all(ax, result.best, *settled, floor=0)
    plot_reference(ax, result.best, color=MUTED).set_label(BEST)
    bottom, top = ax.get_ylim()
    ax.set_ylim(bottom, top + HEADROOM * (top - bottom))
    hidden = sum(int((mean < bottom).sum()) for mean in means)
    below = f"reward; {counted(hidden, 'point')} below"
    head(ax, _title(result), below if hidden else "reward of an episode")
    ax.annotate(BEST, (1, result.best), (0, 7), **ABOVE)
    ax.set_xlabel("Episode")
    return lines


def _title(result: Result) -> str:
    """Who earns least in the end, where the difference exceeds its error."""
    late = {name: _late(returns) for name, returns in result.returns.items()}
    (name, worst), (_, next_worst), *_ = sorted(late.items(), key=lambda x: x[1][0])
    gap = next_worst[0] - worst[0]
    if gap > CONFIDENCE * math.hypot(worst[1], next_worst[1]):
        return f"{name} earns least"
    return "Learning by trying"


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
    parts = []
    for name, returns in result.returns.items():
        mean, error = _late(returns)
        parts.append(f"{name} earns {fixed(mean, 1)} ± {fixed(CONFIDENCE * error, 1)}")
    episodes = result.parameters.episodes
    last = (
        f"the last {LATE} of {number(episodes)}" if episodes > LATE else f"all {LATE}"
    )
    return [
        f"Over {last} episodes, {', '.join(parts)} an episode.",
        f"The best that any ε-greedy policy can earn is {fixed(result.best, 2)}.",
    ]


def checks(result: Result) -> list[Check]:
    """The dashed line, every learner against a replay, and another program's curves."""
    p = result.parameters
    best = _solved(result)
    rows = [
        Check("best way without exploring", -13, best_return(result.cliff, 0), 1e-9),
        Check("dashed line, solved as equations", best, result.best, 1e-6, LINE),
    ]
    for name in result.learners:
        how = {"step_size": p.step_size, "epsilon": p.epsilon}
        rows += replay_checks.cliff(name, result.learners[name], **how)
    rows += _windowed(result)
    rows.append(replay_checks.of_chances([of.first for of in result.learners.values()]))
    said = [*findings(result), _title(result)]
    rows.append(replay_checks.in_words(said, result.returns, best, LATE))
    is_book = all(getattr(p, name) == value for name, value in BOOK.items())
    if is_book and p.runs >= FEW:
        columns = {name: np.asarray(column) for name, column in data(result).items()}
        rows += [replay_checks.cliff_moments(columns, name, p.runs) for name in METHODS]
        way = greedy_path(result.cliff, result.learners["Q-learning"].Q.mean(axis=0))
        rows.append(Check("Q-learning: steps of its way", 13, len(way) - 1, 0))
    return rows


def _solved(result: Result) -> float:
    """What the best ε-greedy policy earns, as equations have it."""
    epsilon = result.parameters.epsilon
    pi = soft(best_soft(result.cliff, epsilon), epsilon)
    return float(evaluate(result.cliff, pi)[result.cliff.start])


def marks(result: Result) -> dict[str, Mark]:
    """The dashed line, and the ways on the map, which leave its start and goal free."""
    found = {BEST: across(_solved(result))}
    for n, (name, learner) in enumerate(result.learners.items()):
        columns, rows = replay_checks.way(learner)
        ends = (rows == 3) & ((columns == 0) | (columns == 11))
        shift = 0.15 * (n - 1)
        heights = np.where(ends, 2.6, rows + shift)
        found[f"way of {name}"] = points(columns + shift, heights)
    return found


def _windowed(result: Result) -> list[Check]:
    """Each point and its error, of the episodes around it."""
    rows = []
    columns = {name: np.asarray(column) for name, column in data(result).items()}
    for name, returns in result.returns.items():
        ends = range(WINDOW, len(returns[0]) + 1, WINDOW)
        runs = [returns[:, end - WINDOW : end].mean(axis=1) for end in ends]
        rows += of_runs(name, runs, columns[name], columns[f"{name} error"])
    middles = [end - (WINDOW - 1) / 2 for end in ends]
    off = float(np.abs(columns["episode"] - middles).max())
    return [*rows, Check("middles of the windows", 0, off, 0, "half an episode")]


def data(result: Result) -> dict[str, ArrayLike]:
    """The curves on the left with their standard errors."""
    columns: dict[str, ArrayLike] = {}
    for name, returns in result.returns.items():
        columns["episode"], mean, error = _windows(returns)
        columns |= {name: mean, f"{name} error": error}
    return columns
