"""Panels of different widths that still stack on a telephone."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from demos.drawing.style import POINTS_PER_INCH, is_narrow

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


def mosaic(
    fig: "Figure", rows: Sequence[Sequence[str]], *, height: int = 230
) -> dict[str, "Axes"]:
    """Axes by name: laid out like ``rows`` when wide, one above the other when narrow.

    Args:
        fig: what ``draw`` was given.
        rows: names of panels, a name again where a panel takes more than one place.
        height: of one row with its labels, in pixels.
    """
    if is_narrow(fig):
        rows = [[name] for row in rows for name in dict.fromkeys(row)]
    fig.set_layout_engine("constrained", h_pad=6 / POINTS_PER_INCH)
    fig.set_figheight(height * len(rows) / POINTS_PER_INCH)
    return fig.subplot_mosaic([list(row) for row in rows])
