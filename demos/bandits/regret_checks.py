"""Checks of drawn regrets: early ones exactly, choices by their rule, bounds."""

import math
from collections.abc import Callable, Sequence
from itertools import accumulate

import numpy as np

from demos.bandits import early_regret, rules
from demos.bandits.comparison import Columns
from demos.bandits.early_regret import Ints, Law
from demos.bandits.history import History
from demos.bandits.regret import Floats, auer, gaps
from demos.bandits.replay import Tally
from demos.bandits.testbed import CONFIDENCE
from demos.framework.chance import SIGMAS, freedman
from demos.framework.demo import Check
from demos.framework.numbers import counted, fixed, number
from demos.framework.words import told

LEGENDRE = 400  # nodes of an integral
TERMS = 3000  # of a sum, whose rest is known well enough
LOOKS = 300  # pulls of a recorded run whose choice is looked at
Memories = rules.EpsilonGreedyRule | rules.UCBRule | rules.ThompsonRule
Make = Callable[[int], Memories]  # of so many rows


def law_of(make: Make) -> Law:
    """What a rule makes of pulls and wins, (n, k)."""

    def law(pulls: Ints, wins: Ints) -> Floats:
        return remember(make(len(pulls)), pulls, wins).law()

    return law


def remember(rule: Memories, pulls: Ints, wins: Ints) -> Memories:
    """The rule, with these pulls and wins behind it."""
    rule.N = pulls.astype(float)
    rule.values = np.divide(wins, pulls, out=np.zeros(pulls.shape), where=pulls > 0)
    return rule


def of_early(
    name: str, law: Law, means: Sequence[float], pulls: int, regret: Floats
) -> Check:
    """The regret of the first pulls, beside that of all histories; (runs,)."""
    mean, variance = early_regret.moments(law, means, pulls)
    n = len(regret)
    off = freedman(n * variance, pulls * float(gaps(means).max())) / n + 1e-9
    what = f"{name}: regret after {counted(pulls, 'pull')}, over all histories"
    notices = f"{fixed(100 * off / mean, 0)} % of it" if off < mean else None
    return Check(what, mean, float(regret.mean()), off, notices)


def of_choices(name: str, make: Make, history: History, k: int) -> list[Check]:
    """What recorded runs held and chose, now and then, beside their rule."""
    steps = len(history.actions)
    at = np.unique(np.geomspace(1, steps, LOOKS).round().astype(int)) - 1
    pulls, wins = _counts(history, k)
    held = np.divide(
        wins[-1], pulls[-1], out=np.zeros(wins[-1].shape), where=pulls[-1] > 0
    )
    off = float(np.abs(history.values - held).max())
    action = history.actions[at].ravel()
    before = (pulls[at].reshape(-1, k), wins[at].reshape(-1, k))
    rule = remember(make(len(action)), *before)
    law, likely = rule.law(), Tally()
    draws = getattr(rule, "draws", 0)
    likely.add(rule.score(law), law, action, draws)
    return [
        Check(f"{name}: values, as its rewards make them", 0, off, 1e-9, "a reward"),
        likely.check(f"{name}: mean probability of what it pulled", "another setting"),
    ]


def _counts(history: History, k: int) -> tuple[Ints, Ints]:
    """Pulls and wins before each pull and in the end, (steps + 1, runs, k)."""
    one = history.actions[..., None] == np.arange(k)
    both = np.zeros((2, len(one) + 1, *one.shape[1:]), dtype=np.int64)
    one.cumsum(axis=0, out=both[0, 1:])
    (one & (history.rewards[..., None] > 0.5)).cumsum(axis=0, out=both[1, 1:])
    return both[0], both[1]


def of_sums(
    name: str,
    history: History,
    means: Sequence[float],
    at: Sequence[int],
    regret: Floats,
) -> list[Check]:
    """What recorded runs lost, and what they were paid; regret is (marks, runs)."""
    off, places = 0.0, np.array(at) - 1
    price = [max(means) - mean for mean in means]
    for run, actions in enumerate(history.actions.T.tolist()):
        lost = list(accumulate(price[action] for action in actions))
        off = max(off, float(np.abs(np.array(lost)[places] - regret[:, run]).max()))
    true = np.array(means)[history.actions]
    n, deviation = true.size, freedman(float((true * (1 - true)).sum()), 1.0)
    paid, what = float(history.rewards.mean()), f"{name}: mean reward"
    return [
        Check(f"{name}: regrets, summed anew", 0, off, 1e-6, "a pull left out"),
        Check(what, float(true.mean()), paid, deviation / n, "rewards of another arm"),
    ]


