"""What walkers of a chain did: a few at every step, all of them at a few moments."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from demos.diffusion.mixture import Array

FOLLOWED = 20  # walkers that are kept at every step
MOMENTS = 6  # steps, evenly spread and the last among them, of which all are kept


@dataclass(frozen=True)
class Walk:
    """A chain's states; index 0 is where it began."""

    paths: Array  # (steps + 1, followed)
    pairs: dict[int, tuple[Array, Array]]  # all walkers before and after some steps
    end: Array  # all walkers, (n,)


def record(chain: Iterator[Array], steps: int, followed: int = FOLLOWED) -> Walk:
    """The chain, walked to its end."""
    moments = set(np.linspace(1, steps, MOMENTS).round().astype(int).tolist())
    x = next(chain)
    paths, pairs = [x[:followed]], {}
    for n, after in enumerate(chain, 1):
        paths.append(after[:followed])
        if n in moments:
            pairs[n] = x, after
        x = after
    return Walk(np.array(paths), pairs, x)
