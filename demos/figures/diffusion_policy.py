"""A fork in the road: the mean of both ways is the obstacle.

Demonstrators who see o steer left or right of an obstacle, right with probability
1 / (1 + exp(−κ o)). A policy trained by squared error answers with the mean,
tanh(κ o / 2), and near the fork drives straight on. A diffusion policy denoises an
action from noise (Chi et al. 2023, arXiv:2303.04137): in one DDIM step it gives that
same mean, and with more steps it makes up its mind. Its score is exact here, so what
is left is the number of steps.
"""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from demos.diffusion.mixture import Array, Mixture, normal_cdf
from demos.diffusion.policy import denoise, noise_between
from demos.diffusion.verify_policy import Road
from demos.framework.demo import Check, Steps, option
from demos.framework.expected import Expected, Shades, across, curve, points
from demos.framework.numbers import counted, number, percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

STEPS = (1, 2, 3, 4, 5, 6, 8, 10, 13, 16, 20, 25, 32, 40, 50)
FRAMES = 60  # of the slider: every number of steps up to this
DRAWN = 5  # steps of the curve that the slider moves
SIGHTS = 101  # observations, evenly spread over [-1, 1]
RAREST = 1e-8  # crash drawn
ROAD = np.linspace(-1, 1, 41)  # observations at which the road is shaded
KNOTS = 91  # points of each map
EDGES = "left edge", "right edge"
MAPS = {1: "1 step", DRAWN: f"{DRAWN}", STEPS[-1]: f"{STEPS[-1]}"}