def of_exploring(
    name: str, epsilon: float, means: Sequence[float], steps: int, regret: Floats
) -> Check:
    """A player who explores for ever cannot lose less than exploring costs; (runs,)."""
    of, n = gaps(means), len(regret)
    least = epsilon * float(of.mean()) * steps
    variance = steps * (epsilon * float((of**2).mean()) - (epsilon * of.mean()) ** 2)
    off = freedman(n * variance, float(of.max())) / n
    short = max(0.0, least - float(regret.mean()))
    what = f"{name}: by how much it loses less than exploring costs"
    return Check(
        what, 0, short, off, "an ε of half the size" if off < least / 2 else None
    )


def of_bound(
    name: str, means: Sequence[float], at: Floats, drawn: Floats, error: Floats
) -> list[Check]:
    """No point of UCB1 lies above the bound of Auer et al."""
    bound = auer(means, at)
    above = float((drawn - bound - SIGMAS * error).max())
    off = float(np.abs(bound / _bound(means, at) - 1).max())
    what = f"{name}: by how much it exceeds its bound (Auer et al. 2002)"
    plainly = f"{name}: its bound, as its proof sums it"
    return [
        Check(what, 0, max(0.0, above), 0, "a player who mostly explores"),
        Check(plainly, 0, off, 1e-9, "π²/6 for π²/3"),
    ]


def _bound(means: Sequence[float], at: Floats) -> Floats:
    """Pulls of each arm: 8 ln t / Δ², 1, and twice the sum of 1 / s² over all s."""
    sums = 2 * math.fsum(1 / s**2 for s in range(1, TERMS)) + 2 / (TERMS - 0.5)
    of = [max(means) - mean for mean in means if mean < max(means)]
    each = [gap * (8 * np.log(at) / gap**2 + 1 + sums) for gap in of]
    return np.asarray(np.sum(each, axis=0))


def of_slope(means: Sequence[float], at: Floats, drawn: Floats) -> Check:
    """The line C ln t."""
    total = slope(means)
    off = float(np.abs(drawn - total * np.log(at)).max())
    what = "Lai and Robbins's line, by an integral"
    return Check(what, 0, off, 1e-4 * (1 + total), "p and q exchanged")


def slope(means: Sequence[float]) -> float:
    """Lai and Robbins's C, with KL(p, q) as the integral of (x - p) / (x (1 - x)).

    The nodes crowd where q is near 1: x = q - (q - p) u^2.
    """
    node, weight = np.polynomial.legendre.leggauss(LEGENDRE)
    u, total, best = (node + 1) / 2, 0.0, max(means)
    for mean in means:
        if mean < best < 1:
            x = best - (best - mean) * u**2
            kl = weight @ ((x - mean) / (x * (1 - x)) * u) * (best - mean)
            total += (best - mean) / float(kl)
    return total


def in_words(
    said: Sequence[str],
    title: str,
    columns: Columns,
    names: Sequence[str],
    means: Sequence[float],
) -> Check:
    """What each lost, the slope, and who regrets least beyond the errors."""
    ends = {n: (columns[n][-1].item(), columns[f"{n} error"][-1].item()) for n in names}
    small = max(lost for lost, _ in ends.values()) < 1
    parts = []
    for name, (lost, error) in ends.items():
        pair = (lost, CONFIDENCE * error)
        parts += [name, *(number(x, 2) if small else fixed(x, 1) for x in pair)]
    parts += [number(slope(means), 3)] if slope(means) else []
    (lost, error, name), (more, other, _), *_ = sorted((*e, n) for n, e in ends.items())
    clear = more - lost > CONFIDENCE * math.hypot(error, other)
    parts.append(f"{name} regrets least" if clear else "The price of finding out")
    return told([*said, title], *parts)
