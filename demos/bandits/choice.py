"""Random choices for many problems at once."""

import math
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
BLOCK = 100_000  # pulls whose exploration is drawn at once


def sample(weights: NDArray[np.generic], rng: np.random.Generator) -> Ints:
    """One arm for each problem, as likely as its weight.  (k, n) to (n,)."""
    heap = _sums(weights)
    mark = rng.random(heap.shape[1]) * heap[-1]
    return (heap[:-1] <= mark).sum(axis=0)


def _sums(weights: NDArray[np.generic]) -> Floats:
    """Of each arm's weight and those before it, (k, n)."""
    k, n = weights.shape
    if k > n:
        return weights.cumsum(axis=0, dtype=np.float64)
    sums = weights.astype(np.float64)  # for many problems twice as quick row by row
    for before, row in pairwise(sums):
        row += before
    return sums


def random_argmax(values: Floats, rng: np.random.Generator) -> Ints:
    """An arm of highest value, each equally often in a tie.  (k, n) to (n,)."""
    return sample(values == values.max(axis=0), rng)


def softmax(x: Floats) -> Floats:
    """exp(x) over its sum, problem by problem.  (k, n)."""
    weights = np.exp(x - x.max(axis=0))
    return weights / weights.sum(axis=0)


def exploration(
    n: int, k: int, epsilon: float, rng: np.random.Generator
) -> Iterator[tuple[Ints, Ints]]:
    """For each step, which of n problems explore and what they try.

    Each explores with probability ε on its own.  The gaps between them, counted
    through the problems of many steps, are geometric: this takes few random numbers
    where ε is small, and few calls.
    """
    steps = max(1, BLOCK // n)
    while True:
        places = geometric_places(steps * n, epsilon, rng)
        actions = rng.integers(k, size=len(places))
        ends = places.searchsorted(np.arange(steps + 1) * n)
        rows = places - n * np.repeat(np.arange(steps), np.diff(ends))
        for start, end in pairwise(ends.tolist()):
            yield rows[start:end], actions[start:end]


def geometric_places(n: int, epsilon: float, rng: np.random.Generator) -> Ints:
    """Which of n places are taken, each with probability ε on its own."""
    if epsilon == 0:
        return np.empty(0, dtype=np.int64)
    mean = n * epsilon
    gaps = rng.geometric(epsilon, size=math.ceil(mean + 5 * math.sqrt(mean) + 5))
    places = gaps.clip(max=n + 1).cumsum() - 1  # sums of huge gaps would overflow
    while places[-1] < n:  # too few by chance, once in millions
        more = rng.geometric(epsilon, size=9)
        places = np.append(places, places[-1] + more.cumsum())
    return places[: places.searchsorted(n)]
