"""The moment at which noise has to choose a side.

Two equal modes at ±μ. Walking back from noise, the drift x / 2 + score has one resting
place, the middle, until ᾱ reaches 1 / (μ² + sqrt(μ⁴ + (1 − s²)²)); there the middle
turns unstable and two branches open, as in a magnet that cools (Raya & Ambrogioni
2023, arXiv:2305.19693; two points at ±1 split at ᾱ = √2 − 1). The density itself grows
its second hump only later, at ᾱ = 1 / (1 + μ² − s²). Below, the potential
−x² / 4 − log p of that drift.
"""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from demos.diffusion import plain, verify, verify_marks, verify_two_modes
from demos.diffusion.chains import reverse_chain
from demos.diffusion.information import mode_agreement
from demos.diffusion.mixture import Array, Mixture
from demos.diffusion.schedules import alpha_bars, q_marginal, spread
from demos.diffusion.two_modes import (
    TwoModes,
    humps_at,
    potential,
    resting_places,
)
from demos.diffusion.walks import Walk, record
from demos.framework.chance import LOG
from demos.framework.demo import Check, Steps, option
from demos.framework.expected import Mark, points
from demos.framework.numbers import fixed, number, percent
from demos.framework.words import told

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOMENTS = 61
VALLEYS = "noise", "at the split", "later"
FRAMES = 60
KNOTS = 81  # points of the curve that the slider moves
ROOM = 0.1  # below the potential
DEEPEST = 2  # of the potential drawn, above its lowest point


@dataclass(frozen=True)
class Parameters(TwoModes):
    """Two modes, and who has to choose between them."""

    walkers: int = option(
        2000, "walkers sent back from noise", minimum=100, maximum=100_000
    )
    paths: int = option(6, "walkers drawn", minimum=0, maximum=20)
    seed: int = option(1, "seed of the random generator", minimum=0)


@dataclass(frozen=True)
class Result:
    """Where the drift rests, and where walkers go."""

    parameters: Parameters
    data: Mixture
    alpha_bar: Array  # (T + 1,)
    splits: float  # alpha_bar at which the drift splits
    humps: float  # alpha_bar at which the density has two humps
    opened: Array  # (moments,), alpha_bar from the split to the data
    branch: Array  # (moments,), where the drift then rests, on the right
    back: Walk  # from T to 0

    def time(self, alpha_bar: float | Array) -> Array:
        """The noise step, between whole ones, at which alpha_bar is reached."""
        steps = np.arange(len(self.alpha_bar))[::-1]
        return np.interp(np.asarray(alpha_bar), self.alpha_bar[::-1], steps)

    @property
    def shown(self) -> tuple[float, int]:
        """The noise step of the split, and the first that is drawn."""
        split = float(self.time(self.splits))
        return split, min(self.parameters.T, math.ceil(2.5 * split))

    @property
    def agreement(self) -> float:
        """The chance that two returns from one place at the split agree."""
        return float(mode_agreement(q_marginal(self.data, self.splits)))

    @property
    def right(self) -> float:
        """The share of walkers that end on the right."""
        return float((self.back.end > 0).mean())

    def heights(self, x: Array) -> Array:
        """The potential at the three levels drawn.  Shape (3, places)."""
        return potential(self.data, self.levels, x)

    @property
    def x(self) -> Array:
        """Places on both sides, a little past the modes."""
        reach = 1.2 * self.data.means[1] + 1
        return np.linspace(-reach, reach, KNOTS)

    @property
    def levels(self) -> Array:
        """The alpha_bar at which the potential is drawn: noise, split, and later."""
        return np.array([self.alpha_bar[-1], self.splits, (self.splits + 1) / 2])

    @property
    def frames(self) -> NDArray[np.int_]:
        """Noise steps of the slider, from T to 0, the split among them."""
        split = round(float(self.time(self.splits)))
        return np.union1d(spread(self.parameters.T, FRAMES), [split])[::-1]


