"""The ε-greedy agent, fast: it plays n independent problems at once.

``act()`` gives one action for each problem, shape (n,); ``update(action, reward)``
learns from what they paid.  Equal best values are told apart at random: an argmax
would favour the first arm.
"""

import numpy as np

from demos.bandits.choice import Floats, Ints, exploration, sample


class EpsilonGreedy:
    """Sample averages, and an ε-greedy choice (Sec. 2.4).

    The table Q is up to date except at each problem's greedy arm, whose value
    and count live in arrays of their own: most pulls go there, and then cost no
    gathering or scattering.  A problem looks for its best arm again only when
    the greedy value no longer exceeds ``rival``, a bound on all the others.

    Args:
        n: problems.
        k: arms of each.
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
        self.Q = np.full(n * k, float(Q_1))  # values Q_t(a), problem after problem
        self.table = self.Q.reshape(n, k)  # the same memory
        self.N = np.zeros(n * k)  # times each arm was pulled, N_t(a)
        self.exploration = exploration(n, k, epsilon, rng)
        self.first = np.arange(n) * k  # where each problem's arms begin
        self.greedy = rng.integers(k, size=n)
        self.greedy_Q = np.full(n, float(Q_1))
        self.greedy_N = np.zeros(n)
        self.rival = np.full(n, float(Q_1) if k > 1 else -np.inf)

    def act(self) -> Ints:
        """Explore with probability ε, else take the greedy arm."""
        action = self.greedy.copy()
        self.explorers, self.tries = next(self.exploration)
        action[self.explorers] = self.tries
        return action

    def update(self, action: Ints, reward: Floats) -> None:
        """Q(a) += (R - Q(a)) / N(a), Eq. 2.3, with the action that ``act`` gave."""
        self.greedy_N += 1
        step = self._step(reward - self.greedy_Q, self.greedy_N)
        if self.explorers.size:
            away = (self.tries != self.greedy[self.explorers]).nonzero()
            others = self.explorers[away]
            step[others] = 0.0  # their greedy arm was not pulled
            self.greedy_N[others] -= 1
            self._update_table(others, self.tries[away], reward[others])
        self.greedy_Q += step
        (rows,) = (self.greedy_Q <= self.rival).nonzero()
        if rows.size:
            self._choose(rows)

    def values(self, runs: int) -> Floats:
        """Q of the first problems, (runs, k)."""
        Q = self.table[:runs].copy()
        Q[np.arange(runs), self.greedy[:runs]] = self.greedy_Q[:runs]
        return Q

    def _step(self, error: Floats, N: Floats) -> Floats:
        if self.step_size is None:
            error /= N
        else:
            error *= self.step_size
        return error

    def _update_table(self, rows: Ints, action: Ints, reward: Floats) -> None:
        pulled = self.first[rows] + action
        N = self.N[pulled] + 1
        Q = self.Q[pulled]
        Q += self._step(reward - Q, N)
        self.N[pulled], self.Q[pulled] = N, Q
        self.rival[rows] = np.maximum(self.rival[rows], Q)

    def _choose(self, rows: Ints) -> None:
        """Find the greedy arm of these problems anew."""
        first = self.first[rows]
        before = first + self.greedy[rows]
        self.Q[before], self.N[before] = self.greedy_Q[rows], self.greedy_N[rows]
        values = self.table.take(rows, axis=0)
        greedy = values.argmax(axis=1)
        values.sort(axis=1)  # for a few arms quicker than a partition
        rival, best = values[:, -2], values[:, -1]
        if np.count_nonzero(rival == best):
            is_best = self.table.take(rows, axis=0) == best[:, np.newaxis]
            greedy = sample(is_best.T, self.rng)
        self.greedy[rows], self.rival[rows] = greedy, rival
        self.greedy_Q[rows], self.greedy_N[rows] = best, self.N[first + greedy]
