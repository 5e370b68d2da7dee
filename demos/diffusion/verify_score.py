"""Checks of a learned score: what is drawn, what it aims at, and how it learns."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from statistics import fmean

import numpy as np

from demos.diffusion import plain, plain_samplers, verify_samplers
from demos.diffusion.denoiser import FEATURES, Denoiser, noised_batch
from demos.diffusion.mixture import Array
from demos.diffusion.network import (
    ROWS,
    Adam,
    Float32,
    Network,
    random_network,
    stacked,
)
from demos.diffusion.parameters import Data, Schedule
from demos.diffusion.verify import gap, modes_of
from demos.framework.chance import SIGMAS
from demos.framework.demo import Check
from demos.framework.numbers import fixed, number
from demos.framework.words import told

NUDGE = 1e-2  # of a weight, for a slope by differences in single precision


def drawn(
    modes: plain.Modes, levels: Array, columns: Mapping[str, Array], learner: Denoiser
) -> list[Check]:
    """The exact noise, and the network's, at every place and step of the slider.

    Args:
        modes: of the data.
        levels: alpha_bar at every noise step.
        columns: t, x, exact and learned.
        learner: the network.
    """
    a, x = levels[columns["t"]], columns["x"]
    exact = -np.sqrt(1 - a) * plain.score(modes, a, x)
    seen = _network(learner, modes, a, x)
    unit = "0.1 % of the network"
    return [
        gap("exact noise, by the plain score", exact, columns["exact"]),
        gap("learned noise, in double precision", seen, columns["learned"], 1e-3, unit),
    ]


def _network(learner: Denoiser, modes: plain.Modes, a: Array, x: Array) -> Array:
    """Two layers of tanh over the best straight line, from the weights alone."""
    mean = sum(w * m for w, m, _ in modes)
    variance = sum(w * (s**2 + (m - mean) ** 2) for w, m, s in modes)
    total = np.sqrt(a * variance + 1 - a)
    u, level = (x - np.sqrt(a) * mean) / total, np.log(a / (1 - a))
    told = [u, level / 5, np.sin(level), np.cos(level), np.sin(level / 2)]
    h = np.stack([*told, np.cos(level / 2), np.sin(2 * u), np.cos(2 * u)], axis=1)
    layers = list(zip(learner.network.weights, learner.network.biases, strict=True))
    for weights, bias in layers[:-1]:
        h = np.tanh(h @ weights.astype(float) + bias)
    weights, bias = layers[-1]
    out = (h @ weights.astype(float) + bias)[:, 0]
    return np.asarray(np.sqrt(1 - a) / total * u + np.sqrt(a * variance) / total * out)


def levels(
    modes: plain.Modes, alpha_bar: Array, floor: float, drawn_line: float
) -> list[Check]:
    """Both dashed lines, from trapezoids over the plain density."""
    a = alpha_bar[1:]
    known = [1 - (1 - b) * plain.fisher_information(modes, b) for b in a.tolist()]
    return [
        gap("floor of the loss, by trapezoids", np.mean(known), floor, 1e-3, "0.1 %"),
        gap("loss of the best line, by regression", line(modes), drawn_line),
    ]


def line(modes: plain.Modes) -> float:
    """The loss of the best answer that is linear in x_t, by regression."""
    a = plain.alpha_bars(Schedule())[1:]
    mean = sum(w * m for w, m, _ in modes)
    variance = sum(w * (s**2 + (m - mean) ** 2) for w, m, s in modes)
    return float(np.mean(a * variance / (a * variance + 1 - a)))


def blocks(losses: list[float], edges: list[int]) -> tuple[list[float], list[float]]:
    """Middles and mean losses of stretches of updates, counted from 1."""
    ends = list(pairwise(edges))
    middles = [(first + 1 + last) / 2 for first, last in ends]
    return middles, [fmean(losses[first:last]) for first, last in ends]


def in_words(
    said: Sequence[str], modes: plain.Modes, floor: float, excess: float
) -> list[Check]:
    """The floor, what is above it, and the exact score's samples, which come last."""
    noise = verify_samplers.even_quantiles(verify_samplers.NOISE)
    walked = np.sort(plain_samplers.walked(plain_samplers.ddim(modes, 50), noise))
    far = float(np.abs(walked - verify_samplers.even_quantiles(tuple(modes))).mean())
    last = float(re.findall(r"[0-9]+[.][0-9]+", said[-1])[-1])
    what = "W₁ of the exact score's samples, as told"
    return [
        told(said, fixed(floor, 4), number(excess, 2)),
        Check(what, far, last, 5.1e-4 + 1e-3 * far, "that of the learned one's"),
    ]


