"""Error of each sampler against the work it does, with no sampling noise at all.

Every sampler starts from pure noise and knows the exact score, so what is left is its
own error: the distance W₁ between the distribution of its output and the data, computed
from the whole distribution and not from walkers. The dashed line is how far fresh
samples of the data are from their own distribution; below it, no histogram could tell a
sampler from the truth. DDPM and DDIM take evenly spaced steps of the linear schedule
with T = 1000 (of the three ways that diffusers has, the trailing one), the reverse SDE
and the flow even steps of its limit in time (Song et al. 2021), EDM the levels of
Karras et al. (2022).

Annealed Langevin dynamics (Song & Ermon 2019) explodes the variance instead, and is set
up by the rules of Song & Ermon (2020, arXiv:2006.09011): the largest σ is as wide as
the data reach (technique 1; here all but 1 in 5000 of them), from it σ falls by equal
ratios to 0.01 with 5 steps at each level, as theirs for CIFAR-10, in steps ε σᵢ² / σ_L²
with the ε that keeps each level's variance best (technique 4). Their rule for the ratio
(technique 2) bounds nothing in one dimension, so the levels are what the budget allows.
"""

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from demos.diffusion import parameters, verify, verify_samplers, verify_words
from demos.diffusion.distance import w1_floor
from demos.diffusion.mixture import Array, Mixture
from demos.diffusion.reference import SAMPLERS as KNOWN
from demos.diffusion.sampler_table import (
    SAMPLERS,
    WITH_NOISE,
    WITHOUT_NOISE,
    error,
    error_of_edm,
    error_of_start,
    langevin_levels,
)
from demos.diffusion.spacing import SPACINGS, Times
from demos.diffusion.tables import Columns
from demos.framework.demo import Check, option
from demos.framework.expected import Mark, across
from demos.framework.numbers import counted, number

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

GROUPS = {"With noise": WITH_NOISE, "Without noise": WITHOUT_NOISE}
UNIT = "W₁ to the data"
FEW = 8  # steps of EDM, within any budget
NARROW = 10.0  # a largest sigma for data that are no images
STD = 0.6  # of one Gaussian, on which Langevin can be followed exactly
LIKE = 1.2  # times as far is as good as the same


@dataclass(frozen=True)
class Parameters(Times, parameters.Data):
    """What to sample, and how far to go."""

    samples: int = option(
        10_000, "fresh samples of the dashed line", minimum=1, maximum=10**9
    )
    most: int = option(128, "evaluations of the score at most", minimum=16, maximum=128)


@dataclass(frozen=True)
class Result:
    """W1 of each sampler at each number of evaluations."""

    parameters: Parameters
    data: Mixture
    floor: float
    steps: dict[str, list[int]]
    errors: dict[str, Array]
    start: float  # how far the flow's start alone takes it from the data
    narrow: float  # error of EDM in FEW steps, had it begun from NARROW

    @property
    def evaluations(self) -> dict[str, NDArray[np.int_]]:
        """Of the score, in as many steps."""
        return {
            name: np.array(steps) * SAMPLERS[name].evaluations
            for name, steps in self.steps.items()
        }


def run(parameters: Parameters) -> Result:
    """Carry the whole distribution through every sampler."""
    data = parameters.data()
    steps = {
        name: [n for n in one.steps if n * one.evaluations <= parameters.most]
        for name, one in SAMPLERS.items()
    }
    errors = {
        name: np.array([error(SAMPLERS[name], n, data, parameters) for n in counts])
        for name, counts in steps.items()
    }
    floor = w1_floor(data, parameters.samples)
    start, narrow = error_of_start(data), error_of_edm(data, FEW, NARROW)
    return Result(parameters, data, floor, steps, errors, start, narrow)


def draw(result: Result, fig: "Figure") -> None:
    """Samplers that add noise beside those that do not."""
    from demos.drawing.palette import INK, MUTED, SERIES
    from demos.drawing.style import head, panels

    colors = SERIES[:4], (*SERIES[4:], INK, MUTED)
    axes = panels(fig, 2, height=320)
    for ax, (title, group), inks in zip(axes, GROUPS.items(), colors, strict=True):
        head(ax, _title(result, title), f"{title.lower()}; {UNIT}")
        _draw_errors(result, ax, dict(zip(group, inks, strict=True)))


def _title(result: Result, group: str) -> str:
    """Who of the group needs least to come below the dashed line."""
    needed = {name: _enough(result, name) for name in GROUPS[group]}
    least = min(needed.values())
    quick = [name for name, n in needed.items() if n == least < math.inf]
    if not 0 < len(quick) < len(needed):
        return group
    return f"{' and '.join(quick)} need{'s' * (len(quick) == 1)} least"


def _enough(result: Result, name: str) -> float:
    """Evaluations after which it is below the dashed line."""
    below = result.evaluations[name][result.errors[name] < result.floor]
    return float(below[0]) if below.size else math.inf


