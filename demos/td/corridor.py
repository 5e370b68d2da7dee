"""The short corridor with switched actions (Example 13.1), solved exactly.

Three states in a row, then the goal; a step costs 1.  Right leads one place to the
right and left to the left, but in the second state each does what the other should;
left of the first state is a wall.  All states look alike, so that a policy is one
number: p, its probability of right.  An episode that is not over after LIMIT steps is
broken off.
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
GOAL = 3
NEXT = np.array([[0, 1], [2, 0], [1, 3], [3, 3]])  # of each state: by left, by right
LIMIT = 256  # steps, a power of two
DOUBLINGS = LIMIT.bit_length() - 1
BEST = 2 - np.sqrt(2)  # the p of highest value, about 0.59


def value(p: Floats) -> Floats:
    """v(start) of a policy, without a limit: J = (2 p - 4) / (p (1 - p)).

    It solves v0 = -1 + p v1 + (1 - p) v0, v1 = -1 + p v0 + (1 - p) v2 and
    v2 = -1 + (1 - p) v1.
    """
    return (2 * p - 4) / (p * (1 - p))


def length_moments(p: Floats) -> tuple[Floats, Floats]:
    """Mean and variance of the steps of an episode, with the limit.  Each (n,).

    With s_t, the probability that more than t steps are needed, the mean is the sum
    of s_t over t < LIMIT and the mean square that of (2 t + 1) s_t.  Row by row of
    the chain's powers Q^t, both sums are doubled eight times:

        a = sum Q^t 1, b = sum t Q^t 1, t < m:   a' = a + Q^m a, b' = b + Q^m (b + m a)
    """
    Q = chain(p)
    a, b = np.ones((len(p), GOAL, 1)), np.zeros((len(p), GOAL, 1))
    for doubling in range(DOUBLINGS):
        a, b = a + Q @ a, b + Q @ (b + 2**doubling * a)
        Q = Q @ Q
    mean = a[:, 0, 0]
    return mean, 2 * b[:, 0, 0] + mean - mean**2


def chain(p: Floats) -> Floats:
    """Probabilities from state to state, the goal left out.  (n, 3, 3)."""
    Q = np.zeros((len(p), GOAL, GOAL + 1))
    for state in range(GOAL):
        for action, likely in enumerate((1 - p, p)):
            Q[:, state, NEXT[state, action]] += likely
    return Q[:, :, :GOAL]
