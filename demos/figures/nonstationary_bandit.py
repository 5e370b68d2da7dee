"""When the world moves, forgetting pays: a bandit whose arms drift.

All true values start at 0, and each takes a random walk.  One ε-greedy agent
averages all the rewards it has seen; the other gives the latest a constant weight
α, and so forgets.  Reproduces Exercise 2.5 of Sutton & Barto, Reinforcement
Learning (2nd ed., 2018).  Bands: 95 % confidence of the mean over runs.  Dashed:
the best possible, which is the expected maximum of k random walks.
"""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from demos.bandits import (
    comparison,
    exact,
    exams,
    reference,
    replay,
    rules,
    verify,
    verify_drawn,
)
from demos.bandits.epsilon_greedy import EpsilonGreedy
from demos.bandits.testbed import (
    CONFIDENCE,
    LEARNING,
    Learning,
    Mean,
    averages,
    centres,
    check_memory_of_runs,
    streams,
    windows,
)
from demos.drawing.curves import plot_curves, show_all
from demos.drawing.palette import MUTED
from demos.drawing.style import head, panels
from demos.framework.chance import SIGMAS
from demos.framework.demo import Check, option
from demos.framework.numbers import fixed, number, percent
from demos.framework.options import written

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

BOOK = {"epsilon": 0.1, "drift": 0.01, "arms": 10, "steps": 10_000}
NAMES = "agents that have changed names"
TITLES = {
    "reward": ("Forgetting pays", "Forgetting does not pay"),
    "optimal": ("It finds the best arm more often", "It finds the best arm less often"),
}
ABOVE: dict[str, Any] = {
    "textcoords": "offset points",
    "ha": "right",
    "va": "bottom",
    "color": MUTED,
}
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
        lengths = windows(self.steps)
        check_memory_of_runs(self, agents=2, kept=2 * LEARNING, lengths=lengths)


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
    agents = (
        EpsilonGreedy(p.runs, p.arms, p.epsilon, rng, step_size=step_size)
        for rng, step_size in zip(rngs, (None, p.step_size), strict=True)
    )
    law = {"spread": 0.0, "drift": p.drift}  # equal at first
    return Result(p, lengths, *averages(p, agents, problems, lengths, **law))


def draw(result: Result, fig: "Figure") -> None:
    """Average reward and share of optimal actions, step by step."""
    reward, optimal = panels(fig, 2, height=265)
    rewards = [agent.reward for agent in result.agents.values()]
    shares = [agent.optimal.times(100) for agent in result.agents.values()]
    best = result.best_possible
    head(reward, _title(result, "reward", "Reward while arms drift"), "reward per step")
    bands = [m.value + side * CONFIDENCE * m.error for m in rewards for side in (-1, 1)]
    show_all(reward, best, *bands, floor=0)
    at = centres(result.lengths)
    (line,) = reward.plot(at, best, color=MUTED, linewidth=1, dashes=(4, 3))
    line.set_label("best possible")
    _plot(reward, result, rewards)
    reward.annotate("best possible", (at[-1], best[-1]), (0, 2), **ABOVE)
    title = _title(result, "optimal", "How often it is the best")
    head(optimal, title, "% of pulls that took the best arm")
    optimal.set_ylim(0, 100)
    _plot(optimal, result, shares)


def _title(result: Result, what: str, otherwise: str) -> str:
    """The finding, where the agents differ by more than their errors."""
    average, constant = (
        _late(getattr(agent, what), result) for agent in result.agents.values()
    )
    if abs(constant[0] - average[0]) <= math.hypot(constant[1], average[1]):
        return otherwise
    pays = constant[0] > average[0]
    return TITLES[what][0 if pays else 1]


def _plot(ax: "Axes", result: Result, means: list[Mean]) -> None:
    values = [mean.value for mean in means]
    bands = [CONFIDENCE * mean.error for mean in means]
    plot_curves(ax, centres(result.lengths), values, bands, list(result.agents))
    ax.set(xlabel="Step")


def findings(result: Result) -> list[str]:
    """How both fared at the end."""
    p, fared = result.parameters, []
    labels = "α = 1/N", f"α = {number(p.step_size)}"
    for label, agent in zip(labels, result.agents.values(), strict=True):
        reward, error = _late(agent.reward, result)
        share, _ = _late(agent.optimal, result)
        fared.append(
            f"{label} earned {fixed(reward, 2)} ± {fixed(error, 2)} a step and pulled "
            f"the best arm {percent(share)} of the time"
        )
    last = number(sum(result.lengths[-LATE:]))
    return [f"Over the last {last} of {number(p.steps)} steps, {', and '.join(fared)}."]


def _late(mean: Mean, result: Result) -> tuple[float, float]:
    """The average over the last windows, a tenth of the steps, and its band.

    The windows of a run go together, so that the error of one is that of all.
    """
    weights = result.lengths[-LATE:]
    average = np.average(mean.value[-LATE:], weights=weights)
    return float(average), CONFIDENCE * float(mean.error[-LATE:].max())


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
    rows += replay.checks("both", rule, histories, notices="an ε of 0.105 for 0.1")
    rows += [*exams.of_drift(), exams.of_exploring(p.epsilon, p.arms)]
    best, at = np.asarray(data(result)["best possible"]), centres(result.lengths)
    rows.append(verify.dashed_end(best, at, result.average, p))
    rows += [verify_drawn.dashed(best, p.drift, p.arms, at), *_drawn(result)]
    deviation = math.sqrt((1 + p.drift**2) / p.runs)
    for label, agent in result.agents.items():
        what, second = f"{label}: reward of pull 2", agent.reward.value[1]
        rows.append(Check(what, 0, second, SIGMAS * deviation))
    return rows + _reference(result)


def _drawn(result: Result) -> list[Check]:
    """The table has the agents' own numbers, under their names."""
    p = result.parameters
    columns = {name: np.asarray(column) for name, column in data(result).items()}
    rows = [verify.axis(columns["step"], result.lengths)]
    labels = {"α = 1/N": result.average, f"α = {written(p.step_size)}": result.constant}
    said = {"α = 1/N": "α = 1/N", f"α = {number(p.step_size)}": [*labels][1]}
    last = result.lengths[-LATE:]
    words = verify_drawn.late(findings(result), columns, said, last)
    rows.append(verify_drawn.with_errors(words, columns, result.lengths, p.runs))
    for label, agent in labels.items():
        off = np.abs(columns[f"reward {label}"] - agent.reward.value).max()
        rows += [
            Check(f"{label}: rewards drawn, to the agent's", 0, float(off), 0, NAMES),
            verify.width(label, columns[f"reward error {label}"][0], p.runs, 1),
        ]
    return rows


def _reference(result: Result) -> list[Check]:
    """The book's case, and α = 0.01, against another program."""
    p = result.parameters
    other = any(getattr(p, name) != value for name, value in BOOK.items())
    if other or p.runs < comparison.FEW:
        return []
    columns = {name: np.asarray(column) for name, column in data(result).items()}
    step_size, known = written(p.step_size), reference.DRIFTING
    agents = {"α = 1/N": "1/N", f"α = {step_size}": step_size}
    return [
        comparison.moments(columns, f"{name}{{}} {label}", which, known[agent])
        for label, agent in agents.items()
        for which, name in enumerate(("reward", "optimal"))
        if agent in known
    ]


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
