"""Noise dissolves a distribution, and the exact reverse restores it.

A mixture of Gaussians on the line goes through the forward process of DDPM, x_t =
sqrt(ᾱ_t) x_0 + sqrt(1 − ᾱ_t) ε (Ho, Jain & Abbeel 2020, equation 4). Every distribution
on the way is a mixture again, so the density and the score d log p / dx are exact.
Walkers follow the chain to t = T; from where they arrived they return by the true
conditional distribution of x_{t−1} given x_t, and the crowd has the distribution of the
data again. The grey curves are quantiles of x_t, which are the paths of the probability
flow.
"""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from demos.diffusion import parameters
from demos.diffusion.chains import posterior_mean, q_chain, reverse_chain
from demos.diffusion.distance import w1, w1_bound, w1_floor
from demos.diffusion.information import kl_to_standard_normal
from demos.diffusion.mixture import Array, Mixture
from demos.diffusion.schedules import alpha_bars, q_marginal, spread
from demos.framework.demo import Check, Steps, option

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

FRAMES = 60
STREAMS = 16
POINTS = 151  # at least, where curves are drawn
KNOTS = 51  # points of the curves that the slider moves


@dataclass(frozen=True)
class Parameters(parameters.Schedule, parameters.Data):
    """What to dissolve, how, and who walks along."""

    particles: int = option(
        2000, "walkers sent there and back", minimum=100, maximum=100_000
    )
    paths: int = option(4, "walkers drawn", minimum=1, maximum=12)
    seed: int = option(1, "seed of the random generator", minimum=0)


@dataclass(frozen=True)
class Result:
    """Exact distributions at every noise step, and a crowd that went there and back."""

    data: Mixture
    betas: Array  # (T + 1,)
    alpha_bar: Array  # (T + 1,)
    there: Array  # (T + 1, paths)
    x_T: Array  # (particles,)
    back: Array  # (T + 1, paths), from T to 0
    x_0: Array  # (particles,)

    def dist(self, t: int | NDArray[np.int_]) -> Mixture:
        """The distribution of x_t."""
        return q_marginal(self.data, self.alpha_bar[t])

    @property
    def t(self) -> int:
        """The step drawn between the ends: a quarter of the signal's variance gone."""
        return int(np.abs(self.alpha_bar - 0.75).argmin())

    @property
    def x(self) -> Array:
        """Places that hold all but a thousandth of every distribution on the way."""
        ends = self.dist(np.array([0, -1]))
        low, high = ends.quantile(5e-4).min(), ends.quantile(1 - 5e-4).max()
        return self.data.places(low, high, POINTS)

    @property
    def top(self) -> float:
        """A height that no density on the way passes."""
        peaks = [self.dist(t).pdf(self.x).max() for t in (0, -1)]
        return 1.05 * float(max(peaks))

    @property
    def frames(self) -> NDArray[np.int_]:
        """Noise steps from end to end, the one drawn among them."""
        return np.union1d(spread(len(self.betas) - 1, FRAMES), [self.t])

    @property
    def steepest(self) -> float:
        """The highest score drawn."""
        return 1.5 * float(np.abs(self.dist(self.t).score(self.x)).max())

    def streams(self, t: NDArray[np.int_]) -> Array:
        """Quantiles of x_t that part it into equal masses.  Shape (times, STREAMS)."""
        u = (np.arange(STREAMS) + 0.5) / STREAMS
        return self.dist(t[:, None]).quantile(u)


def run(parameters: Parameters) -> Result:
    """Send the walkers there and back, keeping the first few paths."""
    rng = np.random.default_rng(parameters.seed)
    data, betas = parameters.data(), parameters.betas()
    alpha_bar = alpha_bars(betas)
    there, back = [], []
    for x in q_chain(data.sample(rng, parameters.particles), betas, rng):
        there.append(x[: parameters.paths])
    x_T = x
    for x in reverse_chain(x_T, data, alpha_bar, rng):
        back.append(x[: parameters.paths])
    return Result(data, betas, alpha_bar, np.array(there), x_T, np.array(back), x)


def draw(result: Result, fig: "Figure") -> None:
    """Density and score at three noise steps, and the walk there and back."""
    from demos.drawing.layout import mosaic
    from demos.drawing.style import is_narrow

    axes = mosaic(fig, [["density", "score"], ["walk", "walk"]])
    _draw_laws(result, axes["density"], axes["score"])
    _draw_walk(result, axes["walk"], points=60 if is_narrow(fig) else 120)


def _draw_laws(result: Result, density: "Axes", score: "Axes") -> None:
    """Data and noise as hills, and between them the curves that the slider moves."""
    from demos.drawing.densities import mark_step, plot_curve, plot_density
    from demos.drawing.palette import BLUE, INK, ORANGE

    x, T = result.x, len(result.betas) - 1
    start, middle, end = (result.dist(t) for t in (0, result.t, T))
    plot_density(density, x, start.pdf(x), color=BLUE, label="data, t = 0")
    moving = plot_curve(density, x, middle.pdf(x), color=INK, label=f"t = {result.t}")
    plot_density(density, x, end.pdf(x), color=ORANGE, label=f"noise, t = {T}")
    for dist, color in ((start, BLUE), (end, ORANGE), (middle, INK)):
        slope = plot_curve(score, x, dist.score(x), color=color)
    moving.set(gid="step:density", zorder=3)
    slope.set_gid("step:score")
    for ax in (density, score):
        ax.patch.set_gid("step:box")
        ax.set(xlabel="x", xlim=x[[0, -1]])
    density.set(title="Density of xₜ", ylim=(0, result.top), yticks=[])
    score.set(title="Score of xₜ", ylim=(-result.steepest, result.steepest))
    name = score.set_title(f"t = {result.t}", loc="right", weight="normal")
    name.set_gid("step:value")
    mark_step(density.legend(), f"t = {result.t}")


