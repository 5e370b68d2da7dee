"""Checks of where two modes part, and of the potential that parts them."""

import math
from dataclasses import dataclass

import numpy as np

from demos.diffusion import plain
from demos.diffusion.mixture import Array
from demos.diffusion.plain import Modes
from demos.diffusion.verify import gap
from demos.framework.demo import Check

NEAR = 1e-4  # the middle, in variances of a mode, where slopes are taken
CLOSE = 1e-6  # to the heavy line, of its height


@dataclass(frozen=True)
class Drawn:
    """What is drawn of these modes, asked for by plain formulas."""

    modes: Modes
    levels: Array  # alpha_bar at every noise step
    x: Array  # places of the potential

    def split(self, a: float, t: float) -> list[Check]:
        """Where the drift splits, x / 2 + score is flat in the middle."""
        return self._turn("the drift splits", a, t, -0.5)

    def hump(self, a: float, t: float) -> list[Check]:
        """Where the second hump grows, the density is flat in the middle."""
        return self._turn("a second hump grows", a, t, 0.0)

    def _turn(self, what: str, a: float, t: float, expected: float) -> list[Check]:
        near = NEAR * min(a * std**2 + 1 - a for _, _, std in self.modes)
        slope = float(plain.score(self.modes, a, np.array([near]))[0]) / near
        before, after = (self.levels[n] for n in (math.floor(t), math.ceil(t)))
        at = before + (t - math.floor(t)) * (after - before)
        what_slope = f"slope of the score in the middle when {what}"
        return [
            Check(what_slope, expected, slope, 1e-3, "an ᾱ off by a hundredth"),
            gap(f"ᾱ at the step when {what}", a, at),
        ]

    def branch(self, a: Array, rest: Array, t: Array) -> list[Check]:
        """A little inside the heavy line the drift leads out, outside it leads in."""
        inside, outside = rest * (1 - CLOSE) - CLOSE, rest * (1 + CLOSE) + CLOSE
        out = inside / 2 + plain.score(self.modes, a, inside) > 0
        back = outside / 2 + plain.score(self.modes, a, outside) < 0
        share = float((out & back)[1:].mean())  # at the split itself it is flat
        what = "share of the heavy line at which the drift turns"
        at = np.interp(t, np.arange(len(self.levels)), self.levels)
        return [
            Check(what, 1, share, 0, "a line off by a millionth"),
            gap("ᾱ at the steps of the heavy line", at, a),
        ]

    def potential(self, where: str, a: Array, heights: Array) -> Check:
        """-x^2 / 4 - log p above its lowest point."""
        log = plain.log_density(self.modes, a[:, None], self.x)
        known = -(self.x**2) / 4 - log
        known -= known.min(axis=1, keepdims=True)
        return gap(f"potential of {where}, by the plain density", known, heights)
