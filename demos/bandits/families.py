"""The agents of Chapter 2, each with its one parameter and the rule to check it by."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np

from demos.bandits import rules
from demos.bandits.agents import UCB, Boltzmann
from demos.bandits.choice import Floats
from demos.bandits.epsilon_greedy import EpsilonGreedy
from demos.bandits.preferences import Gradient
from demos.bandits.testbed import Agent

Make = Callable[[int, int, float, np.random.Generator], Agent]
MakeRule = Callable[[Floats, int], rules.Rule]


@dataclass(frozen=True)
class Family:
    """An agent with one parameter, and the powers of two to which it is turned."""

    symbol: str
    low: int
    high: int
    make: Make
    rule: MakeRule

    @property
    def settings(self) -> list[float]:
        """From 2^low to 2^high."""
        return [2.0**power for power in range(self.low, self.high + 1)]


def optimistic(n: int, k: int, Q_1: float, rng: np.random.Generator) -> EpsilonGreedy:
    """Greedy, but it expects much of every arm at first (Sec. 2.6)."""
    return EpsilonGreedy(n, k, 0.0, rng, Q_1=Q_1, step_size=0.1)


def optimistic_rule(Q_1: Floats, k: int) -> rules.Rule:
    """What such players hold and do."""
    always = np.zeros_like(Q_1)
    return rules.EpsilonGreedyRule(always, k, first=Q_1, step_size=always + 0.1)


def gradient(baseline: str) -> Family:
    """A gradient bandit with one of the ``BASELINES``."""
    make = partial(Gradient, baseline=baseline)
    return Family("α", -5, 2, make, partial(rules.GradientRule, baseline=baseline))


FAMILIES = {
    "ε-greedy": Family("ε", -7, -2, EpsilonGreedy, rules.EpsilonGreedyRule),
    "gradient": gradient("excluding"),
    "without baseline": gradient("none"),
    "UCB": Family("c", -4, 2, UCB, rules.UCBRule),
    "optimistic": Family("Q₁", -2, 2, optimistic, optimistic_rule),
    "Boltzmann": Family("τ", -5, 1, Boltzmann, rules.BoltzmannRule),
}
