"""A distribution flows into noise and back, every path and every colour exact.

Left to right the mixture takes up noise, x_t = sqrt(ᾱ) x_0 + sqrt(1 − ᾱ) ε with ᾱ =
exp(−5.5 t²), and from the middle it is undone. Blue is the density. The smooth curves
carry equal mass between each and the next: they are quantiles of x_t, and in one
dimension exactly the paths of the probability flow dx/dt = −β (x + score) / 2 (Song et
al. 2021, equation 13). The ragged ones are walkers: forward by the noising
distribution, back by the true conditional distribution of the past, from where they had
arrived.
"""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from demos.diffusion import parameters, plain, verify, verify_marks, verify_words
from demos.diffusion.chains import q_chain, reverse_chain
from demos.diffusion.distance import w1, w1_floor
from demos.diffusion.mixture import Array, Mixture, peaks
from demos.diffusion.schedules import q_marginal
from demos.diffusion.tables import Columns, long_table
from demos.diffusion.told import w1_from
from demos.diffusion.walks import Walk, record
from demos.drawing.style import UNIT_HEIGHT
from demos.framework.demo import Check, Steps, option
from demos.framework.expected import Expected, Shades
from demos.framework.numbers import fixed, number, percent
from demos.framework.words import told

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

DEPTH = 5.5  # -ln alpha_bar at t = 1
MOMENTS = 120  # of each walk
STREAMS = 20
FRAMES = 61
DRAWN = 0.2  # the moment drawn between the ends
PLACES = 99
SHADES, HILLS = "shades", {"data": 0.0, "noise": 1.0}  # and their t
KNOTS = 81  # points of the curve that the slider moves
TIME = np.linspace(0, 2, 81)  # where the shades are drawn, there and back
AT = 1 - np.abs(1 - TIME)  # the t of each
MOVED = np.linspace(0, 1, FRAMES)  # moments of the slider


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

    parameters: Parameters
    data: Mixture
    t: Array  # (MOMENTS + 1,) from 0 to 1
    there: Walk
    back: Walk  # from t = 1 to 0

    def dist(self, t: ArrayLike) -> Mixture:
        """The distribution of x_t."""
        return q_marginal(self.data, alpha_bar(t))

    def density(self, t: Array, x: Array) -> Array:
        """Shape (times, places)."""
        return self.dist(t[:, None]).pdf(x)

    def streams(self, t: Array, number: int = STREAMS) -> Array:
        """Curves with equal mass between.  Shape (times, number)."""
        return self.dist(t[:, None]).quantile((np.arange(number) + 0.5) / number)

    @property
    def x(self) -> Array:
        """Places that hold all but a thousandth of both ends."""
        ends = self.dist([0.0, 1.0])
        low, high = ends.quantile(5e-4).min(), ends.quantile(1 - 5e-4).max()
        return self.data.places(low, high, PLACES)

    @property
    def knots(self) -> Array:
        """Places where the curve that the slider moves is known."""
        return np.linspace(self.x[0], self.x[-1], KNOTS)

    @property
    def top(self) -> float:
        """A height that no density on the way passes."""
        return 1.05 * float(self.density(np.array([0.0, 1.0]), self.x).max())


def alpha_bar(t: ArrayLike) -> Array:
    """Share of the signal's variance left at t in [0, 1]."""
    return np.exp(-DEPTH * np.square(t))


def run(parameters: Parameters) -> Result:
    """Send the walkers there and back."""
    rng = np.random.default_rng(parameters.seed)
    data, t = parameters.data(), np.linspace(0, 1, MOMENTS + 1)
    left = alpha_bar(t)
    betas = np.append(0.0, 1 - left[1:] / left[:-1])
    start = data.sample(rng, parameters.walkers)
    there = record(q_chain(start, betas, rng), MOMENTS, betas)
    back = record(reverse_chain(there.end, data, left, rng), MOMENTS)
    return Result(parameters, data, t, there, back)


def draw(result: Result, fig: "Figure") -> None:
    """The journey over the distributions it passes."""
    from demos.drawing.layout import mosaic
    from demos.drawing.style import is_narrow

    axes = mosaic(fig, [["journey"], ["journey"], ["density"]], height=170)
    every = 3 if is_narrow(fig) else 1
    _draw_journey(result, axes["journey"], every=every)
    _draw_density(result, axes["density"])


