"""Powers of ten on logarithmic axes, as letters: 10⁻³.

matplotlib sets exponents as formulas, in type too small for a telephone.
"""

import re

from matplotlib.figure import Figure
from matplotlib.ticker import LogFormatterSciNotation

FORMULA = re.compile(r"\$\\mathdefault\{(.*)\}\$")
POWER = re.compile(r"10\^\{(-?\d+)\}")
RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


class Powers(LogFormatterSciNotation):
    """Labels such as ``10⁻³`` and ``2 × 10⁻³``."""

    def __call__(self, x: float, pos: int | None = None) -> str:
        """The label of the tick at x; empty for one that has none."""
        return as_letters(super().__call__(x, pos))


def as_letters(label: str) -> str:
    """The label without its formula."""
    text = FORMULA.sub(r"\1", label).replace(r"\times", " × ")
    return POWER.sub(lambda power: "10" + power[1].translate(RAISED), text)


def set_powers(fig: Figure) -> None:
    """Label every logarithmic axis of the figure so."""
    for ax in fig.axes:
        for axis in (ax.xaxis, ax.yaxis):
            if isinstance(axis.get_major_formatter(), LogFormatterSciNotation):
                axis.set_major_formatter(Powers())
            if isinstance(axis.get_minor_formatter(), LogFormatterSciNotation):
                axis.set_minor_formatter(Powers())
