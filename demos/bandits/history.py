"""What the first few runs of an experiment did, step by step, to be replayed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from demos.bandits.choice import Floats, Ints

RUNS = 20  # that are recorded, at most
PULLS = 200_000  # that are recorded, at most, where that is more than one run's

PULL = 32  # bytes of one that is recorded

Step = tuple[Ints, Floats, Floats]  # actions and rewards, (n,); true values, (n, k)


class Holder(Protocol):
    """An agent whose values can be read."""

    def values(self, runs: int) -> Floats:
        """What it holds of the arms of the first problems, (runs, k)."""


@dataclass(frozen=True)
class History:
    """The pulls of the recorded runs, and what was made of them."""

    actions: Ints  # (steps, recorded)
    rewards: Floats  # (steps, recorded)
    q: Floats  # true values of the arms that were pulled, (steps, recorded)
    best: Ints  # the best arms at the time, of equal ones the first, (steps, recorded)
    values: Floats  # what the agent holds in the end, (recorded, k)
    window_rewards: Floats  # as they enter the drawn averages, (windows, recorded)
    window_optimal: Floats  # the same, shares of the pulls of a best arm

    @property
    def runs(self) -> int:
        """How many are recorded."""
        return self.actions.shape[1]


def recorded_runs(n: int, steps: int) -> int:
    """How many of n runs are recorded."""
    return min(n, RUNS, max(1, PULLS // steps))


class Recorder:
    """Writes a history while an experiment goes on."""

    def __init__(self, n: int, steps: int) -> None:
        self.runs = recorded_runs(n, steps)
        self.actions = np.empty((steps, self.runs), dtype=np.int64)
        self.rewards = np.empty((steps, self.runs))
        self.q = np.empty((steps, self.runs))
        self.best = np.empty((steps, self.runs), dtype=np.int64)
        self.windows: list[tuple[Floats, Floats]] = []

    def watch(self, steps: Iterator[Step]) -> Iterator[Step]:
        """The same steps, recorded."""
        runs, actions, rewards = self.runs, self.actions, self.rewards
        start, known, few = 0, None, np.empty((0, 0))
        for t, step in enumerate(steps):
            action, reward, q_star = step
            if q_star is not known:
                self._look_up(slice(start, t), few)
                start, known, few = t, q_star, q_star[:runs].copy()
            actions[t] = action[:runs]
            rewards[t] = reward[:runs]
            if t == len(actions) - 1:
                self._look_up(slice(start, None), few)
            yield step

    def _look_up(self, steps: slice, q_star: Floats) -> None:
        """What was pulled in these steps, and what was best, while it did not drift."""
        if q_star.size:
            self.q[steps] = q_star[np.arange(self.runs), self.actions[steps]]
            self.best[steps] = q_star.argmax(axis=1)

    def end_window(self, reward: Floats, optimal: Floats) -> None:
        """Keep the averages of a window, (n,) each."""
        self.windows.append((reward[: self.runs].copy(), optimal[: self.runs].copy()))

    def history(self, agent: Holder) -> History:
        """All of it, when the agent has played."""
        windows = np.reshape(self.windows, (-1, 2, self.runs))
        values = agent.values(self.runs)
        pulls = self.actions, self.rewards, self.q, self.best
        return History(*pulls, values, windows[:, 0], windows[:, 1])
