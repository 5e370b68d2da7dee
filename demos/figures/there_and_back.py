"""A distribution flows into noise and back, every path and every colour exact.

Left to right the mixture takes up noise, x_t = sqrt(ᾱ) x_0 + sqrt(1 − ᾱ) ε with ᾱ =
exp(−5.5 t²), and from the middle it is undone. Blue is the density. The smooth curves
carry equal mass between each and the next: they are quantiles of x_t, and in one
dimension exactly the paths of the probability flow dx/dt = −β (x + score) / 2 (Song et
al. 2021, equation 13). The ragged ones are walkers: forward by the noising
distribution, back by the true conditional distribution of the past, from where they had
arrived.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from demos.diffusion import parameters
from demos.diffusion.chains import q_chain, reverse_chain
from demos.diffusion.distance import w1, w1_bound, w1_floor
from demos.diffusion.mixture import Array, Mixture
from demos.diffusion.schedules import q_marginal
from demos.framework.demo import Check, Steps, option

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

DEPTH = 5.5  # -ln alpha_bar at t = 1
MOMENTS = 120  # of each walk
STREAMS = 20
FRAMES = 61
DRAWN = 0.2  # the moment drawn between the ends
PLACES = 99
KNOTS = 81  # points of the curve that the slider moves


@dataclass(frozen=True)
class Parameters(parameters.Data):
    """What flows into the noise."""

    weights: tuple[float, ...] = option((0.25, 0.45, 0.3), "share of each mode, sum 1")
    means: tuple[float, ...] = option(
        (-2.0, 0.0, 1.5), "centre of each mode", minimum=-10, maximum=10
    )
    stds: tuple[float, ...] = option(
        (0.15, 0.35, 0.2), "width of each mode", minimum=0.01, maximum=5
    )
    walkers: int = option(
        2000, "walkers sent there and back", minimum=100, maximum=100_000
    )
    paths: int = option(3, "walkers drawn", minimum=0, maximum=12)
    seed: int = option(1, "seed of the random generator", minimum=0)


@dataclass(frozen=True)
class Result:
    """The exact distribution at any time, and walks through it."""

    data: Mixture
    t: Array  # (MOMENTS + 1,) from 0 to 1
    there: Array  # (MOMENTS + 1, paths)
    back: Array  # (MOMENTS + 1, paths), from t = 1 to 0
    x_0: Array  # (walkers,), come home

    def dist(self, t: ArrayLike) -> Mixture:
        """The distribution of x_t."""
        return q_marginal(self.data, alpha_bar(t))

    def streams(self, t: Array, number: int = STREAMS) -> Array:
        """Curves with equal mass between.  Shape (times, number)."""
        return self.dist(t[:, None]).quantile((np.arange(number) + 0.5) / number)

    @property
    def x(self) -> Array:
        """Places that hold all but a thousandth of both ends."""
        ends = self.dist([0.0, 1.0])
        low, high = ends.quantile(5e-4).min(), ends.quantile(1 - 5e-4).max()
        return self.data.places(low, high, PLACES)


def alpha_bar(t: ArrayLike) -> Array:
    """Share of the signal's variance left at t in [0, 1]."""
    return np.exp(-DEPTH * np.square(t))


def run(parameters: Parameters) -> Result:
    """Send the walkers there and back, keeping the first few paths."""
    rng = np.random.default_rng(parameters.seed)
    data, t = parameters.data(), np.linspace(0, 1, MOMENTS + 1)
    left = alpha_bar(t)
    betas = 1 - left[1:] / left[:-1]
    there, back = [], []
    start = data.sample(rng, parameters.walkers)
    for x in q_chain(start, np.append(0.0, betas), rng):
        there.append(x[: parameters.paths])
    turn = x
    for x in reverse_chain(turn, data, left, rng):
        back.append(x[: parameters.paths])
    return Result(data, t, np.array(there), np.array(back), x)


def draw(result: Result, fig: "Figure") -> None:
    """The journey over the distributions it passes."""
    from demos.drawing.layout import mosaic
    from demos.drawing.style import is_narrow

    axes = mosaic(fig, [["journey"], ["journey"], ["density"]], height=160)
    every = 3 if is_narrow(fig) else 1
    _draw_journey(result, axes["journey"], every=every)
    _draw_density(result, axes["density"])


