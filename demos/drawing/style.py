"""Size, style and layout of every figure.

One point is one CSS pixel, so that a size here is the size in the page.
"""

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from demos.drawing import measured
from demos.drawing.palette import MUTED, PAPER

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.lines import Line2D

STYLE = Path(__file__).with_name("style.mplstyle")
WIDE = 640  # pixels
NARROW = 320
POINTS_PER_INCH = 72
UNIT_HEIGHT = 20  # pixels that a title leaves for the line below it
PNG_SCALE = 2  # PNG pixels to one CSS pixel


@contextmanager
def style(salt: str) -> Iterator[None]:
    """The house style, whatever the user's own matplotlibrc says.

    Args:
        salt: makes the SVG's ids; without it they change with every run.
    """
    import matplotlib as mpl

    with mpl.rc_context(), measured.once():
        mpl.rc_file(STYLE)
        mpl.rcParams["svg.hashsalt"] = salt
        yield


def figure(width: int) -> "Figure":
    """An empty figure of that width; ``panels`` gives it its height."""
    from matplotlib.figure import Figure

    inches = width / POINTS_PER_INCH
    return Figure(figsize=(inches, inches / 2), layout="constrained")


def is_narrow(fig: "Figure") -> bool:
    """True for the drawing that a telephone shows."""
    return fig.get_figwidth() * POINTS_PER_INCH < (WIDE + NARROW) / 2


def panels(fig: "Figure", n: int, *, height: int = 250) -> list["Axes"]:
    """n Axes: side by side on a wide figure, one above the other on a narrow one.

    Args:
        fig: what ``draw`` was given.
        n: how many.
        height: of one panel with its labels, in pixels.
    """
    rows, columns = (n, 1) if is_narrow(fig) else (1, n)
    fig.set_figheight(rows * height / POINTS_PER_INCH)
    return list(fig.subplots(rows, columns, squeeze=False).flat)


def head(ax: "Axes", finding: str, unit: str) -> None:
    """A title that says what the panel shows, and what y is measured in below it."""
    ax.set_title(finding, pad=UNIT_HEIGHT)
    place: dict[str, Any] = {"xycoords": "axes fraction", "textcoords": "offset points"}
    ax.annotate(unit, (0, 1), (0, 3), **place, color=MUTED, va="bottom")


def lay_out(fig: "Figure") -> None:
    """Give everything its place, once for all that is made of the figure."""
    from demos.drawing.ticks import set_labels

    set_labels(fig)
    if engine := fig.get_layout_engine():
        engine.execute(fig)
    fig.set_layout_engine("none")


def as_svg(fig: "Figure") -> str:
    """The figure as matplotlib writes it; ``svg.refine`` does the rest.

    Written by the canvas itself: ``savefig`` would draw it twice.
    """
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    target = io.StringIO()
    FigureCanvasSVG(fig).print_svg(target, metadata={"Date": None})
    return target.getvalue()


def as_png(fig: "Figure") -> bytes:
    """The figure on the light paper, for feeds and social cards."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from PIL import Image

    from demos.drawing.png import small_png

    fig.set_dpi(PNG_SCALE * POINTS_PER_INCH)
    fig.set_facecolor(PAPER)
    canvas = FigureCanvasAgg(fig)
    canvas.draw()
    return small_png(Image.fromarray(np.asarray(canvas.buffer_rgba())).convert("RGB"))


def legend(fig: "Figure", lines: Mapping[str, "Line2D"]) -> None:
    """Labels outside the panels: beside a single wide one, below all others."""
    beside = len(fig.axes) == 1 and not is_narrow(fig)
    for label, line in lines.items():
        line.set_label(label)
    fig.legend(
        list(lines.values()),
        list(lines),
        loc="outside right center" if beside else "outside lower left",
        ncols=1 if beside else 2 if is_narrow(fig) else 6,
    )
