"""How far chance takes a correct program: what tolerances of checks are made of."""

import math

CHANCE = 1e-7  # that a correct program misses a check
SIGMAS = 5  # a normal number within these misses once in two million
LOG = math.log(2 / CHANCE)


def freedman(variance: float, bound: float) -> float:
    """What a sum of bounded differences exceeds with probability CHANCE at most.

    P(|S| >= x) <= 2 exp(-x^2 / (2 V + 2 b x / 3)) (Ann. Probab. 3, 1975).
    """
    return LOG * bound / 3 + math.sqrt((LOG * bound / 3) ** 2 + 2 * LOG * variance)


def chi_square(n: float) -> float:
    """What a sum of n squared normals is off with probability CHANCE at most.

    Laurent and Massart (Ann. Statist. 28, 2000), Lemma 1.
    """
    return 2 * math.sqrt(n * LOG) + 2 * LOG


def greatest(n: int) -> float:
    """What the largest of n standard normals is with probability CHANCE at most."""
    return math.sqrt(2 * (LOG + math.log(n)))
