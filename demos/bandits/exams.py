"""Exams: agents and arms in a case whose answer is known, whatever is drawn."""

import math
from itertools import islice

import gymnasium as gym
import numpy as np

from demos.bandits.agents import BetaThompson, Thompson
from demos.bandits.epsilon_greedy import EpsilonGreedy
from demos.bandits.testbed import play
from demos.framework.chance import SIGMAS, chi_square
from demos.framework.demo import Check
from demos.framework.options import written

PLAYERS, ROUNDS = 50_000, 20


def of_drift(runs: int = 20_000) -> list[Check]:
    """Arms that drift by 1 a step: what pays is the value before, which then moves."""
    env = gym.make_vec("demos/DriftingBandit-v0", num_envs=runs, drift=1.0)
    agent = EpsilonGreedy(runs, 10, 1.0, np.random.default_rng(1))
    steps = list(islice(play(env, agent, 1), 3))
    rows = np.arange(runs)
    noise = np.array([reward - q[rows, action] for action, reward, q in steps])
    drift = np.diff([q[rows, 0] for _, _, q in steps], axis=0)
    found = []
    for what, kicks in (("noise of a reward", noise), ("step of a value", drift)):
        worst = max(((kicks**2).mean(axis=1) - 1).tolist(), key=abs)
        found.append(
            Check(
                f"exam, drift 1: {what}, variance at the step farthest off",
                1,
                1 + worst,
                chi_square(runs) / runs,
                "values that are seen a step too early or too late",
            )
        )
    return found


def of_exploring(epsilon: float, k: int) -> Check:
    """Players who know the last arm to be best, and pull it so often."""
    agent = EpsilonGreedy(PLAYERS, k, epsilon, np.random.default_rng(1))
    agent.greedy[:] = k - 1
    pulls = [np.count_nonzero(agent.act() == k - 1) for _ in range(ROUNDS)]
    n = PLAYERS * ROUNDS
    share = 1 - epsilon + epsilon / k
    off = SIGMAS * math.sqrt(share * (1 - share) / n) + 2 * SIGMAS / n
    missed = epsilon * (1 - 1 / k)
    return Check(
        f"exam, ε = {written(epsilon)}: share of pulls of the best arm",
        share,
        sum(pulls) / n,
        off,
        f"an ε off by {100 * off / missed:.2g} %" if off < missed else None,
    )


def of_belief() -> Check:
    """Thompson: beliefs N(3/4, 1/4) and N(0, 1/2), of which the first is higher."""
    agent = Thompson(PLAYERS, 2, np.random.default_rng(1))
    agent.Q[0], agent.N[0], agent.N[1] = 1.0, 3, 1
    share = (1 + math.erf(0.75 / math.sqrt(0.25 + 0.5) / math.sqrt(2))) / 2
    off = SIGMAS * math.sqrt(share * (1 - share) / PLAYERS)
    first = np.count_nonzero(agent.act() == 0) / PLAYERS
    what = "exam, Thompson: share of pulls of the better of two arms"
    return Check(what, share, first, off, "a belief without its prior")


def of_beta_belief() -> Check:
    """Thompson: after one win of one pull, and no pull; Beta(2, 1) and Beta(1, 1)."""
    agent = BetaThompson(PLAYERS, 2, np.random.default_rng(1))
    agent.Q[0], agent.N[0] = 1.0, 1
    off = SIGMAS * math.sqrt(2 / 9 / PLAYERS)
    first = np.count_nonzero(agent.act() == 0) / PLAYERS
    what = "exam, Thompson: share of pulls of an arm that has won once"
    return Check(what, 2 / 3, first, off, "another prior")
