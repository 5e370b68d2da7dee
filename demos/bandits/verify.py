"""Checks of the testbed itself: what paid, what was counted, who met whom."""

import math
from collections.abc import Sequence
from typing import Protocol

import gymnasium as gym
import numpy as np

from demos.bandits import exact
from demos.bandits.choice import Floats
from demos.bandits.comparison import Columns
from demos.bandits.history import History
from demos.bandits.testbed import Learning, Size
from demos.framework.chance import SIGMAS, chi_square, freedman, greatest
from demos.framework.demo import Check
from demos.framework.options import written

ROUNDING = 1e-9
PLACES = (0.0, -1.0, 1.0, -2.0, 2.0)  # where the law of a normal is looked at
FAR = 3.0  # on both sides: what clips values at it leaves none beyond
ARMS = 400_000  # of an exam's problems, all together


class Drifting(Size, Protocol):
    """Options of an experiment whose arms drift."""

    @property
    def drift(self) -> float:
        """Standard deviation of each step."""


def of_testbed(
    agents: Sequence[Learning], lengths: Sequence[int], k: int
) -> list[Check]:
    """The checks of agents whose true values are standard normals."""
    return [*checks(agents, lengths, k, spread=1), *of_arms(k)]


def checks(
    agents: Sequence[Learning], lengths: Sequence[int], k: int, *, spread: float
) -> list[Check]:
    """What agents met on the testbed, and whether all of it was counted.

    Args:
        agents: of the same problems.
        lengths: of the windows.
        k: arms.
        spread: standard deviation of true values at the last pull.
    """
    return [
        *of_rewards(agents[0].history),
        _of_true_values(agents[0], k, spread),
        *_of_windows(agents, lengths),
        *_of_fairness(agents, k),
    ]


def second_pull(columns: Columns, epsilon: float, size: Size) -> list[Check]:
    """What is drawn of an ε-greedy agent at step 2."""
    label = f"ε = {written(epsilon)}"
    (two,) = (columns["step"] == 2).nonzero()[0]
    variance = exact.second_reward_variance(epsilon)
    optimal = exact.second_optimal(size.arms, epsilon)
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
            SIGMAS * deviation / math.sqrt(size.runs),
        )
        for name, (mean, deviation) in expected.items()
    ]


def dashed_end(drawn: Floats, at: Floats, agent: Learning, size: Drifting) -> Check:
    """The end of the best possible, half a window before the last pull."""
    spread = size.drift * math.sqrt(size.steps - 1)
    off = SIGMAS * spread * math.sqrt(exact.best_value_variance(size.arms) / size.runs)
    expected = float(drawn[-1]) * math.sqrt((size.steps - 1) / (at[-1] - 1))
    measured = float(agent.best_values.mean())
    return Check("dashed line at the last pull", expected, measured, off)


def axis(step: Floats, lengths: Sequence[int]) -> Check:
    """The steps at which windows are drawn, on average over all steps."""
    mean = float(np.asarray(lengths) @ step / sum(lengths))
    what = "mean step of the axis"
    return Check(
        what, (1 + sum(lengths)) / 2, mean, 1e-9 * sum(lengths), "steps from 0"
    )


def width(label: str, error: float, runs: int, variance: float) -> Check:
    """The error of the first reward's mean, from normals of known variance."""
    ratio = float(error**2 * runs / variance)
    off = chi_square(runs - 1) / (runs - 1)
    what = f"{label}: squared width of the band at step 1, to the exact one"
    return Check(what, 1, ratio, off, f"a band {math.sqrt(1 + off):.2f} times as wide")


def of_rewards(history: History) -> list[Check]:
    """The noise of a reward is a standard normal, and each run's its own."""
    noise = history.rewards - history.q
    n, square = noise.size, float((noise**2).mean())
    steps, runs = noise.shape
    together = float((noise.mean(axis=1) ** 2).mean() * runs)
    return [
        Check(
            "noise of a reward, mean",
            0,
            float(noise.mean()),
            SIGMAS / math.sqrt(n),
            "rewards of another arm, or of another step",
        ),
        Check(
            "noise of a reward, variance",
            1,
            square,
            chi_square(n) / n,
            "a deviation of 1.1 instead of 1",
        ),
        Check(
            "noise of a reward, runs × variance of their mean",
            1,
            together,
            chi_square(steps) / steps,
            "runs that share their noise",
        ),
        of_law("noise of a reward", noise),
    ]


