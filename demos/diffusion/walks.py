"""What walkers of a chain did: a few at every step, all of them at a few moments."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from demos.diffusion.mixture import Array

FOLLOWED = 20  # walkers that are kept at every step
MOMENTS = 16  # steps, evenly spread and the last among them, of which all are kept


@dataclass(frozen=True)
class Walk:
    """A chain's states; index 0 is where it began."""

    paths: Array  # (steps + 1, followed)
    pairs: dict[int, tuple[Array, Array]]  # all walkers before and after some steps
    end: Array  # all walkers, (n,)
    kicks: Array  # on a way to noise: how many of all, their sum, and that of squares


def record(chain: Iterator[Array], steps: int, betas: ArrayLike = ()) -> Walk:
    """The chain, walked to its end; with the variances of its steps, if it adds noise.

    They begin with that of no step, as all schedules do.
    """
    moments = set(np.linspace(1, steps, MOMENTS).round().astype(int).tolist())
    x = next(chain)
    paths, pairs, kicks, known = [x[:FOLLOWED]], {}, np.zeros(3), np.asarray(betas)
    for n, after in enumerate(chain, 1):
        paths.append(after[:FOLLOWED])
        if known.size:
            kick = (after - np.sqrt(1 - known[n]) * x) / np.sqrt(known[n])
            kicks += kick.size, kick.sum(), kick @ kick
        if n in moments:
            pairs[n] = x, after
        x = after
    return Walk(np.array(paths), pairs, x, kicks)
