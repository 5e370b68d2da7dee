"""Checks of samplers: every step to its paper, every point drawn to plain sums."""

import math
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np

from demos.diffusion import plain, plain_samplers
from demos.diffusion.mixture import Array
from demos.diffusion.plain import Modes
from demos.diffusion.plain_samplers import Step
from demos.diffusion.samplers import Move
from demos.diffusion.verify import gap
from demos.framework.demo import Check

PLACES = np.array([-2.5, -1.2, -0.5, 0.1, 0.6, 1.4, 2.3])  # where steps are compared
HALVINGS = 44  # of the interval in which a quantile lies
FEW = 4  # steps of samplers with noise that are summed over all ways
TINY = 1e-6  # of x: nearer than that to the data is as good as there
NOISE = ((1.0, 0.0, 1.0),)  # one mode
GRID = 450  # places of that sum
EVALUATIONS = {  # of the score in one step
    "DDPM, large": 1,
    "DDPM, small": 1,
    "reverse SDE": 1,
    "annealed Langevin": 5,
    "DDIM": 1,
    "Heun": 2,
    "Runge–Kutta": 4,
    "EDM": 2,
}


def papers(
    modes: Modes,
    sigmas: Callable[[int], tuple[Array, float]],
    spacing: str,
    t_min: float,
) -> dict[str, Callable[[int], list[Step]]]:
    """The steps of each sampler, by its number of steps or levels.

    Args:
        modes: the data.
        sigmas: of Langevin's levels, from the smallest, and the step there.
        spacing: of DDPM's and DDIM's steps.
        t_min: last time of the SDE and the flow before 0.
    """
    ps = plain_samplers

    def langevin(n: int) -> list[Step]:
        levels, step = sigmas(n)
        return ps.langevin(modes, levels[::-1].tolist(), 5, step)

    return {
        "DDPM, large": lambda n: ps.ddpm(modes, n, spacing, large=True),
        "DDPM, small": lambda n: ps.ddpm(modes, n, spacing, large=False),
        "reverse SDE": lambda n: ps.reverse_sde(modes, n, t_min),
        "annealed Langevin": langevin,
        "DDIM": lambda n: ps.ddim(modes, n, spacing),
        "Heun": lambda n: ps.heun(modes, n, t_min),
        "Runge–Kutta": lambda n: ps.runge_kutta(modes, n, t_min),
        "EDM": lambda n: ps.edm(modes, n),
    }


def steps(name: str, known: Sequence[list[Step]], made: Sequence[list[Move]]) -> Check:
    """Every step of a sampler, for every number of steps, to its paper's formula."""
    off = 0.0 if [*map(len, known)] == [*map(len, made)] else 1.0
    for paper, moves in zip(known, made, strict=True):
        for (mean, std), move in zip(paper, moves, strict=False):
            x = PLACES * max(1.0, std)
            off = max(off, float(np.abs(mean(x) - move.mean(x)).max()))
            off = max(off, abs(std - move.std))
    what = f"{name}: steps, to those of the paper, where they are farthest off"
    return Check(what, 0, off, 1e-8, "any step, from one millionth of x on")


def without_noise(
    name: str, modes: Modes, paths: Sequence[list[Step]], drawn: Array
) -> Check:
    """Distances drawn, to those of quantiles that walk by the paper.

    Args:
        name: of the sampler.
        modes: the data.
        paths: its steps, for each number of them.
        drawn: a distance for each.
    """
    goal = even_quantiles(tuple(modes))
    noise = (80.0 if name == "EDM" else 1.0) * even_quantiles(NOISE)
    known = [
        np.abs(np.sort(plain_samplers.walked(path, noise)) - goal).mean()
        for path in paths
    ]
    off = (np.abs(known - drawn) / (drawn + TINY)).max()
    what = f"{name}: points drawn, to walking quantiles, at the worst point"
    return Check(what, 0, float(off), 1e-4, "a point off by 0.01 %")


@cache
def even_quantiles(modes: tuple[tuple[float, float, float], ...]) -> Array:
    """Those of 2000 even shares."""
    return quantiles(modes, (np.arange(2000) + 0.5) / 2000)


def quantiles(modes: Modes, u: Array) -> Array:
    """Where so much lies below, by halving."""
    low = np.full(len(u), min(m - 9 * s for _, m, s in modes))
    high = np.full(len(u), max(m + 9 * s for _, m, s in modes))
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        short = plain.below(modes, 1.0, middle) < u
        low, high = np.where(short, middle, low), np.where(short, high, middle)
    return low


