"""Agents in the book's letters, each playing n independent problems at once.

``act()`` gives one action for each problem, shape (n,); ``update(action, reward)``
learns from what they paid.  Equal best values are told apart at random: an argmax
would favour the first machine.
"""

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


class EpsilonGreedy:
    """Sample averages, and an ε-greedy choice (Sec. 2.4).

    The table Q is up to date except at each problem's greedy machine, whose value
    and count live in arrays of their own: most pulls go there, and then cost no
    gathering or scattering.  A problem looks for its best machine again only when
    the greedy value no longer exceeds ``rival``, a bound on all the others.

    Args:
        n: problems.
        k: machines of each.
        epsilon: probability of an action chosen at random, in [0, 1].
        rng: where the choices come from.
        Q_1: initial value estimates.
        step_size: a constant α; None for 1/N, the sample average.
    """

    def __init__(
        self,
        n: int,
        k: int,
        epsilon: float,
        rng: np.random.Generator,
        *,
        Q_1: float = 0.0,
        step_size: float | None = None,
    ) -> None:
        if not 0 <= epsilon <= 1:
            raise ValueError(f"epsilon must be a probability in [0, 1]; got {epsilon}")
        self.k, self.epsilon, self.rng, self.step_size = k, epsilon, rng, step_size
        self.Q = np.full((n, k), Q_1)  # value estimates Q_t(a)
        self.N = np.zeros((n, k))  # times each machine was pulled, N_t(a)
        self.greedy = rng.integers(k, size=n)
        self.greedy_Q = np.full(n, Q_1)
        self.greedy_N = np.zeros(n)
        self.rival = np.full(n, Q_1 if k > 1 else -np.inf)

    def act(self) -> Ints:
        """Explore with probability ε, else take the greedy machine."""
        action = self.greedy.copy()
        explorers = np.flatnonzero(self.rng.random(len(action)) < self.epsilon)
        action[explorers] = self.rng.integers(self.k, size=len(explorers))
        return action

    def update(self, action: Ints, reward: Floats) -> None:
        """Q(a) += (R - Q(a)) / N(a)  (Eq. 2.3)."""
        others = np.flatnonzero(action != self.greedy)
        Q, N = self.greedy_Q[others], self.greedy_N[others]
        self.greedy_N += 1
        self.greedy_Q += (reward - self.greedy_Q) * self._step(self.greedy_N)
        self.greedy_Q[others], self.greedy_N[others] = Q, N  # were not pulled
        self._update_table(others, action[others], reward[others])
        self._choose(np.flatnonzero(self.greedy_Q <= self.rival))

    def _step(self, N: Floats) -> Floats | float:
        return 1 / N if self.step_size is None else self.step_size

    def _update_table(self, rows: Ints, action: Ints, reward: Floats) -> None:
        N = self.N[rows, action] + 1
        Q = self.Q[rows, action]
        Q += (reward - Q) * self._step(N)
        self.N[rows, action], self.Q[rows, action] = N, Q
        self.rival[rows] = np.maximum(self.rival[rows], Q)

    def _choose(self, rows: Ints) -> None:
        """Find the greedy machine of these problems anew."""
        self.Q[rows, self.greedy[rows]] = self.greedy_Q[rows]
        self.N[rows, self.greedy[rows]] = self.greedy_N[rows]
        values = self.Q[rows]
        greedy = random_argmax(values, self.rng)
        self.greedy[rows] = greedy
        self.greedy_Q[rows] = self.Q[rows, greedy]
        self.greedy_N[rows] = self.N[rows, greedy]
        values[np.arange(len(rows)), greedy] = -np.inf
        self.rival[rows] = values.max(axis=1)


def random_argmax(values: Floats, rng: np.random.Generator) -> Ints:
    """Where each row is largest, shape (n,); one of them at random in a tie."""
    is_best = values == values.max(axis=1, keepdims=True)
    return np.argmax(is_best * rng.random(values.shape), axis=1)
