"""Many bandit problems side by side, as one Gymnasium vector environment."""

import math
from typing import Any

import numpy as np
from gymnasium import spaces
from gymnasium.error import InvalidAction, ResetNeeded
from gymnasium.vector import AutoresetMode, VectorEnv
from gymnasium.vector.utils import batch_space
from numpy.typing import NDArray

from demos.bandits.arms import BanditProblem

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


class BanditVectorEnv(VectorEnv[Ints, Ints, Any]):
    """``BanditEnv`` n times over, all drawn from one stream of random numbers.

    The time limit is its own, and a problem that has reached it is replaced on
    the next step (Gymnasium's NEXT_STEP): that step ignores the action, pays 0
    and puts the new values into ``info["q_star"]``, under the mask ``_q_star``.

    Args:
        num_envs: how many problems, n.
        max_episode_steps: the time limit; None or -1 for no limit.
        law: options of ``BanditProblem``: k, q_star, mean, spread, reward_dist, drift.
    """

    def __init__(
        self, num_envs: int = 1, *, max_episode_steps: int | None = None, **law: Any
    ) -> None:
        self._limit = math.inf
        if max_episode_steps is not None and max_episode_steps != -1:  # as gym.make
            self._limit = max_episode_steps
        if min(num_envs, self._limit) < 1:
            raise ValueError(
                "num_envs and max_episode_steps must be at least 1; "
                f"got {num_envs} and {max_episode_steps}"
            )
        self.problem = BanditProblem(**law)
        self.metadata = {"autoreset_mode": AutoresetMode.NEXT_STEP, "render_modes": []}
        self.num_envs = num_envs
        self.single_action_space = spaces.Discrete(self.problem.k)
        self.single_observation_space = spaces.Discrete(1)
        self.action_space = batch_space(self.single_action_space, num_envs)
        self.observation_space = batch_space(self.single_observation_space, num_envs)
        self._rows = np.arange(num_envs) * self.problem.k  # their starts, when flat
        self._q_star = np.empty((num_envs, self.problem.k))
        self._time = 0  # steps so far
        self._born = np.zeros(num_envs, dtype=np.int64)  # time of the last reset
        self._soonest = -math.inf  # when one may reach the limit
        self._over: Bools | None = None  # who reached it and is to be replaced

    def reset(
        self, *, seed: int | None = None, options: dict[str, Any] | None = None
    ) -> tuple[Ints, dict[str, Any]]:
        """Draw new arms; only where ``options["reset_mask"]`` is true, if given."""
        super().reset(seed=seed)  # seeds self.np_random
        mask = self._reset_mask(options or {})
        if self._over is not None:
            self._over &= ~mask
        return self._observations(), self._renew(mask)

    def step(self, actions: Ints) -> tuple[Ints, Floats, Bools, Bools, dict[str, Any]]:
        """Pull one arm of each problem."""
        if self._soonest < 0:
            raise ResetNeeded("call reset() before the first step()")
        pulled = self._rows + self._checked(actions)
        q = self._q_star.take(pulled, mode="clip")  # "raise" would check once more
        rewards = self.problem.sample_reward(q, self.np_random)
        self.problem.let_drift(self._q_star, self.np_random)
        self._time += 1
        info = {}
        if self._over is not None:
            rewards[self._over] = 0.0
            info = self._renew(self._over)
        if self.problem.drift:
            info = self._info(self._all())
        truncated = self._truncated()
        return self._observations(), rewards, self._none(), truncated, info

    def _truncated(self) -> Bools:
        """Who has reached the limit, to be replaced on the next step."""
        self._over = None
        if self._time < self._soonest:
            return self._none()
        self._over = self._time - self._born >= self._limit
        return self._over.copy()

    def _renew(self, mask: Bools) -> dict[str, Any]:
        """New arms where the mask is true, and the info that shows them."""
        self._q_star[mask] = self.problem.draw(int(mask.sum()), self.np_random)
        self._born[mask] = self._time
        self._soonest = float(self._born.min() + self._limit)
        return self._info(mask)

    def _checked(self, actions: Ints) -> Ints:
        actions = np.asarray(actions)
        k = self.problem.k
        if actions.shape != (self.num_envs,) or actions.dtype.kind not in "iu":
            raise InvalidAction(
                f"actions are {self.num_envs} whole numbers; "
                f"got shape {actions.shape} of {actions.dtype}"
            )
        signed = actions.astype(np.int64, copy=False)
        if np.maximum.reduce(signed.view(np.uint64)) >= k:  # where below 0 is huge
            raise InvalidAction(f"an action is one of 0 to {k - 1}; got {actions}")
        return signed

    def _reset_mask(self, options: dict[str, Any]) -> Bools:
        mask = options.get("reset_mask", self._all())
        if not isinstance(mask, np.ndarray) or mask.dtype != np.bool_:
            raise TypeError(f"reset_mask must be an array of bools; got {mask!r}")
        if mask.shape != (self.num_envs,) or not mask.any():
            raise ValueError(
                f"reset_mask must have shape ({self.num_envs},) and a true element; "
                f"got {mask!r}"
            )
        if self._soonest < 0 and not mask.all():
            raise ResetNeeded("the first reset() must reset every problem")
        return mask

    def _info(self, mask: Bools) -> dict[str, Any]:
        return {"q_star": self._q_star.copy(), "_q_star": mask.copy()}

    def _none(self) -> Bools:
        return np.zeros(self.num_envs, dtype=np.bool_)

    def _all(self) -> Bools:
        return np.ones(self.num_envs, dtype=np.bool_)

    def _observations(self) -> Ints:
        return np.zeros(self.num_envs, dtype=np.int64)
