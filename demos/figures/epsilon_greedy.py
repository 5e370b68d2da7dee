"""A little exploration beats none: ε-greedy agents on the ten-armed testbed.

Each agent plays the same bandit problems, whose arms have true values drawn
from N(0, 1) and pay N(q, 1).  It keeps the average reward of each arm, pulls
the best so far, and with probability ε any arm at random.  The defaults
reproduce Figure 2.2 of Sutton & Barto, Reinforcement Learning (2nd ed., 2018).
Bands: 95 % confidence of the mean over runs.  Dashed: the best possible, and how
often each ε takes the best arm once it is known.  What the checks cannot notice: one
stream of random numbers that all agents draw from in turn.
"""

import math
from collections.abc import Sequence
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
from demos.drawing.curves import plot_curves, plot_reference, show_all
from demos.drawing.palette import MUTED, SERIES
from demos.drawing.style import head, panels
from demos.framework.chance import SIGMAS
from demos.framework.demo import Check, option
from demos.framework.expected import Mark, across
from demos.framework.numbers import fixed, number, percent
from demos.framework.options import written

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Floats = NDArray[np.float64]
HIGH = 92  # per cent: above a line that is higher a name would leave the panel
NOTICES = "an ε of 0.12 for 0.1"
BEST, LIMIT = "best possible", "in the long run, ε = "
AT_RIGHT: dict[str, Any] = {
    "xycoords": ("axes fraction", "data"),
    "textcoords": "offset points",
    "ha": "right",
    "color": MUTED,
}


@dataclass(frozen=True)
class Parameters:
    """What to play, how often, how long."""

    epsilons: tuple[float, ...] = option(
        (0.0, 0.01, 0.1),
        "probabilities of exploring ε, six at most",
        minimum=0,
        maximum=1,
    )
    arms: int = option(10, "arms of each problem, k", minimum=2, maximum=1000)
    steps: int = option(1000, "pulls in each run", minimum=2, maximum=1_000_000)
    runs: int = option(2000, "independent problems", minimum=2, maximum=1_000_000)
    seed: int = option(1, "seed of the random generator", minimum=0)

    def __post_init__(self) -> None:
        if not 1 <= len(set(self.epsilons)) == len(self.epsilons) <= len(SERIES):
            raise ValueError(
                f"--epsilons must be 1 to {len(SERIES)} different numbers; "
                f"got {written(self.epsilons)}"
            )
        n = len(self.epsilons)
        kept, lengths = LEARNING * n, windows(self.steps)
        check_memory_of_runs(self, agents=n, kept=kept, lengths=lengths)


@dataclass(frozen=True)
class Result:
    """How each agent fared."""

    parameters: Parameters
    lengths: list[int]  # of the windows
    learning: list[Learning]  # one for each ε


def run(parameters: Parameters) -> Result:
    """Play every problem with every agent."""
    p = parameters
    problems, rngs = streams(p.seed, len(p.epsilons))
    lengths = windows(p.steps)
    agents = (
        EpsilonGreedy(p.runs, p.arms, epsilon, rng)
        for epsilon, rng in zip(p.epsilons, rngs, strict=True)
    )
    learning = averages(p, agents, problems, lengths)
    return Result(p, lengths, learning)


def draw(result: Result, fig: "Figure") -> None:
    """Average reward and share of optimal actions, step by step."""
    reward, optimal = panels(fig, 2, height=265)
    _plot_rewards(reward, result)
    _plot_optimal(optimal, result)


def _plot_rewards(ax: "Axes", result: Result) -> None:
    ceiling = exact.best_value(result.parameters.arms)
    means = [agent.reward for agent in result.learning]
    pays = _beats_none(result, means)
    head(ax, "A little exploration beats none" if pays else "Reward", "reward per step")
    bands = [m.value + side * CONFIDENCE * m.error for m in means for side in (-1, 1)]
    show_all(ax, ceiling, *bands, floor=0)
    plot_reference(ax, ceiling, color=MUTED).set_label(BEST)
    _plot(ax, result, means)
    ax.annotate(BEST, (1, ceiling), (0, 3), **AT_RIGHT)


def _plot_optimal(ax: "Axes", result: Result) -> None:
    p = result.parameters
    means = [agent.optimal.times(100) for agent in result.learning]
    finds = _beats_none(result, means)
    title = "Who explores finds the best arm" if finds else "How often it is the best"
    head(ax, title, "% of pulls that took the best arm")
    limits = {e: 100 * exact.limit_optimal(p.arms, e) for e in p.epsilons if e}
    ax.set_ylim(0, 104)
    for color, epsilon in zip(SERIES, p.epsilons, strict=False):
        if epsilon:  # without exploring, the best arm may never be found
            line = plot_reference(ax, limits[epsilon], color=color)
            line.set_label(f"{LIMIT}{number(epsilon)}")
    _plot(ax, result, means)
    if limits:
        low = min(limits.values())
        crowded = low > 50 if len(limits) > 1 else low > HIGH
        side = (-3, "top") if crowded else (3, "bottom")
        place = AT_RIGHT | {"va": side[1]}
        ax.annotate("dashed: in the long run", (1, low), (0, side[0]), **place)


