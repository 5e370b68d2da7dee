"""The ten-armed testbed, written as the book tells it: one pull at a time.

An independent reference: standard library only, nothing taken from demos.
"""

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
