"""Error of each sampler against the work it does, with no sampling noise at all.

Every sampler starts from pure noise and knows the exact score, so what is left is its
own error: the distance W₁ between the distribution of its output and the data, computed
from the whole distribution and not from walkers. The dashed line is how far fresh
samples of the data are from their own distribution; below it, no histogram could tell a
sampler from the truth. DDPM and DDIM take evenly spaced steps of the linear schedule
with T = 1000, the reverse SDE and the flow even steps of its limit in time (Song et al.
2021), EDM the levels of Karras et al. (2022).

Annealed Langevin dynamics (Song & Ermon 2019) explodes the variance instead, and is set
up by the rules of Song & Ermon (2020, arXiv:2006.09011): the largest σ is as wide as
the data reach (technique 1; here all but 1 in 5000 of them), from it σ falls by equal
ratios to 0.01 with 5 steps at each level, as theirs for CIFAR-10, in steps ε σᵢ² / σ_L²
with the ε that keeps each level's variance best (technique 4). Their rule for the ratio
(technique 2) bounds nothing in one dimension, so the levels are what the budget allows.
"""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from demos.diffusion import parameters, samplers
from demos.diffusion.distance import w1, w1_bound, w1_floor
from demos.diffusion.fast_ddpm import p_sample_loop
from demos.diffusion.mixture import Array, Mixture
from demos.diffusion.pushforward import w1_of_output
from demos.diffusion.sampler_table import (
    ALPHA_BAR,
    EACH,
    NOISE,
    SAMPLERS,
    WITH_NOISE,
    WITHOUT_NOISE,
    error,
    langevin_levels,
)
from demos.diffusion.samplers import Score, exact_score
from demos.diffusion.schedules import spread
from demos.framework.demo import Check, option

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WALKERS = 20_000
ONE = Mixture(np.ones(1), np.zeros(1), np.full(1, 0.6))  # Gaussian, for a check


@dataclass(frozen=True)
class Parameters(parameters.Data):
    """What to sample, and how far to go."""

    samples: int = option(
        10_000, "fresh samples of the dashed line", minimum=1, maximum=10**9
    )
    most: int = option(128, "evaluations of the score at most", minimum=16, maximum=128)


@dataclass(frozen=True)
class Result:
    """W1 of each sampler at each number of evaluations."""

    data: Mixture
    samples: int
    floor: float
    evaluations: dict[str, NDArray[np.int_]]
    errors: dict[str, Array]


def run(parameters: Parameters) -> Result:
    """Carry the whole distribution through every sampler at every number of steps."""
    dist = parameters.data()
    evaluations, errors = {}, {}
    for name, sampler in SAMPLERS.items():
        steps = [n for n in sampler.steps if n * sampler.evaluations <= parameters.most]
        evaluations[name] = np.array(steps) * sampler.evaluations
        errors[name] = np.array([error(sampler, n, dist) for n in steps])
    floor = w1_floor(dist, parameters.samples)
    return Result(dist, parameters.samples, floor, evaluations, errors)


def draw(result: Result, fig: "Figure") -> None:
    """Samplers that add noise beside those that do not."""
    from demos.drawing.style import panels

    axes = panels(fig, 2, height=300)
    groups = {"With noise": WITH_NOISE, "Without noise": WITHOUT_NOISE}
    for ax, (title, group) in zip(axes, groups.items(), strict=True):
        _draw_errors(result, ax, list(group))
        ax.set(title=title, xlabel="evaluations of the score")
    axes[0].set_ylabel("W₁ to the data")


