"""When the world moves, forgetting pays: a bandit whose arms drift.

All true values start at 0, and each takes a random walk.  One ε-greedy agent
averages all the rewards it has seen; the other gives the latest a constant weight
α, and so forgets.  Reproduces Exercise 2.5 of Sutton & Barto, Reinforcement
Learning (2nd ed., 2018).  Bands: 95 % confidence of the mean over runs.  Dashed:
the best possible, which is the expected maximum of k random walks.
"""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import gymnasium as gym
import numpy as np
from numpy.typing import ArrayLike, NDArray

from demos.bandits import exact, exams, reference, replay, rules, verify
from demos.bandits.epsilon_greedy import EpsilonGreedy
from demos.bandits.testbed import (
    CONFIDENCE,
    LEARNING,
    SIGMAS,
    Learning,
    Mean,
    average,
    centres,
    check_memory_of_runs,
    streams,
    windows,
)
from demos.drawing.curves import plot_curves
from demos.drawing.palette import MUTED
from demos.drawing.style import panels
from demos.framework.demo import Check, option
from demos.framework.options import written

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

BOOK = {"epsilon": 0.1, "drift": 0.01, "arms": 10, "steps": 10_000}
NAMES = "agents that have changed names"
FEW = 100  # runs of which a mean is not yet normal
LATE = 5  # windows that make the last tenth


@dataclass(frozen=True)
class Parameters:
    """What to play, how often, how long."""

    step_size: float = option(0.1, "constant weight α of a reward", above=0, maximum=1)
    epsilon: float = option(0.1, "probability of exploring ε", minimum=0, maximum=1)
    drift: float = option(
        0.01, "standard deviation of each step of a value", above=0, maximum=10
    )
    arms: int = option(10, "arms of each problem, k", minimum=2, maximum=1000)
    steps: int = option(10_000, "pulls in each run", minimum=20, maximum=1_000_000)
    runs: int = option(500, "independent problems", minimum=2, maximum=1_000_000)
    seed: int = option(1, "seed of the random generator", minimum=0)

    def __post_init__(self) -> None:
        check_memory_of_runs(self, agents=2, kept=2 * LEARNING)


@dataclass(frozen=True)
class Result:
    """How both agents fared on the same problems."""

    parameters: Parameters
    lengths: list[int]  # of the windows
    average: Learning
    constant: Learning

    @property
    def agents(self) -> dict[str, Learning]:
        """Each agent by its label."""
        alpha = f"α = {written(self.parameters.step_size)}"
        return {"α = 1/N": self.average, alpha: self.constant}

    @property
    def best_possible(self) -> NDArray[np.float64]:
        """Expected value of the best arm at the centre of each window."""
        scale = self.parameters.drift * np.sqrt(centres(self.lengths) - 1)
        return scale * exact.best_value(self.parameters.arms)


def run(parameters: Parameters) -> Result:
    """Play every problem with both agents."""
    p = parameters
    problems, rngs = streams(p.seed, 2)
    lengths = windows(p.steps)
    env = gym.make_vec(
        "demos/DriftingBandit-v0",
        num_envs=p.runs,
        max_episode_steps=p.steps,
        k=p.arms,
        drift=p.drift,
    )
    sample_average, constant = (
        average(
            env,
            EpsilonGreedy(p.runs, p.arms, p.epsilon, rng, step_size=step_size),
            problems,
            lengths,
        )
        for rng, step_size in zip(rngs, (None, p.step_size), strict=True)
    )
    return Result(p, lengths, sample_average, constant)


def draw(result: Result, fig: "Figure") -> None:
    """Average reward and share of optimal actions, step by step."""
    reward, optimal = panels(fig, 2)
    rewards = [agent.reward for agent in result.agents.values()]
    lowest = min((mean.value - CONFIDENCE * mean.error).min() for mean in rewards)
    top = max(result.best_possible[-1], *(mean.value.max() for mean in rewards))
    reward.set(title="Average reward", ylim=(min(0, round(lowest)), 1.1 * top))
    reward.plot(
        centres(result.lengths),
        result.best_possible,
        color=MUTED,
        linewidth=1,
        dashes=(4, 3),
    )
    optimal.set(title="Best arm chosen, %", ylim=(0, 100))
    _plot(reward, result, rewards)
    _plot(optimal, result, [a.optimal.times(100) for a in result.agents.values()])


def _plot(ax: "Axes", result: Result, means: list[Mean]) -> None:
    plot_curves(
        ax,
        centres(result.lengths),
        [mean.value for mean in means],
        [CONFIDENCE * mean.error for mean in means],
        list(result.agents),
    )
    ax.set(xlabel="Step")


