"""Ink drops spread in stirred water: a picture without axes, to head a page.

Each drop is a crowd of walkers that start at one place, are carried by a steady
incompressible flow and kicked about by heat (Einstein 1905). The ink in a place is
the time that walkers spent there; its bands are equal ratios of concentration.
With ``--stir 0`` the water is still and the picture is pure Brownian motion.
"""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from demos.diffusion.ink import (
    DT,
    MARGIN,
    WIDTH,
    Flow,
    deposit,
    drop_at,
    empty_grid,
    random_drops,
    random_flow,
    walk,
)
from demos.diffusion.mixture import Array
from demos.diffusion.network import Float32
from demos.diffusion.verify import gap
from demos.diffusion.verify_ink import Fall, heat, inked, replayed, unlike, weighed
from demos.framework.demo import Check, option
from demos.framework.expected import Picture
from demos.framework.numbers import counted, number
from demos.framework.words import told

if TYPE_CHECKING:
    from matplotlib.figure import Figure

DRAWN = "mean_squared_displacement", "einstein"
FOLLOWED = 10  # walkers of each drop, whose steps are checked
SHAPES = {"banner": (800, 320), "card": (600, 315)}  # pixels; a PNG has twice as many


@dataclass(frozen=True)
class Parameters:
    """What falls into the water, and what moves it."""

    drops: int = option(5, "drops of ink", minimum=1, maximum=12)
    walkers: int = option(
        60_000, "walkers in all drops together", minimum=1000, maximum=500_000
    )
    steps: int = option(70, "steps of time", unit="1/50", minimum=1, maximum=1000)
    temperature: float = option(
        2.5, "agitation: 1000 D", unit="heights²/time", minimum=0, maximum=50
    )
    stir: float = option(
        0.8, "speed of each wave of the flow", unit="heights/time", minimum=0, maximum=5
    )
    palette: str = option(
        "paper",
        "ground and inks; paper, tide and sumi are light, and the one after each its "
        "twin for the dark",
        choices=("paper", "night", "tide", "deep", "sumi", "chalk", "ember"),
        drawing=True,
    )
    shape: str = option(
        "banner",
        "a banner to head a page, or a card to be shared with one",
        choices=("banner", "card"),
        drawing=True,
    )
    bands: int = option(
        7, "strengths of each wash", minimum=2, maximum=60, drawing=True
    )
    seed: int = option(3, "seed of the random generator", minimum=0)

    @property
    def D(self) -> float:
        """Diffusion coefficient."""
        return self.temperature / 1000


@dataclass(frozen=True)
class Result:
    """The ink, and how far heat drove the walkers."""

    parameters: Parameters
    flow: Flow
    counts: Float32  # (drops, rows, columns), margin included
    falls: list[Fall]

    @property
    def squared(self) -> Array:
        """Mean squared displacement by heat after each step, (steps,)."""
        return np.mean([fall.squared for fall in self.falls], axis=0)

    @property
    def walkers(self) -> int:
        """As many in each drop."""
        return self.parameters.walkers // len(self.counts) * len(self.counts)

    @property
    def expected(self) -> Array:
        """Einstein's 2 d D t, d = 2, after each step."""
        return 4 * self.parameters.D * self.time

    @property
    def time(self) -> Array:
        """The time after each step."""
        return np.linspace(DT, DT * len(self.squared), len(self.squared))


def run(parameters: Parameters) -> Result:
    """Let the drops fall, one after the other."""
    rng = np.random.default_rng(parameters.seed)
    flow = random_flow(rng, parameters.stir)
    places = random_drops(rng, parameters.drops)
    counts = empty_grid(parameters.drops)
    falls = [
        _fall(parameters, place, flow, grid, rng)
        for place, grid in zip(places, counts, strict=True)
    ]
    return Result(parameters, flow, counts, falls)