def _draw_journey(result: Result, ax: "Axes", *, every: int) -> None:
    """Time runs to the noise and back, so the right half mirrors the left."""
    from demos.drawing.densities import name_curves, plot_streams, plot_walks
    from demos.drawing.palette import BLUE, INK, ORANGE
    from demos.drawing.space_time import plot_space_time

    x = result.x
    plot_space_time(ax, TIME, x, result.density(AT, x), color=BLUE, label=SHADES)
    streams = result.streams(AT, STREAMS // every)
    plot_streams(ax, TIME, streams, color=INK, label="current")
    drawn = slice(result.parameters.paths)
    walks = np.concatenate([result.there.paths, result.back.paths[1:]])[::every, drawn]
    at = np.linspace(0, 2, len(walks))
    plot_walks(ax, at, walks, color=ORANGE, label="walkers")
    names = {"density": BLUE, "current": INK, "walkers": ORANGE}
    name_curves(ax, "Noise added …", names)
    ax.set_title("… and undone", loc="right", pad=UNIT_HEIGHT)
    low, high = x[0], x[-1]
    ax.set(ylim=(min(low, walks.min(initial=low)), max(high, walks.max(initial=high))))
    ax.set(xlim=(0, 2), xlabel="t", ylabel="x")
    ax.set(xticks=[0, 0.5, 1, 1.5, 2], xticklabels=["0", "0.5", "1", "0.5", "0"])
    ax.grid(visible=False)


def _draw_density(result: Result, ax: "Axes") -> None:
    """Both ends as hills, and the curve between that the slider moves."""
    from demos.drawing.densities import (
        mark_step,
        name_curves,
        plot_curve,
        plot_density,
    )
    from demos.drawing.palette import BLUE, INK, ORANGE

    x, ends = result.data.places(result.x[0], result.x[-1], 3 * PLACES), (BLUE, ORANGE)
    hills = result.density(np.array([0.0, DRAWN, 1.0]), x)
    for hill, color, name in zip(hills[::2], ends, HILLS, strict=True):
        plot_density(ax, x, hill, color=color, label=name)
    name = f"t = {DRAWN:.2f}"
    plot_curve(ax, x, hills[1], color=INK, label=name).set_gid("step:density")
    melts = peaks(hills[-1]) < peaks(hills[0])
    title = "Noise melts the peaks" if melts else "Density of xₜ"
    name_curves(ax, title, {"data": BLUE, name: INK, "noise": ORANGE})
    mark_step(ax, name)
    ax.patch.set_gid("step:box")
    ax.set(xlabel="x", xlim=x[[0, -1]], ylim=(0, result.top), yticks=[])


def marks(result: Result) -> dict[str, Expected]:
    """Shades, currents and hills by plain formulas, walkers where they were."""
    modes, x = verify.modes_of(result.parameters), result.x
    walks = np.concatenate([result.there.paths, result.back.paths[1:]])
    walks = walks[:, : result.parameters.paths]

    def level(time: Array) -> Array:
        return _levels(np.minimum(time, 2 - time))

    hills: dict[str, Expected] = {
        name: verify_marks.density(modes, math.exp(-5.5 * t * t), x[0], x[-1])
        for name, t in (HILLS | {f"t = {DRAWN:.2f}": DRAWN}).items()
    }
    return hills | {
        SHADES: Shades(TIME, x, plain.density(modes, level(TIME)[:, None], x)),
        "current": verify_marks.streams(modes, level, 0, 2),
        "walkers": verify_marks.walkers(walks, lambda at: at * MOMENTS, 0, 2),
    }


def findings(result: Result) -> list[str]:
    """How well the walkers came home."""
    n, left = result.parameters.walkers, percent(float(alpha_bar(1)), 1)
    far, fresh = w1_from(w1(result.back.end, result.data)), w1_floor(result.data, n)
    return [
        f"{number(n)} walkers lose all but {left} of their signal's variance and come "
        f"home to {far}; fresh samples are "
        f"{fixed(fresh, 3)} away on average."
    ]


def checks(result: Result) -> list[Check]:
    """The curves against plain formulas and the flow, the walkers against chance."""
    modes, levels = verify.modes_of(result.parameters), _levels(result.t)
    drawn = data(result)
    betas = (1 - levels[1:] / levels[:-1]).tolist()
    shown = steps(result)
    moved = long_table(MOVED, result.knots, density=shown.curves["density"])
    moved["density"] = moved["density"] * result.top
    shades = long_table(AT, result.x, density=result.density(AT, result.x))
    at, beta = _levels(drawn["t"]), "10⁻⁵ of β"
    return [
        verify.gap("ᾱ, to exp(−5.5 t²)", at, drawn["alpha_bar"]),
        verify.quantiles("curves", modes, at, drawn["mass_below"], drawn["x"]),
        verify.gap("slopes, to −β (x + score) / 2", *_slopes(result), 1e-5, beta),
        *verify.tables(modes, _levels(shades["t"]), shades, of="shades"),
        *verify.tables(modes, _levels(moved["t"]), moved, of="slider"),
        *verify.journey(result.there, result.back, modes, levels, betas),
        *verify.home(result.back, result.data, modes, findings(result)),
        told(findings(result), percent(math.exp(-5.5), 1)),
        verify_words.slider(shown, MOVED.tolist(), _levels(MOVED)),
    ]


def _levels(t: Array) -> Array:
    """The share of the signal's variance, 1 / e^5.5 at t = 1, plainly."""
    return np.array([math.exp(-5.5 * moment * moment) for moment in t.tolist()])


def _slopes(result: Result) -> tuple[Array, Array]:
    """The flow's velocity on the curves, and their slopes by central differences."""
    t, h = np.linspace(0.1, 0.9, 9), 1e-5
    slope = (result.streams(t + h) - result.streams(t - h)) / (2 * h)
    x, modes = result.streams(t), verify.modes_of(result.parameters)
    velocity = -5.5 * t[:, None] * (x + plain.score(modes, _levels(t)[:, None], x))
    return velocity, slope


def data(result: Result) -> Columns:
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
    return Steps(
        label="time t",
        values=[f"{t:.2f}" for t in MOVED],
        descriptions=[
            f"t = {t:.2f}: {percent(float(alpha_bar(t)))} signal" for t in MOVED
        ],
        start=round(DRAWN * (FRAMES - 1)),
        curves={"density": result.density(MOVED, result.knots) / result.top},
    )
