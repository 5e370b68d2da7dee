"""A little exploration beats none: ε-greedy agents on the ten-armed testbed.

Each agent plays the same bandit problems, whose arms have true values drawn
from N(0, 1) and pay N(q, 1).  It keeps the average reward of each arm, pulls
the best so far, and with probability ε any arm at random.  The defaults
reproduce Figure 2.2 of Sutton & Barto, Reinforcement Learning (2nd ed., 2018).
Bands: 95 % confidence of the mean over runs.  Bars at the right edge: where the
middle eight of every ten runs are in the end.  Dashed: the best possible, and how
often each ε takes the best arm once it is known.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

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
from demos.drawing.curves import plot_curves, plot_reference
from demos.drawing.palette import MUTED, SERIES
from demos.drawing.style import panels
from demos.framework.demo import Check, option
from demos.framework.options import written

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Floats = NDArray[np.float64]
NOTICES = "an ε of 0.11 for 0.1"
FEW = 100  # runs of which a mean is not yet normal
NEAR: dict[str, Any] = {"textcoords": "offset points"}


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
        check_memory_of_runs(self, agents=n, kept=LEARNING * n)


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
    env = gym.make_vec(
        "demos/Bandit-v0", num_envs=p.runs, max_episode_steps=p.steps, k=p.arms
    )
    learning = [
        average(env, EpsilonGreedy(p.runs, p.arms, epsilon, rng), problems, lengths)
        for epsilon, rng in zip(p.epsilons, rngs, strict=True)
    ]
    return Result(p, lengths, learning)


def draw(result: Result, fig: "Figure") -> None:
    """Average reward and share of optimal actions, step by step."""
    reward, optimal = panels(fig, 2)
    _plot_rewards(reward, result)
    _plot_optimal(optimal, result)


def _plot_rewards(ax: "Axes", result: Result) -> None:
    ceiling = exact.best_value(result.parameters.arms)
    means = [agent.reward for agent in result.learning]
    spreads = [agent.last_rewards for agent in result.learning]
    lowest = min((mean.value - CONFIDENCE * mean.error).min() for mean in means)
    highest = max(np.percentile(spread, 90) for spread in spreads)
    ax.set(title="Average reward", xlabel="Step")
    ax.set_ylim(min(0.0, round(lowest)), max(1.2 * ceiling, 1.03 * highest))
    plot_reference(ax, ceiling, color=MUTED)
    ax.annotate("best possible", (0, ceiling), (4, 4), **NEAR, color=MUTED)
    _plot(ax, result, means, spreads=spreads)


def _plot_optimal(ax: "Axes", result: Result) -> None:
    p = result.parameters
    for color, epsilon in zip(SERIES, p.epsilons, strict=False):
        if epsilon:  # without exploring, the best arm may never be found
            limit = exact.limit_optimal(p.arms, epsilon)
            plot_reference(ax, 100 * limit, color=color)
    ax.set(title="Best arm chosen, %", xlabel="Step", ylim=(0, 100))
    _plot(ax, result, [agent.optimal.times(100) for agent in result.learning])


def _plot(ax: "Axes", result: Result, means: Sequence[Mean], **options: Any) -> None:
    """One curve for each ε."""
    plot_curves(
        ax,
        centres(result.lengths),
        [mean.value for mean in means],
        [CONFIDENCE * mean.error for mean in means],
        [f"ε = {written(epsilon)}" for epsilon in result.parameters.epsilons],
        **options,
    )


def findings(result: Result) -> list[str]:
    """How the agents that earned most and least in the end fared."""
    p = result.parameters
    last = result.lengths[-1]
    order = np.argsort([-agent.reward.value[-1] for agent in result.learning])
    when = (
        f"Over the last {last} of {p.steps} steps" if last > 1 else f"At step {p.steps}"
    )
    first, *rest = [_fared(p.epsilons[i], result.learning[i]) for i in order]
    worst = f", and {rest[-1]}" if rest else ""
    return [f"{when}, {first}{worst}.", f"{_possible(p)}."]


def _possible(p: Parameters) -> str:
    """What the dashed lines show."""
    limits = [
        f"ε = {written(epsilon)} can earn {exact.limit_reward(p.arms, epsilon):.3f} "
        f"and pull it {100 * exact.limit_optimal(p.arms, epsilon):.4g} % of the time"
        for epsilon in p.epsilons
        if epsilon
    ]
    best = f"The best arm is worth {exact.best_value(p.arms):.3f} a step"
    return f"{best}; in the long run {', '.join(limits)}" if limits else best


def _fared(epsilon: float, agent: Learning) -> str:
    reward, error = agent.reward.value[-1], CONFIDENCE * agent.reward.error[-1]
    share = agent.optimal.value[-1]
    return (
        f"ε = {written(epsilon)} earned {reward:.2f} ± {error:.2f} a step "
        f"and pulled the best arm {100 * share:.0f} % of the time"
    )


def checks(result: Result) -> list[Check]:
    """The testbed, every agent against its rule, and the curves against theory."""
    p = result.parameters
    best = exact.best_value(p.arms)
    off = SIGMAS * math.sqrt(exact.best_value_variance(p.arms) / p.runs)
    measured = float(result.learning[0].best_values.mean())
    rows = [Check("true value of the best arm", best, measured, off)]
    rows += verify.checks(result.learning, result.lengths, p.arms, spread=1)
    histories = [agent.history for agent in result.learning]
    rule = rules.EpsilonGreedyRule(np.repeat(p.epsilons, histories[0].runs), p.arms)
    rows += replay.checks("all ε", rule, histories, notices=NOTICES)
    columns = {name: np.asarray(column) for name, column in data(result).items()}
    rows.append(verify.axis(columns["step"], result.lengths))
    for epsilon in p.epsilons:
        label = f"ε = {written(epsilon)}"
        error = columns[f"reward error ε={written(epsilon)}"][0]
        rows += _second_pull(columns, epsilon, p)
        rows.append(verify.width(label, error, p.runs, 2))
        rows.append(exams.of_exploring(epsilon, p.arms))
    return rows + _reference(columns, p)


def _second_pull(
    columns: dict[str, Floats], epsilon: float, p: Parameters
) -> list[Check]:
    """What is drawn at step 2, and the width of its band."""
    label = f"ε = {written(epsilon)}"
    (two,) = (columns["step"] == 2).nonzero()[0]
    variance = exact.second_reward_variance(epsilon)
    optimal = exact.second_optimal(p.arms, epsilon)
    binomial = math.sqrt(optimal * (1 - optimal))
    expected = {
        "reward": (exact.second_reward(epsilon), math.sqrt(variance)),
        "optimal": (optimal, binomial),
    }
    return [
        Check(
            f"{label}: {name} at step 2",
            mean,
            float(columns[f"{name} ε={written(epsilon)}"][two]),
            SIGMAS * deviation / math.sqrt(p.runs),
        )
        for name, (mean, deviation) in expected.items()
    ]


def _reference(columns: dict[str, Floats], p: Parameters) -> list[Check]:
    """The curves of the book's figure against another program's."""
    if (p.arms, p.steps) != (10, 1000) or p.runs < FEW:
        return []
    rows = []
    for epsilon in sorted(set(p.epsilons) & set(reference.GREEDY)):
        for which, name in enumerate(("reward", "optimal")):
            value = columns[f"{name} ε={written(epsilon)}"]
            error = columns[f"{name} error ε={written(epsilon)}"]
            off = [
                (value[at] - known[which][0]) / math.hypot(error[at], known[which][1])
                for span, known in reference.GREEDY[epsilon].items()
                for at in (columns["step"] == sum(span) / 2).nonzero()[0]
            ]
            what = f"ε = {written(epsilon)}: {name}, farthest from another program's"
            notices = f"{SIGMAS * error[-1]:.2f} at one of {len(off)} moments"
            rows.append(Check(what, 0, max(off, key=abs), SIGMAS, notices))
    return rows


def data(result: Result) -> dict[str, ArrayLike]:
    """Each curve with its standard error."""
    columns: dict[str, ArrayLike] = {"step": centres(result.lengths)}
    for epsilon, agent in zip(result.parameters.epsilons, result.learning, strict=True):
        for name, mean in (("reward", agent.reward), ("optimal", agent.optimal)):
            columns[f"{name} ε={written(epsilon)}"] = mean.value
            columns[f"{name} error ε={written(epsilon)}"] = mean.error
    return columns
