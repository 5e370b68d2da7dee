"""Checks that figures of diffusion share: each against a plain formula, or chance.

A rank is the share of a distribution below a walker; over all walkers it is even on
[0, 1] whatever the distribution, with mean 1/2 and mean square distance from that 1/12.
"""

import math
from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike

from demos.diffusion import chains, plain
from demos.diffusion.distance import w1, w1_bound, w1_floor
from demos.diffusion.information import kl_to_standard_normal
from demos.diffusion.mixture import Array, Mixture
from demos.diffusion.parameters import Data, Schedule
from demos.diffusion.plain import Modes
from demos.diffusion.told import Words, nats, told, w1_from
from demos.diffusion.walks import Walk
from demos.framework.chance import LOG, chi_square, freedman
from demos.framework.demo import Check
from demos.framework.numbers import fixed, number

ROUNDING = 1e-9
MANY = 10**8  # samples, for which counts are normal
LEAST = 1e-3  # of a curve whose differences are told in shares of it
LEAP = 7.5  # standard deviations that no kick of a million exceeds
SQUARE, SQUARE_VARIANCE = 1 / 12, 1 / 180  # of a rank's distance from 1/2, squared
RANKS = ((SQUARE, 0.5), (SQUARE_VARIANCE, 1 / 6))  # variances, with what none exceeds
WIDER = 0.0919  # by which that grows where normals are wider than they should be
MILLIONTH = "a millionth of its value"


def modes_of(given: Data) -> Modes:
    """The data as the options name them."""
    return list(zip(given.weights, given.means, given.stds, strict=True))


def gap(
    what: str,
    expected: ArrayLike,
    measured: ArrayLike,
    within: float = 1e-6,
    notices: str = MILLIONTH,
) -> Check:
    """The largest difference of two curves, of the largest value."""
    expected, measured = np.asarray(expected), np.asarray(measured)
    scale = np.abs(expected).max(initial=LEAST)
    off = np.abs(measured - expected).max(initial=0) / scale
    return Check(what, 0, float(off), within, notices)


def schedule(given: Schedule, alpha_bar: Array) -> Check:
    """What is left of the signal, and what is not, at every step."""
    known = plain.alpha_bars(given)
    parts = [np.minimum(a, 1 - a) for a in (known, alpha_bar)]
    off = np.abs(parts[1] - parts[0]) / np.maximum(parts[0], 1e-300)
    off[np.abs(parts[1] - parts[0]) < 1e-14] = 0
    return Check(
        "ᾱ, to the product of all 1 − β, at the step farthest off",
        0,
        float(off.max()),
        ROUNDING,
        "a schedule that is one step early or late",
    )


def journey(
    there: Walk, back: Walk, modes: Modes, levels: Array, betas: Sequence[float]
) -> list[Check]:
    """Every step of walkers who went to noise and back, and where they then were."""
    return [
        *noise_added(there, betas),
        *noise_undone(back, modes, levels),
        *crowd("walkers there", there, modes, levels),
        *crowd("walkers back", back, modes, levels[::-1]),
        exam_of_modes(),
    ]


def exam_of_modes(n: int = 20_000) -> Check:
    """One long step back from a place between two modes: how many land in each."""
    at, shares = 0.1, np.array([0.3, 0.7])
    data = Mixture(shares, np.array([-2.0, 2.0]), np.full(2, 0.1))
    rng = np.random.default_rng(1)
    back = chains.sample_earlier(np.full(n, at), data, 0.5, 1.0, rng)
    left, right = (
        w * math.exp(-((at - m * math.sqrt(0.5)) ** 2) / 2 / (0.5 * s**2 + 0.5))
        for w, m, s in zip(data.weights, data.means, data.stds, strict=True)
    )
    share = right / (left + right)
    off = freedman(n * share * (1 - share), 1.0) / n
    what = "exam: one long step back, share that lands in the right mode"
    return Check(what, share, float((back > 0).mean()), off, "the likelier mode always")


def noise_added(walk: Walk, betas: Sequence[float]) -> list[Check]:
    """Every kick of the walkers on their way to noise is a standard normal.

    Args:
        walk: forward.
        betas: variances of its steps, the first leading from 0 to 1.
    """
    beta, followed = np.asarray(betas)[:, None], walk.paths.shape[1]
    kicks = [_kicks(walk.paths[:-1], walk.paths[1:], beta)]
    for n, (before, after) in walk.pairs.items():
        kicks.append(_kicks(before[followed:], after[followed:], beta[n - 1]))
    every = np.concatenate([kick.ravel() for kick in kicks])
    far, jump = float(np.abs(every).max()), "a walker who jumps"
    return [
        *_moments(*walk.kicks.tolist()),
        _worst(kicks[1:]),
        Check("largest kick towards noise", 0, far, LEAP, jump),
    ]


def _moments(n: float, total: float, squares: float) -> list[Check]:
    """Mean and variance of all kicks, of their sum and that of their squares."""
    centred, sized = math.sqrt(2 * LOG / n), chi_square(n) / n
    mean, variance = total / n, squares / n
    noise, off = "noise that is not centred", f"noise off by {_percent(sized / 2)}"
    return [
        Check("kicks towards noise, mean", 0, mean, centred, noise),
        Check("kicks towards noise, variance", 1, variance, sized, off),
    ]