def marks(result: Result) -> dict[str, Mark]:
    """The dashed lines: what the best arm is worth, and who knows it pulls it."""
    p = result.parameters
    limits = {f"{LIMIT}{number(e)}": 1 - e + e / p.arms for e in p.epsilons if e}
    best = {BEST: across(verify_drawn.best_value(p.arms))}
    return best | {name: across(100 * share) for name, share in limits.items()}


def _beats_none(result: Result, means: Sequence[Mean]) -> bool:
    """True where some ε above 0 ends above ε = 0 by more than their errors."""
    ends = {
        epsilon: (mean.value[-1], CONFIDENCE * mean.error[-1])
        for epsilon, mean in zip(result.parameters.epsilons, means, strict=True)
    }
    none, error = ends.pop(0.0, (math.inf, 0.0))
    return any(value - none > math.hypot(error, own) for value, own in ends.values())


def _plot(ax: "Axes", result: Result, means: Sequence[Mean]) -> None:
    """One curve for each ε."""
    plot_curves(
        ax,
        centres(result.lengths),
        [mean.value for mean in means],
        [CONFIDENCE * mean.error for mean in means],
        [f"ε = {number(epsilon)}" for epsilon in result.parameters.epsilons],
    )
    ax.set_xlabel("Step")


def findings(result: Result) -> list[str]:
    """How the agents that earned most and least in the end fared."""
    p, last = result.parameters, result.lengths[-1]
    order = np.argsort([-agent.reward.value[-1] for agent in result.learning])
    steps = number(p.steps)
    when = f"Over the last {last} of {steps} steps" if last > 1 else f"At step {steps}"
    first, *rest = [_fared(p.epsilons[i], result.learning[i]) for i in order]
    worst = f", and {rest[-1]}" if rest else ""
    return [f"{when}, {first}{worst}.", f"{_possible(p)}."]


def _possible(p: Parameters) -> str:
    """What the dashed lines show."""
    limits = [
        f"ε = {number(epsilon)} can earn {exact.limit_reward(p.arms, epsilon):.3f} "
        f"and pull it {number(100 * exact.limit_optimal(p.arms, epsilon), 4)} % of "
        "the time"
        for epsilon in p.epsilons
        if epsilon
    ]
    best = f"The best arm is worth {exact.best_value(p.arms):.3f} a step"
    return f"{best}; in the long run {', '.join(limits)}" if limits else best


def _fared(epsilon: float, agent: Learning) -> str:
    reward, error = agent.reward.value[-1], CONFIDENCE * agent.reward.error[-1]
    return (
        f"ε = {number(epsilon)} earned {fixed(reward, 2)} ± {fixed(error, 2)} a step "
        f"and pulled the best arm {percent(agent.optimal.value[-1])} of the time"
    )


def checks(result: Result) -> list[Check]:
    """The testbed, every agent against its rule, and the curves against theory."""
    p = result.parameters
    best = exact.best_value(p.arms)
    off = SIGMAS * math.sqrt(exact.best_value_variance(p.arms) / p.runs)
    measured = float(result.learning[0].best_values.mean())
    rows = [Check("true value of the best arm", best, measured, off)]
    rows += verify.of_testbed(result.learning, result.lengths, p.arms)
    histories = [agent.history for agent in result.learning]
    rule = rules.EpsilonGreedyRule(np.repeat(p.epsilons, histories[0].runs), p.arms)
    rows += replay.checks("all ε", rule, histories, notices=NOTICES)
    columns = {name: np.asarray(column) for name, column in data(result).items()}
    words = verify_drawn.greedy(findings(result), columns, p.epsilons, p.arms)
    rows += [
        verify.axis(columns["step"], result.lengths),
        verify_drawn.with_errors(words, columns, result.lengths, p.runs),
    ]
    for epsilon in p.epsilons:
        label = f"ε = {written(epsilon)}"
        error = columns[f"reward error ε={written(epsilon)}"][0]
        rows += verify.second_pull(columns, epsilon, p)
        rows.append(verify.width(label, error, p.runs, 2))
        rows.append(exams.of_exploring(epsilon, p.arms))
    return rows + _reference(columns, p)


def _reference(columns: dict[str, Floats], p: Parameters) -> list[Check]:
    """The curves of the book's figure against another program's."""
    if (p.arms, p.steps) != (10, 1000) or p.runs < comparison.FEW:
        return []
    return [
        comparison.moments(columns, f"{name}{{}} ε={written(epsilon)}", which, known)
        for epsilon, known in reference.GREEDY.items()
        for which, name in enumerate(("reward", "optimal"))
        if epsilon in p.epsilons
    ]


def data(result: Result) -> dict[str, ArrayLike]:
    """Each curve with its standard error."""
    columns: dict[str, ArrayLike] = {"step": centres(result.lengths)}
    for epsilon, agent in zip(result.parameters.epsilons, result.learning, strict=True):
        for name, mean in (("reward", agent.reward), ("optimal", agent.optimal)):
            columns[f"{name} ε={written(epsilon)}"] = mean.value
            columns[f"{name} error ε={written(epsilon)}"] = mean.error
    return columns
