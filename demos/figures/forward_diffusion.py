"""Noise dissolves a distribution, and the exact reverse restores it.

A mixture of Gaussians on the line goes through the forward process of DDPM,
x_t = sqrt(ᾱ_t) x_0 + sqrt(1 − ᾱ_t) ε (Ho, Jain & Abbeel 2020, equation 4). Every
distribution on the way is a mixture again, so the density and the score d log p / dx
are exact. Walkers follow the chain to t = T; from where they arrived they return by the
true conditional distribution of x_{t−1} given x_t, and have that of the data again. The
grey curves are quantiles of x_t, which are the paths of the probability flow.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from demos.diffusion import parameters, plain, verify, verify_marks, verify_words
from demos.diffusion.chains import q_chain, reverse_chain
from demos.diffusion.distance import w1, w1_floor
from demos.diffusion.information import kl_to_standard_normal
from demos.diffusion.mixture import Array, Mixture, peaks
from demos.diffusion.schedules import alpha_bars, q_marginal, spread
from demos.diffusion.tables import Columns, long_table
from demos.diffusion.told import nats, w1_from
from demos.diffusion.walks import Walk, record
from demos.framework.demo import Check, Steps, option
from demos.framework.expected import Mark
from demos.framework.numbers import counted, fixed, number, percent
from demos.framework.words import told

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

FRAMES = 60
STREAMS = 16
SHARES = (np.arange(STREAMS) + 0.5) / STREAMS  # of the mass below each
POINTS = 151  # at least, where curves are drawn
KNOTS = 51  # points of the curves that the slider moves


@dataclass(frozen=True)
class Parameters(parameters.Returning):
    """What to dissolve, how, and who walks along."""

    particles: int = option(
        2000, "walkers sent there and back", minimum=100, maximum=100_000
    )
    paths: int = option(4, "walkers drawn", minimum=1, maximum=12)
    seed: int = option(1, "seed of the random generator", minimum=0)


@dataclass(frozen=True)
class Result:
    """Exact distributions at every noise step, and walkers who went there and back."""

    parameters: Parameters
    data: Mixture
    alpha_bar: Array  # (T + 1,)
    there: Walk
    back: Walk

    @property
    def T(self) -> int:
        """The last noise step."""
        return len(self.alpha_bar) - 1

    def dist(self, t: int | NDArray[np.int_]) -> Mixture:
        """The distribution of x_t."""
        return q_marginal(self.data, self.alpha_bar[t])

    @property
    def t(self) -> int:
        """The step drawn between the ends: a quarter of the signal's variance gone."""
        return int(np.abs(self.alpha_bar - 0.75).argmin())

    @cached_property
    def x(self) -> Array:
        """Places that hold all but a thousandth of every distribution on the way."""
        ends = self.dist(np.array([0, -1]))
        low, high = ends.quantile(5e-4).min(), ends.quantile(1 - 5e-4).max()
        return self.data.places(low, high, POINTS)

    @cached_property
    def knots(self) -> Array:
        """Places where the curves that the slider moves are known."""
        return np.linspace(self.x[0], self.x[-1], KNOTS)

    @cached_property
    def top(self) -> float:
        """A height that no density on the way passes."""
        peaks = [self.dist(t).pdf(self.x).max() for t in (0, -1)]
        return 1.05 * float(max(peaks))

    @property
    def frames(self) -> NDArray[np.int_]:
        """Noise steps from end to end, the one drawn among them."""
        return np.union1d(spread(self.T, FRAMES), [self.t])

    @property
    def steepest(self) -> float:
        """The highest score drawn."""
        return 1.5 * float(np.abs(self.dist(self.t).score(self.x)).max())

    def streams(self, t: NDArray[np.int_]) -> Array:
        """Quantiles of x_t that part it into equal masses.  Shape (times, STREAMS)."""
        return self.dist(t[:, None]).quantile(SHARES)


