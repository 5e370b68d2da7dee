"""What the first few learners must hold, recomputed step by step in plain Python.

Nothing is taken from the learners' own code but what they saw and did.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from demos.bandits.replay import Tally

FALL, STEP = -100.0, -1.0
ROWS, COLUMNS = 4, 12
START, GOAL = 36, 47
MOVES = ((-1, 0), (0, 1), (1, 0), (0, -1))  # up, right, down, left
TIE = 1e-12

Step = tuple[int, int, float]  # state, action, reward
Table = list[list[float]]  # values, state by state


@dataclass
class CliffReplay:
    """One learner's memory after all that it did, and how likely its choices were."""

    Q: Table
    returns: list[float]
    likely: Tally
    untried: Tally
    first: Tally  # choices of an episode
    unlawful: int  # steps that the cliff would not have answered so


def outcome(state: int, action: int) -> tuple[int, float]:
    """Where an action leads on the cliff walk, and its reward."""
    row, column = divmod(state, COLUMNS)
    row = min(max(row + MOVES[action][0], 0), ROWS - 1)
    column = min(max(column + MOVES[action][1], 0), COLUMNS - 1)
    if row == ROWS - 1 and 0 < column < COLUMNS - 1:
        return START, FALL
    return row * COLUMNS + column, STEP


def soft(values: Sequence[float], epsilon: float) -> list[float]:
    """Probabilities of an ε-greedy choice."""
    best = [value >= max(values) - TIE for value in values]
    share = (1 - epsilon) / sum(best)
    return [epsilon / len(values) + share * is_best for is_best in best]


def ahead(method: str, values: list[float], action: int, epsilon: float) -> float:
    """The value of the next state, as the method has it."""
    if method == "Sarsa":
        return values[action]
    if method == "Q-learning":
        return max(values)
    pi = soft(values, epsilon)
    return sum(p * value for p, value in zip(pi, values, strict=True))


def cliff(
    method: str, steps: Sequence[Step], *, step_size: float, epsilon: float
) -> CliffReplay:
    """Learn from the steps of one run, its episodes one after the other."""
    found = CliffReplay(
        [[0.0] * 4 for _ in range(ROWS * COLUMNS)], [], Tally(), Tally(), Tally(), 0
    )
    Q, earned, fresh = found.Q, 0.0, True
    for (state, action, reward), after in zip(steps, [*steps[1:], None], strict=True):
        if fresh:
            _choice(found, Q[state], action, epsilon)
            law = soft(Q[state], epsilon)
            _count(found.first, law, law, action)
        next_state, expected = outcome(state, action)
        fresh = next_state == GOAL
        value = 0.0
        if after and not fresh:
            found.unlawful += after[0] != next_state
            _choice(found, Q[next_state], after[1], epsilon)
            value = ahead(method, Q[next_state], after[1], epsilon)
        found.unlawful += reward != expected
        Q[state][action] += step_size * (reward + value - Q[state][action])
        earned += reward
        if fresh:
            found.returns.append(earned)
            earned = 0.0
    return found


def _choice(
    found: CliffReplay, values: list[float], action: int, epsilon: float
) -> None:
    """Count a choice: how probable it was, and its place where none was tried."""
    law = soft(values, epsilon)
    _count(found.likely, law, law, action)
    if not any(values):
        _count(found.untried, [0.0, 1 / 3, 2 / 3, 1.0], law, action)


def _count(
    tally: Tally, score: Sequence[float], law: Sequence[float], action: int
) -> None:
    mean = sum(p * x for p, x in zip(law, score, strict=True))
    tally.measured += score[action]
    tally.expected += mean
    tally.variance += sum(p * (x - mean) ** 2 for p, x in zip(law, score, strict=True))
    tally.bound = max(tally.bound, max(score) - mean, mean - min(score))
    tally.choices += 1


def walks(
    paths: Sequence[Sequence[int]], m: int, n: int, alpha: float
) -> tuple[list[float], list[list[float]]]:
    """RMS error after each walk, and the values of the states 1 … m then.

    The rewards are -1 and 1 at the ends and 0 before  (the box in Sec. 7.1).
    """
    V, errors, values = [0.0] * (m + 2), [], []
    true = [2 * s / (m + 1) - 1 for s in range(m + 2)]
    for path in paths:
        last = len(path) - 1
        reward = 1.0 if path[-1] == m + 1 else -1.0
        for t in range(last):
            G = reward if t + n >= last else V[path[t + n]]
            V[path[t]] += alpha * (G - V[path[t]])
        square = sum((V[s] - true[s]) ** 2 for s in range(1, m + 1))
        errors.append(math.sqrt(square / m))
        values.append(V[1 : m + 1])
    return errors, values


def is_walk(path: Sequence[int], m: int) -> bool:
    """True where it starts in the middle, goes by ones, and stops at the first end."""
    steps = {abs(after - before) for before, after in pairwise(path)}
    inside = all(0 < place < m + 1 for place in path[:-1])
    return (
        path[0] == (m + 1) // 2 and steps == {1} and inside and path[-1] in (0, m + 1)
    )
