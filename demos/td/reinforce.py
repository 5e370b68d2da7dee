"""REINFORCE on the short corridor, with and without a baseline (Sec. 13.3 and 13.4).

Many learners side by side, each with step sizes of its own.  The preferences of right
and left are θ and -θ, so that p = 1 / (1 + exp(-2 θ)) = (1 + tanh θ) / 2 and

    d ln π(right) / dθ_right = 1 - p,    d ln π(left) / dθ_right = -p.

They begin as opposites and stay so, for what one gains the other loses.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from demos.td.corridor import GOAL, LIMIT, NEXT

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
CHUNK = 16  # steps whose chances are drawn at once


def likely(theta: Floats) -> Floats:
    """Probability of right."""
    return (1 + np.tanh(theta)) / 2


@dataclass
class Learners:
    """What n learners hold, and the step sizes by which they learn.

    ``w`` is the value of all states, the baseline; where its step size is 0 it stays
    0, and there is none.
    """

    theta: Floats  # preference of right, (n,)
    w: Floats  # (n,)
    step_size: Floats  # alpha of theta, (n,)
    w_step_size: Floats  # (n,)

    def learn(self, actions: Bools, lengths: Ints) -> None:
        """Go through each learner's episode once, step by step (the box, Sec. 13.4).

            δ = G - w,   w += α_w δ,   θ += α δ d ln π(A) / dθ

        Args:
            actions: true for right, (steps, n).
            lengths: of the episodes, (n,); a step costs 1, hence G = t - length.
        """
        longest_first = np.argsort(-lengths, kind="stable")
        signs = np.where(actions[:, longest_first], 1.0, -1.0)  # 1[right] - p is half
        ends = lengths[longest_first]  # of sign - tanh θ
        theta, w = self.theta[longest_first], self.w[longest_first]
        half, of_w = self.step_size[longest_first] / 2, self.w_step_size[longest_first]
        G = -ends.astype(float)
        under_way = len(ends) - ends[::-1].searchsorted(np.arange(ends[0]), "right")
        for t, n in enumerate(under_way.tolist()):
            delta = G[:n] - w[:n]
            w[:n] += of_w[:n] * delta
            delta *= half[:n]
            delta *= signs[t, :n] - np.tanh(theta[:n])
            theta[:n] += delta
            G[:n] += 1
        self.theta[longest_first], self.w[longest_first] = theta, w


def play(p: Floats, rng: np.random.Generator) -> tuple[Bools, Ints]:
    """An episode of each policy: actions, true for right, (steps, n); lengths, (n,).

    Actions go on at random where an episode is over.
    """
    code_after = 2 * NEXT.ravel()  # of state and action as one number
    code = np.zeros(len(p), dtype=np.int64)
    codes: list[Ints] = []
    actions: list[Bools] = []
    while len(codes) < LIMIT and (code < 2 * GOAL).any():
        for action in rng.random((CHUNK, len(p))) < p:
            codes.append(code)
            actions.append(action)
            code = code_after.take(code + action)
    lengths = np.count_nonzero(np.array(codes) < 2 * GOAL, axis=0)
    return np.array(actions), lengths


@dataclass(frozen=True)
class Runs:
    """How the learners fared, episode after episode."""

    theta: Floats  # before each episode and after the last, (episodes + 1, n)
    w: Floats  # the same
    lengths: Ints  # steps of the episodes, (episodes, n)
    actions: dict[int, list[Bools]]  # of each episode, by learner that is recorded

    @property
    def p(self) -> Floats:
        """Probability of right, as each episode began, (episodes, n)."""
        return likely(self.theta[:-1])


def learn(
    learners: Learners, recorded: list[int], *, episodes: int, rng: np.random.Generator
) -> Runs:
    """Let them learn from so many episodes; what those of ``recorded`` did is kept."""
    n = len(learners.theta)
    theta, w = np.empty((2, episodes + 1, n))
    lengths = np.empty((episodes, n), dtype=np.int64)
    kept: dict[int, list[Bools]] = {row: [] for row in recorded}
    for episode in range(episodes):
        theta[episode], w[episode] = learners.theta, learners.w
        actions, lengths[episode] = play(likely(learners.theta), rng)
        learners.learn(actions, lengths[episode])
        for row, of in kept.items():
            of.append(actions[: lengths[episode, row], row].copy())
    theta[-1], w[-1] = learners.theta, learners.w
    return Runs(theta, w, lengths, kept)


def averages(returns: Floats, lengths: list[int]) -> tuple[Floats, Floats]:
    """Mean return of each window of episodes, and its standard error over learners.

    Args:
        returns: of the episodes, (episodes, n).
        lengths: of the windows.
    """
    starts = np.cumsum([0, *lengths[:-1]])
    of_each = np.add.reduceat(returns, starts) / np.array(lengths)[:, None]
    n = of_each.shape[1]
    return of_each.mean(axis=1), of_each.std(axis=1, ddof=1) / math.sqrt(n)


def overall(returns: Floats) -> tuple[float, float]:
    """Mean return of all these episodes, and its standard error over learners."""
    ((mean,), (error,)) = averages(returns, [len(returns)])
    return float(mean), float(error)
