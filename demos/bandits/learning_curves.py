"""How sure a learner becomes of the best arm, pulled or pushed."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

import gymnasium as gym
import numpy as np

from demos.bandits import exact
from demos.bandits.choice import Floats, softmax
from demos.bandits.history import History, Recorder
from demos.bandits.preferences import Gradient, Supervised
from demos.bandits.rules import GradientRule
from demos.bandits.testbed import play

SOLVED = 0.9  # probability of the best arm that counts as solved
ROUNDING = 1e-9  # by which a probability may fall without a setback


@dataclass(frozen=True)
class Curve:
    """What a learner thought of the best arm, in many runs."""

    pi: Floats  # its probability after the recorded steps, (recorded, runs)
    after_two_steps: Floats  # its preference after two steps, (runs,)
    setbacks: Floats  # share of a run's steps that made it less probable, (runs,)
    solved_at: Floats  # first step that took it above SOLVED; inf if none, (runs,)
    history: History

    @property
    def setback_share(self) -> float:
        """Share of all steps that made it less probable."""
        return float(self.setbacks.mean())


class Watch:
    """Follows the probability of the best arm from step to step."""

    def __init__(self, k: int, runs: int) -> None:
        self.pi, self.t = np.full(runs, 1 / k), 0
        self.setbacks, self.solved_at = np.zeros(runs), np.full(runs, np.inf)

    def see(self, pi: Floats) -> None:
        """The probability after one more step, (runs,)."""
        self.t += 1
        self.setbacks += self.pi - pi > ROUNDING
        self.solved_at[(pi > SOLVED) & (self.solved_at > self.t)] = self.t
        self.pi = pi


def learn(
    env: gym.vector.VectorEnv,
    learner: Gradient | Supervised,
    seed: int,
    record_at: Sequence[int],
) -> Curve:
    """Step through new problems to the last step that is recorded."""
    runs, steps = env.num_envs, record_at[-1]
    best = env.reset(seed=seed)[1]["q_star"].argmax(axis=1)
    if isinstance(learner, Supervised):
        learner.best = best
    of_best = best, np.arange(runs)
    watch, recorder = Watch(len(learner.H), runs), Recorder(runs, steps)
    recorded, after_two_steps = [], np.zeros(runs)
    for t, _ in enumerate(recorder.watch(islice(play(env, learner, seed), steps)), 1):
        watch.see(softmax(learner.H)[of_best])
        if t == 2:
            after_two_steps = learner.H[of_best].copy()
        if t in record_at:
            recorded.append(watch.pi)
    return Curve(
        np.array(recorded),
        after_two_steps,
        watch.setbacks / steps,
        watch.solved_at,
        recorder.history(learner),
    )


def replayed(history: History, rule: GradientRule) -> Floats:
    """What a pushed learner must have thought of the best arm, (steps + 1, recorded).

    Before the first step, and after each.
    """
    rows = np.arange(history.runs)
    thought = [rule.law()[rows, history.best[0]]]
    steps = zip(history.actions, history.rewards, history.best, strict=True)
    for action, reward, best in steps:
        rule.learn(action, reward)
        thought.append(rule.law()[rows, best])
    return np.array(thought)


def second_push(k: int, step_size: float, baseline: str) -> tuple[float, float]:
    """Mean and variance of the best arm's preference after two pushes.

    With a baseline that includes the reward itself, α is halved.

    The first reward is its own baseline, so that H = α (R2 - R1) (1[A2 = best] - 1/k)
    with both arms at random.  The mean is α ∇E[R] = α E[max q] / k.
    """
    mean = exact.best_value(k) / k
    gap = exact.best_value_variance(k) + exact.best_value(k) ** 2 + 1 - 2 / k
    other_gap = (2 * (k - 1) - gap) / (k - 1)
    square = (1 - 1 / k) ** 2 * (2 + gap) / k
    square += (1 - 1 / k) * (2 + other_gap) / k**2
    alpha = step_size / 2 if baseline == "including" else step_size
    return alpha * mean, alpha**2 * (square - mean**2)


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
