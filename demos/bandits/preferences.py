"""Agents that learn preferences rather than values (Sec. 2.8), and their teacher.

All choose by the same softmax; they differ in one line, what ``update`` adds to H.
"""

import numpy as np

from demos.bandits.choice import Floats, Ints, sample, softmax

BASELINES = ("excluding", "including", "none")  # whether of the present reward


class Softmax:
    """Preferences H, of which a softmax makes probabilities π  (Eq. 2.11).

    Args:
        n: problems.
        k: arms of each.
        step_size: α.
        rng: where choices come from.
    """

    def __init__(
        self, n: int, k: int, step_size: float, rng: np.random.Generator
    ) -> None:
        self.step_size, self.rng = step_size, rng
        self.H = np.zeros((k, n))  # preferences H_t(a)
        self.problems = np.arange(n)

    def act(self) -> Ints:
        """An arm with probability π(a) = exp(H(a)) / Z."""
        self.pi = softmax(self.H)
        return sample(self.pi, self.rng)

    def move(self, towards: Ints, push: Floats | float) -> None:
        """H += push (1[a = towards] - π)."""
        self.H -= push * self.pi
        self.H[towards, self.problems] += push

    def values(self, runs: int) -> Floats:
        """H of the first problems, (runs, k)."""
        return self.H[:, :runs].T.copy()


class Gradient(Softmax):
    """Pushed by rewards: it climbs the expected reward.

    The baseline R_bar is the average of the rewards before this one, as the book's
    text has it, and before the first that reward itself ("excluding"); of this one too,
    as programs for its figures have it ("including"), which weakens the t-th push by
    1 - 1/t; or 0 ("none").

    Args:
        n: problems.
        k: arms of each.
        step_size: α.
        rng: where choices come from.
        baseline: one of ``BASELINES``.
    """

    def __init__(
        self,
        n: int,
        k: int,
        step_size: float,
        rng: np.random.Generator,
        *,
        baseline: str = BASELINES[0],
    ) -> None:
        super().__init__(n, k, step_size, rng)
        self.baseline, self.t = baseline, 0
        self.R_bar = np.zeros(n)

    def update(self, action: Ints, reward: Floats) -> None:
        """H += α (R - R_bar) (1[a = A] - π)  (Eq. 2.12)."""
        before = self.R_bar if self.t else reward
        self.t += 1
        self.R_bar = before + (reward - before) / self.t
        none = np.zeros(len(reward))
        baselines = {"excluding": before, "including": self.R_bar, "none": none}
        self.move(action, self.step_size * (reward - baselines[self.baseline]))


class Supervised(Softmax):
    """Pulled by a teacher, who names the best arm whatever was tried."""

    best: Ints  # the teacher's answers, shape (n,)

    def update(self, action: Ints, reward: Floats) -> None:
        """H += α (1[a = best] - π), the gradient of the log-likelihood."""
        self.move(self.best, self.step_size)
