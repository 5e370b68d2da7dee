"""Divergence from noise always falls; entropy may overshoot on its way.

Above, the distribution of x_t at nine moments, with its deciles between. Below, in
nats: the divergence KL(p_t || N(0, 1)), which is the free energy that diffusion spends
and can only fall; the entropy of p_t, which rises past that of pure noise where the
data are wider than the noise that replaces them; and the doubt H(mode | x_t) about
where x_t came from. With τ = −ln ᾱ, dKL/dτ = −E(score + x)² / 2 and dh/dτ = (E score² −
1) / 2 (de Bruijn's identity and its companion for the variance-preserving process).
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from demos.diffusion import parameters
from demos.diffusion.information import (
    entropy,
    fisher_information,
    kl_to_standard_normal,
    mode_uncertainty,
)
from demos.diffusion.mixture import Array, Mixture
from demos.diffusion.schedules import alpha_bars, q_marginal, spread
from demos.framework.demo import Check, option

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOMENTS = 121
RIDGES = 9
PLACES = 121
ENTROPY_OF_NOISE = float(np.log(2 * np.pi * np.e) / 2)


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
    """Laws at some noise steps, and what is known at them."""

    data: Mixture
    alpha_bar: Array  # (T + 1,)
    t: NDArray[np.int_]  # (moments,)
    divergence: Array  # (moments,)
    entropy: Array  # (moments,)
    mode_entropy: Array  # (moments,)

    def dist(self, t: NDArray[np.int_]) -> Mixture:
        """The distribution of x_t."""
        return q_marginal(self.data, self.alpha_bar[t])


def run(parameters: Parameters) -> Result:
    """Integrate what is known at every moment drawn."""
    data, alpha_bar = parameters.data(), alpha_bars(parameters.betas())
    t = spread(parameters.T, MOMENTS)
    dists = q_marginal(data, alpha_bar[t])
    known = kl_to_standard_normal(dists), entropy(dists), mode_uncertainty(dists)
    return Result(data, alpha_bar, t, *known)


def draw(result: Result, fig: "Figure") -> None:
    """Laws above, what is known below, on one axis of time."""
    from demos.drawing.layout import mosaic

    axes = mosaic(fig, [["distributions"], ["known"]], height=230)
    _draw_laws(result, axes["distributions"])
    _draw_known(result, axes["known"])
    T = len(result.alpha_bar) - 1
    for ax in axes.values():
        ax.set_xlim(-0.01 * T, 1.09 * T)


def _draw_laws(result: Result, ax: "Axes") -> None:
    """Laws as hills that lean towards later times, and deciles through them."""
    from demos.drawing.densities import plot_ridge, plot_streams
    from demos.drawing.palette import BLUE, MUTED

    t = spread(len(result.alpha_bar) - 1, RIDGES)
    ends = result.dist(np.array([0, -1]))
    low, high = ends.quantile(1e-3).min(), ends.quantile(1 - 1e-3).max()
    x = result.data.places(low, high, PLACES)
    densities = result.dist(t[:, None]).pdf(x)
    scale = 0.85 * t[-1] / (len(t) - 1) / densities.max()
    deciles = result.dist(result.t[:, None]).quantile(np.arange(1, 10) / 10)
    plot_streams(ax, result.t, deciles, color=MUTED)
    for moment, density in zip(t, densities, strict=True):
        plot_ridge(ax, float(moment), x, scale * density, color=BLUE)
    ax.set(title="Distribution of xₜ, and its deciles", ylabel="x", ylim=x[[0, -1]])
    ax.grid(visible=False)


def _draw_known(result: Result, ax: "Axes") -> None:
    """Divergence, entropy and doubt, and the entropy at which noise settles."""
    from demos.drawing.curves import plot_reference
    from demos.drawing.densities import legend_above, plot_curve
    from demos.drawing.palette import BLUE, GREEN, ORANGE

    plot_reference(ax, ENTROPY_OF_NOISE, "pure noise", ha="right", va="top")
    curves = {
        "entropy": result.entropy,
        "doubt": result.mode_entropy,
        "KL": result.divergence,
    }
    for (name, values), color in zip(
        curves.items(), (ORANGE, GREEN, BLUE), strict=True
    ):
        plot_curve(ax, result.t, values, color=color, label=name)
    ax.set(xlabel="noise step t", ylabel="nats")
    ax.locator_params(axis="y", nbins=4)
    legend_above(ax)


def findings(result: Result) -> list[str]:
    """How far each quantity goes, and whether entropy overshoots."""
    first, last = result.divergence[[0, -1]]
    top = int(result.entropy.argmax())
    sentences = [f"KL falls from {first:.3g} to {last:.2g} nats without a pause."]
    if first < 1e-9:
        sentences = ["The data are pure noise already: there is no KL to lose."]
    if top and result.entropy[top] > result.entropy[-1] + 1e-4:
        sentences.append(
            f"Entropy overshoots: {result.entropy[0]:.3f} at t = 0, "
            f"{result.entropy[top]:.3f} at t = {result.t[top]}, "
            f"{result.entropy[-1]:.3f} at t = {result.t[-1]}."
        )
    return sentences


def checks(result: Result) -> list[Check]:
    """Slopes against Fisher information, doubt against the chain rule of entropy."""
    kl_gap, entropy_gap = _slope_gaps(result)
    return [
        Check(
            "largest rise of KL between two drawn moments",
            0.0,
            max(0.0, float(np.diff(result.divergence).max())),
            1e-9,
        ),
        Check("largest relative gap to dKL/dτ = −E(score + x)² / 2", 0.0, kl_gap, 1e-4),
        Check(
            "largest relative gap to dh/dτ = (E score² − 1) / 2", 0.0, entropy_gap, 1e-4
        ),
        Check(
            "largest gap to H(mode | x) = H(mode) + h(x | mode) − h(x)",
            0.0,
            _chain_rule_gap(result),
            1e-6,
        ),
    ]


def _slope_gaps(result: Result) -> tuple[float, float]:
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
    gaps = kl + force / 2, h - (fisher_information(dist) - 1) / 2
    scales = 1 + force, 1 + fisher_information(dist)
    kl_gap, h_gap = (np.abs(g / s).max() for g, s in zip(gaps, scales, strict=True))
    return float(kl_gap), float(h_gap)


def _chain_rule_gap(result: Result) -> float:
    """Doubt about the mode from entropies of the distribution and of its modes."""
    dist, weights = result.dist(result.t), result.data.weights
    given_mode = (weights * (ENTROPY_OF_NOISE + np.log(dist.stds))).sum(axis=-1)
    mode_entropy = -(weights * np.log(weights)).sum() + given_mode - result.entropy
    return float(np.abs(mode_entropy - result.mode_entropy).max())


def data(result: Result) -> dict[str, ArrayLike]:
    """The lower panel."""
    return {
        "t": result.t,
        "alpha_bar": result.alpha_bar[result.t],
        "kl_to_noise": result.divergence,
        "entropy": result.entropy,
        "doubt_about_mode": result.mode_entropy,
    }
