"""Checks of a diffusion policy: its actions and crashes, walked by the paper's DDIM."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from demos.diffusion import plain, plain_samplers
from demos.diffusion.mixture import Array
from demos.diffusion.verify import gap
from demos.framework.chance import LOG, chi_square
from demos.framework.demo import Check
from demos.framework.numbers import percent
from demos.framework.words import told

NEAR = 2e-7  # between noises of which one ends before an edge, the other after
GRID = 7e-3  # of noises: 1.4 % of the edge, between two places of the demo's row
LOOKED_AT = (1, 2, 5, 20)  # steps, at the fork
FAR = 7.9  # noise so large that the edge is out of reach


@dataclass(frozen=True)
class Road:
    """What demonstrators do, plainly: left or right by 1 / (1 + exp(-kappa o))."""

    side: float
    std: float
    obstacle: float
    sharpness: float

    def modes(self, o: Array) -> plain.Modes:
        """Of the action, with a weight for each observation."""
        right = 1 / (1 + np.exp(-self.sharpness * o))
        left = 1 / (1 + np.exp(self.sharpness * o))
        return [(left, -self.side, self.std), (right, self.side, self.std)]

    def denoised(self, o: Array, noise: Array, n: int) -> Array:
        """The action that n steps make of the noise."""
        return plain_samplers.walked(plain_samplers.ddim(self.modes(o), n), noise)

    def density(self, o: Array, a: Array) -> Array:
        """Of actions, (sights, actions)."""
        return plain.density(self.modes(o[:, None]), 1.0, a)

    def mean(self, o: Array) -> Array:
        """side tanh(kappa o / 2)."""
        known = [self.side * math.tanh(self.sharpness * x / 2) for x in o.tolist()]
        return np.array(known)

    def dashed(self) -> dict[str, float]:
        """Who crashes: those whose mean is in the way, and those who go astray."""
        share = (self.side + self.obstacle) / (self.side - self.obstacle)
        ends = (np.array([-self.obstacle, self.obstacle]) - self.side) / self.std
        far = float(np.diff(plain.normal_below(ends))[0])
        mean = min(1.0, math.log(share) / self.sharpness)
        return {"regression": mean, "demonstrators": far}

    def in_words(self, said: Sequence[str], crashes: Array) -> Check:
        """Regression, one step, all steps and demonstrators, in this order."""
        regression, demonstrators = self.dashed().values()
        few, many = percent(float(crashes[0]), 1), percent(float(crashes[-1]), 2)
        end = percent(demonstrators, 2)
        return told(said, percent(regression, 1), few, many, end)

    def at_fork(self, shares: Sequence[float]) -> Check:
        """What the slider tells at o = 0, by the noise that ends at the edge.

        Between ±8 it is found by halving; the demo looks along a row of noises.
        """
        off, middle = 0.0, np.zeros(1)
        for n in LOOKED_AT:
            low, high = np.zeros(1), np.full(1, 8.0)
            for _ in range(40):
                z = (low + high) / 2
                short = self.denoised(middle, z, n) < self.obstacle
                low, high = np.where(short, z, low), np.where(short, high, z)
            known = 2 * float(plain.normal_below(high)[0]) - 1
            off = max(off, abs(shares[n - 1] - known))
        what = "crashes that the slider tells, at the step farthest off"
        return Check(what, 0, off, GRID, "1 % of noises")

    def shades(self, o: Array, a: Array, drawn: Array) -> Check:
        """Where demonstrators drive."""
        return gap("shades", self.density(o, a), drawn)

    def regression(self, o: Array, mean: Array) -> Check:
        """The mean of both ways, side tanh(kappa o / 2)."""
        return gap("mean, to side tanh(κ o / 2)", self.mean(o), mean)

    def maps(self, noise: Array, maps: Array) -> Check:
        """Every map at o = 0, after 1, 2, … steps."""
        o = np.zeros(1)
        known = [self.denoised(o, noise, n) for n in range(1, len(maps) + 1)]
        return gap("maps of the slider, by the paper's DDIM", known, maps)

    def edges(self, o: Array, counts: Sequence[int], z: Array) -> Check:
        """Noise a little smaller ends before the obstacle's edge, larger ends after."""
        right = []
        edge = np.array([-self.obstacle, self.obstacle])
        for n, ends in zip(counts, z, strict=True):
            before = self.denoised(o[:, None], ends - NEAR, n) <= edge
            after = self.denoised(o[:, None], ends + NEAR, n) >= edge
            right.append((before | (ends < -FAR)) & (after | (ends > FAR)))
        what = "share of noises that end at an edge"
        return Check(what, 1, float(np.mean(right)), 0, "an edge off by a millionth")

    def crashes(self, z: Array, drawn: Array) -> Check:
        """The chance of noise between those, averaged over the road."""
        known = np.diff(plain.normal_below(z), axis=-1).mean(axis=(1, 2))
        off = float(np.abs(known - drawn).max())
        return Check("crashes, by the normal law", 0, off, 1e-12, "10⁻¹² of the road")

    def levels(self, mean: float, demonstrators: float) -> list[Check]:
        """Both dashed lines, by counting the road and by the normal law."""
        o = (np.arange(200_000) + 0.5) / 100_000 - 1
        inside = np.abs(self.side * np.tanh(self.sharpness * o / 2)) < self.obstacle
        far, share = self.dashed()["demonstrators"], float(inside.mean())
        return [
            Check("dashed, regression, counted", share, mean, 2e-5, "10⁻⁵ of the road"),
            Check("dashed, demonstrators", far, demonstrators, 1e-12, "10⁻¹²"),
        ]

    def drivers(self, drawn: Array, n: int) -> list[Check]:
        """The dots: where they look, their noise, and what becomes of it."""
        o, actions, noise = drawn
        count = max(1, len(o))
        known = self.denoised(o, noise, n) if len(o) else noise
        rows = [gap("dots, by the paper's DDIM", known, actions)]
        if len(o):
            look = math.sqrt(2 * LOG / count)  # Hoeffding, on [-1, 1]
            wide = chi_square(count) / count
            square = float((noise**2).mean())
            what = "dots: variance of the noise"
            rows += [
                Check("dots: mean observation", 0, float(o.mean()), look, "a side"),
                Check(what, 1, square, wide, f"noise {1 + wide / 2:.2f} times as wide"),
            ]
        return rows