def _draw_errors(result: Result, ax: "Axes", inks: dict[str, str]) -> None:
    """Error against work, both in doublings, and how far fresh samples are."""
    from demos.drawing.curves import label_ends, plain, plot_reference

    most, values = result.parameters.most, np.concatenate([*result.errors.values()])
    lines = [
        ax.loglog(
            result.evaluations[name],
            result.errors[name],
            color=color,
            marker="o",
            markersize=4,
        )[0]
        for name, color in inks.items()
    ]
    dashed = counted(result.parameters.samples, "sample")
    line = plot_reference(ax, result.floor, dashed, ha="left", va="top")
    line.set_label("fresh samples")
    ends = np.append(values, result.floor)
    ax.set(xlim=(0.9, 1.1 * most), ylim=(ends.min() / 1.5, 1.5 * ends.max()))
    ax.set_xticks([n for n in (1, 4, 16, 64) if n <= most])
    ax.set_xticks([], minor=True)
    ax.xaxis.set_major_formatter(plain)
    ax.set_xlabel("evaluations of the score")
    label_ends(ax, lines, list(inks))


def marks(result: Result) -> dict[str, Mark]:
    """The dashed line of both panels."""
    return {"fresh samples": across(result.floor)}


def findings(result: Result) -> list[str]:
    """The best for the whole budget, what is enough, and what misleads."""
    last = {name: errors[-1] for name, errors in result.errors.items()}
    best = min(last, key=lambda name: last[name])
    p, far = result.parameters, number(result.floor, 2)
    enough = {name: _enough(result, name) for name in SAMPLERS}
    below = [f"{name} after {number(n)}" for name, n in enough.items() if n < math.inf]
    samples, are = counted(p.samples, "fresh sample"), "is" if p.samples == 1 else "are"
    sentences = [
        f"Least error at the end: {best}, W₁ = {number(last[best], 2)}.",
        f"Below {far}, which {samples} {are} away on average, get "
        f"{', '.join(below)} evaluations."
        if below
        else f"None gets below {far}, where {samples} {are} on average.",
    ]
    flat = [n for n in ("Heun", "Runge–Kutta") if last[n] < LIKE * result.start]
    if flat:
        start, end = number(result.start, 2), "end" if len(flat) > 1 else "ends"
        sentences.append(
            f"Where {' and '.join(flat)} {end} is not the error of steps: the flow "
            f"itself, begun from N(0, 1), ends {start} away."
        )
    wide = float(result.errors["EDM"][result.steps["EDM"].index(FEW)])
    if result.narrow * LIKE < wide:
        sentences.append(
            f"EDM starts from σ = 80, as for images: {number(wide, 2)} away after "
            f"{2 * FEW} evaluations; from {number(NARROW)}, {number(result.narrow, 2)}."
        )
    if p.spacing != SPACINGS[0]:
        begin = number(int(p.places(FEW)[-1]))
        sentences.append(f"DDIM's {FEW} steps begin at noise step {begin} of 1000.")
    return sentences


def checks(result: Result) -> list[Check]:
    """Every step to its paper, every point without noise, and sums over noise."""
    modes, dist = verify.modes_of(result.parameters), result.data

    def levels(n: int) -> tuple[Array, float]:
        sigmas, step = langevin_levels(dist, n)
        return sigmas[1:], step

    p = result.parameters
    papers = verify_samplers.papers(modes, levels, p.spacing, p.t_min)
    rows = verify_samplers.starts(modes, result.start, result.narrow, FEW, NARROW)
    rows.append(verify_samplers.floor(modes, p.samples, result.floor))
    usual = replace(p, samples=Parameters.samples, most=Parameters.most)
    known = KNOWN if usual == Parameters() else {}
    for name, counts in result.steps.items():
        paths = [papers[name](n) for n in counts]
        made = [SAMPLERS[name].moves(dist, n, p) for n in counts]
        errors = result.errors[name]
        points = dict(zip(counts, errors.tolist(), strict=True))
        rows.append(verify_samplers.steps(name, paths, made))
        rows += verify_samplers.known_points(name, points, known.get(name, {}))
        if name in WITHOUT_NOISE:
            rows.append(verify_samplers.without_noise(name, modes, paths, errors))
        else:
            rows += verify_samplers.with_noise(name, modes, papers[name], points)
    told = verify_words.Samplers(data(result), result.floor)  # by name and work
    said = [*findings(result), *(_title(result, group) for group in GROUPS)]
    rows.append(told.check(said, GROUPS, result.start, result.narrow))
    return [*rows, *_langevin(result), *_costs(result)]


def _langevin(result: Result) -> list[Check]:
    """Its levels, and what they make of one Gaussian."""
    one = Mixture(np.ones(1), np.zeros(1), np.full(1, STD))
    counts = result.steps["annealed Langevin"]
    levels = [langevin_levels(one, counts[0])]
    carried = [error(SAMPLERS["annealed Langevin"], counts[0], one)]
    own = [langevin_levels(result.data, n) for n in counts]
    return [
        verify_samplers.langevin_steps(own),
        verify_samplers.langevin_of_one(STD, levels, carried),
    ]


def _costs(result: Result) -> list[Check]:
    """Evaluations drawn, to what each step of a sampler takes."""
    table = data(result)
    each = [verify_samplers.EVALUATIONS[name] for name in table["sampler"]]
    steps = np.concatenate([*result.steps.values()])
    off = np.abs(table["evaluations"] - steps * each).max()
    return [
        Check("evaluations drawn, to the steps taken", 0, float(off), 0, "any other")
    ]


def data(result: Result) -> Columns:
    """One row for each sampler and number of evaluations."""
    return {
        "sampler": [n for n, errors in result.errors.items() for _ in errors],
        "evaluations": np.concatenate(list(result.evaluations.values())),
        "w1": np.concatenate(list(result.errors.values())),
    }
