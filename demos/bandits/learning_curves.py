"""How sure a learner becomes of the best machine, pulled or pushed."""

from collections.abc import Sequence
from dataclasses import dataclass

import gymnasium as gym
import numpy as np

import demos.bandits  # noqa: F401, registers the environments
from demos.bandits.choice import Floats, softmax
from demos.bandits.preferences import Gradient, Supervised

LEARNT = 0.9  # probability of the best machine that counts as learnt


@dataclass(frozen=True)
class Course:
    """What a learner thought of the best machine, in many runs."""

    pi: Floats  # its probability after the marked steps, (marks, runs)
    second: Floats  # its preference after two steps, (runs,)
    falls: float  # share of the steps that made it less probable
    learnt: Floats  # first step that took it above LEARNT; inf if none, (runs,)


def learn(
    env: gym.vector.VectorEnv,
    learner: Gradient | Supervised,
    seed: int,
    marks: Sequence[int],
) -> Course:
    """Step through new problems to the last of the marks."""
    _, info = env.reset(seed=seed)
    best = info["q_star"].argmax(axis=1)
    if isinstance(learner, Supervised):
        learner.best = best
    its = best, np.arange(env.num_envs)
    pi, second = np.full(env.num_envs, 1 / len(learner.H)), np.zeros(env.num_envs)
    kept, falls, learnt = [], 0, np.full(env.num_envs, np.inf)
    for t in range(1, marks[-1] + 1):
        action = learner.act()
        _, reward, _, _, _ = env.step(action)
        learner.update(action, reward)
        before, pi = pi, softmax(learner.H)[its]
        falls += int(np.count_nonzero(pi < before))
        learnt[(pi > LEARNT) & (learnt > t)] = t
        if t == 2:
            second = learner.H[its].copy()
        if t in marks:
            kept.append(pi)
    return Course(np.array(kept), second, falls / (marks[-1] * env.num_envs), learnt)


def taught(k: int, step_size: float, steps: int) -> Floats:
    """Probability of the best machine under a teacher, exactly.  (steps + 1,).

    All the others stay equal: their preference g and the best one's h are two
    numbers, with h + (k - 1) g = 0.
    """
    h, pi = 0.0, [1 / k]
    for _ in range(steps):
        h += step_size * (1 - pi[-1])
        pi.append(1 / (1 + (k - 1) * np.exp(-h * k / (k - 1))))
    return np.array(pi)
