"""Whether names have the colours of their curves, and ticks say their places."""

import contextlib
from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.axes import Axes

NEAR = 1e-6


def check_texts(ax: "Axes") -> None:
    """ValueError for a name in another's colour, or a tick that says another place.

    Where an axis runs there and back, a tick may say how far it is from the far end.
    """
    for name, own, curve in _names(ax):
        if own != curve:
            raise ValueError(f"draw() writes {name!r} in the colour of another curve")
    for axis, (low, high) in ((ax.xaxis, ax.get_xlim()), (ax.yaxis, ax.get_ylim())):
        for place, said in _said(axis):
            back = low + high - place
            if min(abs(said - place), abs(said - back)) > NEAR * max(1, abs(place)):
                raise ValueError(f"draw() writes {said:g} at the tick of {place:g}")


def _names(ax: "Axes") -> Iterator[tuple[str, Any, Any]]:
    """Each text that is the label of a curve, its colour, and the curve's."""
    from matplotlib.colors import to_rgb

    curves = {str(line.get_label()): line.get_color() for line in ax.lines}
    for text in ax.texts:
        if (name := text.get_text()) in curves:
            yield name, to_rgb(text.get_color()), to_rgb(str(curves[name]))


def _said(axis: Any) -> Iterator[tuple[float, float]]:
    """The places of ticks to which the demo gave numbers, and these."""
    from matplotlib.ticker import FuncFormatter

    formatter = axis.get_major_formatter()
    if isinstance(formatter, FuncFormatter):
        for place in axis.get_majorticklocs():
            plain = formatter(place, 0).replace("−", "-").replace("\u202f", "")
            with contextlib.suppress(ValueError):
                yield float(place), float(Fraction(plain))
