"""A fork in the road: the mean of both ways is the obstacle.

Demonstrators who see o steer left or right of an obstacle, right with probability
1 / (1 + exp(−κ o)). A policy trained by squared error answers with the mean,
tanh(κ o / 2), and near the fork drives straight on. A diffusion policy denoises an
action from noise (Chi et al. 2023, arXiv:2303.04137): in one DDIM step it gives that
same mean, and with more steps it makes up its mind. Its score is exact here, so what
is left is the number of steps.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from demos.diffusion.chains import posterior_mean
from demos.diffusion.mixture import Array, Mixture, normal_cdf
from demos.diffusion.policy import ALPHA_BAR, denoise, probability_between
from demos.framework.demo import Check, Steps, option

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

STEPS = (1, 2, 3, 4, 5, 6, 8, 10, 13, 16, 20, 25, 32, 40, 50)
FRAMES = 60  # of the slider: every number of steps up to this
DRAWN = 5  # steps of the curve that the slider moves
SIGHTS = 101  # observations, evenly spread over [-1, 1]
RAREST = 1e-8  # crash drawn
KNOTS = 91  # points of each map, and of the curve that the slider moves


@dataclass(frozen=True)
class Parameters:
    """The road, and how decided its drivers are."""

    side: float = option(1.0, "where demonstrators pass the obstacle, ±", maximum=5)
    std: float = option(0.15, "spread of each way", minimum=0.02, maximum=1)
    obstacle: float = option(0.5, "half width of the obstacle", above=0, maximum=5)
    sharpness: float = option(
        3.0, "κ, how firmly the sight decides the side", above=0, maximum=50
    )
    drivers: int = option(80, "actions drawn on the road", minimum=0, maximum=500)
    seed: int = option(1, "seed of the random generator", minimum=0)

    def __post_init__(self) -> None:
        if self.side <= self.obstacle:
            raise ValueError(
                "side must be larger than obstacle, or every demonstrator crashes; "
                f"got side {self.side:g} and obstacle {self.obstacle:g}"
            )

    def actions(self, o: ArrayLike) -> Mixture:
        """What demonstrators do who see o; leading axes as o has."""
        push = self.sharpness * np.asarray(o)
        sides = 1 / (1 + np.exp(np.stack([push, -push], axis=-1)))
        means = np.array([-self.side, self.side])
        return Mixture(sides, means, np.full(2, self.std))


@dataclass(frozen=True)
class Result:
    """How often each policy crashes, and what the denoiser makes of its noise."""

    parameters: Parameters
    o: Array  # (SIGHTS,)
    regression: Array  # (SIGHTS,), the mean action
    crashes: Array  # (len(STEPS),), share over all sights
    maps: Array  # (FRAMES, KNOTS), action at o = 0 after 1, 2, … steps
    noise: Array  # (KNOTS,)
    drivers: Array  # (2, drivers), what they see and do after all steps


def run(parameters: Parameters) -> Result:
    """Drive at every sight, for each number of steps."""
    rng = np.random.default_rng(parameters.seed)
    o = (np.arange(SIGHTS) + 0.5) / SIGHTS * 2 - 1
    dist, edge = parameters.actions(o[:, None]), parameters.obstacle
    noise, fork = np.linspace(-3, 3, KNOTS), parameters.actions(0.0)
    crashes = [probability_between(dist, -edge, edge, n) for n in STEPS]
    seen = rng.uniform(-1, 1, parameters.drivers)
    done = denoise(parameters.actions(seen), rng.standard_normal(seen.shape), STEPS[-1])
    return Result(
        parameters=parameters,
        o=o,
        regression=dist.mean().ravel(),
        crashes=np.mean(crashes, axis=1),
        maps=np.array([denoise(fork, noise, n + 1) for n in range(FRAMES)]),
        noise=noise,
        drivers=np.array([seen, done]),
    )


def draw(result: Result, fig: "Figure") -> None:
    """The road, what becomes of the noise at its fork, and who crashes."""
    from demos.drawing.layout import mosaic

    axes = mosaic(fig, [["road", "map"], ["crashes", "crashes"]])
    _draw_road(result, axes["road"])
    _draw_map(result, axes["map"])
    _draw_crashes(result, axes["crashes"])


def _draw_road(result: Result, ax: "Axes") -> None:
    """What demonstrators do, what the mean does, and what the denoiser does."""
    from demos.drawing.densities import plot_curve
    from demos.drawing.palette import BLUE, INK, ORANGE
    from demos.drawing.space_time import plot_space_time

    o, a = np.linspace(-1, 1, 41), np.linspace(*_reach(result), 81)
    density = result.parameters.actions(o[:, None]).pdf(a)
    plot_space_time(ax, o, a, density, color=BLUE)
    plot_curve(ax, result.o, result.regression, color=ORANGE)
    ax.plot(*result.drivers, ".", color=INK, markersize=4)
    _draw_obstacle(result, ax)
    ax.set(title="Drivers, and their mean", xlabel="sight o", ylabel="action a")
    ax.set(xlim=(-1, 1), ylim=_reach(result))


def _draw_map(result: Result, ax: "Axes") -> None:
    """Action against noise where both sides are equally good."""
    from demos.drawing.densities import legend_above, mark_step, plot_curve
    from demos.drawing.palette import BLUE, INK, ORANGE

    for n, color in ((1, ORANGE), (DRAWN, INK), (STEPS[-1], BLUE)):
        action = result.maps[n - 1]
        name = "1 step" if n == 1 else f"{n}"
        curve = plot_curve(ax, result.noise, action, color=color, label=name)
        curve.set_gid("step:map" if n == DRAWN else None)
    ax.patch.set_gid("step:box")
    _draw_obstacle(result, ax)
    ax.set(xlabel="noise, at o = 0", xlim=result.noise[[0, -1]], ylim=_reach(result))
    mark_step(legend_above(ax), f"{DRAWN}")


def _draw_crashes(result: Result, ax: "Axes") -> None:
    """Share of crashes against the number of steps, both by doubling."""
    from demos.drawing.curves import plot_reference
    from demos.drawing.palette import BLUE

    ax.loglog(STEPS, result.crashes, color=BLUE, marker="o", markersize=4)
    levels = {"regression": _mean_crashes(result), "demonstrators": _crashes(result)}
    for name, level in levels.items():
        if level > RAREST:
            plot_reference(ax, level, name, ha="right", va="bottom")
    ax.set_ylim(bottom=max(RAREST, ax.get_ylim()[0]))
    ax.set(title="Share that crashes", xlabel="denoising steps")
    ax.set_xticks([1, 2, 5, 10, 20, 50], ["1", "2", "5", "10", "20", "50"])
    ax.set_xticks([], minor=True)


def _draw_obstacle(result: Result, ax: "Axes") -> None:
    from demos.drawing.palette import MUTED

    half = result.parameters.obstacle
    ax.axhspan(-half, half, color=MUTED, alpha=0.25, linewidth=0)
    for edge in (-half, half):
        ax.axhline(edge, color=MUTED, linewidth=1)
    ax.grid(visible=False)


def _reach(result: Result) -> tuple[float, float]:
    """The actions drawn."""
    reach = result.parameters.side + 4 * result.parameters.std
    return -reach, reach


def _crashes(result: Result) -> float:
    """Share of demonstrators that crash: the same at every sight."""
    given = result.parameters
    ends = (np.array([-given.obstacle, given.obstacle]) - given.side) / given.std
    return float(np.diff(normal_cdf(ends))[0])


def _mean_crashes(result: Result) -> float:
    """Share of sights whose mean action, side tanh(κ o / 2), is inside the obstacle."""
    given = result.parameters
    edge = np.arctanh(given.obstacle / given.side) / (given.sharpness / 2)
    return float(min(edge, 1.0))


def _crashes_at_fork(given: Parameters, steps: int) -> float:
    """Share of the noises that crash at o = 0, where the map is odd and rises."""
    noise = np.geomspace(1e-4, 8, 800)
    actions = denoise(given.actions(0.0), noise, steps)
    edge = np.interp(given.obstacle, actions, noise)
    return float(2 * normal_cdf(edge) - 1)


def findings(result: Result) -> list[str]:
    """Regression, one step, and all steps."""
    return [
        f"Regression crashes on {_mean_crashes(result):.1%} of the road, one denoising "
        f"step on {result.crashes[0]:.1%}, {STEPS[-1]} steps on "
        f"{result.crashes[-1]:.2%}; the demonstrators on {_crashes(result):.2%}."
    ]


def checks(result: Result) -> list[Check]:
    """Closed forms of regression, and one step against the posterior mean."""
    given = result.parameters
    variances = given.actions(result.o[:, None]).variance()
    slope = given.sharpness / 2
    return [
        Check(
            "share of sights where the mean crashes",
            _mean_crashes(result),
            float((np.abs(result.regression) < given.obstacle).mean()),
            1 / SIGHTS,
        ),
        Check(
            "squared error of regression, s² + side² tanh(κ/2) / (κ/2)",
            given.std**2 + given.side**2 * float(np.tanh(slope)) / slope,
            float(variances.mean()),
            given.side**2 * slope**2 / SIGHTS**2,
        ),
        Check(
            "largest gap between one DDIM step and E[a | noise]",
            0.0,
            _one_step_gap(result),
            1e-9,
        ),
    ]


def _one_step_gap(result: Result) -> float:
    """The map of one step at o = 0 against Bayes's rule for each mode."""
    fork = result.parameters.actions(0.0)
    mean = posterior_mean(fork, result.noise, float(ALPHA_BAR[-1]))
    return float(np.abs(mean - result.maps[0]).max())


def data(result: Result) -> dict[str, ArrayLike]:
    """The lower panel."""
    return {"steps": STEPS, "crashes": result.crashes}


def steps(result: Result) -> Steps:
    """Action against noise at o = 0 for more and more steps."""
    low, high = _reach(result)
    return Steps(
        label="denoising steps",
        values=[f"{n + 1}" for n in range(FRAMES)],
        descriptions=[
            f"{n} steps: {_crashes_at_fork(result.parameters, n):.1%} crash"
            for n in range(1, FRAMES + 1)
        ],
        start=DRAWN - 1,
        curves={"map": (result.maps - low) / (high - low)},
    )
