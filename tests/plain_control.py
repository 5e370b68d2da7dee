"""Control and prediction as the book's boxes write them, one step after the other.

An independent reference: standard library only, nothing taken from demos.  As a
script it writes ``demos/td/reference.py``, in minutes; a test repeats some of it.
"""

import math
import random
import statistics
import sys
from itertools import pairwise
from pathlib import Path

TARGET = Path(__file__).parents[1] / "demos" / "td" / "reference.py"
MOMENTS = [(1, 10), (41, 50), (401, 500)]  # episodes
NS, ALPHAS = (1, 2, 4, 8, 16, 32), [a / 10 for a in range(11)]


def step(place, move):
    """The next place (row, column) of the cliff walk, and the reward."""
    row = max(0, min(3, place[0] + (-1, 0, 1, 0)[move]))
    column = max(0, min(11, place[1] + (0, 1, 0, -1)[move]))
    if row == 3 and 1 <= column <= 10:
        return (3, 0), -100
    return (row, column), -1


def greedy(values, epsilon, rng):
    """An ε-greedy choice; among the best by lot."""
    if rng.random() < epsilon:
        return rng.randrange(4)
    top = max(values)
    return rng.choice([a for a in range(4) if values[a] == top])


def control(method, *, episodes=500, alpha=0.5, epsilon=0.1, rng):
    """Rewards of the episodes of one learner; it acts on before it corrects."""
    Q = {(row, column): [0.0] * 4 for row in range(4) for column in range(12)}
    returns = []
    for _ in range(episodes):
        place, total = (3, 0), 0
        move = greedy(Q[place], epsilon, rng)
        while place != (3, 11):
            after, reward = step(place, move)
            total += reward
            then = greedy(Q[after], epsilon, rng)
            values = Q[after]
            if method == "Sarsa":
                target = values[then]
            elif method == "Q-learning":
                target = max(values)
            else:
                best = [value == max(values) for value in values]
                mean = sum(values) / 4
                top = sum(v for v, b in zip(values, best, strict=True) if b) / sum(best)
                target = epsilon * mean + (1 - epsilon) * top
            if after == (3, 11):
                target = 0
            Q[place][move] += alpha * (reward + target - Q[place][move])
            place, move = after, then
        returns.append(total)
    return returns


def walk(m, rng):
    """Places of one random walk from the middle to an end."""
    path = [(m + 1) // 2]
    while 0 < path[-1] < m + 1:
        path.append(path[-1] + rng.choice((-1, 1)))
    return path


def predict(paths, m, n, alpha):
    """RMS error after each walk, and the values then, by n-step TD."""
    V, errors, values = dict.fromkeys(range(1, m + 1), 0.0), [], []
    for path in paths:
        rewards = [0] + [
            (b == m + 1) - (b == 0) for _, b in pairwise(path)
        ]  # of the steps, from 1
        for t in range(len(path) - 1):
            G = sum(rewards[t + 1 : t + n + 1])
            if t + n < len(path) - 1:
                G += V[path[t + n]]
            V[path[t]] += alpha * (G - V[path[t]])
        squares = [(V[s] - (2 * s / (m + 1) - 1)) ** 2 for s in V]
        errors.append(math.sqrt(sum(squares) / m))
        values.append(dict(V))
    return errors, values


def estimate(runs):
    """Mean, its standard error, and the standard deviation of a run."""
    sd = statistics.stdev(runs)
    return (
        round(statistics.fmean(runs), 4),
        round(sd / len(runs) ** 0.5, 4),
        round(sd, 3),
    )


def cliff(runs, seed=1):
    """Mean reward of an episode at three moments."""
    rng, table = random.Random(seed), {}
    for method in ("Sarsa", "Q-learning", "Expected Sarsa"):
        played = [control(method, rng=rng) for _ in range(runs)]
        table[method] = {
            (first, last): estimate(
                [statistics.fmean(run[first - 1 : last]) for run in played]
            )
            for first, last in MOMENTS
        }
    return table


def errors_and_lessons(runs, seed=2):
    """Error over ten walks by (n, α); mean value after a walk to the right, by n."""
    rng = random.Random(seed)
    errors = {(n, alpha): [] for n in NS for alpha in ALPHAS}
    lessons = {n: [] for n in NS}
    for _ in range(runs):
        paths = [walk(19, rng) for _ in range(10)]
        for n, alpha in errors:
            found, values = predict(paths, 19, n, alpha)
            errors[n, alpha].append(statistics.fmean(found))
            if alpha == 0.4 and paths[0][-1] == 20:
                lessons[n].append(statistics.fmean(values[0].values()))
    tables = errors, lessons
    return [{key: estimate(runs) for key, runs in t.items()} for t in tables]


HEAD = '''"""Numbers of another program, tests/plain_control.py, for the checks.

Each is a mean, its standard error, and the standard deviation of a run.  CLIFF: reward
of an episode in the book's case, by method, from one episode to another.  ERROR: RMS
error over ten walks on 19 states, by n and α.  LESSON: mean value of the states after
one walk to the right with α = 0.4, by n.
"""

'''


def main():
    """Write the module."""
    error, lesson = errors_and_lessons(1000)
    tables = {"CLIFF": cliff(400), "ERROR": error, "LESSON": lesson}
    lines = [f"{name} = {table!r}" for name, table in tables.items()]
    TARGET.write_text(HEAD + "\n".join(lines) + "\n")


if __name__ == "__main__":
    sys.exit(main())
