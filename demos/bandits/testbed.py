"""Agents on the testbed: what they earn, averaged over windows of steps and runs."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import gymnasium as gym
import numpy as np
from numpy.typing import NDArray

import demos.bandits  # noqa: F401, registers the environments

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
CONFIDENCE = 1.96  # standard errors: 95 %
SIGMAS = 5  # a check within these misses by chance once in two million


class Agent(Protocol):
    """Plays n problems at once."""

    def act(self) -> Ints:
        """One action for each problem, shape (n,)."""

    def update(self, action: Ints, reward: Floats) -> None:
        """Learn from what the actions paid."""


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
    optimal: Mean  # share of the pulls that took a best machine
    last_rewards: Floats  # each run's average over the last window, shape (runs,)
    run_rewards: Floats  # the same over all steps
    best_values: Floats  # true value of each run's best machine in the end


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


def play(
    env: gym.vector.VectorEnv, agent: Agent, seed: int, lengths: Sequence[int]
) -> Learning:
    """Let the agent play every problem of a new bandit environment.

    Args:
        env: a vector environment whose time limit is at least sum(lengths).
        agent: one that plays as many problems.
        seed: of the environment.
        lengths: of the windows.
    """
    _, info = env.reset(seed=seed)
    q_star = info["q_star"]
    best = q_star.argmax(axis=1)
    rewards, optimal, run_rewards = [], [], np.zeros(env.num_envs)
    for length in lengths:
        reward_sum = np.zeros(env.num_envs)
        optimal_sum = np.zeros(env.num_envs, dtype=np.min_scalar_type(length))
        for _ in range(length):
            action = agent.act()
            _, reward, _, _, info = env.step(action)
            agent.update(action, reward)
            reward_sum += reward
            optimal_sum += (action == best).view(np.uint8)
            if "q_star" in info:  # the machines have moved
                q_star = info["q_star"]
                best = q_star.argmax(axis=1)
        run_rewards += reward_sum
        rewards.append(_mean(reward_sum / length))
        optimal.append(_mean(optimal_sum / length))
    return Learning(
        reward=_joined(rewards),
        optimal=_joined(optimal),
        last_rewards=reward_sum / length,
        run_rewards=run_rewards / sum(lengths),
        best_values=q_star.max(axis=1),
    )


def _mean(runs: Floats) -> tuple[float, float]:
    n = len(runs)
    mean = runs.sum() / n
    scatter = runs - mean
    scatter *= scatter
    return mean, math.sqrt(scatter.sum() / (n - 1)) / math.sqrt(n)


def _joined(means: list[tuple[float, float]]) -> Mean:
    value, error = np.array(means).T
    return Mean(value, error)