def run(parameters: Parameters) -> Result:
    """Follow the branches of the drift, and walkers who must take one."""
    rng = np.random.default_rng(parameters.seed)
    data, alpha_bar = parameters.data(), alpha_bars(parameters.betas())
    splits = parameters.splits
    opened = splits + (1 - splits) * np.linspace(0, 1, MOMENTS) ** 2
    start = q_marginal(data, alpha_bar[-1]).sample(rng, parameters.walkers)
    return Result(
        parameters=parameters,
        data=data,
        alpha_bar=alpha_bar,
        splits=splits,
        humps=humps_at(parameters.mean, parameters.std),
        opened=opened,
        branch=resting_places(data, opened),
        back=record(reverse_chain(start, data, alpha_bar, rng), parameters.T),
    )


def draw(result: Result, fig: "Figure") -> None:
    """The fork in time, and the landscape that makes it."""
    from demos.drawing.layout import mosaic
    from demos.drawing.style import is_narrow

    axes = mosaic(fig, [["fork"], ["fork"], ["potential"]], height=170)
    _draw_fork(result, axes["fork"], points=120 if is_narrow(fig) else 240)
    _draw_potential(result, axes["potential"])


def _draw_fork(result: Result, ax: "Axes", *, points: int) -> None:
    """Walkers in the colour of the side they end on, over the resting places."""
    from demos.drawing.densities import name_curves, plot_walks
    from demos.drawing.palette import BLUE, INK, ORANGE

    T, split, first = result.parameters.T, *result.shown
    t = T - first + spread(first, points)
    paths = result.back.paths[t, : result.parameters.paths]
    right = paths[-1] > 0
    plot_walks(ax, T - t, paths[:, right], color=BLUE, label="ending right")
    plot_walks(ax, T - t, paths[:, ~right], color=ORANGE, label="ending left")
    for side, name in ((1, "resting_place"), (-1, "the other")):
        opened = result.time(result.opened)
        ax.plot(opened, side * result.branch, color=INK, label=name)
    ax.plot([first, split], [0, 0], color=INK, label="drift at rest")
    ax.plot([split, 0], [0, 0], color=INK, dashes=(2, 2), label="no more")
    names = {"drift at rest": INK, "ending right": BLUE, "ending left": ORANGE}
    name_curves(ax, f"Noise must choose a side at t = {fixed(split, 0)}", names)
    shown = f", the last {number(first)} of {number(T)}" if first < T else ""
    ax.set(xlabel=f"noise step t{shown}", ylabel="x", xlim=(first, 0))
    ax.locator_params(axis="x", integer=True)
    ax.grid(visible=False)


def _draw_potential(result: Result, ax: "Axes") -> None:
    """One valley, a flat floor, two valleys; the slider moves the middle one."""
    from demos.drawing.densities import (
        mark_step,
        name_curves,
        plot_curve,
        tell_hidden,
    )
    from demos.drawing.palette import INK, MUTED, PURPLE

    x = np.linspace(result.x[0], result.x[-1], 3 * KNOTS)
    heights = result.heights(x)
    colors = MUTED, INK, PURPLE
    for height, color, name in zip(heights, colors, VALLEYS, strict=True):
        plot_curve(ax, x, height, color=color, label=name)
    ax.lines[0].set_linestyle("--")
    ax.lines[1].set_gid("step:potential")
    ax.patch.set_gid("step:box")
    ax.set(xlabel="x", ylabel="potential", xlim=x[[0, -1]], ylim=(-ROOM, DEEPEST))
    early, split, late = (fixed(float(t), 0) for t in result.time(result.levels))
    names = {f"t = {early}": MUTED, split: INK, late: PURPLE}
    name_curves(ax, "One valley becomes two", names)
    mark_step(ax, split)
    tell_hidden(ax, heights)


