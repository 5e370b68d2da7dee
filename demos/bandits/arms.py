"""The law of a bandit problem: how good its k arms are, and what they pay."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
REWARD_DISTS = ("normal", "bernoulli")


@dataclass(frozen=True)
class BanditProblem:
    """Options of the environments, with the testbed of Sec. 2.3 as the default.

    Args:
        k: number of arms.
        q_star: their true values, where they are given; k is then their number.
        mean: the true values are drawn from N(mean, spread^2) otherwise.
        spread: see ``mean``.
        reward_dist: "normal" pays N(q_star(a), 1).  "bernoulli" pays 1 with
            probability q_star(a), else 0; q_star is uniform on [0, 1] if drawn.
        drift: standard deviation of the step that each true value takes after
            each pull (Exercise 2.5).
    """

    k: int = 10
    q_star: Sequence[float] | None = None
    mean: float = 0.0
    spread: float = 1.0
    reward_dist: str = "normal"
    drift: float = 0.0

    def __post_init__(self) -> None:
        if self.q_star is not None:
            object.__setattr__(self, "q_star", tuple(map(float, self.q_star)))
            object.__setattr__(self, "k", len(self.q_star))
        if self.k < 1:
            raise ValueError(f"k must be at least 1 arm; got {self.k}")
        numbers = (self.mean, self.spread, self.drift, *(self.q_star or ()))
        if not np.isfinite(numbers).all():
            raise ValueError("mean, spread, drift and q_star must be finite numbers")
        if self.reward_dist not in REWARD_DISTS:
            raise ValueError(
                f"reward_dist must be one of {REWARD_DISTS}; got {self.reward_dist!r}"
            )
        if min(self.spread, self.drift) < 0:
            raise ValueError("spread and drift are standard deviations: at least 0")
        if self.reward_dist == "bernoulli" and not self._are_probabilities():
            raise ValueError(
                "q_star must lie in [0, 1] and stay there to be paid 0 or 1"
            )

    def _are_probabilities(self) -> bool:
        return self.drift == 0 and all(0 <= q <= 1 for q in self.q_star or ())

    def draw(self, n: int, rng: np.random.Generator) -> Array:
        """True values of n new problems, shape (n, k)."""
        if self.q_star is not None:
            return np.tile(np.asarray(self.q_star, dtype=float), (n, 1))
        if self.reward_dist == "bernoulli":
            return rng.random((n, self.k))
        return self.mean + self.spread * rng.standard_normal((n, self.k))

    def sample_reward(self, q: Array, rng: np.random.Generator) -> Array:
        """Rewards of arms with the true values q, shape (n,)."""
        if self.reward_dist == "bernoulli":
            return (rng.random(len(q)) < q).astype(float)
        return rng.standard_normal(len(q)) + q

    def let_drift(self, q_star: Array, rng: np.random.Generator) -> None:
        """Let every true value take its step, in place."""
        if self.drift:
            q_star += self.drift * rng.standard_normal(q_star.shape)