def with_noise(
    name: str,
    modes: Modes,
    paper: Callable[[int], list[Step]],
    points: Mapping[int, float],
) -> list[Check]:
    """The point drawn of few steps, if there is one, to the sum over all ways.

    Args:
        name: of the sampler.
        modes: the data.
        paper: its steps, by their number.
        points: distances, by the number of steps.
    """
    if FEW not in points:
        return []
    path = paper(FEW)
    x, mass = plain_samplers.carried(path, GRID)
    order = np.argsort(x)
    x, mass = x[order], mass[order]
    goal = quantiles(modes, np.clip(np.cumsum(mass) - mass / 2, 1e-12, 1 - 1e-12))
    expected = float(np.abs(x - goal) @ mass)
    what = f"{name}: point at {FEW} steps, to the sum over all ways"
    within = 0.02 * expected + 1e-3
    return [Check(what, expected, points[FEW], within, "a point off by 2 %")]


def known_points(
    name: str, points: Mapping[int, float], known: Mapping[int, float]
) -> list[Check]:
    """Points drawn, to those of another program that takes too long for every run.

    Args:
        name: of the sampler.
        points: by the number of steps or levels.
        known: the same.
    """
    off = [points[n] / known[n] - 1 for n in known if n in points]
    what = f"{name}: points drawn, to another program's, at the worst point"
    worst = max(off, key=abs, default=0.0)
    return [Check(what, 0, worst, 0.01, "a point off by 1 %")] if off else []


def starts(
    modes: Modes, flow: float, edm: float, n: int, sigma_max: float
) -> list[Check]:
    """What is said of the flow's start, and of another start of EDM.

    The flow carries each place to where as much lies below it.

    Args:
        modes: the data.
        flow: W1 that its start from N(0, 1) leaves.
        edm: W1 after n steps from sigma_max.
        n: steps of EDM.
        sigma_max: its largest level.
    """
    goal, noise = even_quantiles(tuple(modes)), even_quantiles(NOISE)
    home = quantiles(modes, plain.below(modes, math.exp(-(0.1 + 20) / 2), noise))
    path = plain_samplers.edm(modes, n, sigma_max)
    far = np.abs(plain_samplers.walked(path, sigma_max * noise) - goal).mean()
    left = np.abs(home - goal).mean()
    return [
        gap("error of the flow's start, by masses", left, flow, 1e-3, "0.1 % of it"),
        gap("EDM from another level, walking", far, edm, 1e-3, "0.1 % of it"),
    ]


def floor(modes: Modes, n: int, drawn: float) -> Check:
    """The dashed line, to De Moivre's mean deviation of a count."""
    many = 10**8
    known = plain.mean_w1(modes, many) * math.sqrt(many / n)
    return gap("dashed line, by counts", known, drawn, 1e-3, "0.1 % of it")


def langevin_steps(levels: Sequence[tuple[Array, float]]) -> Check:
    """No other step leaves a level's variance nearer to 1, after five from the last.

    In units of the level, a step of 2 a takes the variance v to (1 - a)^2 v + 2 a.

    Args:
        levels: 0 and the sigmas, and the step at the smallest, of each number of them.
    """
    off = [_left(s, step / 2 / s[1] ** 2) / _least(s) - 1 for s, step in levels]
    what = "annealed Langevin: variance that its steps leave, above the least"
    return Check(what, 0, max(off), 1e-6, "a step off by 0.3 %")


def _left(sigmas: Array, a: float | Array) -> Any:
    v = (sigmas[-1] / sigmas[-2]) ** 2
    for _ in range(5):
        v = (1 - a) ** 2 * v + 2 * a
    return v


def _least(sigmas: Array) -> float:
    return float(np.min(_left(sigmas, np.linspace(0, 1, 20_001))))


def langevin_of_one(
    std: float, levels: Sequence[tuple[Array, float]], carried: Sequence[float]
) -> Check:
    """W1 from what Langevin makes of one Gaussian around 0 to that Gaussian.

    On it every move is affine, and takes the variance v to (1 - g)^2 v + step with
    g = step / 2 / (sigma^2 + variance of the data).
    """
    known = []
    for sigmas, step in levels:
        variance = sigmas[-1] ** 2
        for sigma in np.repeat(sigmas[:0:-1], 5):
            size = step * (sigma / sigmas[1]) ** 2
            variance = (1 - size / 2 / (sigma**2 + std**2)) ** 2 * variance + size
        known.append(math.sqrt(2 / math.pi) * abs(math.sqrt(variance) - std))
    what = "annealed Langevin: distances from one Gaussian, by recursion"
    return gap(what, known, carried, 1e-4, "0.01 %")
