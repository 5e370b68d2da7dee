"""Checks of what sliders tell, and of what findings and titles tell of samplers."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from demos.diffusion.mixture import Array
from demos.diffusion.tables import Columns
from demos.framework.demo import Check, Steps
from demos.framework.numbers import THIN, number, percent
from demos.framework.words import told

CENTS = 0.0051  # of time, as it is told
EDM = 16  # evaluations after which words tell its error
FLOW, IMAGES = "the flow itself", "as for images"  # sentences that may be missing


def slider(steps: Steps, t: Sequence[float], levels: Array) -> Check:
    """What it says of each frame: its step, and how much signal is left."""
    frames = zip(steps.values, steps.descriptions, t, levels.tolist(), strict=True)
    wrong = [
        value
        for value, said, moment, level in frames
        if abs(float(value.replace(THIN, "")) - moment) > CENTS
        or f": {percent(level)} signal" not in said
    ]
    return Check("frames of the slider that say another step", 0, len(wrong), 0, "one")


@dataclass(frozen=True)
class Samplers:
    """The table that is drawn, and its dashed line."""

    table: Columns
    floor: float

    @property
    def points(self) -> dict[str, dict[int, float]]:
        """Errors of each sampler by its evaluations."""
        found: dict[str, dict[int, float]] = {}
        columns = (self.table[name] for name in ("sampler", "evaluations", "w1"))
        for name, n, error in zip(*columns, strict=True):
            found.setdefault(str(name), {})[int(n)] = float(error)
        return found

    @property
    def enough(self) -> dict[str, int | float]:
        """Evaluations that take each below the dashed line."""
        return {
            name: min((n for n, e in of.items() if e < self.floor), default=math.inf)
            for name, of in self.points.items()
        }

    def check(
        self,
        said: Sequence[str],
        groups: Mapping[str, Iterable[str]],
        start: float,
        narrow: float,
    ) -> Check:
        """The best, who is below the line, both remarks, and a title for each group."""
        last = {name: of[max(of)] for name, of in self.points.items()}
        best = min(last, key=lambda name: last[name])
        parts = [best, number(last[best], 2), number(self.floor, 2)]
        for name, n in self.enough.items():
            parts += [name, number(n)] if n < math.inf else []
        text = " ".join(said)
        parts += [number(start, 2)] if FLOW in text else []
        if IMAGES in text:
            wide = self.points["EDM"].get(EDM, math.nan)
            parts += [number(wide, 2), number(EDM), number(narrow, 2)]
        return told(said, *parts, *map(self._quickest, groups.values(), groups))

    def _quickest(self, group: Iterable[str], title: str) -> str:
        """Who needs least, or the name of the group, where all or none do."""
        needed = {name: self.enough[name] for name in group}
        quick = [
            n for n, few in needed.items() if few == min(needed.values()) < math.inf
        ]
        return " and ".join(quick) if 0 < len(quick) < len(needed) else title