def _worst(moments: list[Array]) -> Check:
    """The variance of the kicks at the moment where it is farthest from 1."""
    sized = chi_square(moments[0].size) / moments[0].size
    return Check(
        "kicks towards noise, variance at the moment farthest off",
        1,
        1 + max((float((kick**2).mean()) - 1 for kick in moments), key=abs),
        sized,
        f"one step's noise off by {_percent(sized / 2)}",
    )


def _kicks(before: Array, after: Array, beta: Array) -> Array:
    return (after - np.sqrt(1 - beta) * before) / np.sqrt(beta)


def noise_undone(walk: Walk, modes: Modes, alpha_bar: Array) -> list[Check]:
    """Every step back, ranked among all that Bayes's rule allows from its place.

    Args:
        walk: from the noise at the last of alpha_bar to the data at the first.
        modes: of the data.
        alpha_bar: shape (steps + 1,).
    """
    T, followed = len(alpha_bar) - 1, walk.paths.shape[1]
    pairs = [(n, walk.paths[n - 1], walk.paths[n]) for n in range(1, T + 1)]
    pairs += [(n, x[followed:], x_s[followed:]) for n, (x, x_s) in walk.pairs.items()]
    ranks = [
        plain.earlier_below(modes, alpha_bar[T - n + 1], x, alpha_bar[T - n], x_s)
        for n, x, x_s in pairs
    ]
    return [
        *_ranked("steps back", [np.concatenate(ranks)], "noise"),
        *_ranked("steps back, at the moment farthest off", ranks[T:], "one noise"),
    ]


def crowd(what: str, walk: Walk, modes: Modes, levels: Array) -> list[Check]:
    """All walkers at several moments, ranked in the distribution of their moment.

    Args:
        what: who they are.
        walk: theirs.
        modes: of the data.
        levels: alpha_bar along the walk.
    """
    places = [(0, walk.pairs[1][0])] if 1 in walk.pairs else []
    places += [(n, x) for n, (_, x) in walk.pairs.items()]
    ranks = [plain.below(modes, levels[n], x) for n, x in places]
    return _ranked(f"{what}, at the moment farthest off", ranks, "a distribution")


def _ranked(what: str, ranks: Sequence[Array], whose: str) -> list[Check]:
    """Mean and spread of ranks, of several moments where they are farthest off."""
    n = min(len(rank) for rank in ranks)
    mean = max((float(rank.mean()) - 0.5 for rank in ranks), key=abs)
    wide = max((float(((r - 0.5) ** 2).mean()) - SQUARE for r in ranks), key=abs)
    off, off_wide = (freedman(n * v, b) / n for v, b in RANKS)
    return [
        Check(f"{what}: mean rank", 0.5, 0.5 + mean, off, f"{whose} off by {off:.2g}"),
        Check(
            f"{what}: spread of ranks",
            SQUARE,
            SQUARE + wide,
            off_wide,
            f"{whose} too wide by {number(100 * off_wide / WIDER, 2)} %",
        ),
    ]


def left(dist: Mixture, modes: Modes, a: float, said: Words) -> Check:
    """How far what is left of the data is from pure noise."""
    known, off = plain.information(modes, a)[0], float(kl_to_standard_normal(dist))
    off = told(said, nats(off), off)
    return gap("nats from pure noise, by a sum", known, off, 1e-2, "a hundredth of it")


def home(back: Walk, dist: Mixture, modes: Modes, said: Words = ()) -> list[Check]:
    """How far walkers came home from the data, and that this is the distance."""
    x_0, last, n = back.end, back.paths[-1], len(back.end)
    fresh = w1_floor(dist, n)
    known = plain.mean_w1(modes, MANY) * math.sqrt(MANY / n)
    distance, bound = w1(x_0, dist), w1_bound(dist, len(x_0))
    area, far = plain.w1(x_0, modes), f"walkers who are {number(bound, 2)} off"
    in_words = told(said, w1_from(distance), distance)
    gone = float(np.abs(x_0[: len(last)] - last).max())
    return [
        Check("walkers at home, to the ends of their ways", 0, gone, 0, "others"),
        Check("W₁ from the walkers to the data", 0, distance, bound, far),
        gap("W₁, to the area between both curves", area, in_words, 0.02, "2 % of it"),
        gap(
            "W₁ of fresh samples, by counts",
            known,
            told(said, f"{fixed(fresh, 3)} away", fresh),
            1e-3,
            "0.1 % of it",
        ),
    ]


def tables(
    modes: Modes, a: Array, columns: Mapping[str, Array], of: str = "drawing"
) -> list[Check]:
    """Columns x, density and score, where they are there, as plain formulas have them.

    Args:
        modes: of the data.
        a: alpha_bar of each row.
        columns: a row for each moment and place.
        of: where they are seen.
    """
    x = columns["x"]
    formulas: dict[str, Callable[[], Array]] = {
        "alpha_bar": lambda: a,
        "density": lambda: plain.density(modes, a, x),
        "score": lambda: plain.score(modes, a, x),
    }
    return [
        gap(f"{name} of the {of}, to the plain formula", formula(), columns[name])
        for name, formula in formulas.items()
        if name in columns
    ]


def quantiles(what: str, modes: Modes, a: Array, u: Array, x: Array) -> Check:
    """Curves with a mass u below them: how much lies below them indeed."""
    off = float(np.abs(plain.below(modes, a, x) - u).max())
    return Check(
        f"{what}, mass below them", 0, off, ROUNDING, "a curve off by a millionth"
    )


def _percent(share: float) -> str:
    return f"{number(100 * share, 2)} %"