def slider(
    curves: Mapping[str, Array], columns: Mapping[str, Array], highest: float
) -> Check:
    """Its curves at both ends of the panel, to those that are checked, by name."""
    steps, off = len(curves["exact"]), 0.0
    for name in ("exact", "learned"):
        known = columns[name].reshape(steps, -1)[:, [0, -1]]
        shown = (curves[name][:, [0, -1]] - 0.5) * 2 * highest
        off = max(off, float(np.abs(shown - known).max() / np.abs(known).max()))
    return Check("ends of the slider's curves", 0, off, 1e-4, "names exchanged")


def learning() -> list[Check]:
    """Exams: a gradient by differences, and two steps of Adam by its paper."""
    rng = np.random.default_rng(1)
    network = random_network([3, 5, 4, 1], rng)
    rows = stacked(rng.standard_normal((ROWS, 3)).astype(np.float32))
    aim = rng.standard_normal((1, ROWS, 1)).astype(np.float32)
    return [_gradient(network, rows, aim), _adam(network)]


def first_loss(given: Data, hidden: int, batch: int, seed: int, drawn: float) -> Check:
    """The loss before the first step, of a network and a batch that are made again."""
    a, rng = plain.alpha_bars(Schedule()), np.random.default_rng(seed)
    network = random_network([FEATURES, hidden, hidden, 1], rng)
    x_t, eps, level = noised_batch(given.data(), a, batch, rng)
    seen = _network(Denoiser(network, 0.0, 0.0), modes_of(given), level, x_t)
    known = float(np.square(seen - eps).mean())
    what = "first loss drawn, by a mean of squares"
    return gap(what, known, drawn, 1e-4, "0.01 % of it")


def _gradient(network: Network, rows: Float32, aim: Float32) -> Check:
    """The slope of the loss in one number of each parameter, by two nearby losses."""

    def loss() -> float:
        return float(((network.layers(rows)[-1] - aim) ** 2).mean(dtype=float))

    values = network.layers(rows)
    found = network.gradient(values, 2 / ROWS * (values[-1] - aim))
    slopes = []
    for parameter in network.parameters:
        at = (0,) * parameter.ndim
        kept, ends = parameter[at].copy(), []
        for side in (1, -1):
            parameter[at] = kept + side * NUDGE
            ends.append(loss())
        parameter[at] = kept
        slopes.append((ends[0] - ends[1]) / (2 * NUDGE))
    taken = [float(slope.flat[0]) for slope in found]
    return gap("exam: gradient, by differences", slopes, taken, 0.02, "2 % of a slope")


def _adam(network: Network) -> Check:
    """Where two steps along known gradients lead (Kingma & Ba 2015, Algorithm 1)."""
    place, adam = float(network.weights[0][0, 0]), Adam(network)
    m = v = 0.0
    for n, g in enumerate((1.0, -0.25), 1):
        adam.update([np.full_like(p, g) for p in network.parameters], 0.1)
        m, v = 0.9 * m + 0.1 * g, 0.995 * v + 0.005 * g * g
        place -= 0.1 * m / (1 - 0.9**n) / (v / (1 - 0.995**n)) ** 0.5
    after = float(network.weights[0][0, 0])
    return Check("exam: two steps of Adam", place, after, 1e-3, "a step off by 1 %")


def fresh(excess: float, worse: Array) -> Check:
    """The squared error said, beside what it costs on fresh noise; (samples,)."""
    chance = SIGMAS * float(worse.std() / np.sqrt(len(worse)))
    what = "loss above the ideal's on fresh noise, the network's squared error"
    notices = f"{number(chance, 2)} of the error"
    return Check(what, excess, float(worse.mean()), chance, notices)


def losses(
    floor: float, found: Array, blocks: Array, counts: Array, n: int
) -> list[Check]:
    """The curve on the right: the mean of all, and never far below the floor.

    Args:
        floor: of the loss.
        found: at every update.
        blocks: means that are drawn.
        counts: updates in each.
        n: samples in one update.
    """
    late = found[-max(1, len(found) // 2) :]
    chance = 5 * 2 / np.sqrt(n * len(late))  # an error's square has a deviation below 2
    under = max(0.0, floor - float(late.mean()))
    whole = float(blocks @ counts / counts.sum())
    return [
        Check(
            "loss drawn, mean over all updates", float(found.mean()), whole, 1e-9, "any"
        ),
        Check("late loss, below the floor", 0, under, chance, f"{chance:.2g} below"),
    ]
