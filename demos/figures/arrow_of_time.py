"""Divergence from noise always falls; entropy may overshoot on its way.

Above, the density of x_t at nine moments, with its deciles between. Below, in nats: the
divergence KL(p_t || N(0, 1)), which is the free energy that diffusion spends and can
only fall; the entropy of p_t, which rises past that of pure noise where the data are
wider than the noise that replaces them; and the doubt H(mode | x_t) about where x_t
came from. With τ = −ln ᾱ, dKL/dτ = −E(score + x)² / 2 and dh/dτ = (E score² − 1) / 2
(de Bruijn's identity and its companion for the variance-preserving process).
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from demos.diffusion import parameters, plain, verify, verify_marks
from demos.diffusion.information import (
    entropy,
    fisher_information,
    kl_to_standard_normal,
    mode_uncertainty,
)
from demos.diffusion.mixture import Array, Mixture
from demos.diffusion.schedules import alpha_bars, q_marginal, spread
from demos.diffusion.tables import Columns, long_table
from demos.framework.demo import Check, option
from demos.framework.expected import Mark, across, points
from demos.framework.numbers import fixed, number
from demos.framework.words import told

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOMENTS = 121
RIDGES = 9
PLACES = 121
DECILES = np.arange(1, 10) / 10
ENTROPY_OF_NOISE = float(np.log(2 * np.pi * np.e) / 2)
NATS = "nats; dashed, the entropy of pure noise"
SEEN = 0.02  # nats that are worth a word
INTEGRAL = 2e-3  # nats by which two ways of integrating may differ
WORTH = f"{INTEGRAL} nats at any moment"


@dataclass(frozen=True)
class Parameters(parameters.Schedule, parameters.Data):
    """What decays, and how fast."""

    weights: tuple[float, ...] = option((0.25, 0.45, 0.3), "share of each mode, sum 1")
    means: tuple[float, ...] = option(
        (-2.0, 0.0, 1.5), "centre of each mode", minimum=-10, maximum=10
    )
    stds: tuple[float, ...] = option(
        (0.15, 0.35, 0.2), "width of each mode", minimum=0.01, maximum=5
    )


@dataclass(frozen=True)
class Result:
    """Distributions at some noise steps, and what is known at them."""

    parameters: Parameters
    data: Mixture
    alpha_bar: Array  # (T + 1,)
    t: NDArray[np.int_]  # (moments,)
    divergence: Array  # (moments,)
    entropy: Array  # (moments,)
    mode_entropy: Array  # (moments,)

    def dist(self, t: NDArray[np.int_]) -> Mixture:
        """The distribution of x_t."""
        return q_marginal(self.data, self.alpha_bar[t])

    @property
    def ridges(self) -> tuple[NDArray[np.int_], Array, Array]:
        """Moments and places of the densities drawn, and those, (moments, places)."""
        t = spread(self.parameters.T, RIDGES)
        ends = self.dist(np.array([0, -1]))
        low, high = ends.quantile(1e-3).min(), ends.quantile(1 - 1e-3).max()
        x = self.data.places(low, high, PLACES)
        return t, x, self.dist(t[:, None]).pdf(x)

    @property
    def deciles(self) -> Array:
        """Shape (moments, 9)."""
        return self.dist(self.t[:, None]).quantile(DECILES)

    @property
    def overshoots(self) -> bool:
        """True where entropy goes over a hill that can be seen."""
        return bool(self.entropy.max() > max(self.entropy[0], self.entropy[-1]) + SEEN)


def run(parameters: Parameters) -> Result:
    """Integrate what is known at every moment drawn."""
    data, alpha_bar = parameters.data(), alpha_bars(parameters.betas())
    t = spread(parameters.T, MOMENTS)
    dists = q_marginal(data, alpha_bar[t])
    known = kl_to_standard_normal(dists), entropy(dists), mode_uncertainty(dists)
    return Result(parameters, data, alpha_bar, t, *known)


def draw(result: Result, fig: "Figure") -> None:
    """Densities above, what is known below, on one axis of time."""
    from demos.drawing.layout import mosaic

    axes = mosaic(fig, [["densities"], ["known"]], height=240)
    _draw_ridges(result, axes["densities"])
    _draw_known(result, axes["known"])
    for ax in axes.values():
        ax.set_xlim(-0.01 * result.t[-1], 1.12 * result.t[-1])
        ax.locator_params(axis="x", integer=True)


def _draw_ridges(result: Result, ax: "Axes") -> None:
    """Densities as hills that lean towards later times, and deciles through them."""
    from demos.drawing.densities import name_curves, plot_ridge, plot_streams
    from demos.drawing.palette import BLUE, MUTED

    t, x, densities = result.ridges
    scale = 0.85 * t[-1] / (len(t) - 1) / densities.max()
    plot_streams(ax, result.t, result.deciles, color=MUTED, label="deciles")
    for moment, density in zip(t, densities, strict=True):
        name = f"ridge at {moment}"
        plot_ridge(ax, float(moment), x, scale * density, color=BLUE, label=name)
    gone = result.divergence[-1] < SEEN
    title = "In the end only noise is left" if gone else "Distribution of xₜ"
    name_curves(ax, title, {"density": BLUE, "deciles": MUTED})
    ax.set(ylabel="x", ylim=x[[0, -1]])
    ax.grid(visible=False)


def _draw_known(result: Result, ax: "Axes") -> None:
    """Divergence, entropy and doubt, and the entropy at which noise settles."""
    from demos.drawing.curves import label_ends, plot_reference
    from demos.drawing.densities import plot_curve
    from demos.drawing.palette import BLUE, GREEN, ORANGE
    from demos.drawing.style import head

    curves = {
        "entropy": (result.entropy, ORANGE),
        "doubt": (result.mode_entropy, GREEN),
        "KL": (result.divergence, BLUE),
    }
    lines = [
        plot_curve(ax, result.t, values, color=color)
        for values, color in curves.values()
    ]
    plot_reference(ax, ENTROPY_OF_NOISE).set_label("noise")
    head(ax, "KL only falls" + ", entropy overshoots" * result.overshoots, NATS)
    ax.set(xlabel="noise step t")
    ax.locator_params(axis="y", nbins=4)
    label_ends(ax, lines, list(curves))


def marks(result: Result) -> dict[str, Mark]:
    """Ridges and deciles by the plain density; curves by names that are no columns."""
    modes, levels = _plainly(result)
    t, high = result.ridges[0].tolist(), 0.85 * result.parameters.T
    T, at, table = result.parameters.T, levels[result.ridges[0]], data(result)
    ridges = {
        f"ridge at {moment}": verify_marks.ridge(
            modes, at, n, moment, high / max(1, len(t) - 1)
        )
        for n, moment in enumerate(t)
    }
    level = lambda x: levels[x.astype(int)]  # noqa: E731
    return ridges | {
        "deciles": verify_marks.streams(modes, level, 0, T, outer=1),
        "doubt": points(table["t"], table["mode_entropy"]),
        "KL": points(table["t"], table["kl_to_noise"]),
        "noise": across((1 + float(np.log(2 * np.pi))) / 2),
    }


def findings(result: Result) -> list[str]:
    """How far each quantity goes, and whether entropy overshoots."""
    first, last = result.divergence[[0, -1]]
    top = int(result.entropy.argmax())
    near = 5 if last > first / 2 else 0  # digits that show a small fall
    end = f"{number(last, near or 2)} nats" if last > 1e-9 else "less than 10⁻⁹ nats"
    sentences = [f"KL falls from {number(first, near or 3)} to {end} without a pause."]
    if first < 1e-9:
        sentences = ["The data are pure noise already: there is no KL to lose."]
    if result.overshoots:
        start, most, end = (fixed(result.entropy[n], 3) for n in (0, top, -1))
        sentences.append(
            f"Entropy overshoots: {start} nats at t = 0, {most} near t = "
            f"{number(result.t[top])}, {end} at t = {number(result.t[-1])}."
        )
    return sentences


def checks(result: Result) -> list[Check]:
    """All that is drawn against plain sums, and slopes against Fisher information."""
    modes, levels = _plainly(result)
    t, x, densities = result.ridges
    ridges = long_table(t, x, density=densities)
    deciles = result.deciles
    rises = max(0.0, float(np.diff(result.divergence).max(initial=0)))
    return [
        verify.schedule(result.parameters, result.alpha_bar),
        *verify.tables(modes, levels[ridges["t"]], ridges),
        verify.quantiles("deciles", modes, levels[result.t, None], DECILES, deciles),
        verify.gap("ᾱ of the table", levels[result.t], data(result)["alpha_bar"]),
        *_integrals(result),
        Check("largest rise of KL between two moments", 0, rises, 1e-9, "any rise"),
        *_slopes(result),
        _in_words(result),
    ]


def _in_words(result: Result) -> Check:
    """Where KL begins and ends; the hill of entropy, where the words tell of one."""
    said, table = findings(result), data(result)
    kl, h = table["kl_to_noise"].tolist(), table["entropy"].tolist()
    near = kl[-1] > kl[0] / 2
    parts = [number(kl[0], 5 if near else 3)] if kl[0] >= 1e-9 else []
    parts += [f"{number(kl[-1], 5 if near else 2)} nats"] if kl[-1] > 1e-9 else []
    if len(said) > 1:
        top = h.index(max(h))
        parts += [fixed(h[0], 3), fixed(h[top], 3), number(table["t"][top].item())]
        parts += [fixed(h[-1], 3), number(table["t"][-1].item())]
    return told(said, *parts)


def _plainly(result: Result) -> tuple[plain.Modes, Array]:
    """The data, and alpha_bar at every step, as the options say."""
    return verify.modes_of(result.parameters), plain.alpha_bars(result.parameters)


def _integrals(result: Result) -> list[Check]:
    """Every point of the three curves, by trapezoids over the plain density."""
    (modes, levels), columns = _plainly(result), data(result)
    a = levels[columns["t"]]
    known = np.array([plain.information(modes, level) for level in a.tolist()]).T
    names = "kl_to_noise", "entropy", "mode_entropy"
    off = [np.abs(k - columns[n]).max() for k, n in zip(known, names, strict=True)]
    square = a * sum(w * (m**2 + s**2) for w, m, s in modes) + 1 - a
    kl = (square + np.log(2 * np.pi)) / 2 - columns["entropy"]
    mode_entropy = -columns["entropy"]
    for w, _, s in modes:
        spread_of_mode = np.log(a * s**2 + 1 - a) / 2
        mode_entropy += w * (ENTROPY_OF_NOISE + spread_of_mode - np.log(w))
    return [
        *(
            Check(f"{n}, by trapezoids, at the worst moment", 0, o, INTEGRAL, WORTH)
            for n, o in zip(names, off, strict=True)
        ),
        verify.gap("KL, by the entropy", kl, columns["kl_to_noise"]),
        verify.gap(
            "mode entropy, by the chain rule", mode_entropy, columns["mode_entropy"]
        ),
    ]


def _slopes(result: Result) -> list[Check]:
    """Central differences of KL and entropy in τ = −ln ᾱ against expectations."""
    noise = 1 - result.alpha_bar[result.t[1::10]]
    step = 1e-3 * noise
    dist, later, sooner = (
        q_marginal(result.data, (1 - noise) * np.exp(-side * step))
        for side in (0, 1, -1)
    )
    kl = (kl_to_standard_normal(later) - kl_to_standard_normal(sooner)) / (2 * step)
    h = (entropy(later) - entropy(sooner)) / (2 * step)
    force = dist.expectation(lambda p, x: (x + p.score(x)) ** 2)
    information = fisher_information(dist)
    gaps = {
        "dKL/dτ to −E(score + x)² / 2": (kl + force / 2) / (1 + force),
        "dh/dτ to (E score² − 1) / 2": (h - (information - 1) / 2) / (1 + information),
    }
    return [
        Check(what, 0, float(np.abs(gap).max()), 1e-4, "10⁻⁴ of a slope")
        for what, gap in gaps.items()
    ]


def data(result: Result) -> Columns:
    """The lower panel."""
    return {
        "t": result.t,
        "alpha_bar": result.alpha_bar[result.t],
        "kl_to_noise": result.divergence,
        "entropy": result.entropy,
        "mode_entropy": result.mode_entropy,
    }