def findings(result: Result) -> list[str]:
    """How both fared at the end."""
    fared = [
        f"{label} earned {_late(agent.reward, result):.2f} a step and pulled the "
        f"best arm {100 * _late(agent.optimal, result):.0f} % of the time"
        for label, agent in result.agents.items()
    ]
    steps = sum(result.lengths[-LATE:])
    p = result.parameters
    return [f"Over the last {steps} of {p.steps} steps, {', and '.join(fared)}."]


def _late(mean: Mean, result: Result) -> float:
    """The average over the last windows, a tenth of the steps."""
    return float(np.average(mean.value[-LATE:], weights=result.lengths[-LATE:]))


def checks(result: Result) -> list[Check]:
    """The drift, both agents against their rules, theory, and a reference."""
    p = result.parameters
    agents = [result.average, result.constant]
    spread = p.drift * math.sqrt(p.steps - 1)
    rows = verify.checks(agents, result.lengths, p.arms, spread=spread)
    histories = [agent.history for agent in agents]
    step_sizes = np.repeat([np.nan, p.step_size], histories[0].runs)
    epsilon = np.full(len(step_sizes), p.epsilon)
    rule = rules.EpsilonGreedyRule(epsilon, p.arms, step_size=step_sizes)
    rows += replay.checks("both", rule, histories, notices="an ε of 0.103 for 0.1")
    rows += [*exams.of_drift(), exams.of_exploring(p.epsilon, p.arms)]
    rows += [_best_value(result), *_drawn(result)]
    deviation = math.sqrt((1 + p.drift**2) / p.runs)
    for label, agent in result.agents.items():
        second = agent.reward.value[1]
        rows.append(Check(f"{label}: reward of pull 2", 0, second, SIGMAS * deviation))
    return rows + _reference(result)


def _drawn(result: Result) -> list[Check]:
    """The table has the agents' own numbers, under their names."""
    p = result.parameters
    columns = {name: np.asarray(column) for name, column in data(result).items()}
    rows = [verify.axis(columns["step"], result.lengths)]
    labels = {"α = 1/N": result.average, f"α = {written(p.step_size)}": result.constant}
    for label, agent in labels.items():
        off = np.abs(columns[f"reward {label}"] - agent.reward.value).max()
        rows += [
            Check(f"{label}: rewards drawn, to the agent's", 0, float(off), 0, NAMES),
            verify.width(label, columns[f"reward error {label}"][0], p.runs, 1),
        ]
    return rows


def _best_value(result: Result) -> Check:
    """The end of the dashed line, half a window before the last pull."""
    p = result.parameters
    deviation = p.drift * math.sqrt(exact.best_value_variance(p.arms) * (p.steps - 1))
    drawn = np.asarray(data(result)["best possible"])
    last = centres(result.lengths)[-1]
    expected = float(drawn[-1]) * math.sqrt((p.steps - 1) / (last - 1))
    measured = float(result.average.best_values.mean())
    tolerance = SIGMAS * deviation / math.sqrt(p.runs)
    return Check("dashed line at the last pull", expected, measured, tolerance)


def _reference(result: Result) -> list[Check]:
    """The book's case, and α = 0.01, against another program."""
    p = result.parameters
    if any(getattr(p, name) != value for name, value in BOOK.items()) or p.runs < FEW:
        return []
    columns = {name: np.asarray(column) for name, column in data(result).items()}
    known = {"α = 1/N": "1/N", f"α = {written(p.step_size)}": written(p.step_size)}
    return [
        _against(columns, f"{name} {label}", f"{name} error {label}", which, agent)
        for label, agent in known.items()
        if agent in reference.DRIFTING
        for which, name in enumerate(("reward", "optimal"))
    ]


def _against(
    columns: dict[str, NDArray[np.float64]],
    name: str,
    error: str,
    which: int,
    agent: str,
) -> Check:
    """One drawn curve at three moments of its life."""
    off = []
    for (first, last), known in reference.DRIFTING[agent].items():
        inside = (columns["step"] > first) & (columns["step"] < last)
        value, known_error = known[which]
        sigma = math.hypot(columns[error][inside].max(), known_error)
        off.append((columns[name][inside].mean() - value) / sigma)
    what = f"{name}: farthest from another program's, in standard errors"
    notices = f"{SIGMAS * columns[error][-1]:.2f} at one of {len(off)} moments"
    return Check(what, 0, max(off, key=abs), SIGMAS, notices)


def data(result: Result) -> dict[str, ArrayLike]:
    """Each curve with its standard error, and the best possible."""
    columns: dict[str, ArrayLike] = {
        "step": centres(result.lengths),
        "best possible": result.best_possible,
    }
    for label, agent in result.agents.items():
        for name, mean in (("reward", agent.reward), ("optimal", agent.optimal)):
            columns[f"{name} {label}"] = mean.value
            columns[f"{name} error {label}"] = mean.error
    return columns
