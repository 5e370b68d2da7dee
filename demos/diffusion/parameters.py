"""Options that several demos of diffusion share: the data and the schedule."""

from dataclasses import dataclass

import numpy as np

from demos.diffusion.mixture import Array, Mixture
from demos.diffusion.schedules import alpha_bars, cosine_betas, linear_betas
from demos.framework.numbers import number
from demos.framework.options import option

MOST_MODES = 8
LEAST = 1e-300  # share of a signal that can be told from none


@dataclass(frozen=True)
class Data:
    """The distribution of x_0, mode by mode."""

    weights: tuple[float, ...] = option((0.3, 0.7), "share of each mode, sum 1")
    means: tuple[float, ...] = option(
        (-1.2, 0.8), "centre of each mode", minimum=-10, maximum=10
    )
    stds: tuple[float, ...] = option(
        (0.25, 0.4), "width (standard deviation) of each mode", minimum=0.01, maximum=5
    )

    def __post_init__(self) -> None:
        if len(self.weights) > MOST_MODES:
            raise ValueError(
                f"weights must name at most {MOST_MODES} modes; got {len(self.weights)}"
            )
        self.data()

    def data(self) -> Mixture:
        """The mixture that these options describe; ValueError if there is none."""
        return Mixture(*map(np.array, (self.weights, self.means, self.stds)))


@dataclass(frozen=True)
class Schedule:
    """How noise is added, step by step."""

    T: int = option(1000, "number of noise steps", minimum=1, maximum=10_000)
    schedule: str = option(
        "linear", "how the noise grows", choices=("linear", "cosine")
    )
    beta_start: float = option(
        1e-4, "variance of the first step (linear)", above=0, below=1
    )
    beta_end: float = option(
        0.02, "variance of the last step (linear)", above=0, below=1
    )

    def betas(self) -> Array:
        """The variances beta_t.  Shape (T + 1,)."""
        if self.schedule == "cosine":
            return cosine_betas(self.T)
        return linear_betas(self.T, self.beta_start, self.beta_end)

    def left(self) -> float:
        """The share of the signal's variance after all steps; ValueError for none."""
        left = float(alpha_bars(self.betas())[-1])
        if left < LEAST:
            raise ValueError(
                "T and the betas must leave some signal that leads back; got "
                f"ᾱ = {number(left, 2)} after T = {number(self.T)}"
            )
        return left


@dataclass(frozen=True)
class Returning(Schedule, Data):
    """Data that noise dissolves, and that come back from it."""

    def __post_init__(self) -> None:
        self.left()