def marks(result: Result) -> dict[str, Mark]:
    """Walkers by the side on which they end, the fork's four lines, the potential."""
    T, (split, first), table = result.parameters.T, result.shown, data(result)
    paths = result.back.paths[:, : result.parameters.paths]
    sides = {"ending right": paths[-1] > 0, "ending left": paths[-1] <= 0}
    modes = [(0.5, s * result.parameters.mean, result.parameters.std) for s in (-1, 1)]
    ends = result.x[0], result.x[-1]
    walks = {
        name: verify_marks.walkers(paths[:, side], lambda x: T - x, first, 0)
        for name, side in sides.items()
    }
    valleys = {
        name: verify_marks.potential(modes, a, *ends)
        for name, a in zip(VALLEYS, result.levels.tolist(), strict=True)
    }
    lines = {
        "the other": points(table["t"], -np.asarray(table["resting_place"])),
        "drift at rest": points([first, split], [0, 0]),
        "no more": points([split, 0], [0, 0]),
    }
    return walks | valleys | lines


def findings(result: Result) -> list[str]:
    """When the sides part, and how settled the choice is by then."""
    split, humps = (
        fixed(float(result.time(a)), 1) for a in (result.splits, result.humps)
    )
    return [
        f"The drift splits at ᾱ = {fixed(result.splits, 4)} (t = {split}), the density "
        f"has two humps from ᾱ = {fixed(result.humps, 4)} (t = {humps}).",
        f"At the split two returns from one place agree with probability "
        f"{fixed(result.agreement, 3)}; {percent(result.right, 1)} of the walkers "
        "ended on the right.",
    ]


def checks(result: Result) -> list[Check]:
    """Closed forms and curves against the plain score, walkers against chance."""
    given = result.parameters
    modes = [(0.5, side * given.mean, given.std) for side in (-1, 1)]
    levels, agree = plain.alpha_bars(given), plain.agreement(modes, result.splits)
    chance = math.sqrt(LOG / (2 * given.walkers))  # Hoeffding
    moved = steps(result).curves["potential"] * (DEEPEST + ROOM) - ROOM
    drawn = verify_two_modes.Drawn(modes, levels, result.x)
    rows = [
        verify.schedule(given, result.alpha_bar),
        *drawn.split(result.splits, float(result.time(result.splits))),
        *drawn.hump(result.humps, float(result.time(result.humps))),
        *drawn.branch(result.opened, result.branch, result.time(result.opened)),
        drawn.potential("the drawing", result.levels, result.heights(result.x)),
        drawn.potential("the slider", levels[result.frames], moved),
        verify.gap("agreement, by trapezoids", agree, result.agreement, 1e-3, "0.1 %"),
        Check("walkers who end right", 0.5, result.right, chance, "a bias to a side"),
        *verify.noise_undone(result.back, modes, levels),
        *verify.crowd("walkers", result.back, modes, levels[::-1]),
    ]
    said = [
        part
        for a in (result.splits, result.humps)
        for part in (fixed(a, 4), fixed(float(result.time(a)), 1))
    ]
    said += [fixed(result.agreement, 3), percent(result.right, 1)]
    rows.append(told(findings(result), *said))
    return rows + verify.home(result.back, result.data, modes)


def data(result: Result) -> dict[str, ArrayLike]:
    """The open branch, from the split to the data."""
    return {
        "alpha_bar": result.opened,
        "t": result.time(result.opened),
        "resting_place": result.branch,
    }


def steps(result: Result) -> Steps:
    """The potential on the way back from noise."""
    t = result.frames
    left = result.alpha_bar[t]
    height = (potential(result.data, left, result.x) + ROOM) / (DEEPEST + ROOM)
    split = round(float(result.time(result.splits)))
    return Steps(
        label="noise step t",
        values=[number(step) for step in t],
        descriptions=[
            f"t = {step}: {'two valleys' if share > result.splits else 'one valley'}"
            for step, share in zip(t, left, strict=True)
        ],
        start=int(np.flatnonzero(t == split)[0]),
        curves={"potential": height},
    )
