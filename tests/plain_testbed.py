"""Whole tables of reference: the testbed written plainly, for many runs at once.

Another program than the demos', of which it takes nothing: full tables, Gumbel's trick
for every choice by weights, lots for every tie.  ``python tests/plain_testbed.py``
computes ``demos/bandits/reference.py`` anew, in minutes; a test repeats some of it.
"""

import math
import sys
from pathlib import Path

import numpy as np

RUNS = 10_000
TARGET = Path(__file__).parents[1] / "demos" / "bandits" / "reference.py"
STUDY = {
    "ε-greedy": [2.0**p for p in range(-7, -1)],
    "gradient": [2.0**p for p in range(-5, 3)],
    "without baseline": [2.0**p for p in range(-5, 3)],
    "UCB": [2.0**p for p in range(-4, 3)],
    "optimistic": [2.0**p for p in range(-2, 3)],
    "Boltzmann": [2.0**p for p in range(-5, 2)],
    "Thompson": [0.0],
}
TAUS = [0.03, 0.06, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.6, 1.0, 2.0]
EPSILONS = [0.0, 0.01, 0.1]


def best_by_lot(values, rng):
    """One of the best of each row, by lot."""
    lots = rng.random(values.shape)
    lots[values < values.max(axis=1, keepdims=True)] = -1
    return lots.argmax(axis=1)


def choose(kind, setting, Q, N, t, rng):
    """Arms by values Q and counts N at step t, from 1."""
    runs, k = Q.shape
    if kind == "ε-greedy":
        tries = rng.random(runs) < setting
        return np.where(tries, rng.integers(k, size=runs), best_by_lot(Q, rng))
    if kind == "optimistic":
        return best_by_lot(Q, rng)
    if kind == "UCB":
        bonus = setting * np.sqrt(np.log(t) / np.maximum(N, 1))
        return best_by_lot(np.where(N == 0, 1e9, Q + bonus), rng)
    if kind == "Boltzmann":
        return (Q / setting + rng.gumbel(size=Q.shape)).argmax(axis=1)
    if kind == "Thompson":
        sd = 1 / np.sqrt(N + 1)
        return (N * sd**2 * Q + sd * rng.standard_normal(Q.shape)).argmax(axis=1)
    return (Q + rng.gumbel(size=Q.shape)).argmax(axis=1)  # Q are preferences


def play(kind, setting, *, runs=RUNS, steps=1000, drift=0.0, epsilon=0.1, seed=0, k=10):
    """Rewards, and whether the best arm was pulled, step by step: (runs,) each."""
    rng = np.random.default_rng(seed)
    every = np.arange(runs)
    q = np.zeros((runs, k)) if drift else rng.standard_normal((runs, k))
    Q = np.full((runs, k), float(setting) if kind == "optimistic" else 0.0)
    N, total = np.zeros((runs, k)), np.zeros(runs)
    step_size = {"optimistic": 0.1, "constant": setting}.get(kind)
    rule = "ε-greedy" if kind in ("constant", "average") else kind
    for t in range(1, steps + 1):
        a = choose(rule, epsilon if rule != kind else setting, Q, N, t, rng)
        r = q[every, a] + rng.standard_normal(runs)
        yield r, a == q.argmax(axis=1)
        N[every, a] += 1
        if kind in ("gradient", "without baseline"):
            weights = np.exp(Q - Q.max(axis=1, keepdims=True))
            pi = weights / weights.sum(axis=1, keepdims=True)
            baseline = (total / (t - 1) if t > 1 else r) if kind == "gradient" else 0
            push = setting * (r - baseline)
            Q -= push[:, None] * pi
            Q[every, a] += push
        else:
            Q[every, a] += (r - Q[every, a]) * (step_size or 1 / N[every, a])
        total += r
        q += drift * rng.standard_normal(q.shape) if drift else 0


def estimate(runs):
    """Mean, its standard error, and the standard deviation of a run."""
    sd = float(np.std(runs, ddof=1))
    return (
        round(float(np.mean(runs)), 4),
        round(sd / math.sqrt(len(runs)), 4),
        round(sd, 3),
    )


def whole(kind, setting, **options):
    """A run's mean reward over all steps."""
    rewards = [r for r, _ in play(kind, setting, **options)]
    return estimate(np.mean(rewards, axis=0))


def parts(kind, setting, ends, **options):
    """Mean reward and share of best arms over the steps from one end to the next."""
    pulls = play(kind, setting, **options)
    found, start = {}, 0
    for first, last in ends:
        for _ in range(first - 1 - start):
            next(pulls)
        some = [next(pulls) for _ in range(last - first + 1)]
        found[first, last] = tuple(
            estimate(np.mean(column, axis=0))[:2] for column in zip(*some, strict=True)
        )
        start = last
    return found


EARLY = [(3, 3), (10, 10), (90, 109), (486, 505), (981, 1000)]
LATE = [(11, 210), (4806, 5005), (9002, 10_000)]


def tables(runs=RUNS):
    """All that the demos compare with."""
    steps = {"runs": runs, "steps": 10_000, "drift": 0.01}
    return {
        "STUDY": {
            (kind, setting): whole(kind, setting, runs=runs, seed=n)
            for kind, settings in STUDY.items()
            for n, setting in enumerate(settings)
        },
        "TEMPERATURE": {t: whole("Boltzmann", t, runs=runs, seed=9) for t in TAUS},
        "GREEDY": {
            e: parts("ε-greedy", e, EARLY, runs=2 * runs, seed=8) for e in EPSILONS
        },
        "PUSHED": pushed(2 * runs),
        "DRIFTING": {
            name: parts(kind, setting, LATE, **steps | {"runs": runs // 3}, seed=7)
            for name, kind, setting in (
                ("1/N", "average", 0),
                ("0.1", "constant", 0.1),
                ("0.01", "constant", 0.01),
            )
        },
    }


HEAD = '''"""Numbers of another program, tests/plain_testbed.py, for the checks.

Ten arms, 1000 steps, or 10 000 where the arms drift.  STUDY and TEMPERATURE: mean
reward over all steps, its standard error, and the standard deviation of a run, by
setting.  GREEDY and DRIFTING: mean reward with its error and share of best arms
with its error, from one step to another, by agent.  PUSHED: probability of the best
arm under a gradient bandit with α = 0.1, after so many steps, as in STUDY.
"""

'''


def pushed(runs, marks=(10, 100, 1000), step_size=0.1, k=10):
    """Probability of the best arm under a gradient bandit, after these steps."""
    rng, every = np.random.default_rng(5), np.arange(runs)
    q = rng.standard_normal((runs, k))
    H, total, found = np.zeros((runs, k)), np.zeros(runs), {}
    for t in range(1, max(marks) + 1):
        pi = np.exp(H) / np.exp(H).sum(axis=1, keepdims=True)
        a = (H + rng.gumbel(size=H.shape)).argmax(axis=1)
        r = q[every, a] + rng.standard_normal(runs)
        push = step_size * (r - (total / (t - 1) if t > 1 else r))
        H -= push[:, None] * pi
        H[every, a] += push
        total += r
        if t in marks:
            pi = np.exp(H) / np.exp(H).sum(axis=1, keepdims=True)
            found[t] = estimate(pi[every, q.argmax(axis=1)])
    return found


def main():
    """Write the module."""
    lines = [f"{name} = {table!r}" for name, table in tables().items()]
    TARGET.write_text(HEAD + "\n".join(lines) + "\n")


if __name__ == "__main__":
    sys.exit(main())
