"""Agents on the testbed: what they earn, averaged over windows of steps and runs."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Protocol, cast

import gymnasium as gym
import numpy as np
from numpy.typing import NDArray

import demos.bandits  # noqa: F401, registers the environments
from demos.bandits.history import PULL, History, Recorder, Step, recorded_runs
from demos.bandits.luck import share_luck
from demos.framework.limits import check_memory

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
CONFIDENCE = 1.96  # standard errors: 95 %
# Memory of playing, in bytes, at the peak; measured
PER_ARM = 92  # for each arm of each problem
PER_PROBLEM = 240  # for each problem, whatever its arms
LEARNING = 16  # for each problem in each ``Learning`` that is kept
# Likewise of each further agent that takes turns, and for each step of its windows
ARM_BESIDE = 36
PROBLEM_BESIDE = 150
STEP_BESIDE = 8
SIDE_BY_SIDE = 64 * 2**20  # bytes that they may hold at once


class Agent(Protocol):
    """Plays n problems at once."""

    def act(self) -> Ints:
        """One action for each problem, shape (n,)."""

    def update(self, action: Ints, reward: Floats) -> None:
        """Learn from what the actions paid."""

    def values(self, runs: int) -> Floats:
        """What it holds of the arms of the first problems, (runs, k)."""


@dataclass(frozen=True)
class Mean:
    """An average over runs, one for each window of steps."""

    value: Floats
    error: Floats  # standard error of the value, from the scatter of the runs

    def times(self, factor: float) -> "Mean":
        """The same in another unit."""
        return Mean(factor * self.value, factor * self.error)


@dataclass(frozen=True)
class Learning:
    """How one agent fared."""

    reward: Mean
    optimal: Mean  # share of the pulls that took a best arm
    run_rewards: Floats  # each run's average over all steps, shape (runs,)
    best_values: Floats  # true value of each run's best arm at the last pull
    mean_square: float  # of all true values at the last pull
    history: History


def streams(seed: int, agents: int) -> tuple[int, list[np.random.Generator]]:
    """A seed for the problems, and for each agent a stream of random numbers.

    One more agent changes nothing for the others.
    """
    problems, *choices = np.random.SeedSequence(seed).spawn(1 + agents)
    rngs = [np.random.default_rng(choice) for choice in choices]
    return int(problems.generate_state(1)[0]), rngs


def windows(steps: int, *, single: int = 10, parts: int = 50) -> list[int]:
    """Lengths of the windows: single steps at first, then about ``parts`` even ones."""
    ones = [1] * min(single, steps)
    edges = np.linspace(len(ones), steps, parts + 1).round().astype(int)
    return ones + [int(length) for length in np.diff(edges) if length]


def centres(lengths: Sequence[int]) -> Floats:
    """Mean step of each window, counted from 1."""
    return np.cumsum(lengths) - (np.asarray(lengths) - 1) / 2


class Size(Protocol):
    """Options of an experiment."""

    @property
    def runs(self) -> int:
        """Independent problems."""

    @property
    def arms(self) -> int:
        """Of each."""

    @property
    def steps(self) -> int:
        """Pulls in each."""


def check_memory_of_runs(
    size: Size, *, agents: int, kept: int, lengths: Sequence[int] = ()
) -> None:
    """ValueError for more problems than fit.

    Args:
        size: of the experiment.
        agents: that play, and whose histories stay.
        kept: bytes that stay of each problem when all have played.
        lengths: of the windows, if the agents take turns.
    """
    bytes_per_run = size.arms * PER_ARM + PER_PROBLEM + kept
    history = recorded_runs(size.runs, size.steps) * (PULL * size.steps + 8 * size.arms)
    needed = size.runs * bytes_per_run + agents * history
    if lengths:
        others = min(agents, _at_once(size, lengths)) - 1
        needed += others * _beside(size, lengths)
    check_memory(needed, f"--runs {size.runs} with --arms {size.arms}")


def _beside(size: Size, lengths: Sequence[int]) -> int:
    """Bytes that one more agent holds while it waits for its turn."""
    steps = STEP_BESIDE * max(lengths)
    return size.runs * (ARM_BESIDE * size.arms + PROBLEM_BESIDE + steps)


def _at_once(size: Size, lengths: Sequence[int]) -> int:
    """How many agents may take turns."""
    return max(1, SIDE_BY_SIDE // _beside(size, lengths))


def play(env: gym.vector.VectorEnv, agent: Agent, seed: int | None) -> Iterator[Step]:
    """Actions, rewards and true values (n, k) of each step of new problems.

    The true values are those that the actions met, before they drift.
    """
    _, info = env.reset(seed=seed)
    q_star = info["q_star"]
    while True:
        action = agent.act()
        _, reward, _, _, info = env.step(action)
        agent.update(action, reward)
        yield action, reward, q_star
        q_star = info.get("q_star", q_star)


def average(
    env: gym.vector.VectorEnv, agent: Agent, seed: int, lengths: Sequence[int]
) -> Learning:
    """Let the agent play every problem of a new bandit environment.

    Args:
        env: a vector environment whose time limit is at least sum(lengths).
        agent: one that plays as many problems.
        seed: of the environment.
        lengths: of the windows.
    """
    *_, learning = _turns(env, agent, seed, lengths)
    return cast(Learning, learning)


def averages(
    size: Size, agents: Iterable[Agent], seed: int, lengths: Sequence[int], **law: Any
) -> list[Learning]:
    """What ``average`` gives for each agent, on the testbed or under another law.

    As many as fit in ``SIDE_BY_SIDE`` take turns, window by window: the luck that one
    meets is kept for the others until all have met it.

    Args:
        size: of the experiment.
        agents: made when it is their turn.
        seed: of the problems, the same for all.
        lengths: of the windows.
        law: options of ``BanditProblem``.
    """
    learning: list[Learning] = []
    agents = iter(agents)
    while group := list(islice(agents, _at_once(size, lengths))):
        envs = [_environment(size, law) for _ in group]
        share_luck(envs, seed)
        turns = [_turns(*of, None, lengths) for of in zip(envs, group, strict=True)]
        *_, last = zip(*turns, strict=True)
        learning += cast(tuple[Learning], last)
    return learning


def _environment(size: Size, law: dict[str, Any]) -> gym.vector.VectorEnv:
    return gym.make_vec(
        "demos/Bandit-v0",
        num_envs=size.runs,
        max_episode_steps=size.steps,
        k=size.arms,
        **law,
    )


def _turns(
    env: gym.vector.VectorEnv, agent: Agent, seed: int | None, lengths: Sequence[int]
) -> Iterator[Learning | None]:
    """Play a window each turn; the last gives what was learnt."""
    recorder = Recorder(env.num_envs, sum(lengths))
    steps = recorder.watch(play(env, agent, seed))
    rewards, optimal, run_rewards = [], [], np.zeros(env.num_envs)
    for length in lengths:
        reward, share, q_star = _window(steps, env.num_envs, length)
        run_rewards += reward * length
        recorder.end_window(reward, share)
        rewards.append(_mean(reward))
        optimal.append(_mean(share))
        yield None
    yield Learning(
        reward=_joined(rewards),
        optimal=_joined(optimal),
        run_rewards=run_rewards / sum(lengths),
        best_values=q_star.max(axis=1),
        mean_square=float((q_star**2).mean()),
        history=recorder.history(agent),
    )


def _window(
    steps: Iterator[Step], n: int, length: int
) -> tuple[Floats, Floats, Floats]:
    """Each run's mean reward and share of optimal pulls, and the last true values."""
    reward_sum = np.zeros(n)
    optimal_sum = np.zeros(n, dtype=np.min_scalar_type(length))
    best_of = None
    for action, reward, q_star in islice(steps, length):
        if q_star is not best_of:  # the arms are new, or have drifted
            best_of, best = q_star, q_star.argmax(axis=1)
        reward_sum += reward
        optimal_sum += (action == best).view(np.uint8)
    return reward_sum / length, optimal_sum / length, q_star


def _mean(runs: Floats) -> tuple[float, float]:
    n = len(runs)
    mean = runs.sum() / n
    scatter = runs - mean
    scatter *= scatter
    return mean, math.sqrt(scatter.sum() / (n - 1)) / math.sqrt(n)


def _joined(means: list[tuple[float, float]]) -> Mean:
    value, error = np.array(means).T
    return Mean(value, error)
