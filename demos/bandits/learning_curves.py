"""How sure a learner becomes of the best arm, pulled or pushed."""

from collections.abc import Sequence
from dataclasses import dataclass

import gymnasium as gym
import numpy as np

import demos.bandits  # noqa: F401, registers the environments
from demos.bandits.choice import Floats, softmax
from demos.bandits.preferences import Gradient, Supervised

SOLVED = 0.9  # probability of the best arm that counts as solved


@dataclass(frozen=True)
class Curve:
    """What a learner thought of the best arm, in many runs."""

    pi: Floats  # its probability after the recorded steps, (recorded, runs)
    after_two_steps: Floats  # its preference after two steps, (runs,)
    setback_share: float  # share of the steps that made it less probable
    solved_at: Floats  # first step that took it above SOLVED; inf if none, (runs,)


def learn(
    env: gym.vector.VectorEnv,
    learner: Gradient | Supervised,
    seed: int,
    record_at: Sequence[int],
) -> Curve:
    """Step through new problems to the last step that is recorded."""
    _, info = env.reset(seed=seed)
    best = info["q_star"].argmax(axis=1)
    if isinstance(learner, Supervised):
        learner.best = best
    of_best = best, np.arange(env.num_envs)
    pi = np.full(env.num_envs, 1 / len(learner.H))
    after_two_steps = np.zeros(env.num_envs)
    recorded, setbacks, solved_at = [], 0, np.full(env.num_envs, np.inf)
    for t in range(1, record_at[-1] + 1):
        action = learner.act()
        _, reward, _, _, _ = env.step(action)
        learner.update(action, reward)
        before, pi = pi, softmax(learner.H)[of_best]
        setbacks += int(np.count_nonzero(pi < before))
        solved_at[(pi > SOLVED) & (solved_at > t)] = t
        if t == 2:
            after_two_steps = learner.H[of_best].copy()
        if t in record_at:
            recorded.append(pi)
    share = setbacks / (record_at[-1] * env.num_envs)
    return Curve(np.array(recorded), after_two_steps, share, solved_at)


def supervised_closed_form(k: int, step_size: float, steps: int) -> Floats:
    """Probability of the best arm under a teacher, exactly.  (steps + 1,).

    All the others stay equal: their preference g and the best one's h are two
    numbers, with h + (k - 1) g = 0.
    """
    h, pi = 0.0, [1 / k]
    for _ in range(steps):
        h += step_size * (1 - pi[-1])
        pi.append(1 / (1 + (k - 1) * np.exp(-h * k / (k - 1))))
    return np.array(pi)
