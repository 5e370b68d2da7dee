"""Which of many noise steps a sampler visits when it takes only a few.

The three ways have the names of diffusers, whose lists of steps these are: there, the
steps count from 0, T - 1 the noisiest (``set_timesteps`` of its DDIM and DDPM, from
Table 2 of Lin et al. 2023, arXiv:2305.08891).  Here they count from 1, and 0 is clean.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from demos.diffusion.mixture import Array
from demos.framework.options import option

SPACINGS = ("trailing", "leading", "linspace")


def timesteps(spacing: str, n: int, T: int = 1000) -> NDArray[np.int_]:
    """The n steps as diffusers counts them, falling.

    Leading ones begin each of n equal parts, and so leave out the noisiest; trailing
    ones end them; linspace has both ends, and parts that are a little longer.  Where
    rounding gives diffusers one trailing step more, -1, as for n = 61, it is left out.
    """
    if spacing == "leading":
        return np.arange(n)[::-1] * (T // n)
    if spacing == "trailing":
        return np.arange(T, 0, -T / n)[:n].round().astype(int) - 1
    return np.linspace(0, T - 1, n).round().astype(int)[::-1]


@dataclass(frozen=True)
class Times:
    """Options: where samplers stop on their way from noise to data."""

    spacing: str = option(
        SPACINGS[0], "steps of DDPM and DDIM, as diffusers has them", choices=SPACINGS
    )
    t_min: float = option(
        0.0,
        "last time of the SDE and the flow before 0; 0 for even steps",
        minimum=0,
        maximum=0.5,
    )

    def places(self, n: int, T: int = 1000) -> NDArray[np.int_]:
        """Steps of a schedule, rising from 0, the clean end.  Shape (n + 1,)."""
        return np.append(0, timesteps(self.spacing, n, T)[::-1] + 1)

    def moments(self, n: int) -> Array:
        """Times of the SDE and the flow, falling from 1 to 0.  Shape (n + 1,).

        With t_min they fall evenly to it, and from there at once (Karras et al. 2022,
        Table 1; diffusers calls it ``sampling_eps``).
        """
        if not self.t_min:
            return np.linspace(1, 0, n + 1)
        return np.append(np.linspace(1, self.t_min, n), 0.0)


EVEN = Times()
