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

NEAR = 2e-7  # between noises of which one ends before an edge, the other after
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

    def shades(self, o: Array, a: Array, drawn: Array) -> Check:
        """Where demonstrators drive."""
        return gap("shades", plain.density(self.modes(o[:, None]), 1.0, a), drawn)

    def regression(self, o: Array, mean: Array) -> Check:
        """The mean of both ways, side tanh(kappa o / 2)."""
        known = [self.side * math.tanh(self.sharpness * x / 2) for x in o.tolist()]
        return gap("mean, to side tanh(κ o / 2)", known, mean)

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
        ends = (np.array([-self.obstacle, self.obstacle]) - self.side) / self.std
        far = float(np.diff(plain.normal_below(ends))[0])
        share = float(inside.mean())
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
