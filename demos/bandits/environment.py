"""The k-armed bandit as a Gymnasium environment, one problem at a time."""

from typing import Any

import gymnasium as gym
import numpy as np
from gymnasium import spaces
from gymnasium.error import InvalidAction

from demos.bandits.arms import BanditProblem


class BanditEnv(gym.Env[np.int64, np.int64]):
    """k slot machines with unknown true values q_star.

    Each reset draws new arms; an action pulls one and gets its reward.
    Actions are Discrete(k).  There is no state, so the observation is always 0,
    and ``terminated`` is never true: the registered time limit ends an episode.

    ``info["q_star"]``, shape (k,), is there whenever the values are new: after a
    reset, and after every step where they drift.  It is for scoring; an agent
    must not read it.

    Args:
        law: options of ``BanditProblem``: k, q_star, mean, spread, reward_dist, drift.
    """

    metadata = {"render_modes": []}  # noqa: RUF012, Gymnasium's own way

    def __init__(self, **law: Any) -> None:
        self.problem = BanditProblem(**law)
        self.action_space = spaces.Discrete(self.problem.k)
        self.observation_space = spaces.Discrete(1)

    def reset(
        self, *, seed: int | None = None, options: dict[str, Any] | None = None
    ) -> tuple[np.int64, dict[str, Any]]:
        """Draw new arms."""
        super().reset(seed=seed)  # seeds self.np_random
        self._q_star = self.problem.draw(1, self.np_random)
        return np.int64(0), self._info()

    def step(
        self, action: np.int64
    ) -> tuple[np.int64, float, bool, bool, dict[str, Any]]:
        """Pull one arm."""
        if isinstance(action, bool) or not self.action_space.contains(action):
            raise InvalidAction(
                f"an action is one of 0 to {self.problem.k - 1}; got {action!r}"
            )
        (reward,) = self.problem.sample_reward(self._q_star[:, action], self.np_random)
        self.problem.let_drift(self._q_star, self.np_random)
        info = self._info() if self.problem.drift else {}
        return np.int64(0), float(reward), False, False, info

    def _info(self) -> dict[str, Any]:
        return {"q_star": self._q_star[0].copy()}  # callers may keep or change it
