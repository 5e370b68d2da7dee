"""Where the marks of figures of diffusion must lie: curves, walkers, densities, ink."""

from collections.abc import Callable

import numpy as np

from demos.diffusion import plain
from demos.diffusion.mixture import Array
from demos.diffusion.plain import Modes
from demos.framework.expected import Mark, curve, ends, off

Places = Callable[[Array], Array]  # of x on the axis


def streams(
    modes: Modes, level: Places, first: float, last: float, *, outer: float = 0.5
) -> Mark:
    """Curves with as much of the mass between each and the next.

    Args:
        modes: of the data.
        level: alpha_bar at a place of the axis.
        first: end of the axis.
        last: other end.
        outer: of that mass, what is beyond the outer ones on each side.
    """

    def far(x: Array, y: Array) -> float:
        n = y.shape[1]
        shares = (np.arange(n) + outer) / (n - 1 + 2 * outer)
        below = plain.below(modes, level(x)[:, None], y)
        return max(off(below, np.tile(shares, (len(x), 1))), ends(x, [first, last]))

    return far


def walkers(paths: Array, step: Places, first: float, last: float) -> Mark:
    """Walkers where they were at each step; paths are (steps + 1, walkers)."""
    return curve(lambda x: paths[np.rint(step(x)).astype(int)], first, last)


def density(modes: Modes, a: float, first: float, last: float) -> Mark:
    """The distribution of x_t over its panel."""
    return curve(lambda x: plain.density(modes, a, x), first, last)


def ridge(modes: Modes, levels: Array, which: int, base: float, high: float) -> Mark:
    """A density on its side, as high as its own peak is beside the highest of all.

    Args:
        modes: of the data.
        levels: alpha_bar of all of them.
        which: of these.
        base: where it stands on the axis.
        high: what the highest may reach.
    """

    def far(x: Array, y: Array) -> float:
        hills = [plain.density(modes, a, y) for a in levels.tolist()]
        return off(x, base + high * hills[which] / np.max(hills))

    return far


def potential(modes: Modes, a: float, first: float, last: float) -> Mark:
    """-x^2 / 4 - log p, above its lowest point."""

    def heights(x: Array) -> Array:
        found = -(x**2) / 4 - plain.log_density(modes, a, x)
        return np.asarray(found - found.min())

    return curve(heights, first, last)