def run(parameters: Parameters) -> Result:
    """Send the walkers there and back."""
    rng = np.random.default_rng(parameters.seed)
    data, betas = parameters.data(), parameters.betas()
    alpha_bar, T = alpha_bars(betas), parameters.T
    start = data.sample(rng, parameters.particles)
    there = record(q_chain(start, betas, rng), T, betas)
    back = record(reverse_chain(there.end, data, alpha_bar, rng), T)
    return Result(parameters, data, alpha_bar, there, back)


def draw(result: Result, fig: "Figure") -> None:
    """Density and score at three noise steps, and the walk there and back."""
    from demos.drawing.layout import mosaic
    from demos.drawing.style import is_narrow

    axes = mosaic(fig, [["density", "score"], ["walk", "walk"]], height=245)
    _draw_densities(result, axes["density"], axes["score"])
    _draw_walk(result, axes["walk"], points=60 if is_narrow(fig) else 120)


def _draw_densities(result: Result, density: "Axes", score: "Axes") -> None:
    """Data and noise as hills, and between them the curves that the slider moves."""
    from demos.drawing.densities import (
        mark_step,
        name_curves,
        plot_curve,
        plot_density,
        tell_hidden,
    )
    from demos.drawing.palette import BLUE, INK, ORANGE

    (start, middle, end), x, t, T = _curves(result), result.x, result.t, result.T
    plot_density(density, x, start[0], color=BLUE, label="density, t = 0")
    plot_density(density, x, end[0], color=ORANGE, label=f"density, t = {T}")
    moving = plot_curve(density, x, middle[0], color=INK, label=f"density, t = {t}")
    for (_, y), color, at in ((start, BLUE, 0), (end, ORANGE, T), (middle, INK, t)):
        slope = plot_curve(score, x, y, color=color, label=f"score, t = {at}")
    moving.set_gid("step:density")
    slope.set_gid("step:score")
    density.set(ylim=(0, result.top), yticks=[])
    score.set(ylim=(-result.steepest, result.steepest))
    tell_hidden(score, start[1], end[1])
    names = {"data": BLUE, f"t = {number(result.t)}": INK, "noise": ORANGE}
    titles = {density: _title(result), score: "The score points uphill"}
    for ax, title in titles.items():
        name_curves(ax, title, names)
        mark_step(ax, f"t = {number(result.t)}")
        ax.patch.set_gid("step:box")
        ax.set(xlabel="x", xlim=x[[0, -1]])


def _curves(result: Result) -> list[tuple[Array, Array]]:
    """Density and score of the data, of the step between, and of the noise."""
    dists = [result.dist(t) for t in (0, result.t, result.T)]
    return [(dist.pdf(result.x), dist.score(result.x)) for dist in dists]


def _title(result: Result) -> str:
    """What becomes of the peaks."""
    start, _, end = (peaks(density) for density, _ in _curves(result))
    return "Noise melts the peaks" if end < start else "Density of xₜ"


def _draw_walk(result: Result, ax: "Axes", *, points: int) -> None:
    """Time runs to the noise and back, so the right half mirrors the left."""
    from demos.drawing.densities import plot_streams, plot_walks
    from demos.drawing.palette import BLUE, MUTED, ORANGE

    T, drawn = result.T, result.parameters.paths
    t = spread(T, 50)
    for name, time in {"there": t, "back": 2 * T - t}.items():
        streams = result.streams(t)
        plot_streams(ax, time, streams, color=MUTED, label=f"streams {name}")
    t = spread(T, points)
    there, back = (way.paths[t, :drawn] for way in (result.there, result.back))
    plot_walks(ax, t, there, color=BLUE, label="walkers there")
    plot_walks(ax, t + T, back, color=ORANGE, label="walkers back")
    ax.set_title("Noise added …", color=BLUE)
    ax.set_title("… and undone", color=ORANGE, loc="right")
    ticks = np.unique(np.linspace(0, 2 * T, 5).round())
    ax.set_xticks(ticks, [number(T - abs(T - tick)) for tick in ticks])
    ax.set(xlabel="noise step t", ylabel="x")


