"""What REINFORCE must learn from an episode, recomputed as the book writes it.

Nothing is taken from the learners' own code but what they did.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

LIMIT = 256  # steps after which an episode is broken off


@dataclass
class Memory:
    """One learner: a preference for each action, and the value of all states."""

    theta: list[float]  # of left and of right
    w: float

    def pi(self) -> list[float]:
        """Probabilities of left and right, a softmax of the preferences."""
        weights = [math.exp(each - max(self.theta)) for each in self.theta]
        return [weight / sum(weights) for weight in weights]

    def learn(
        self, actions: Sequence[bool], step_size: float, w_step_size: float | None
    ) -> None:
        """From one episode (the boxes of Sec. 13.3 and 13.4); no w_step_size: no w."""
        rewards = [-1.0 for _ in actions]
        for t, action in enumerate(actions):
            delta = sum(rewards[t:])
            if w_step_size is not None:
                delta -= self.w
                self.w += w_step_size * delta
            pi = self.pi()
            for other in (0, 1):
                gradient = (other == action) - pi[other]
                self.theta[other] += step_size * delta * gradient


def ends(actions: Sequence[bool]) -> bool:
    """True where these actions lead from the start to the goal, or to the limit."""
    place = 0
    for n, right in enumerate(actions, 1):
        ahead = right != (place == 1)  # in the second place each does the other's
        place = place + 1 if ahead else max(place - 1, 0)
        if place == 3:
            return n == len(actions)
    return len(actions) == LIMIT
