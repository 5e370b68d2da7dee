"""A small network learns the score, and nobody has to guess how well.

Two layers of tanh units learn to name the noise in x_t (denoising score matching;
Vincent 2011, and DDPM's equation 14). The exact answer is −sqrt(1 − ᾱ_t) times the
score of the mixture. The loss cannot fall to zero, because many x_0 lead to one x_t:
its floor is E[1 − (1 − ᾱ_t) J_t], with J_t the Fisher information of x_t, and what lies
above the floor is exactly the squared error of the network's score.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from demos.diffusion import parameters, plain, verify, verify_score, verify_words
from demos.diffusion.denoiser import (
    Denoiser,
    blocks_of,
    edges_of,
    excess_error,
    line_loss,
    loss_floor,
    noised_batch,
    train,
)
from demos.diffusion.mixture import Array, Mixture
from demos.diffusion.network import ROWS, WIDEST
from demos.diffusion.pushforward import w1_of_output
from demos.diffusion.samplers import ddim, exact_score
from demos.diffusion.schedules import alpha_bars, linear_betas, q_marginal, spread
from demos.diffusion.tables import Columns
from demos.framework.demo import Check, Steps, option
from demos.framework.expected import Mark, across, curve, points
from demos.framework.numbers import fixed, number, percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

T = 1000
ALPHA_BAR = alpha_bars(linear_betas(T, 1e-4, 0.02))
LEVELS = ALPHA_BAR[np.r_[0, 3:T:5]]  # every fifth, to judge the finished network
FRESH = 100_000  # draws for it
FRAMES = 60
PLACES = 69  # where curves are drawn
KNOTS = 31  # points of the curves that the slider moves
DRAWN = 80  # the noise step drawn
ENOUGH = 1000  # updates
KNOWN = parameters.Data.weights, parameters.Data.means, parameters.Data.stds
NEAR = 0.05  # of what a straight line misses, that is learned well
BLOCKS = 20  # of the loss
LINE = "best straight line"
HIGHEST = 3.5  # noise drawn, in standard deviations
NOISE = Mixture(np.ones(1), np.zeros(1), np.ones(1))


@dataclass(frozen=True)
class Parameters(parameters.Data):
    """What to learn, and with how much effort."""

    hidden: int = option(64, "units in each layer", minimum=1, maximum=WIDEST)
    updates: int = option(2000, "steps of Adam", minimum=1, maximum=20_000)
    batches: int = option(
        16, f"samples in one step, in lots of {ROWS}", minimum=1, maximum=128
    )
    seed: int = option(1, "seed of the random generator", minimum=0)


@dataclass(frozen=True)
class Result:
    """A trained denoiser, and how far it is from the truth."""

    parameters: Parameters
    data: Mixture
    denoiser: Denoiser
    losses: Array  # (updates,)
    floor: float  # mean over noise steps
    excess: float  # mean over noise steps
    worse: Array  # (FRESH,) its squared errors on fresh noise less the ideal's

    @property
    def x(self) -> Array:
        """Places that hold all but a hundredth of data and noise."""
        ends = q_marginal(self.data, ALPHA_BAR[[0, T]])
        low, high = ends.quantile(5e-3).min(), ends.quantile(1 - 5e-3).max()
        return np.linspace(low, high, PLACES)

    @property
    def frames(self) -> NDArray[np.int_]:
        """Noise steps of the slider, from almost clean to noise."""
        return np.union1d(spread(T, FRAMES)[1:], [DRAWN])

    def ideal(self, t: ArrayLike, x: Array) -> Array:
        """The best possible guess of the noise in x_t."""
        level = ALPHA_BAR[np.asarray(t)]
        return -np.sqrt(1 - level) * q_marginal(self.data, level).score(x)


def run(parameters: Parameters) -> Result:
    """Train, then measure on fresh noise and by quadrature."""
    rng = np.random.default_rng(parameters.seed)
    dist = parameters.data()
    denoiser, losses = train(
        dist,
        ALPHA_BAR,
        rng,
        hidden=parameters.hidden,
        updates=parameters.updates,
        batch=parameters.batches * ROWS,
    )
    x_t, eps, level = noised_batch(dist, LEVELS, FRESH, rng)
    ideal = -np.sqrt(1 - level) * q_marginal(dist, level).score(x_t)
    return Result(
        parameters=parameters,
        data=dist,
        denoiser=denoiser,
        losses=losses,
        floor=float(loss_floor(dist, ALPHA_BAR[1:]).mean()),
        excess=float(excess_error(denoiser, dist, LEVELS[1:]).mean()),
        worse=(denoiser.eps(x_t, level) - eps) ** 2 - (ideal - eps) ** 2,
    )


def draw(result: Result, fig: "Figure") -> None:
    """What the network sees beside the truth, and how its loss came down."""
    from demos.drawing.style import panels

    seen, learning = panels(fig, 2)
    _draw_seen(result, seen)
    _draw_learning(result, learning)


def _draw_seen(result: Result, ax: "Axes") -> None:
    """The noise in x_t, exact and learned, and where x_t is; the slider moves all."""
    from demos.drawing.densities import (
        mark_step,
        name_curves,
        plot_curve,
        tell_hidden,
    )
    from demos.drawing.palette import BLUE, INK, ORANGE

    x, name = result.x, f"t = {DRAWN}"
    exact, learned, density = _curves(result, np.array([DRAWN]), x)
    truth = plot_curve(ax, x, exact[0], color=INK)
    truth.set(gid="step:exact", linewidth=5, alpha=0.5, label=f"exact, {name}")
    found = plot_curve(ax, x, learned[0], color=ORANGE)
    found.set(gid="step:learned", label=f"learned, {name}")
    floor = plot_curve(ax, x, density[0], color=BLUE)
    floor.set(gid="step:density", label="on the floor")
    ax.set(xlabel="x", xlim=x[[0, -1]], ylim=(-HIGHEST, HIGHEST), ylabel="noise in xₜ")
    names = {"exact": INK, "learned": ORANGE, "density": BLUE, name: INK}
    done = result.excess < NEAR * (line_loss(result.data, ALPHA_BAR) - result.floor)
    title = "Learned where the data are" if done else "Not learned yet"
    name_curves(ax, title, names)
    tell_hidden(ax, exact, learned)
    mark_step(ax, name)
    ax.patch.set_gid("step:box")


def _draw_learning(result: Result, ax: "Axes") -> None:
    """Loss in blocks that double, between the best line and the floor."""
    from demos.drawing.curves import plain as plainly
    from demos.drawing.curves import plot_reference
    from demos.drawing.palette import BLUE
    from demos.drawing.style import head

    updates, losses = blocks_of(result.losses, BLOCKS)
    ax.semilogx(updates, losses, color=BLUE, marker="o", markersize=3, label="loss")
    best = line_loss(result.data, ALPHA_BAR)
    plot_reference(ax, best, LINE).set_label(LINE)
    plot_reference(ax, result.floor, "floor", ha="left").set_label("floor")
    head(ax, "The floor of the loss is not zero", "loss, mean squared error")
    ax.set(xlabel="updates")
    ax.xaxis.set_major_formatter(plainly)


def _curves(
    result: Result, t: NDArray[np.int_], x: Array
) -> tuple[Array, Array, Array]:
    """Exact and learned noise at those steps, and the density of x_t on the floor."""
    level = ALPHA_BAR[t[:, None]]
    density = q_marginal(result.data, level).pdf(x)
    dist = HIGHEST * (0.6 * density / density.max(axis=1, keepdims=True) - 1)
    return result.ideal(t[:, None], x), result.denoiser.eps(x, level), dist


def marks(result: Result) -> dict[str, Mark]:
    """Where x_t is, how the loss fell, and what bounds it."""
    modes = verify.modes_of(result.parameters)
    a = plain.alpha_bars(parameters.Schedule())[DRAWN]
    edges = edges_of(len(result.losses), BLOCKS).tolist()

    def below(x: Array) -> Array:
        density = plain.density(modes, a, x)
        return HIGHEST * (0.6 * density / density.max() - 1)

    return {
        "on the floor": curve(below, result.x[0], result.x[-1]),
        "loss": points(*verify_score.blocks(result.losses.tolist(), edges)),
        LINE: across(verify_score.line(modes)),
        "floor": across(result.floor),
    }


def findings(result: Result) -> list[str]:
    """Loss against floor, and what it does to samples."""
    levels = ALPHA_BAR[spread(T, 51)]
    learned, exact = (
        w1_of_output(ddim(score, levels), NOISE, result.data)
        for score in (result.denoiser.score, exact_score(result.data))
    )
    return [
        f"No network can have a loss below {fixed(result.floor, 4)}; this one's is "
        f"higher by its own squared error, {number(result.excess, 2)}.",
        f"Fifty steps of DDIM end W₁ = {fixed(learned, 3)} from the data with the "
        f"learned score, {fixed(exact, 3)} with the exact one.",
    ]


def checks(result: Result) -> list[Check]:
    """What is drawn, what it aims at, how it learns, and how far it came."""
    p, modes = result.parameters, verify.modes_of(result.parameters)
    levels = plain.alpha_bars(parameters.Schedule())
    _, blocks = blocks_of(result.losses, BLOCKS)
    counts, batch = np.diff(edges_of(p.updates, BLOCKS)), p.batches * ROWS
    line, shown = line_loss(result.data, ALPHA_BAR), steps(result)
    rows = [
        *verify_score.drawn(modes, levels, data(result), result.denoiser),
        *verify_score.levels(modes, levels, result.floor, line),
        *verify_score.learning(),
        verify_score.first_loss(p, p.hidden, batch, p.seed, result.losses.item(0)),
        *verify_score.losses(result.floor, result.losses, blocks, counts, batch),
        verify_score.fresh(result.excess, result.worse),
        *verify_score.in_words(findings(result), modes, result.floor, result.excess),
        verify_score.slider(shown.curves, data(result), HIGHEST),
        verify_words.slider(shown, result.frames.tolist(), levels[result.frames]),
    ]
    if (p.weights, p.means, p.stds) != KNOWN or min(p.updates, 30 * p.hidden) < ENOUGH:
        return rows
    most = NEAR * (line - result.floor)
    what = "squared error left, of an answer that is learned"
    return [*rows, Check(what, 0, result.excess, most, "a network that does not learn")]


def data(result: Result) -> Columns:
    """The curves drawn, at every step of the slider."""
    t = result.frames
    exact, learned, _dist = _curves(result, t, result.x)
    return {
        "t": np.repeat(t, PLACES),
        "x": np.tile(result.x, len(t)),
        "exact": exact.ravel(),
        "learned": learned.ravel(),
    }


def steps(result: Result) -> Steps:
    """Exact and learned noise, and the distribution, at every noise level."""
    t, x = result.frames, np.linspace(result.x[0], result.x[-1], KNOTS)
    heights = 0.5 + np.array(_curves(result, t, x)) / (2 * HIGHEST)
    return Steps(
        label="noise step t",
        values=[f"{step}" for step in t],
        descriptions=[f"t = {step}: {percent(ALPHA_BAR[step])} signal" for step in t],
        start=int(np.searchsorted(t, DRAWN)),
        curves=dict(zip(("exact", "learned", "density"), heights, strict=True)),
    )
