"""Checks of what is drawn and told of agents on the testbed, whatever they did."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

import numpy as np

from demos.bandits.choice import Floats
from demos.bandits.comparison import Columns
from demos.bandits.testbed import CONFIDENCE
from demos.framework.demo import Check
from demos.framework.numbers import fixed, number, percent
from demos.framework.options import written
from demos.framework.words import told


@cache
def best_value(k: int) -> float:
    """E[max of k standard normals], the integral of k x phi(x) Phi(x)^(k - 1)."""
    x = np.linspace(-9, 9, 18_001)
    below = np.array([math.erfc(-value / math.sqrt(2)) / 2 for value in x.tolist()])
    density = np.exp(-(x**2) / 2) / math.sqrt(2 * math.pi)
    return float(np.trapezoid(k * x * density * below ** (k - 1), x))


def with_errors(
    words: Check, columns: Columns, lengths: Sequence[int], runs: int
) -> Check:
    """The check of words, which errors of shares at single steps may miss as well.

    Those are errors of coins, sqrt(m (1 - m) / (n - 1)).
    """
    single, wrong = np.asarray(lengths) == 1, 0
    for name in [name for name in columns if name.startswith("optimal error")]:
        share = columns[name.replace(" error", "")][single]
        coin = np.sqrt(share * (1 - share) / (runs - 1))
        wrong += int(np.abs(columns[name][single] - coin).max(initial=0) > 1e-9)
    what = "words and errors, against the table"
    return replace(words, what=what, measured=words.measured + wrong)


def dashed(drawn: Floats, drift: float, k: int, at: Floats) -> Check:
    """The best possible, where arms have drifted for t - 1 steps."""
    off = float(np.abs(drawn - drift * np.sqrt(at - 1) * best_value(k)).max())
    what = "dashed line, to σ sqrt(t − 1) E[max]"
    return Check(what, 0, off, 1e-6 * (1 + float(drawn[-1])), "one arm less")


def greedy(
    said: Sequence[str], columns: Columns, epsilons: Sequence[float], k: int
) -> Check:
    """Who earned most and least in the end, and what each ε can earn."""
    ends = {e: _end(columns, f" ε={written(e)}") for e in epsilons}
    order = sorted(epsilons, key=lambda e: -columns[f"reward ε={written(e)}"][-1])
    parts = [
        part
        for e in dict.fromkeys([order[0], order[-1]])
        for part in (f"ε = {number(e)}", *ends[e])
    ]
    best = best_value(k)
    parts.append(f"{best:.3f}")
    for e in [e for e in epsilons if e]:
        limit = number(100 * (1 - e + e / k), 4)
        parts += [f"ε = {number(e)}", f"{(1 - e) * best:.3f}", f"{limit} %"]
    return told(said, *parts)


def _end(columns: Columns, of: str) -> list[str]:
    """Reward, its band and the share of best pulls at the end, as words tell them."""
    error = CONFIDENCE * float(columns[f"reward error{of}"][-1])
    reward, share = (
        float(columns[f"{what}{of}"][-1]) for what in ("reward", "optimal")
    )
    return [fixed(reward, 2), fixed(error, 2), percent(share)]


def late(
    said: Sequence[str],
    columns: Columns,
    labels: Mapping[str, str],
    weights: Sequence[int],
) -> Check:
    """What each earned over the last windows; labels in the words, and in the table."""
    parts, n = [], len(weights)
    for name, label in labels.items():
        means = [
            float(np.average(columns[f"{of} {label}"][-n:], weights=weights))
            for of in ("reward", "optimal")
        ]
        error = CONFIDENCE * float(columns[f"reward error {label}"][-n:].max())
        parts += [name, fixed(means[0], 2), fixed(error, 2), percent(means[1])]
    return told(said, *parts)


def study(
    said: Sequence[str], rows: Sequence[tuple[str, float, float, float]]
) -> Check:
    """Each family's best setting, and Thompson's reward; rows as in the table."""
    *points, (_, _, thompson, _) = rows
    best: dict[str, tuple[float, float]] = {}
    for name, setting, reward, _ in points:
        if name not in best or reward > best[name][1]:
            best[name] = setting, reward
    parts = [fixed(CONFIDENCE * max(error for *_, error in points), 2)]
    for name, (setting, reward) in sorted(best.items(), key=lambda of: -of[1][1]):
        parts += [name, fixed(reward, 2), number(setting)]
    return told(said, *parts, fixed(thompson, 2))


def hot(said: Sequence[str], columns: Columns) -> Check:
    """The best temperature, and both ends."""
    tau, reward, error = (columns[name] for name in ("tau", "reward", "reward error"))
    earned = [
        [fixed(r, 2), fixed(CONFIDENCE * e, 2)]
        for r, e in zip(reward.tolist(), error.tolist(), strict=True)
    ]
    best = int(reward.argmax())
    parts = [*earned[best], number(float(tau[best]))]
    for end in sorted({0, len(tau) - 1} - {best}):
        parts += [number(float(tau[end])), *earned[end]]
    return told(said, *parts)
