"""What theory says of the ten-armed testbed, in closed form.

The true values q_star of the k arms are drawn from N(0, 1), and a pull pays
N(q_star(a), 1).
"""

import math
from functools import cache

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def best_value(k: int) -> float:
    """Mean true value of the best arm, E[max of k standard normals].

    With F = Phi^k the distribution function of the maximum, it is the integral of
    1 - F(x) - F(-x) over x > 0.
    """
    x, above, below = _tails(k)
    return float(np.trapezoid(above - below, x))


def best_value_variance(k: int) -> float:
    """Variance of the best arm's true value.

    E[max^2] is the integral of 2 x (1 - F(x) + F(-x)) over x > 0.
    """
    x, above, below = _tails(k)
    return float(np.trapezoid(2 * x * (above + below), x)) - best_value(k) ** 2


@cache
def _tails(k: int) -> tuple[Floats, Floats, Floats]:
    """x from 0 to where nothing is left, with 1 - F(x) and F(-x)."""
    x = np.linspace(0, 9, 9001)
    tail = np.array([math.erfc(value / math.sqrt(2)) / 2 for value in x])
    return x, 1 - (1 - tail) ** k, tail**k


def second_reward(epsilon: float) -> float:
    """Mean reward of the second pull, for every k.

    A greedy agent stays if the first reward was above 0, and else takes one of the
    others, whose mean is 0: E[q; R > 0] = 1 / (2 sqrt(pi)).
    """
    return (1 - epsilon) / (2 * math.sqrt(math.pi))


def second_reward_variance(epsilon: float) -> float:
    """Variance of the second reward: its square has mean 2, explored or not."""
    return 2 - second_reward(epsilon) ** 2


def second_optimal(k: int, epsilon: float) -> float:
    """Probability that the second pull takes the best arm.

    The best arm's first reward is above 0 with probability k / (k + 1): q and
    the noise are k + 1 normals, of which the negated noise must not be largest.
    """
    stay = 1 / (k + 1)
    leave = (1 / 2 - 1 / (k * (k + 1))) / (k - 1)
    return (1 - epsilon) * (stay + leave) + epsilon / k


def limit_reward(k: int, epsilon: float) -> float:
    """Mean reward once an ε-greedy agent knows the best arm."""
    return (1 - epsilon) * best_value(k)


def limit_optimal(k: int, epsilon: float) -> float:
    """How often an ε-greedy agent takes a best arm that it knows."""
    return 1 - epsilon + epsilon / k


def second_boltzmann(k: int, tau: float) -> tuple[float, float]:
    """Mean and variance of the second reward of a Boltzmann agent.

    The first reward R has the law N(0, 2), and E[q | R] = R / 2 with variance 1/2.
    The same arm is taken again with p = exp(R / tau) / (exp(R / tau) + k - 1),
    otherwise one of mean 0 and variance 1.
    """
    R = np.linspace(-12, 12, 24_001)
    density = np.exp(-(R**2) / 4) / math.sqrt(4 * math.pi)
    again = 1 / (1 + (k - 1) * np.exp(np.clip(-R / tau, -700, 700)))
    mean = float(np.trapezoid(density * again * R / 2, R))
    square = np.trapezoid(density * (again * (R**2 / 4 + 1 / 2) + 1 - again), R)
    return mean, float(1 + square) - mean**2
