"""n-step TD prediction on the random walk of Examples 6.2 and 7.1.

Places 0 … m + 1 stand in a row.  A walk starts in the middle, goes left or right with
probability 1/2, and ends at 0, with reward -1, or at m + 1, with reward 1.  The values
of the states 1 … m are v(s) = 2 s / (m + 1) - 1.  Each end is given its reward as its
value, which never changes: then every return is the value of some place, gamma being 1.
"""

import math

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Places = NDArray[np.int8]  # small, for there are many steps; m is 126 at most


def true_values(m: int) -> Floats:
    """v(s) of all places, shape (m + 2,)."""
    return np.linspace(-1, 1, m + 2)


def initial_values(m: int, runs: int, alphas: int) -> Floats:
    """0 everywhere but at the ends, shape (m + 2, runs, alphas)."""
    V = np.zeros((m + 2, runs, alphas))
    V[0], V[-1] = -1, 1
    return V


def walk(m: int, n: int, rng: np.random.Generator) -> Places:
    """n walks, each of which stays at its end once it is there.  (steps + 1, n)."""
    sides = np.array([-1, 1], dtype=np.int8)
    path = [np.full(n, (m + 1) // 2, dtype=np.int8)]
    while (inside := path[-1] % (m + 1) > 0).any():
        path.append(path[-1] + inside * rng.choice(sides, size=n))
    return np.array(path)


def longest(m: int, n: int) -> float:
    """Steps after which about one of n walks is still under way.

    A walk lasts longer than t, which is large, with probability
    4 / pi cos(pi / (m + 1))^t.
    """
    return math.log(4 * n / math.pi) / -math.log(math.cos(math.pi / (m + 1)))


def n_step_td(V: Floats, path: Places, n: int, alpha: Floats) -> None:
    """Learn from one walk of each run, in place  (Eq. 7.2).

        V(S_t) += alpha (V(S_{t+n}) - V(S_t))

    Args:
        V: values of all places, (m + 2, runs, alphas).
        path: the walks, (steps + 1, runs).
        n: steps from a state to the one whose value corrects it.
        alpha: step sizes, (alphas,).
    """
    last = len(path) - 1
    for t in range(last):
        (runs,) = (path[t] % (len(V) - 1)).nonzero()  # those not at an end
        here, there = path[t, runs], path[min(t + n, last), runs]
        V[here, runs] += alpha * (V[there, runs] - V[here, runs])


def rms_error(V: Floats) -> Floats:
    """Root of the mean squared error over the states, (runs, alphas)."""
    error = V - true_values(len(V) - 2)[:, None, None]
    return np.sqrt((error[1:-1] ** 2).mean(axis=0))


def first_rms(m: int, alpha: Floats) -> Floats:
    """What one-step TD must have after one walk: only the last state has learnt."""
    v = true_values(m)[1:-1]
    squares = (v**2).sum() - v[-1] ** 2 + (v[-1] - alpha) ** 2
    return np.sqrt(squares / m)
