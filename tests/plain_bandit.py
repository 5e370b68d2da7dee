"""The ten-armed testbed, written as the book tells it: one pull at a time.

An independent reference: standard library only, nothing taken from demos.
"""

import math
import random


def play(epsilon, *, k=10, steps=1000, rng):
    """Rewards, and whether each pull was optimal, of one run."""
    q_star = [rng.gauss(0, 1) for _ in range(k)]
    best = q_star.index(max(q_star))
    Q, N = [0.0] * k, [0] * k
    rewards, optimal = [], []
    for _ in range(steps):
        if rng.random() < epsilon:
            action = rng.randrange(k)
        else:
            top = max(Q)
            action = rng.choice([a for a in range(k) if Q[a] == top])
        reward = rng.gauss(q_star[action], 1)
        N[action] += 1
        Q[action] += (reward - Q[action]) / N[action]
        rewards.append(reward)
        optimal.append(action == best)
    return rewards, optimal


def play_many(epsilon, *, runs, seed, **options):
    """Rewards and optimal actions of many runs, each (runs, steps)."""
    rng = random.Random(seed)
    played = [play(epsilon, rng=rng, **options) for _ in range(runs)]
    return [run[0] for run in played], [run[1] for run in played]


def push(step_size, *, k=10, steps=100, rng):
    """Probability of the best machine after each step of a gradient bandit."""
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
