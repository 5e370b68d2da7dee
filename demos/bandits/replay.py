"""Checks of what agents did: the recorded runs are played again by their rule.

Given what a run saw, a rule says what the agent must hold and how probable each of
its choices was.  So learning is checked to the last digit, at any options, and
choices as exactly as chance allows: the sum of what chance added to a score is a
martingale, whose size Freedman's inequality bounds (Ann. Probab. 3, 1975).
"""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass

import numpy as np

from demos.bandits.choice import Floats, Ints
from demos.bandits.history import History
from demos.bandits.rules import TIE, Rule
from demos.framework.chance import freedman
from demos.framework.demo import Check

LEARNING = "a wrong first value, sign or step size, 1/(N + 1) say"
TIES = "a favourite among arms of equal value"
SAME = 1e-6  # what rounding usually grows to at most, of the values
ROUNDED = 1e-14  # of a reward, where one wants to see what that grows to


@dataclass
class Tally:
    """Sums over choices of a score, of what it should be, and of its variance."""

    measured: float = 0.0
    expected: float = 0.0
    variance: float = 0.0
    bound: float = 0.0  # how far one choice can be from what it should be
    choices: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        """Both together."""
        return Tally(
            self.measured + other.measured,
            self.expected + other.expected,
            self.variance + other.variance,
            max(self.bound, other.bound),
            self.choices + other.choices,
        )

    def add(self, score: Floats, law: Floats, action: Ints, draws: int = 0) -> None:
        """One choice of each row; the law is exact or the mean of some draws."""
        taken = score[np.arange(len(score)), action]
        mean = (law * score).sum(axis=1)
        off = score - mean[:, None]
        variance = float((law * off * off).sum())
        self.measured += float(taken.sum())
        self.expected += float(mean.sum())
        self.variance += variance * ((draws + 1) / (draws - 1) if draws else 1)
        possible = np.ptp(off) if draws else np.abs(off).max(where=law > 0, initial=0.0)
        self.bound = max(self.bound, float(possible))
        self.choices += len(action)

    def check(self, what: str, notices: str) -> Check:
        """The mean score of a choice."""
        off = freedman(self.variance, self.bound)
        n = max(1, self.choices)
        return Check(
            what, self.expected / n, self.measured / n, off / n + 1e-9, notices
        )


def checks(
    label: str, rule: Rule, histories: Sequence[History], *, notices: str
) -> list[Check]:
    """What the players of a family held and did, against their rule.

    Args:
        label: of the family.
        rule: with a row for each recorded run, history after history.
        histories: of its players, all of the same length.
        notices: what the check of its choices would notice.
    """
    actions = np.concatenate([history.actions for history in histories], axis=1)
    rewards = np.concatenate([history.rewards for history in histories], axis=1)
    held = np.concatenate([history.values for history in histories])
    likely, places, again = Tally(), Tally(), deepcopy(rule)
    place = np.tile(np.linspace(0, 1, held.shape[1]), (len(held), 1))
    draws = getattr(rule, "draws", 0)
    for action, reward in zip(actions, rewards, strict=True):
        law = rule.law()
        likely.add(rule.score(law), law, action, draws)
        tied = (law >= law.max(axis=1, keepdims=True) - TIE).sum(axis=1) > 1
        if tied.any() and not draws:
            places.add(place[tied], law[tied], action[tied])
        rule.learn(action, reward)
    scale = 1 + np.abs(rule.values).max()
    off, same = float(np.abs(held - rule.values).max() / scale), SAME
    if off > same:
        same += _grown(again, actions, rewards, rule.values) / scale
    rows = [
        Check(f"{label}: values, as its rewards make them", 0, off, same, LEARNING),
        likely.check(f"{label}: mean probability of what it pulled", notices),
    ]
    if places.choices:
        what = f"{label}: mean place, 0 to 1, of arms among equals"
        rows.append(places.check(what, TIES))
    return rows


def _grown(rule: Rule, actions: Ints, rewards: Floats, values: Floats) -> float:
    """Ten times what the rounding of rewards grows to in the values.

    Preferences without a baseline may drive each other apart, and double a
    difference every few steps where the step size is large.
    """
    for action, reward in zip(actions, rewards, strict=True):
        rule.law()  # by which a rule learns
        rule.learn(action, reward * (1 + ROUNDED))
    return 10 * float(np.abs(rule.values - values).max())
