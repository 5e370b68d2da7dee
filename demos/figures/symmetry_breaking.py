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
from numpy.typing import ArrayLike

from demos.diffusion import parameters
from demos.diffusion.chains import reverse_chain
from demos.diffusion.distance import w1, w1_bound
from demos.diffusion.information import mode_agreement
from demos.diffusion.mixture import Array, Mixture
from demos.diffusion.schedules import alpha_bars, q_marginal, spread
from demos.framework.demo import Check, Steps, option

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOMENTS = 61
FRAMES = 60
KNOTS = 81  # points of the curve that the slider moves
DEEPEST = 2  # of the potential drawn, above its lowest point


@dataclass(frozen=True)
class Parameters(parameters.Schedule):
    """Two modes, and who has to choose between them."""

    mean: float = option(1.0, "distance μ of each mode from 0", above=0, maximum=10)
    std: float = option(
        0.2, "width s of each mode; from √2 on nothing rests", minimum=0.01, maximum=1.4
    )
    walkers: int = option(
        2000, "walkers sent back from noise", minimum=100, maximum=100_000
    )
    paths: int = option(6, "walkers drawn", minimum=0, maximum=20)
    seed: int = option(1, "seed of the random generator", minimum=0)

    def __post_init__(self) -> None:
        if self.mean <= self.std:
            raise ValueError(
                "mean must be larger than std, or there is one hump and nothing to "
                f"choose; got mean {self.mean:g} and std {self.std:g}"
            )
        left = float(alpha_bars(self.betas())[-1])
        if left >= self.splits:
            raise ValueError(
                f"T and the betas must add noise until ᾱ is below {self.splits:.4g}, "
                f"where the drift splits; got ᾱ = {left:.4g} after T = {self.T}"
            )

    @property
    def splits(self) -> float:
        """The alpha_bar at which the drift splits."""
        square, narrow = self.mean**2, 1 - self.std**2
        return 1 / (square + float(np.hypot(square, narrow)))

    def data(self) -> Mixture:
        """Even odds for either side."""
        means, stds = np.array([-self.mean, self.mean]), np.full(2, self.std)
        return Mixture(np.full(2, 0.5), means, stds)


@dataclass(frozen=True)
class Result:
    """Where the drift rests, and where walkers go."""

    data: Mixture
    alpha_bar: Array  # (T + 1,)
    splits: float  # alpha_bar at which the drift splits
    humps: float  # alpha_bar at which the density has two humps
    opened: Array  # (moments,), alpha_bar from the split to the data
    branch: Array  # (moments,), where the drift then rests, on the right
    paths: Array  # (T + 1, paths), from T to 0
    x_0: Array  # (walkers,)

    def time(self, alpha_bar: float | Array) -> Array:
        """The noise step, between whole ones, at which alpha_bar is reached."""
        steps = np.arange(len(self.alpha_bar))[::-1]
        return np.interp(np.asarray(alpha_bar), self.alpha_bar[::-1], steps)

    def dist(self, alpha_bar: ArrayLike) -> Mixture:
        """The distribution of x_t."""
        return q_marginal(self.data, alpha_bar)

    def potential(self, alpha_bar: ArrayLike, x: Array) -> Array:
        """-x^2 / 4 - log p, above its lowest point."""
        height = -(x**2) / 4 - self.dist(alpha_bar).log_pdf(x)
        return height - height.min(axis=-1, keepdims=True)

    @property
    def x(self) -> Array:
        """Places on both sides, a little past the modes."""
        reach = 1.2 * self.data.means[1] + 1
        return np.linspace(-reach, reach, KNOTS)


def run(parameters: Parameters) -> Result:
    """Follow the branches of the drift, and walkers who must take one."""
    rng = np.random.default_rng(parameters.seed)
    dist, alpha_bar = parameters.data(), alpha_bars(parameters.betas())
    splits = parameters.splits
    opened = splits + (1 - splits) * np.linspace(0, 1, MOMENTS) ** 2
    paths = []
    start = q_marginal(dist, alpha_bar[-1]).sample(rng, parameters.walkers)
    for x in reverse_chain(start, dist, alpha_bar, rng):
        paths.append(x[: parameters.paths])
    return Result(
        data=dist,
        alpha_bar=alpha_bar,
        splits=splits,
        humps=1 / (1 + parameters.mean**2 - parameters.std**2),
        opened=opened,
        branch=resting_places(dist, opened),
        paths=np.array(paths),
        x_0=x,
    )


def resting_places(dist: Mixture, alpha_bar: Array) -> Array:
    """Largest root of x / 2 + score, by bisection.  Shape of alpha_bar.

    The left mode only pulls inward, so the right one alone would let x rest no nearer:
    where x / 2 = (x - m) / v.
    """
    levels = q_marginal(dist, alpha_bar[:, None])
    high = levels.means[..., 1] / (1 - levels.stds[..., 1] ** 2 / 2)
    low = np.zeros_like(high)
    for _ in range(60):
        x = (low + high) / 2
        rising = x / 2 + levels.score(x) > 0
        low, high = np.where(rising, x, low), np.where(rising, high, x)
    return high.ravel()


