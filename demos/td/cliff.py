"""Control on Gymnasium's CliffWalking-v1 (Example 6.6), many runs at once.

Moves, falls and rewards are read from the environment's own table, so that stepping n
runs is a look-up.  Episodes are undiscounted and end at the goal.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

import gymnasium as gym
import numpy as np
from numpy.typing import NDArray

from demos.bandits.choice import sample

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Step = tuple[int, int, float]  # state, action, reward
RECORDED = 2  # runs whose steps are kept
Target = Callable[[Floats, Ints, Floats], Floats]


@dataclass(frozen=True)
class Cliff:
    """What follows each action in each state, three arrays (states, actions)."""

    next_state: Ints
    reward: Floats
    terminated: NDArray[np.bool_]
    start: int


def read_cliff() -> Cliff:
    """The table of the registered environment; each action has one outcome."""
    env = cast(Any, gym.make("CliffWalking-v1").unwrapped)
    outcomes = [[env.P[s][a][0] for a in range(4)] for s in range(len(env.P))]
    _, next_state, reward, terminated = np.moveaxis(np.array(outcomes), -1, 0)
    return Cliff(
        next_state.astype(np.int64),
        reward,
        terminated.astype(bool),
        int(env.start_state_index),
    )


def soft(Q: Floats, epsilon: float) -> Floats:
    """Probabilities of an ε-greedy choice; the best share alike.  (…, actions)."""
    is_best = Q == Q.max(axis=-1, keepdims=True)
    greedy = is_best / is_best.sum(axis=-1, keepdims=True)
    return epsilon / Q.shape[-1] + (1 - epsilon) * greedy


def sarsa(Q: Floats, action: Ints, pi: Floats) -> Floats:
    """Value of the next state: that of the action taken there  (Eq. 6.7)."""
    return Q[np.arange(len(Q)), action]


def q_learning(Q: Floats, action: Ints, pi: Floats) -> Floats:
    """Value of the next state: that of the best action there  (Eq. 6.8)."""
    return Q.max(axis=1)


def expected_sarsa(Q: Floats, action: Ints, pi: Floats) -> Floats:
    """Value of the next state: the mean over what may be done there  (Eq. 6.9)."""
    return (pi * Q).sum(axis=1)


@dataclass
class Runs:
    """Independent learners, each of which goes on at its own pace."""

    cliff: Cliff
    target: Target
    step_size: float
    epsilon: float
    Q: Floats  # (runs, states, actions)
    returns: Floats  # rewards of each episode, (runs, episodes)
    state: Ints  # (runs,)
    action: Ints  # to be taken there, (runs,)
    episode: Ints  # how many are over, (runs,)
    rng: np.random.Generator
    steps: list[list[Step]]  # of the first few runs
    first: Ints  # actions, (runs,)

    @property
    def under_way(self) -> Ints:
        """Which runs have episodes left."""
        (rows,) = (self.episode < self.returns.shape[1]).nonzero()
        return rows

    def step(self, rows: Ints) -> bool:
        """Act and learn in these runs; true if an episode ended in one of them."""
        here = rows, self.state[rows], self.action[rows]
        reward, over = self.cliff.reward[here[1:]], self.cliff.terminated[here[1:]]
        self._record(*here, reward)
        self.state[rows] = self.cliff.next_state[here[1:]]
        values, pi = self._choose(rows)
        ahead = np.where(over, 0.0, self.target(values, self.action[rows], pi))
        self.Q[here] += self.step_size * (reward + ahead - self.Q[here])
        self.returns[rows, self.episode[rows]] += reward
        if not over.any():
            return False
        self.start(rows[over])
        self.episode[rows[over]] += 1
        return True

    def _record(self, rows: Ints, state: Ints, action: Ints, reward: Floats) -> None:
        """Keep the steps of the first runs, which come first in ``rows``."""
        few = int(rows.searchsorted(len(self.steps)))
        for run, *step in zip(
            *(column[:few].tolist() for column in (rows, state, action, reward)),
            strict=True,
        ):
            self.steps[run].append(tuple(step))

    def start(self, rows: Ints) -> None:
        """Begin an episode in these runs."""
        self.state[rows] = self.cliff.start
        self._choose(rows)

    def _choose(self, rows: Ints) -> tuple[Floats, Floats]:
        """Values and probabilities of the actions that the present states offer."""
        values = self.Q[rows, self.state[rows]]
        pi = soft(values, self.epsilon)
        self.action[rows] = sample(pi.T, self.rng)
        return values, pi


def learn(
    cliff: Cliff,
    target: Target,
    *,
    runs: int,
    episodes: int,
    step_size: float,
    epsilon: float,
    rng: np.random.Generator,
) -> Runs:
    """Learners that have learnt; each stopped after its last episode."""
    of = Runs(
        cliff,
        target,
        step_size,
        epsilon,
        Q=np.zeros((runs, *cliff.reward.shape)),
        returns=np.zeros((runs, episodes)),
        state=np.full(runs, cliff.start),
        action=np.zeros(runs, dtype=np.int64),
        episode=np.zeros(runs, dtype=np.int64),
        rng=rng,
        steps=[[] for _ in range(RECORDED)],
        first=np.zeros(runs, dtype=np.int64),
    )
    rows = np.arange(runs)
    of.start(rows)
    of.first[:] = of.action
    while rows.size:
        if of.step(rows):
            rows = of.under_way
    return of


def best_return(cliff: Cliff, epsilon: float) -> float:
    """What the best policy earns from the start, among those that explore with ε."""
    return float(soft_values(best_soft(cliff, epsilon), epsilon)[cliff.start])


def best_soft(cliff: Cliff, epsilon: float) -> Floats:
    """Action values of that policy, (states, actions).

    q(s, a) = r + (1 - epsilon) max q(s', .) + epsilon mean q(s', .)
    """
    q = np.zeros(cliff.reward.shape)
    while True:
        v = soft_values(q, epsilon)
        new = cliff.reward + np.where(cliff.terminated, 0.0, v[cliff.next_state])
        if np.abs(new - q).max() < 1e-12:
            return new
        q = new


def soft_values(q: Floats, epsilon: float) -> Floats:
    """Values of the states when the choice is ε-greedy, (states,)."""
    return (1 - epsilon) * q.max(axis=1) + epsilon * q.mean(axis=1)


def evaluate(cliff: Cliff, pi: Floats) -> Floats:
    """Values of a policy, (states,): v = R + P v, solved.  pi is (states, actions)."""
    n = len(pi)
    P = np.zeros((n, n))
    moves = pi * ~cliff.terminated
    np.add.at(P, (np.arange(n)[:, None], cliff.next_state), moves)
    goal = cliff.next_state[cliff.terminated][0]
    P[goal], reward = 0.0, (pi * cliff.reward).sum(axis=1)
    return np.linalg.solve(np.eye(n) - P, reward)


def greedy_path(cliff: Cliff, Q: Floats) -> list[int]:
    """States from the start to the goal, always by the best action.

    Q is (states, actions).  A path that never arrives is cut when it has been
    everywhere.
    """
    path = [cliff.start]
    for _ in Q:
        action = int(Q[path[-1]].argmax())
        path.append(int(cliff.next_state[path[-1], action]))
        if cliff.terminated[path[-2], action]:
            break
    return path
