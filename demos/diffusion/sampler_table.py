"""The samplers of ``demos.diffusion.samplers`` set up to be compared by their cost.

Each is given the exact score of a distribution, and a number of steps to come home in.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from demos.diffusion import samplers
from demos.diffusion.mixture import Array, Mixture
from demos.diffusion.pushforward import QUANTILES, w1_of_output
from demos.diffusion.samplers import Move, Score, exact_score
from demos.diffusion.schedules import (
    alpha_bars,
    edm_sigmas,
    linear_betas,
    q_marginal,
    ve_sigmas,
    vp_alpha_bar,
)
from demos.diffusion.spacing import EVEN, Times

STEPS = (1, 2, 4, 8, 16, 32, 64, 128)
ALPHA_BAR = alpha_bars(linear_betas(1000, 1e-4, 0.02))
NOISE = Mixture(np.ones(1), np.zeros(1), np.ones(1))
EACH = 5  # steps of Langevin at each level
LEVELS = (3, 6, 12, 25)  # of its; two would be so far apart that all go astray
SMALLEST = 0.01  # of its levels
TAIL = 1e-4  # of the data on either side that may lie beyond its largest


@dataclass(frozen=True)
class Sampler:
    """How to make the moves, where they start, and what a step costs."""

    moves: Callable[[Mixture, int, Times], list[Move]]
    evaluations: int = 1  # of the score in one step
    start: Callable[[Mixture], float] = lambda dist: 1.0  # std of the noise
    steps: tuple[int, ...] = STEPS


def respaced(moves: Callable[[Score, Array], list[Move]]) -> Sampler:
    """A sampler that visits only some of the thousand steps."""
    return Sampler(
        lambda dist, n, times: moves(exact_score(dist), ALPHA_BAR[times.places(n)])
    )


def flow(solver: samplers.Solver, evaluations: int) -> Sampler:
    """The probability flow under one of the solvers."""
    return Sampler(
        lambda dist, n, times: samplers.probability_flow(
            exact_score(dist), times.moments(n), solver
        ),
        evaluations,
    )


def reverse_sde(dist: Mixture, steps: int, times: Times) -> list[Move]:
    """The SDE, back in time."""
    return samplers.reverse_sde(exact_score(dist), times.moments(steps))


def edm(dist: Mixture, steps: int, _: Times = EVEN) -> list[Move]:
    """Heun's steps down the levels of Karras et al."""
    return samplers.edm(exact_score(dist), edm_sigmas(steps + 1))


def langevin(dist: Mixture, levels: int, _: Times = EVEN) -> list[Move]:
    """The same few steps at every level."""
    sigmas, step = langevin_levels(dist, levels)
    return samplers.annealed_langevin(exact_score(dist), sigmas, each=EACH, step=step)


def langevin_levels(dist: Mixture, levels: int) -> tuple[Array, float]:
    """0 and the sigmas, and the step at the smallest (techniques 1 and 4)."""
    sigmas = ve_sigmas(levels, SMALLEST, reach(dist))
    return sigmas, samplers.langevin_step(sigmas, EACH)


def reach(dist: Mixture) -> float:
    """How far the data lie apart, but for the rarest."""
    return float(np.ptp(dist.quantile(np.array([TAIL, 1 - TAIL]))))


WITH_NOISE = {
    "DDPM, large": respaced(samplers.ddpm_large),
    "DDPM, small": respaced(samplers.ddpm_small),
    "reverse SDE": Sampler(reverse_sde),
    "annealed Langevin": Sampler(langevin, EACH, reach, LEVELS),
}
WITHOUT_NOISE = {
    "DDIM": respaced(samplers.ddim),
    "Heun": flow(samplers.heun, 2),
    "Runge–Kutta": flow(samplers.runge_kutta, 4),
    "EDM": Sampler(edm, 2, lambda dist: 80.0),
}
SAMPLERS = WITH_NOISE | WITHOUT_NOISE


def error(sampler: Sampler, steps: int, dist: Mixture, times: Times = EVEN) -> float:
    """W1 from the sampler's output to the data."""
    start = NOISE.noised(0.0, sampler.start(dist))
    return w1_of_output(sampler.moves(dist, steps, times), start, dist)


def error_of_start(dist: Mixture) -> float:
    """W1 to the data of the flow itself, as it starts from noise that has no signal.

    Exactly: a flow on the line takes each place to where as much lies below it.
    """
    u = (np.arange(QUANTILES) + 0.5) / QUANTILES
    below = q_marginal(dist, vp_alpha_bar(1.0)).cdf(NOISE.quantile(u))
    return float(np.abs(dist.quantile(below) - dist.quantile(u)).mean())


def error_of_edm(dist: Mixture, steps: int, sigma_max: float) -> float:
    """W1 to the data of EDM, had it begun from another level than 80."""
    levels = edm_sigmas(steps + 1, sigma_max=sigma_max)
    moves = samplers.edm(exact_score(dist), levels)
    return w1_of_output(moves, NOISE.noised(0.0, sigma_max), dist)