def marks(result: Result) -> dict[str, Mark]:
    """Streams by the mass below them, and walkers at the steps that they took."""
    given, T, drawn = result.parameters, result.T, slice(result.parameters.paths)
    modes, levels = verify.modes_of(given), plain.alpha_bars(given)

    def level(x: Array) -> Array:
        return levels[(T - np.abs(T - x)).astype(int)]

    there, back = (way.paths[:, drawn] for way in (result.there, result.back))
    return {
        "streams there": verify_marks.streams(modes, level, 0, T),
        "streams back": verify_marks.streams(modes, level, T, 2 * T),
        "walkers there": verify_marks.walkers(there, lambda x: x, 0, T),
        "walkers back": verify_marks.walkers(back, lambda x: x - T, T, 2 * T),
    }


def findings(result: Result) -> list[str]:
    """How much of the data is left at t = T, and how well the walkers came home."""
    n, x_0 = result.parameters.particles, result.back.end
    far, fresh = w1_from(w1(x_0, result.data)), fixed(w1_floor(result.data, n), 3)
    last = float(result.alpha_bar[-1])
    share, kept = (last, "left") if last < 0.99 else (1 - last, "lost")
    off = nats(float(kl_to_standard_normal(result.dist(result.T))))
    return [
        f"After {counted(result.T, 'noise step')}, {number(share, 2)} of the signal's "
        f"variance is {kept}, and the distribution is {off} from pure noise.",
        f"{number(n)} walkers come home to {far}; fresh samples are {fresh} away on "
        "average.",
    ]


def checks(result: Result) -> list[Check]:
    """Every curve against plain formulas, every walker's step against its law."""
    given, modes = result.parameters, verify.modes_of(result.parameters)
    levels = plain.alpha_bars(given)
    betas = [plain.beta(given, t) for t in range(1, given.T + 1)]
    t, drawn, shown = spread(result.T, 50), data(result), steps(result)
    rows = [
        verify.schedule(given, result.alpha_bar),
        *verify.tables(modes, levels[drawn["t"]], drawn),
        verify.quantiles("curves", modes, levels[t, None], SHARES, result.streams(t)),
        *verify.journey(result.there, result.back, modes, levels, betas),
    ]
    moved = long_table(
        result.frames,
        result.knots,
        density=shown.curves["density"] * result.top,
        score=(2 * shown.curves["score"] - 1) * result.steepest,
    )
    rows += verify.tables(modes, levels[moved["t"]], moved, of="slider")
    said = findings(result)
    left = verify.left(result.dist(result.T), modes, levels[-1], said)
    share = min(levels[-1], 1 - levels[-1]) if levels[-1] >= 0.99 else levels[-1]
    rows.append(
        verify_words.slider(shown, result.frames.tolist(), levels[result.frames])
    )
    rows.append(told(said, number(result.T), number(float(share), 2)))
    return [*rows, left, *verify.home(result.back, result.data, modes, said)]


def data(result: Result) -> Columns:
    """The drawn densities and scores, one row for each noise step and place."""
    t = np.array([0, result.t, result.T])
    density, score = np.swapaxes(_curves(result), 0, 1)
    levels = np.broadcast_to(result.alpha_bar[t, None], density.shape)
    return long_table(t, result.x, alpha_bar=levels, density=density, score=score)


def steps(result: Result) -> Steps:
    """Density and score at every drawn noise step."""
    t, x = result.frames, result.knots
    dist = result.dist(t[:, None])
    return Steps(
        label="noise step t",
        values=[number(step) for step in t],
        descriptions=[f"t = {n}: {percent(result.alpha_bar[n])} signal" for n in t],
        start=int(np.searchsorted(t, result.t)),
        curves={
            "density": dist.pdf(x) / result.top,
            "score": 0.5 + dist.score(x) / (2 * result.steepest),
        },
    )
