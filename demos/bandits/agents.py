"""Agents in the book's letters, each a few lines, each playing n problems at once.

``act()`` gives one action for each problem, shape (n,); ``update(action, reward)``
learns from what they paid.  Tables have shape (k, n), the arms first.  Equal
best values are told apart at random: an argmax would favour the first arm.
"""

import numpy as np

from demos.bandits.choice import Floats, Ints, random_argmax, sample, softmax


class Averages:
    """What agents with value estimates share: Q_t(a) as the mean of its rewards.

    Args:
        n: problems.
        k: arms of each.
        rng: where choices come from.
        step_size: a constant α; None for 1/N, the sample average.
    """

    def __init__(
        self,
        n: int,
        k: int,
        rng: np.random.Generator,
        *,
        step_size: float | None = None,
    ) -> None:
        self.rng, self.step_size = rng, step_size
        self.Q = np.zeros((k, n))  # value estimates Q_t(a)
        self.N = np.zeros((k, n))  # times each arm was pulled, N_t(a)
        self.problems = np.arange(n)

    def update(self, action: Ints, reward: Floats) -> None:
        """Q(a) += (R - Q(a)) / N(a)  (Eq. 2.3), or times α  (Eq. 2.5)."""
        pulled = action, self.problems
        N, Q = self.N[pulled] + 1, self.Q[pulled]
        step_size = 1 / N if self.step_size is None else self.step_size
        self.N[pulled], self.Q[pulled] = N, Q + step_size * (reward - Q)

    def values(self, runs: int) -> Floats:
        """Q of the first problems, (runs, k)."""
        return self.Q[:, :runs].T.copy()


class UCB(Averages):
    """Optimism in doubt: the argmax of Q + c sqrt(ln t / N)  (Eq. 2.10)."""

    def __init__(self, n: int, k: int, c: float, rng: np.random.Generator) -> None:
        super().__init__(n, k, rng)
        self.c, self.t = c, 0

    def act(self) -> Ints:
        """An arm that was never pulled comes before all others."""
        self.t += 1
        with np.errstate(divide="ignore", invalid="ignore"):
            bonus = self.c * np.sqrt(np.log(self.t) / self.N)
        bonus[self.N == 0] = np.inf
        return random_argmax(self.Q + bonus, self.rng)


class Boltzmann(Averages):
    """An arm with probability exp(Q / τ) / Z: thermal noise of temperature τ."""

    def __init__(self, n: int, k: int, tau: float, rng: np.random.Generator) -> None:
        super().__init__(n, k, rng)
        self.tau = tau

    def act(self) -> Ints:
        """The hotter, the more at random."""
        return sample(softmax(self.Q / self.tau), self.rng)


class Thompson(Averages):
    """An arm as often as it is believed to be the best.

    The belief is exact for the testbed: the true value has the prior N(0, 1), a
    reward the variance 1, so that after N of them it is N(N Q / (N + 1), 1 / (N + 1)).
    """

    def act(self) -> Ints:
        """The best arm of values drawn from the belief."""
        precision = self.N + 1
        noise = self.rng.standard_normal(self.Q.shape)
        belief = self.N * self.Q / precision + noise / np.sqrt(precision)
        return random_argmax(belief, self.rng)


class BetaThompson(Averages):
    """``Thompson`` for rewards of 0 and 1, from a prior that is uniform on [0, 1]."""

    def act(self) -> Ints:
        """The best arm of values drawn from the belief."""
        wins = self.N * self.Q
        belief = self.rng.beta(wins + 1, self.N - wins + 1)
        return random_argmax(belief, self.rng)