def of_law(what: str, values: Floats) -> Check:
    """How many lie above a few places, beside a normal's law; in bounds of chance."""
    n, off, bounds = values.size, [], []
    sides = [*((values, place, 1) for place in PLACES), (np.abs(values), FAR, 2)]
    for side, place, tails in sides:
        share = tails * math.erfc(place / math.sqrt(2)) / 2
        bounds.append(freedman(n * share * (1 - share), 1.0))
        off.append((np.count_nonzero(side > place + ROUNDING) - n * share) / bounds[-1])
    what = f"{what}, shares above −2 … 2, beyond ±3, in bounds of chance"
    least = f"{100 * bounds[-2] / n:.2g} % elsewhere"
    return Check(what, 0, max(off, key=abs), 1, least)


def of_arms(k: int) -> list[Check]:
    """True values of many problems: normal, and no arm with an advantage."""
    n = max(100, ARMS // k)
    q_star = gym.make_vec("demos/Bandit-v0", num_envs=n, k=k).reset(seed=1)[1]["q_star"]
    best = float(np.abs(q_star.mean(axis=0)).max()) * math.sqrt(n)
    off = greatest(k)
    return [
        Check(
            "exam: true values, mean, in standard errors",
            0,
            best,
            off,
            f"an arm that is better by {off / math.sqrt(n):.2f}",
        ),
        of_law("exam: true values, noise", np.append(q_star, _noise(ARMS // 20))),
    ]


def _noise(n: int) -> Floats:
    """What the first arms of n problems pay ten times, but for their values."""
    env = gym.make_vec("demos/Bandit-v0", num_envs=n, k=1)
    q = env.reset(seed=2)[1]["q_star"][:, 0]
    first = np.zeros(n, dtype=np.int64)
    return np.concatenate([env.step(first)[1] - q for _ in range(10)])


def _of_true_values(agent: Learning, k: int, spread: float) -> Check:
    """Normals too: all values of all runs, at the last pull."""
    n = k * len(agent.best_values)
    return Check(
        "true values, mean square at the last pull",
        spread**2,
        agent.mean_square,
        spread**2 * chi_square(n) / n,
        "values spread by a tenth too much",
    )


def _of_windows(agents: Sequence[Learning], lengths: Sequence[int]) -> list[Check]:
    """The averages that are drawn are those of the steps that were recorded."""
    off = [_off(agent, lengths) for agent in agents]
    weights = np.asarray(lengths) / sum(lengths)
    total = [
        weights @ agent.reward.value - agent.run_rewards.mean() for agent in agents
    ]
    return [
        Check(
            "drawn averages, against the recorded steps",
            0,
            max(off),
            ROUNDING,
            "a window that is off by one step",
        ),
        Check(
            "drawn averages, against the sum of all rewards",
            0,
            float(np.abs(total).max()),
            ROUNDING,
            "a run that is left out",
        ),
    ]


def _off(agent: Learning, lengths: Sequence[int]) -> float:
    """The largest difference of a window's averages from those of its steps."""
    history = agent.history
    starts = np.cumsum([0, *lengths[:-1]])
    length = np.asarray(lengths)[:, None]
    rewards = np.add.reduceat(history.rewards, starts) / length
    optimal = np.add.reduceat((history.actions == history.best) * 1.0, starts) / length
    off_rewards = np.abs(rewards - history.window_rewards).max()
    return float(max(off_rewards, np.abs(optimal - history.window_optimal).max()))


def _of_fairness(agents: Sequence[Learning], k: int) -> list[Check]:
    """All agents met the same arms, and each had a chance of its own."""
    if len(agents) == 1:
        return []
    best = np.array([agent.best_values for agent in agents])
    first = np.array([agent.history.actions[0] for agent in agents])
    same = first[1:] == first[:-1]
    off = freedman(same.size * (1 - 1 / k) / k, 1.0) / same.size
    return [
        Check(
            "best arms of two agents, largest difference",
            0,
            float(np.ptp(best, axis=0).max()),
            0,
            "agents with other arms",
        ),
        Check(
            "share of first pulls that two agents have in common",
            1 / k,
            float(same.mean()),
            off,
            "agents with the same random numbers",
        ),
    ]
