"""Which bandit agent is best depends on its one knob: all of them, at all settings.

Each curve is an agent of Sutton & Barto, Reinforcement Learning (2nd ed., 2018),
Chapter 2, over its own parameter; each point its average reward over the first steps
on the ten-armed testbed, as in Figure 2.6.  The gradient agent's baseline is the
average of the rewards before the present one.  The same without a baseline, Boltzmann
exploration and Thompson sampling, which has no parameter, are added.  Bands: 95 %
confidence of the mean over runs; all agents face the same problems.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import gymnasium as gym
import numpy as np
from numpy.typing import ArrayLike, NDArray

from demos.bandits import exact
from demos.bandits.agents import UCB, Boltzmann, Thompson
from demos.bandits.epsilon_greedy import EpsilonGreedy
from demos.bandits.preferences import Gradient, PlainGradient
from demos.bandits.testbed import (
    CONFIDENCE,
    LEARNING,
    SIGMAS,
    Agent,
    Learning,
    average,
    check_memory_of_runs,
    streams,
)
from demos.drawing.curves import plot_mean, plot_reference
from demos.drawing.palette import MUTED, SERIES
from demos.drawing.style import is_narrow, legend, panels
from demos.framework.demo import Check, option

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Floats = NDArray[np.float64]
Make = Callable[[int, int, float, np.random.Generator], Agent]
TICKS = ["1/128", "", "1/32", "", "1/8", "", "1/2", "1", "2", "4"]


@dataclass(frozen=True)
class Family:
    """An agent with one knob, and the powers of two to which it is turned."""

    knob: str
    low: int
    high: int
    make: Make

    @property
    def settings(self) -> list[float]:
        """From 2^low to 2^high."""
        return [2.0**power for power in range(self.low, self.high + 1)]


def optimistic(n: int, k: int, Q_1: float, rng: np.random.Generator) -> EpsilonGreedy:
    """Greedy, but it expects much of every arm at first (Sec. 2.6)."""
    return EpsilonGreedy(n, k, 0.0, rng, Q_1=Q_1, step_size=0.1)


FAMILIES = {
    "ε-greedy": Family("ε", -7, -2, EpsilonGreedy),
    "gradient": Family("α", -5, 2, Gradient),
    "without baseline": Family("α", -5, 2, PlainGradient),
    "UCB": Family("c", -4, 2, UCB),
    "optimistic": Family("Q₁", -2, 2, optimistic),
    "Boltzmann": Family("τ", -5, 1, Boltzmann),
}
AGENTS = 1 + sum(len(family.settings) for family in FAMILIES.values())


@dataclass(frozen=True)
class Parameters:
    """What to play, how often, how long."""

    arms: int = option(10, "arms of each problem, k", minimum=2, maximum=1000)
    steps: int = option(1000, "pulls in each run", minimum=20, maximum=100_000)
    runs: int = option(1000, "independent problems", minimum=2, maximum=1_000_000)
    seed: int = option(1, "seed of the random generator", minimum=0)

    def __post_init__(self) -> None:
        check_memory_of_runs(self.runs, self.arms, kept=LEARNING * AGENTS)
        if self.steps < self.arms + 2:
            raise ValueError(
                f"--steps must be more than --arms + 1, so that each arm is tried; "
                f"got {self.steps}"
            )


@dataclass(frozen=True)
class Result:
    """How every agent fared at every setting."""

    parameters: Parameters
    learning: dict[str, list[Learning]]  # one for each setting of a family
    thompson: Learning


def run(parameters: Parameters) -> Result:
    """Play every problem with every agent at every setting."""
    p = parameters
    problems, rngs = streams(p.seed, AGENTS)
    env = gym.make_vec(
        "demos/Bandit-v0", num_envs=p.runs, max_episode_steps=p.steps, k=p.arms
    )
    lengths = [p.arms, 1, p.steps - p.arms - 1]
    first, *others = rngs
    stream = iter(others)
    learning = {
        name: [
            average(
                env, family.make(p.runs, p.arms, knob, next(stream)), problems, lengths
            )
            for knob in family.settings
        ]
        for name, family in FAMILIES.items()
    }
    thompson = average(env, Thompson(p.runs, p.arms, first), problems, lengths)
    return Result(p, learning, thompson)


def draw(result: Result, fig: "Figure") -> None:
    """Average reward over the knob, on a scale of powers of two."""
    (ax,) = panels(fig, 1, height=380 if is_narrow(fig) else 300)
    lines = {}
    for color, (name, agents) in zip(SERIES, result.learning.items(), strict=False):
        means, errors = _earned(agents)
        family = FAMILIES[name]
        line = plot_mean(ax, family.settings, means, CONFIDENCE * errors, color=color)
        lines[f"{name}, {family.knob}"] = line
    reward = result.thompson.run_rewards.mean()
    lines["Thompson"] = plot_reference(ax, reward, color=MUTED)
    ax.set(title="Average reward", xlabel="Setting of the knob", xscale="log")
    ax.set_xticks([2.0**power for power in range(-7, 3)], TICKS)
    ax.minorticks_off()
    legend(fig, lines)


def _earned(agents: list[Learning]) -> tuple[Floats, Floats]:
    """Average reward of a run at each setting, and its standard error."""
    runs = np.array([agent.run_rewards for agent in agents])
    return runs.mean(axis=1), runs.std(axis=1, ddof=1) / math.sqrt(runs.shape[1])


def _peaks(result: Result) -> dict[str, tuple[float, float]]:
    """Each family's best reward and the setting that earned it, the best first."""
    peaks = {}
    for name, agents in result.learning.items():
        means, _ = _earned(agents)
        peaks[name] = (float(means.max()), FAMILIES[name].settings[means.argmax()])
    return dict(sorted(peaks.items(), key=lambda item: -item[1][0]))


def findings(result: Result) -> list[str]:
    """The families in the order of their peaks."""
    peaks = [
        f"{name} {reward:.2f} at {FAMILIES[name].knob} = {setting:g}"
        for name, (reward, setting) in _peaks(result).items()
    ]
    reward = result.thompson.run_rewards.mean()
    return [
        f"Over {result.parameters.steps} steps the best settings earn, a step: "
        f"{', '.join(peaks)}.",
        f"Thompson sampling, with nothing to set, earns {reward:.2f}.",
    ]


def checks(result: Result) -> list[Check]:
    """After one pull of each arm, the best reward seen decides: exactly known."""
    p = result.parameters
    scale = SIGMAS / math.sqrt(p.runs)
    best = exact.best_value(p.arms) / math.sqrt(2)
    deviation = math.sqrt(exact.best_value_variance(p.arms) / 2 + 1.5)
    rows = []
    for place in (0, -1):
        label = f"UCB, c = {FAMILIES['UCB'].settings[place]:g}"
        each, after = result.learning["UCB"][place].reward.value[:2]
        tolerance = scale * math.sqrt(2 / p.arms)
        rows += [
            Check(f"{label}: pulls 1 to k", 0, each, tolerance),
            Check(f"{label}: pull k + 1", best, after, scale * deviation),
        ]
    return rows


def data(result: Result) -> dict[str, ArrayLike]:
    """Every point, with its agent and setting."""
    rows = [
        (name, setting, mean, error)
        for name, agents in result.learning.items()
        for setting, mean, error in zip(
            FAMILIES[name].settings, *_earned(agents), strict=True
        )
    ]
    names, settings, means, errors = zip(*rows, strict=True)
    return {"agent": names, "setting": settings, "reward": means, "error": errors}