def _draw_errors(result: Result, ax: "Axes", names: list[str]) -> None:
    """Error against work, both in doublings, above the floor of sampling."""
    from demos.drawing.curves import plot_reference
    from demos.drawing.palette import PAPER, SERIES

    for name, color in zip(names, SERIES, strict=False):
        line = {"label": name, "color": color, "marker": "o", "markersize": 4}
        ax.loglog(result.evaluations[name], result.errors[name], **line)
    name = f"{result.samples:,} fresh samples"
    plot_reference(ax, result.floor, name, ha="left", va="bottom")
    lowest = min(result.floor, *(errors.min() for errors in result.errors.values()))
    ax.set(xlim=(0.9, 160), ylim=(lowest / 4, 3))
    ax.set_xticks([1, 4, 16, 64], ["1", "4", "16", "64"])
    ax.set_xticks([], minor=True)
    ax.legend(loc="best", frameon=True, facecolor=PAPER, edgecolor="none")


def findings(result: Result) -> list[str]:
    """The best for the whole budget, and what the classic ones cost."""
    last = {name: errors[-1] for name, errors in result.errors.items()}
    best = min(last, key=lambda name: last[name])
    enough = [
        f"{name} after {result.evaluations[name][errors < result.floor][0]}"
        for name, errors in result.errors.items()
        if (errors < result.floor).any()
    ]
    return [
        f"Least error at the end: {best}, W₁ = {last[best]:.2g}.",
        f"Below {result.floor:.2g}, the distance of {result.samples:,} fresh samples, "
        f"get {', '.join(enough)} evaluations."
        if enough
        else f"None gets below {result.floor:.2g}, the distance of fresh samples.",
    ]


def checks(result: Result) -> list[Check]:
    """The carried mass against walkers, and DDIM's noisiest form against DDPM."""
    dist, score = result.data, exact_score(result.data)
    levels = ALPHA_BAR[spread(1000, 33)]
    walkers = p_sample_loop(dist, levels, WALKERS, np.random.default_rng(0))
    carried = w1_of_output(samplers.ddpm_large(score, levels), NOISE, dist)
    return [
        Check(
            f"W₁ of DDPM with the large variance in 32 steps, by {WALKERS:,} walkers",
            carried,
            w1(walkers, dist),
            w1_bound(dist, WALKERS),
        ),
        Check(
            "largest gap of DDIM with η = 1 to DDPM with the small variance",
            0.0,
            _ddim_gap(score, levels),
            1e-9,
        ),
        Check(
            "W₁ of 12 Langevin levels from one Gaussian, by its exact recursion",
            _langevin_w1(ONE, 12),
            error(SAMPLERS["annealed Langevin"], 12, ONE),
            1e-6,
        ),
    ]


def _langevin_w1(dist: Mixture, levels: int) -> float:
    """W1 from what Langevin makes of one Gaussian around 0 to that Gaussian.

    On it every move is affine, and takes the variance v to (1 - g)^2 v + step with
    g = step / 2 / (sigma^2 + variance of the data).
    """
    sigmas, step = langevin_levels(dist, levels)
    exact = float(dist.variance())
    variance = sigmas[-1] ** 2
    for sigma in np.repeat(sigmas[:0:-1], EACH):
        size = step * (sigma / sigmas[1]) ** 2
        variance = (1 - size / 2 / (sigma**2 + exact)) ** 2 * variance + size
    return math.sqrt(2 / math.pi) * abs(math.sqrt(variance) - math.sqrt(exact))


def _ddim_gap(score: Score, levels: Array) -> float:
    """Largest difference between DDIM's noisiest moves and DDPM's, mean and std."""
    ancestral = samplers.ddpm_small(score, levels)
    implicit = samplers.ddim(score, levels, eta=1.0)
    x = NOISE.quantile((np.arange(100) + 0.5) / 100)
    gaps = [
        np.abs(one.mean(x) - other.mean(x)).max() + abs(one.std - other.std)
        for one, other in zip(ancestral, implicit, strict=True)
    ]
    return float(max(gaps))


def data(result: Result) -> dict[str, ArrayLike]:
    """One row for each sampler and number of evaluations."""
    return {
        "sampler": [n for n, errors in result.errors.items() for _ in errors],
        "evaluations": np.concatenate(list(result.evaluations.values())),
        "w1": np.concatenate(list(result.errors.values())),
    }
