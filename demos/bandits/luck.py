"""One stream of random numbers for several bandit environments that are compared.

Agents that meet the same problems, with the same noise in what the arms pay, need the
numbers of one seed each: here they are drawn once.
"""

from collections import deque
from collections.abc import Callable, Sequence
from typing import Any

import gymnasium as gym
import numpy as np


class Twin(np.random.Generator):
    """A generator whose numbers are those of its twins, who ask in the same order.

    The first to ask for normal or uniform numbers draws them and keeps copies for the
    others.
    """

    def __init__(self, seed: int, twins: "list[Twin]") -> None:
        super().__init__(np.random.PCG64(seed))
        self.stream: np.random.Generator = (
            twins[0].stream if twins else np.random.default_rng(seed)
        )
        self.kept: deque[Any] = deque()
        self.twins = twins
        twins.append(self)

    def standard_normal(self, *args: Any, **options: Any) -> Any:
        """From N(0, 1)."""
        return self._next(self.stream.standard_normal, args, options)

    def random(self, *args: Any, **options: Any) -> Any:
        """From 0 to 1."""
        return self._next(self.stream.random, args, options)

    def _next(
        self, draw: Callable[..., Any], args: tuple[Any, ...], options: dict[str, Any]
    ) -> Any:
        if self.kept:
            return self.kept.popleft()
        numbers = draw(*args, **options)
        for twin in self.twins:
            if twin is not self:
                twin.kept.append(np.copy(numbers))
        return numbers


def share_luck(envs: Sequence[gym.vector.VectorEnv], seed: int) -> None:
    """Let each draw what it would draw from this seed; they are reset without one."""
    twins: list[Twin] = []
    for env in envs:
        env.np_random = Twin(seed, twins)