def draw(result: Result, fig: "Figure") -> None:
    """The fork in time, and the landscape that makes it."""
    from demos.drawing.layout import mosaic
    from demos.drawing.style import is_narrow

    axes = mosaic(fig, [["fork"], ["fork"], ["potential"]], height=160)
    _draw_fork(result, axes["fork"], points=120 if is_narrow(fig) else 240)
    _draw_potential(result, axes["potential"])


def _draw_fork(result: Result, ax: "Axes", *, points: int) -> None:
    """Walkers in the colour of the side they end on, over the resting places."""
    from demos.drawing.densities import plot_walks
    from demos.drawing.palette import BLUE, INK, ORANGE

    T = len(result.alpha_bar) - 1
    t, right = spread(T, points), result.paths[-1] > 0
    plot_walks(ax, T - t, result.paths[t][:, right], color=BLUE)
    plot_walks(ax, T - t, result.paths[t][:, ~right], color=ORANGE)
    split = float(result.time(result.splits))
    for side in (1, -1):
        ax.plot(result.time(result.opened), side * result.branch, color=INK)
    ax.plot([T, split], [0, 0], color=INK)
    ax.plot([split, 0], [0, 0], color=INK, dashes=(2, 2))
    ax.set_title("Back from noise")
    ax.set_title(f"split at t = {split:.0f}", loc="right", weight="normal")
    ax.set(xlabel="noise step t", ylabel="x", xlim=(min(T, 2.5 * split), 0))
    ax.grid(visible=False)


def _draw_potential(result: Result, ax: "Axes") -> None:
    """One valley, a flat floor, two valleys; the slider moves the middle one."""
    from demos.drawing.densities import legend_above, mark_step, plot_curve
    from demos.drawing.palette import INK, MUTED, PURPLE

    x = np.linspace(result.x[0], result.x[-1], 3 * KNOTS)
    late = (result.splits + 1) / 2
    drawn = {MUTED: result.alpha_bar[-1], INK: result.splits, PURPLE: late}
    for color, left in drawn.items():
        name = f"t = {result.time(left):.0f}".removeprefix(
            "" if color == MUTED else "t = "
        )
        curve = plot_curve(ax, x, result.potential(left, x), color=color, label=name)
        curve.set_gid("step:potential" if color == INK else None)
        curve.set_linestyle("--" if color == MUTED else "-")
    ax.patch.set_gid("step:box")
    ax.set(xlabel="x", ylabel="potential", xlim=x[[0, -1]], ylim=(-0.1, DEEPEST))
    mark_step(legend_above(ax), f"{result.time(result.splits):.0f}")


def findings(result: Result) -> list[str]:
    """When the sides part, and how settled the choice is by then."""
    split, humps = result.time(result.splits), result.time(result.humps)
    agree = mode_agreement(result.dist(result.splits))
    right = (result.x_0 > 0).mean()
    return [
        f"The drift splits at ᾱ = {result.splits:.4f} (t = {split:.1f}), the density "
        f"has two humps from ᾱ = {result.humps:.4f} (t = {humps:.1f}).",
        f"At the split two returns from one place agree with probability {agree:.3f}; "
        f"{right:.1%} of the walkers ended on the right.",
    ]


def checks(result: Result) -> list[Check]:
    """Closed forms against the exact score, and walkers against even odds."""
    n, middle = len(result.x_0), np.zeros(1)
    return [
        Check(
            "slope of the score in the middle where the drift splits",
            -0.5,
            float(result.dist(result.splits).score_slope(middle)[0]),
            1e-9,
        ),
        Check(
            "slope of the score in the middle where the second hump grows",
            0.0,
            float(result.dist(result.humps).score_slope(middle)[0]),
            1e-9,
        ),
        Check(
            "share of walkers that end on the right",
            0.5,
            float((result.x_0 > 0).mean()),
            2 / math.sqrt(n),
        ),
        Check(
            "W₁ from the walkers that came home to the data",
            0.0,
            w1(result.x_0, result.data),
            w1_bound(result.data, n),
        ),
    ]


def data(result: Result) -> dict[str, ArrayLike]:
    """The open branch, from the split to the data."""
    return {
        "alpha_bar": result.opened,
        "t": result.time(result.opened),
        "resting_place": result.branch,
    }


def steps(result: Result) -> Steps:
    """The potential on the way back from noise."""
    T = len(result.alpha_bar) - 1
    split = round(float(result.time(result.splits)))
    t = np.union1d(spread(T, FRAMES), [split])[::-1]
    left = result.alpha_bar[t]
    height = (result.potential(left[:, None], result.x) + 0.1) / (DEEPEST + 0.1)
    return Steps(
        label="noise step t",
        values=[f"{step}" for step in t],
        descriptions=[
            f"t = {step}: {'two valleys' if share > result.splits else 'one valley'}"
            for step, share in zip(t, left, strict=True)
        ],
        start=int(np.flatnonzero(t == split)[0]),
        curves={"potential": height},
    )