def _fall(
    parameters: Parameters,
    place: Array,
    flow: Flow,
    grid: Float32,
    rng: np.random.Generator,
) -> Fall:
    """Count where the walkers of one drop are at every step."""
    before = drop_at(place, parameters.walkers // parameters.drops)
    squared, paths, heats, ink = [], [before[:FOLLOWED]], [], np.zeros(3)
    for x, by_heat in walk(before, flow, parameters.D, parameters.steps, rng):
        squared.append(float(np.square(by_heat).sum(axis=1).mean()))
        part = rng.random((len(x), 1), np.float32)  # of the way, else beads show
        places = before + part * (x - before)
        deposit(grid, places)
        ink += inked(places)
        paths.append(x[:FOLLOWED])
        heats.append(by_heat[:FOLLOWED])
        before = x
    carried = by_heat.mean(axis=0, dtype=float)
    return Fall(np.array(squared), carried, np.array(paths), np.array(heats), ink)


def draw(result: Result, fig: "Figure") -> None:
    """Paint from edge to edge, a quarter as fine on a narrow figure."""
    from demos.drawing.ink import paint_wash
    from demos.drawing.style import NARROW, POINTS_PER_INCH, is_narrow

    width, height = SHAPES[result.parameters.shape]
    scale, fineness = (NARROW / width, 4) if is_narrow(fig) else (1, 1)
    inches = scale / POINTS_PER_INCH
    reach = WIDTH * height / width  # of the whole picture; a card shows a part of it
    left = most_ink(result.counts, 1 / reach)
    fig.set_layout_engine("none")
    fig.set_size_inches(width * inches, height * inches)
    picture = paint_wash(
        fig.add_axes(((1 - reach) * left, 0, reach, 1)),
        result.counts,
        palette=result.parameters.palette,
        bands=result.parameters.bands,
        margin=MARGIN,
        every=fineness,
    )
    picture.set_label("picture")


def marks(result: Result) -> dict[str, Picture]:
    """Paint where ink is, and nowhere else."""
    from demos.drawing.ink import PALETTES

    ground = PALETTES[result.parameters.palette].split()[0]
    colour = list(bytes.fromhex(ground[1:]))
    return {"picture": Picture(partial(unlike, result.counts, colour))}


def most_ink(counts: Float32, share: float) -> float:
    """Where so large a share of the width has most ink: 0 at the left, 1 at the right.

    Args:
        counts: the ink, shape (drops, rows, columns), margin included.
        share: of the width.
    """
    columns = np.log1p(counts[..., MARGIN:-MARGIN]).sum(axis=(0, 1))
    width = round(len(columns) * share)
    ink = np.convolve(columns, np.ones(width), "valid")
    return float(ink.argmax() / max(len(ink) - 1, 1))


def findings(result: Result) -> list[str]:
    """How far heat drove the walkers, beside Einstein's law."""
    measured, exact = (number(x[-1], 4) for x in (result.squared, result.expected))
    return [
        f"In {counted(result.parameters.steps, 'step')} heat moved "
        f"{number(result.walkers)} walkers by a mean square of {measured} heights²; "
        f"Einstein's 2 d D t is {exact}."
    ]


def checks(result: Result) -> list[Check]:
    """Einstein's law, walkers who walk again, and ink that is weighed."""
    p, table, welling = result.parameters, data(result), _divergence(result.flow)
    at, walkers = np.arange(1, p.steps + 1), p.drops * (p.walkers // p.drops)
    ends = [number(np.asarray(table[name])[-1].item(), 4) for name in DRAWN]
    return [
        *heat(result.falls, result.parameters.D, result.walkers),
        replayed(result.falls, result.flow),
        *weighed(result.falls, result.counts),
        Check("largest divergence of the flow", 0, welling, 1e-6, "a spring"),
        gap("Einstein's law, drawn", 4 * p.D * DT * at, table["einstein"]),
        gap("time drawn", DT * at, table["time"]),
        told(findings(result), number(p.steps), number(walkers), *ends),
    ]


def _divergence(flow: Flow) -> float:
    """Largest |du/dx + dv/dy| on a few hundred places, by central differences."""
    x = np.stack(np.meshgrid(np.linspace(0, WIDTH, 25), np.linspace(0, 1, 10)), -1)
    x, h = x.reshape(-1, 2), 1e-6
    along = [
        (flow(x + h * axis) - flow(x - h * axis)) @ axis / (2 * h) for axis in np.eye(2)
    ]
    return float(np.abs(sum(along)).max())


def data(result: Result) -> dict[str, ArrayLike]:
    """Mean squared displacement by heat after each step, measured and exact."""
    return {
        "time": result.time,
        "mean_squared_displacement": result.squared,
        "einstein": result.expected,
    }
