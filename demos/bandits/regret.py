"""Regret: what one earns less, on average, than by always pulling the best arm.

After t pulls, of arms with the true values μ and the gaps Δ(a) = max μ - μ(a), it is
the sum of the gaps of all arms pulled.  Rewards are 0 or 1.
"""

import math
from collections.abc import Sequence
from itertools import islice

import gymnasium as gym
import numpy as np
from numpy.typing import NDArray

from demos.bandits.history import Recorder
from demos.bandits.testbed import Agent, play

Floats = NDArray[np.float64]


def gaps(means: Sequence[float]) -> Floats:
    """How much worse each arm is than the best, (k,)."""
    return max(means) - np.asarray(means, dtype=float)


def divergence(p: float, q: float) -> float:
    """Of a coin p from a coin q: p ln(p / q) + (1 - p) ln((1 - p) / (1 - q))."""
    if (p > 0 and q == 0) or (p < 1 and q == 1):
        return math.inf
    return _part(p, q, q - p) + _part(1 - p, 1 - q, p - q)


def _part(a: float, b: float, more: float) -> float:
    """a ln(a / b), by how much b is more than a: two coins may be nearly alike."""
    if a == 0:
        return 0.0
    return a * (math.log(a / b) if abs(more) > a / 2 else -math.log1p(more / a))


def lai_robbins(means: Sequence[float]) -> float:
    """The C of C ln t, below which no learner's regret can stay that is good on all.

    Lai and Robbins (Adv. Appl. Math. 6, 1985), for one whose regret grows slower than
    every power of t, whatever the arms: C is the sum of Δ(a) / KL(μ(a), max μ) over
    the arms that are not best.
    """
    best = max(means)
    return sum((best - mean) / divergence(mean, best) for mean in means if mean < best)


def auer(means: Sequence[float], t: Floats) -> Floats:
    """What the regret of UCB1 is at most, at any t (Auer et al. 2002, Theorem 1).

    8 ln t sum(1 / Δ) + (1 + π^2 / 3) sum(Δ), over the arms that are not best.
    """
    of = gaps(means)
    away = of[of > 0]
    return 8 * np.log(t) * (1 / away).sum() + (1 + math.pi**2 / 3) * away.sum()


def follow(
    env: gym.vector.VectorEnv, agent: Agent, seed: int, marks: Sequence[int]
) -> tuple[Floats, Recorder]:
    """Regret of each run after the marked pulls, (marks, runs), and what was done.

    Args:
        env: whose arms have the same true values in all runs.
        agent: one that plays as many problems.
        seed: of the environment.
        marks: rising numbers of pulls.
    """
    recorder, found = Recorder(env.num_envs, marks[-1]), []
    total, of = np.zeros(env.num_envs), None
    steps = recorder.watch(islice(play(env, agent, seed), marks[-1]))
    for t, (action, _, q_star) in enumerate(steps, 1):
        if of is None:
            of = gaps(q_star[0])
        total += of.take(action)
        if t in marks:
            found.append(total.copy())
    return np.array(found), recorder


def looks(steps: int, count: int, also: int) -> list[int]:
    """Numbers of pulls, evenly on a logarithmic axis, from 1 to the last."""
    even = np.geomspace(1, steps, count).round().astype(int).tolist()
    return sorted({*even, min(also, steps)})