@dataclass(frozen=True)
class Parameters:
    """The road, and how decided its drivers are."""

    side: float = option(1.0, "where demonstrators pass the obstacle, ±", maximum=5)
    std: float = option(0.15, "spread of each way", minimum=0.02, maximum=1)
    obstacle: float = option(0.5, "half width of the obstacle", above=0, maximum=5)
    sharpness: float = option(
        3.0, "κ, how firmly the observation decides the side", above=0, maximum=50
    )
    drivers: int = option(80, "actions drawn on the road", minimum=0, maximum=500)
    seed: int = option(1, "seed of the random generator", minimum=0)

    def __post_init__(self) -> None:
        if self.side <= self.obstacle:
            raise ValueError(
                "side must be larger than obstacle, or every demonstrator crashes; "
                f"got side {number(self.side)} and obstacle {number(self.obstacle)}"
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
    drivers: Array  # (3, drivers), what they see, do after all steps, and their noise
    edges: Array  # (len(STEPS), SIGHTS, 2), noise that ends at the obstacle's edges

    @property
    def reach(self) -> tuple[float, float]:
        """The actions drawn, all that the maps and the drivers come to among them."""
        given = self.parameters
        found = [self.maps.ravel(), self.drivers[1], [given.side + 4 * given.std]]
        reach = float(np.abs(np.concatenate(found)).max())
        return -reach, reach

    @property
    def road(self) -> tuple[Array, Array]:
        """Actions, and the demonstrators' density of them, (sights, actions)."""
        a = np.linspace(*self.reach, 81)
        return a, self.parameters.actions(ROAD[:, None]).pdf(a)


def run(parameters: Parameters) -> Result:
    """Drive at every sight, for each number of steps."""
    rng = np.random.default_rng(parameters.seed)
    o = (np.arange(SIGHTS) + 0.5) / SIGHTS * 2 - 1
    dist, edge = parameters.actions(o[:, None]), parameters.obstacle
    noise, fork = np.linspace(-3, 3, KNOTS), parameters.actions(0.0)
    edges = np.array([noise_between(dist, -edge, edge, n) for n in STEPS])
    seen = rng.uniform(-1, 1, parameters.drivers)
    drawn = rng.standard_normal(seen.shape)
    done = denoise(parameters.actions(seen), drawn, STEPS[-1])
    return Result(
        parameters=parameters,
        o=o,
        regression=dist.mean().ravel(),
        crashes=np.diff(normal_cdf(edges), axis=-1).mean(axis=(1, 2)),
        maps=np.array([denoise(fork, noise, n + 1) for n in range(FRAMES)]),
        noise=noise,
        drivers=np.array([seen, done, drawn]),
        edges=edges,
    )


def draw(result: Result, fig: "Figure") -> None:
    """The road, what becomes of the noise at its fork, and who crashes."""
    from demos.drawing.layout import mosaic

    axes = mosaic(fig, [["road", "map"], ["crashes", "crashes"]], height=245)
    _draw_road(result, axes["road"])
    _draw_map(result, axes["map"])
    _draw_crashes(result, axes["crashes"])


def _draw_road(result: Result, ax: "Axes") -> None:
    """What demonstrators do, what the mean does, and what the denoiser does."""
    from demos.drawing.densities import name_curves, plot_curve
    from demos.drawing.palette import BLUE, INK, ORANGE
    from demos.drawing.space_time import plot_space_time

    plot_space_time(ax, ROAD, *result.road, color=BLUE, label="drivers")
    plot_curve(ax, result.o, result.regression, color=ORANGE, label="their mean")
    ax.plot(*result.drivers[:2], ".", color=INK, markersize=4, label="the policy")
    _draw_obstacle(result, ax)
    names = {"drivers": BLUE, "their mean": ORANGE, "the policy": INK}
    name_curves(ax, "The mean steers at the obstacle", names)
    ax.set(xlabel="observation o", ylabel="action a", xlim=(-1, 1), ylim=result.reach)


def _draw_map(result: Result, ax: "Axes") -> None:
    """Action against noise where both sides are equally good."""
    from demos.drawing.densities import mark_step, name_curves, plot_curve
    from demos.drawing.palette import BLUE, INK, ORANGE

    colors = dict(zip(MAPS, (ORANGE, INK, BLUE), strict=True))
    for n, name in MAPS.items():
        shown = result.maps[n - 1]
        curve = plot_curve(ax, result.noise, shown, color=colors[n], label=name)
        curve.set_gid("step:map" if n == DRAWN else None)
    ax.patch.set_gid("step:box")
    _draw_obstacle(result, ax)
    name_curves(
        ax,
        "Steps make noise choose a side",
        dict(zip(MAPS.values(), colors.values(), strict=True)),
    )
    mark_step(ax, f"{DRAWN}")
    ax.set(xlabel="noise, at o = 0", xlim=result.noise[[0, -1]], ylim=result.reach)


def _draw_crashes(result: Result, ax: "Axes") -> None:
    """Share of crashes against the number of steps, both by doubling."""
    from demos.drawing.curves import plot_reference
    from demos.drawing.densities import tell_hidden
    from demos.drawing.palette import BLUE
    from demos.drawing.style import head

    ax.loglog(STEPS, result.crashes, "o-", color=BLUE, markersize=4, label="crashes")
    levels = {"regression": _mean_crashes(result), "demonstrators": _crashes(result)}
    for name, level in levels.items():
        if level > RAREST:
            plot_reference(ax, level, name).set_label(name)
    ax.set_ylim(bottom=max(RAREST, ax.get_ylim()[0]))
    tell_hidden(ax, result.crashes)
    falls = result.crashes[-1] < result.crashes[0] / 2
    head(ax, "More steps, fewer crashes" if falls else "Crashes", "share that crashes")
    ax.set(xlabel="denoising steps")
    ax.set_xticks([1, 2, 5, 10, 20, 50], ["1", "2", "5", "10", "20", "50"])
    ax.set_xticks([], minor=True)


def _draw_obstacle(result: Result, ax: "Axes") -> None:
    from demos.drawing.palette import MUTED

    half = result.parameters.obstacle
    ax.axhspan(-half, half, color=MUTED, alpha=0.25, linewidth=0)
    for name, edge in zip(EDGES, (-half, half), strict=True):
        ax.axhline(edge, color=MUTED, linewidth=1, label=name)
    ax.grid(visible=False)


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


def _crashes_at_fork(given: Parameters) -> list[float]:
    """Shares of noises that crash at o = 0, where each map is odd and rises."""
    noise, fork = np.geomspace(1e-4, 8, 800), given.actions(0.0)
    maps = [denoise(fork, noise, n + 1) for n in range(FRAMES)]
    edges = np.array([np.interp(given.obstacle, actions, noise) for actions in maps])
    return (2 * normal_cdf(edges) - 1).tolist()


def marks(result: Result) -> dict[str, Expected]:
    """Everything by plain formulas: the paper's DDIM, and the road's own law."""
    p, (o, done, _) = result.parameters, result.drivers
    road = Road(p.side, p.std, p.obstacle, p.sharpness)
    a, middle = result.road[0], np.zeros(1)
    levels = {name: at for name, at in road.dashed().items() if at > RAREST}
    lines = levels | dict(zip(EDGES, (-p.obstacle, p.obstacle), strict=True))
    found: dict[str, Expected] = {
        name: curve(partial(road.denoised, middle, n=n), -3, 3)
        for n, name in MAPS.items()
    }
    found |= {name: across(at) for name, at in lines.items()}
    return found | {
        "drivers": Shades(ROAD, a, road.density(ROAD, a)),
        "their mean": curve(road.mean, result.o[0], result.o[-1]),
        "the policy": points(o, done),
    }


def findings(result: Result) -> list[str]:
    """Regression, one step, and all steps."""
    one, many = result.crashes[[0, -1]]
    return [
        f"Regression crashes on {percent(_mean_crashes(result), 1)} of the road, one "
        f"denoising step on {percent(one, 1)}, {STEPS[-1]} steps on "
        f"{percent(many, 2)}; the demonstrators on {percent(_crashes(result), 2)}."
    ]


def checks(result: Result) -> list[Check]:
    """Every curve, dot and shade, walked by the paper's DDIM or in closed form."""
    p, drawn = result.parameters, np.asarray(data(result)["crashes"])
    road = Road(p.side, p.std, p.obstacle, p.sharpness)
    return [
        road.shades(ROAD, *result.road),
        road.regression(result.o, result.regression),
        road.maps(result.noise, result.maps),
        road.edges(result.o, STEPS, result.edges),
        road.crashes(result.edges, drawn),
        *road.levels(_mean_crashes(result), _crashes(result)),
        *road.drivers(result.drivers, STEPS[-1]),
        road.in_words(findings(result), drawn),
        road.at_fork(_crashes_at_fork(p)),
    ]


def data(result: Result) -> dict[str, ArrayLike]:
    """The lower panel."""
    return {"steps": STEPS, "crashes": result.crashes}


def steps(result: Result) -> Steps:
    """Action against noise at o = 0 for more and more steps."""
    low, high = result.reach
    return Steps(
        label="denoising steps",
        values=[f"{n + 1}" for n in range(FRAMES)],
        descriptions=[
            f"{counted(n, 'step')}: {percent(share, 1)} crash"
            for n, share in enumerate(_crashes_at_fork(result.parameters), 1)
        ],
        start=DRAWN - 1,
        curves={"map": (result.maps - low) / (high - low)},
    )
