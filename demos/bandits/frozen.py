"""A Boltzmann agent that does not learn: how often it pulls arms of fixed values."""

import math

import numpy as np

from demos.bandits.agents import Boltzmann
from demos.bandits.choice import Floats
from demos.framework.chance import SIGMAS
from demos.framework.demo import Check
from demos.framework.numbers import percent
from demos.framework.options import written

SWAPPED = "two dots that have changed places"
LADDER = np.linspace(-1, 1, 5)  # the fixed values
PULLS = 20_000  # of the frozen agent


def freeze(tau: float, rng: np.random.Generator) -> Floats:
    """How often an agent whose values stay at LADDER pulls each arm."""
    agent = Boltzmann(PULLS, len(LADDER), tau, rng)
    agent.Q += LADDER[:, None]
    return np.bincount(agent.act(), minlength=len(LADDER)) / PULLS


def boltzmann(tau: float) -> Floats:
    """Probability of each arm, exp(Q / τ) / Z."""
    weights = np.exp((LADDER - LADDER.max()) / tau)
    return weights / weights.sum()


def checks(tau: float, shares: Floats) -> list[Check]:
    """The mean value of the arms pulled, and each arm's share."""
    law = boltzmann(tau)
    mean = float(law @ LADDER)
    variance = float(law @ (LADDER - mean) ** 2)
    one_pull = float(np.ptp(LADDER)) / PULLS
    off = SIGMAS * math.sqrt(variance / PULLS) + one_pull
    spread = np.sqrt(law * (1 - law) / PULLS) + 1 / PULLS
    far = (shares - law) / spread
    what = f"τ = {written(tau)}: mean value, frozen"
    worst = f"τ = {written(tau)}: dot farthest from the line, in standard errors"
    return [
        Check(what, mean, float(shares @ LADDER), off, _notices(off, variance, tau)),
        Check(worst, 0, float(far[np.abs(far).argmax()]), SIGMAS + 1, SWAPPED),
    ]


def _notices(off: float, variance: float, tau: float) -> str | None:
    """The mean falls with τ by variance / τ^2."""
    share = 2 * off * tau / variance if variance else 1.0
    return f"a τ off by {percent(share)}" if share < 1 else None
