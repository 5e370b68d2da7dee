"""The agents' rules once more, as the book writes them, to check the agents by.

Nothing is taken from the agents' own code.  A rule follows the memories of many
players at once, one a row: what ``learn`` is told makes ``values``, (rows, k), and
these make ``law``, the probability of each arm, (rows, k).
"""

from typing import Protocol

import numpy as np

from demos.bandits.choice import Floats, Ints

TIE = 1e-12  # values this near to the best are equal to it
DRAWS = 16  # of a belief, for what is likely and for the law


class Rule(Protocol):
    """What players who follow it would hold and do."""

    values: Floats

    def law(self) -> Floats:
        """Probability of each arm."""

    def score(self, law: Floats) -> Floats:
        """What tells a likely arm from an unlikely one."""

    def learn(self, action: Ints, reward: Floats) -> None:
        """Take what was pulled and paid into account."""


def best(values: Floats) -> Floats:
    """The best arms share a probability of 1."""
    is_best = values >= values.max(axis=1, keepdims=True) - TIE
    return is_best / is_best.sum(axis=1, keepdims=True)


class Scored:
    """A rule whose law is known: the likelier an arm, the higher its score."""

    def score(self, law: Floats) -> Floats:
        """The law itself."""
        return law


class Averaging(Scored):
    """Values as averages of rewards: Q += (R - Q) / N, or times α."""

    def __init__(self, rows: int, k: int, *, first: Floats, step_size: Floats) -> None:
        """The first values and α are (rows,); α is NaN for 1 / N."""
        self.values = np.tile(first[:, None], (1, k))
        self.N = np.zeros((rows, k))
        self.step_size, self.rows = step_size, np.arange(rows)

    def learn(self, action: Ints, reward: Floats) -> None:
        """Eq. 2.3, or 2.5."""
        pulled = self.rows, action
        self.N[pulled] += 1
        constant = np.isnan(self.step_size)
        step_size = np.where(constant, 1 / self.N[pulled], self.step_size)
        self.values[pulled] += step_size * (reward - self.values[pulled])


class EpsilonGreedyRule(Averaging):
    """The best with probability 1 - ε, and any with ε."""

    def __init__(
        self,
        epsilon: Floats,
        k: int,
        *,
        first: Floats | None = None,
        step_size: Floats | None = None,
    ) -> None:
        rows = len(epsilon)
        first = np.zeros(rows) if first is None else first
        step_size = np.full(rows, np.nan) if step_size is None else step_size
        super().__init__(rows, k, first=first, step_size=step_size)
        self.epsilon = epsilon[:, None]

    def law(self) -> Floats:
        """Sec. 2.4."""
        k = self.values.shape[1]
        return (1 - self.epsilon) * best(self.values) + self.epsilon / k


class Plain(Averaging):
    """Sample averages from 0, and a parameter."""

    def __init__(self, setting: Floats, k: int) -> None:
        rows = len(setting)
        none = np.full(rows, np.nan)
        super().__init__(rows, k, first=np.zeros(rows), step_size=none)
        self.setting = setting[:, None]


class UCBRule(Plain):
    """The best of Q + c sqrt(ln t / N); an arm not yet pulled before all others."""

    def law(self) -> Floats:
        """Eq. 2.10."""
        t = 1 + self.N.sum(axis=1, keepdims=True)
        with np.errstate(divide="ignore", invalid="ignore"):
            bonus = self.setting * np.sqrt(np.log(t)) / np.sqrt(self.N)
        return best(np.where(self.N == 0, np.inf, self.values + bonus))


class BoltzmannRule(Plain):
    """In proportion to exp(Q / τ)."""

    def law(self) -> Floats:
        """Boltzmann's."""
        above = self.values - self.values.max(axis=1, keepdims=True)
        weights = np.exp(above / self.setting)
        return weights / weights.sum(axis=1, keepdims=True)


class ThompsonRule(Plain):
    """As often as the belief N(N Q / (N + 1), 1 / (N + 1)) has it best.

    This probability has no simple form: it is estimated, without bias, by draws of its
    own.  The score has other draws, for one's chances must not enter the other.
    """

    draws = DRAWS

    def __init__(self, setting: Floats, k: int) -> None:
        super().__init__(setting, k)
        self.rng = np.random.default_rng(1)

    def law(self) -> Floats:
        """Shares of the draws in which each arm is best."""
        mean = self.N * self.values / (self.N + 1)
        drawn = self.rng.normal(mean, (self.N + 1) ** -0.5, (self.draws, *mean.shape))
        wins = drawn.argmax(axis=2)
        return (wins[..., None] == np.arange(mean.shape[1])).mean(axis=0)

    def score(self, law: Floats) -> Floats:
        """Another estimate."""
        return self.law()


class BetaThompsonRule(ThompsonRule):
    """The same for rewards of 0 and 1, by beliefs Beta(wins + 1, losses + 1)."""

    def law(self) -> Floats:
        """Shares of the draws in which each arm is best."""
        wins = self.N * self.values
        size = (self.draws, *wins.shape)
        best = self.rng.beta(1 + wins, 1 + self.N - wins, size).argmax(axis=2)
        return (best[..., None] == np.arange(wins.shape[1])).mean(axis=0)


class GradientRule(Scored):
    """Softmax of preferences: H += α (R - baseline) (1[a = A] - π)."""

    def __init__(
        self, step_size: Floats, k: int, *, baseline: str = "excluding"
    ) -> None:
        """α is (rows,); the baseline is the mean reward, this one in- or excluded."""
        self.values = np.zeros((len(step_size), k))
        self.step_size, self.earned, self.t = step_size, np.zeros(len(step_size)), 0
        self.identity, self.baseline = np.eye(k), baseline

    def law(self) -> Floats:
        """Eq. 2.11."""
        weights = np.exp(self.values - self.values.max(axis=1, keepdims=True))
        self.pi = weights / weights.sum(axis=1, keepdims=True)
        return self.pi

    def learn(self, action: Ints, reward: Floats) -> None:
        """Eq. 2.12, after ``law``."""
        earned, t = self.earned, self.t
        self.earned, self.t = earned + reward, t + 1
        mean = np.zeros(len(reward))
        if self.baseline == "including":
            mean = self.earned / self.t
        elif self.baseline == "excluding":
            mean = earned / t if t else reward
        push = self.step_size * (reward - mean)
        self.values = self.values + push[:, None] * (self.identity[action] - self.pi)
