"""The ten-armed testbed, written as the book tells it: one pull at a time.

An independent reference: standard library only, nothing taken from demos.
"""

import math
import random


def best_of(values, rng):
    """One of the best, by lot."""
    return rng.choice([a for a, value in enumerate(values) if value == max(values)])


def epsilon_greedy(epsilon):
    """A choice by values Q and counts N at step t, as all the following."""

    def choose(Q, N, t, rng):
        if rng.random() < epsilon:
            return rng.randrange(len(Q))
        return best_of(Q, rng)

    return choose


def ucb(c):
    def choose(Q, N, t, rng):
        bonus = [c * math.sqrt(math.log(t) / n) if n else math.inf for n in N]
        return best_of([q + b for q, b in zip(Q, bonus, strict=True)], rng)

    return choose


def boltzmann(tau):
    def choose(Q, N, t, rng):
        return rng.choices(range(len(Q)), [math.exp(q / tau) for q in Q])[0]

    return choose


def thompson(Q, N, t, rng):
    """Belief of one who holds values for N(0, 1) before seeing any reward."""
    means = [n * q / (n + 1) for q, n in zip(Q, N, strict=True)]
    return best_of(
        [rng.gauss(m, (n + 1) ** -0.5) for m, n in zip(means, N, strict=True)], rng
    )


def play(choose, *, k=10, steps=1000, first=0.0, step_size=None, rng):
    """Rewards, and whether each pull was optimal, of one run."""
    q_star = [rng.gauss(0, 1) for _ in range(k)]
    best = q_star.index(max(q_star))
    Q, N = [first] * k, [0] * k
    rewards, optimal = [], []
    for t in range(1, steps + 1):
        action = choose(Q, N, t, rng)
        reward = rng.gauss(q_star[action], 1)
        N[action] += 1
        Q[action] += (step_size or 1 / N[action]) * (reward - Q[action])
        rewards.append(reward)
        optimal.append(action == best)
    return rewards, optimal


def play_many(choose, *, runs, seed, **options):
    """Rewards and optimal actions of many runs, each (runs, steps)."""
    rng = random.Random(seed)
    played = [play(choose, rng=rng, **options) for _ in range(runs)]
    return [run[0] for run in played], [run[1] for run in played]


def push(step_size, *, k=10, steps=100, rng):
    """Probability of the best arm after each step of a gradient bandit."""
    q_star = [rng.gauss(0, 1) for _ in range(k)]
    best = q_star.index(max(q_star))
    H, rewards, course = [0.0] * k, [], []
    pi = [1 / k] * k
    for _ in range(steps):
        (action,) = rng.choices(range(k), pi)
        reward = rng.gauss(q_star[action], 1)
        baseline = sum(rewards) / len(rewards) if rewards else reward
        for a in range(k):
            chosen = 1.0 if a == action else 0.0
            H[a] += step_size * (reward - baseline) * (chosen - pi[a])
        rewards.append(reward)
        weights = [math.exp(h) for h in H]
        pi = [weight / sum(weights) for weight in weights]
        course.append(pi[best])
    return course
