"""The drawing of one value, made ready for a slider that turns it into all others.

Its axes hold every value, what moves has a name, and thin lines show other values: they
tell the story where no script runs.
"""

import itertools
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from demos.drawing import marks, tracks
from demos.drawing.marks import Mark
from demos.drawing.palette import MUTED
from demos.drawing.tracks import Drawing, Track

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.collections import PolyCollection
    from matplotlib.figure import Figure

THIN = 4  # values, at most, that thin lines show


def prepare(
    fig: "Figure",
    drawings: Sequence[Drawing],
    names: dict[str, str],
    *,
    start: int,
    thin: Sequence[int],
    note: str,
) -> None:
    """Change a figure that a demo has drawn and that is not yet laid out.

    Args:
        fig: the drawing of one of the values.
        drawings: those of all values.
        names: of everything that moves.
        start: which of the values that is.
        thin: the values that thin lines show.
        note: what says so, below the panels.
    """
    from matplotlib.collections import PolyCollection

    for artist in fig.findobj():
        artist.set_gid(None)
    boxes, ways = tracks.limits(drawings), tracks.ways(drawings, start)
    for ax, box, panel in zip(fig.axes, boxes, ways, strict=True):
        there = {mark.slot: artist for artist, mark in marks.marks(ax)}
        ax.set_xlim(*(marks.unscaled(ax, 0, end) for end in box[0]))
        ax.set_ylim(*(marks.unscaled(ax, 1, end) for end in box[1]))
        for slot, way in panel.items():
            if way.example.kind == "line":
                _draw_thin(ax, way, thin)
            artist = there.get(slot) or _placeholder(ax, way.example, box)
            if isinstance(artist, PolyCollection):
                artist = _as_one_path(ax, artist)
            artist.set_gid(f"step:{names[way.code]}")
            if way.texts:
                _leave_room(artist, way.texts)
        ax.patch.set_gid("step:box" if panel else None)
    _note(fig, note)


def _leave_room(label: "Artist", texts: Sequence[str]) -> None:
    """Have the layout keep clear what the widest of the texts takes, too."""
    from matplotlib.transforms import Bbox

    own, shown = label.get_tightbbox, label.get_text()  # type: ignore[attr-defined]

    def widest(renderer: Any = None) -> Bbox:
        boxes = []
        for text in dict.fromkeys(texts):
            label.set(text=text)
            boxes.append(own(renderer))
        label.set(text=shown)
        return Bbox.union([box for box in boxes if box])

    label.get_tightbbox = widest  # type: ignore[method-assign]


def _note(fig: "Figure", note: str) -> None:
    """What the thin lines are: below the panels, or below one if there is a legend."""
    if fig.legends:
        ax = next(ax for ax in fig.axes if ax.axison)
        ax.set_xlabel(f"{ax.get_xlabel()}\n{note}".strip())
    else:
        fig.supxlabel(note, x=0.01, ha="left", color=MUTED, fontsize="medium")


def thin(count: int, start: int) -> list[int]:
    """The values that thin lines show: both ends, and some between them."""
    others = [n for n in range(count) if n != start]
    picks = np.linspace(0, len(others) - 1, min(THIN, len(others))).round().astype(int)
    return [others[n] for n in picks]


def _draw_thin(ax: "Axes", way: Track, thin: Sequence[int]) -> None:
    look = way.example.look
    for value in thin:
        x, y = way.places[:, value]
        for begin, end in _pieces(way, len(x)):
            ax.plot(
                x[begin:end],
                y[begin:end],
                transform=ax.transAxes,
                color=look["color"],
                linestyle=look["linestyle"],
                linewidth=0.8,
                alpha=0.45,
                zorder=1,
            )


def _as_one_path(ax: "Axes", area: "PolyCollection") -> "Artist":
    """The area as a path that stands in the drawing itself, where it can be moved."""
    from matplotlib.patches import PathPatch

    patch = PathPatch(
        area.get_paths()[0],
        transform=area.get_transform(),
        facecolor=area.get_facecolor()[0],
        linewidth=0,
        zorder=area.get_zorder(),
    )
    area.remove()
    return ax.add_patch(patch)


def _pieces(way: Track, points: int) -> list[tuple[int, int]]:
    edges = [0, *way.breaks, points]
    return list(itertools.pairwise(edges))


def _placeholder(ax: "Axes", mark: Mark, box: tracks.Floats) -> "Artist":
    """A mark that other values have and this one has not: there, but not to be seen."""
    look: dict[str, Any] = dict(mark.look)
    if mark.kind == "text":
        (x,), (y,) = tracks.shares(mark, box)
        return ax.text(x, y, " ", transform=ax.transAxes, **look)
    if mark.kind == "area":
        return ax.fill_between(
            [0, 0], 0, 0, transform=ax.transAxes, linewidth=0, **look
        )
    look.pop("marker")
    return ax.plot([0.5], [0.5], transform=ax.transAxes, **look)[0]