def _draw_journey(result: Result, ax: "Axes", *, every: int) -> None:
    """Time runs to the noise and back, so the right half mirrors the left."""
    from demos.drawing.densities import plot_streams, plot_walks
    from demos.drawing.palette import BLUE, INK, ORANGE
    from demos.drawing.space_time import plot_space_time

    time = np.linspace(0, 2, 81)
    t = 1 - np.abs(1 - time)
    x = result.x
    density = result.dist(t[:, None]).pdf(x)
    plot_space_time(ax, time, x, density, color=BLUE)
    plot_streams(ax, time, result.streams(t, STREAMS // every), color=INK)
    walks = np.concatenate([result.there, result.back[1:]])[::every]
    plot_walks(ax, np.linspace(0, 2, len(walks)), walks, color=ORANGE)
    ax.set_title("Noise added")
    ax.set_title("Noise undone", loc="right")
    ax.set(xlim=(0, 2), ylim=x[[0, -1]], xlabel="t", ylabel="x")
    ax.set(xticks=[0, 0.5, 1, 1.5, 2], xticklabels=["0", "0.5", "1", "0.5", "0"])
    ax.grid(visible=False)


def _draw_density(result: Result, ax: "Axes") -> None:
    """Both ends as hills, and the curve between that the slider moves."""
    from demos.drawing.densities import (
        legend_above,
        mark_step,
        plot_curve,
        plot_density,
    )
    from demos.drawing.palette import BLUE, INK, ORANGE

    x = result.data.places(result.x[0], result.x[-1], 3 * PLACES)
    for t, color, name in ((0.0, BLUE, "data"), (1.0, ORANGE, "noise")):
        plot_density(ax, x, result.dist(t).pdf(x), color=color, label=name)
    name = f"t = {DRAWN:.2f}"
    moving = plot_curve(ax, x, result.dist(DRAWN).pdf(x), color=INK, label=name)
    moving.set_gid("step:density")
    mark_step(legend_above(ax), name)
    ax.patch.set_gid("step:box")
    ax.set(xlabel="x", xlim=x[[0, -1]], ylim=(0, _top(result)), yticks=[])


def _top(result: Result) -> float:
    """A height that no density on the way passes."""
    return 1.05 * float(max(result.dist(t).pdf(result.x).max() for t in (0.0, 1.0)))


def findings(result: Result) -> list[str]:
    """How well the crowd came home."""
    n = len(result.x_0)
    return [
        f"{n:,} walkers lose all but {alpha_bar(1):.1%} of their signal's variance and "
        f"come home to W₁ = {w1(result.x_0, result.data):.3f} from the data; fresh "
        f"samples are {w1_floor(result.data, n):.3f} away on average."
    ]


def checks(result: Result) -> list[Check]:
    """The curves against the equation of the flow, the crowd against the data."""
    return [
        Check(
            "largest relative gap between a curve's slope and −β (x + score) / 2",
            0.0,
            _slope_gap(result),
            1e-5,
        ),
        Check(
            "W₁ from the walkers that came home to the data",
            0.0,
            w1(result.x_0, result.data),
            w1_bound(result.data, len(result.x_0)),
        ),
    ]


def _slope_gap(result: Result) -> float:
    """Slope of each curve in t, by central differences, against the flow's velocity."""
    t, h = np.linspace(0.1, 0.9, 9), 1e-5
    slope = (result.streams(t + h) - result.streams(t - h)) / (2 * h)
    x = result.streams(t)
    velocity = -DEPTH * t[:, None] * (x + result.dist(t[:, None]).score(x))
    return float(np.abs((slope - velocity) / (1 + np.abs(velocity))).max())


def data(result: Result) -> dict[str, ArrayLike]:
    """The curves of equal mass, one row for each moment and curve."""
    quantiles = result.streams(result.t)
    return {
        "t": np.repeat(result.t, STREAMS),
        "alpha_bar": np.repeat(alpha_bar(result.t), STREAMS),
        "mass_below": np.tile((np.arange(STREAMS) + 0.5) / STREAMS, len(result.t)),
        "x": quantiles.ravel(),
    }


def steps(result: Result) -> Steps:
    """The density from t = 0 to t = 1."""
    t = np.linspace(0, 1, FRAMES)
    x = np.linspace(result.x[0], result.x[-1], KNOTS)
    return Steps(
        label="time t",
        values=[f"{moment:.2f}" for moment in t],
        descriptions=[
            f"t = {moment:.2f}: {alpha_bar(moment):.0%} signal" for moment in t
        ],
        start=round(DRAWN * (FRAMES - 1)),
        curves={"density": result.dist(t[:, None]).pdf(x) / _top(result)},
    )
