"""Numbers at ticks, written as everywhere: 10⁻³ and 10 000.

matplotlib sets exponents as formulas, in type too small for a telephone, puts a common
factor above the axis, where the unit is, and leaves thousands together.
"""

import re

from matplotlib.axis import Axis
from matplotlib.figure import Figure
from matplotlib.ticker import LogFormatterSciNotation, NullLocator, ScalarFormatter

from demos.framework.numbers import number

FORMULA = re.compile(r"\$\\mathdefault\{(.*)\}\$")
POWER = re.compile(r"10\^\{(-?\d+)\}")
SHORT, GROUPED = 6, 10_000  # labels that are left as they are: 9999, −0.025
RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


class Powers(LogFormatterSciNotation):
    """Labels such as ``10⁻³`` and ``2 × 10⁻³``."""

    def __call__(self, x: float, pos: int | None = None) -> str:
        """The label of the tick at x; empty for one that has none."""
        return as_letters(super().__call__(x, pos))


class Plain(ScalarFormatter):
    """Labels such as ``0.05`` and ``2500``, and long ones as ``10 000`` and 10⁻⁵."""

    def __init__(self) -> None:
        super().__init__(useOffset=False)
        self.set_scientific(False)

    def __call__(self, x: float, pos: int | None = None) -> str:
        """The label of the tick at x."""
        label = str(super().__call__(x, pos))
        if len(label) <= SHORT and abs(x) < GROUPED:
            return label
        exact = float(f"{x:.5g}") == float(f"{x:.12g}")
        return number(x, 5 if exact else 12)


def as_letters(label: str) -> str:
    """The label without its formula."""
    text = FORMULA.sub(r"\1", label).replace(r"\times", " × ")
    return POWER.sub(lambda power: "10" + power[1].translate(RAISED), text)


def set_labels(fig: Figure) -> None:
    """Label every axis of the figure so that has matplotlib's labels."""
    for ax in fig.axes:
        for axis in (ax.xaxis, ax.yaxis):
            if isinstance(axis.get_major_formatter(), LogFormatterSciNotation):
                axis.set_major_formatter(Powers())
            elif type(axis.get_major_formatter()) is ScalarFormatter:
                axis.set_major_formatter(Plain())
            if isinstance(axis.get_minor_formatter(), LogFormatterSciNotation):
                axis.set_minor_formatter(Powers())
                _leave_out_bare(axis)


def _leave_out_bare(axis: Axis) -> None:
    """No minor ticks that nobody sees: the style gives them no length.

    Each costs two texts and three lines.
    """
    places = axis.get_minorticklocs()
    if not any(axis.get_minor_formatter().format_ticks(list(places))):
        axis.set_minor_locator(NullLocator())