def _draw_walk(result: Result, ax: "Axes", *, points: int) -> None:
    """Time runs to the noise and back, so the right half mirrors the left."""
    from demos.drawing.densities import plot_streams, plot_walks
    from demos.drawing.palette import BLUE, MUTED, ORANGE

    T = len(result.betas) - 1
    t = spread(T, 50)
    streams = result.streams(t)
    plot_streams(ax, t, streams, color=MUTED)
    plot_streams(ax, 2 * T - t, streams, color=MUTED)
    t = spread(T, points)
    plot_walks(ax, t, result.there[t], color=BLUE)
    plot_walks(ax, t + T, result.back[t], color=ORANGE)
    ax.set_title("Noise added", color=BLUE)
    ax.set_title("Noise undone", color=ORANGE, loc="right")
    ticks = np.linspace(0, 2 * T, 5)
    names = [f"{T - abs(T - tick):g}" for tick in ticks]
    ax.set(xlabel="noise step t", ylabel="x", xticks=ticks, xticklabels=names)


def findings(result: Result) -> list[str]:
    """How much of the data is left at t = T, and how well the crowd came home."""
    T, n = len(result.betas) - 1, len(result.x_0)
    return [
        f"After T = {T:,} noise steps {result.alpha_bar[-1]:.2g} of the signal's "
        f"variance is left, and x_T is {kl_to_standard_normal(result.dist(T)):.2g} "
        "nats from pure noise.",
        f"{n:,} walkers come home to W₁ = {w1(result.x_0, result.data):.3f} from the "
        f"data; fresh samples are {w1_floor(result.data, n):.3f} away on average.",
    ]


def checks(result: Result) -> list[Check]:
    """Closed forms, and the crowd's distribution at both ends within four sigma."""
    log_abar = float(np.log1p(-result.betas).sum())
    measured = float(np.log(result.alpha_bar[-1]))
    tweedie = "largest gap between Tweedie's E[x_0 | x_t] by the score and by Bayes"
    home = w1(result.x_0, result.data), w1_bound(result.data, len(result.x_0))
    return [
        Check("ln ᾱ_T, the sum of all ln(1 − β_t)", log_abar, measured, 1e-9),
        Check(tweedie, 0.0, _tweedie_gap(result), 1e-9),
        *_moment_checks(result.dist(-1), result.x_T),
        Check("W₁ from the walkers that came home to the data", 0.0, *home),
    ]


def _moment_checks(dist: Mixture, x_T: Array) -> list[Check]:
    """Mean and variance of the walkers at t = T, each within four standard errors."""
    mean, variance, n = float(dist.mean()), float(dist.variance()), len(x_T)
    fourth = float(dist.expectation(lambda p, x: (x - mean) ** 4))
    errors = math.sqrt(variance / n), math.sqrt((fourth - variance**2) / n)
    found = {"mean": (mean, x_T.mean()), "variance": (variance, x_T.var())}
    return [
        Check(f"{name} of the walkers at t = T", exact, float(measured), 4 * error)
        for (name, (exact, measured)), error in zip(found.items(), errors, strict=True)
    ]


def _tweedie_gap(result: Result) -> float:
    """E[x_0 | x_t] from the score against Bayes's rule for each mode."""
    alpha_bar, x = float(result.alpha_bar[result.t]), result.x
    step = (1 - alpha_bar) * result.dist(result.t).score(x)
    by_score = (x + step) / np.sqrt(alpha_bar)
    by_bayes = posterior_mean(result.data, x, alpha_bar)
    return float(np.abs(by_score - by_bayes).max())


def data(result: Result) -> dict[str, ArrayLike]:
    """The drawn densities and scores, one row for each noise step and place."""
    t = np.array([0, result.t, len(result.betas) - 1])
    dist, x = result.dist(t[:, None]), result.x
    return {
        "t": np.repeat(t, len(x)),
        "alpha_bar": np.repeat(result.alpha_bar[t], len(x)),
        "x": np.tile(x, len(t)),
        "density": dist.pdf(x).ravel(),
        "score": dist.score(x).ravel(),
    }


def steps(result: Result) -> Steps:
    """Density and score at every drawn noise step."""
    t, x = result.frames, np.linspace(result.x[0], result.x[-1], KNOTS)
    dist = result.dist(t[:, None])
    return Steps(
        label="noise step t",
        values=[f"{step}" for step in t],
        descriptions=[f"t = {step}: {result.alpha_bar[step]:.0%} signal" for step in t],
        start=int(np.searchsorted(t, result.t)),
        curves={
            "density": dist.pdf(x) / result.top,
            "score": 0.5 + dist.score(x) / (2 * result.steepest),
        },
    )
