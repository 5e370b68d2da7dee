"""What a figure shows, as numbers: the marks of every panel, to lay beside others.

A place within a panel is what it is on paper: a share of the panel's width and height,
or, where the mark stands among data, a number on the panel's axis (its logarithm on
logarithmic ones), so that it can be moved to other limits.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Floats = NDArray[np.float64]
Slot = tuple[Any, ...]
LOOKS = ("color", "alpha", "zorder")  # of every mark
LOOKS_OF = {
    "line": ("linewidth", "linestyle", "marker"),
    "area": ("facecolor",),
    "text": ("ha", "va", "fontsize"),
}


@dataclass(frozen=True)
class Mark:
    """A line, an area, a text, or another: what it shows is only told from others."""

    kind: str
    look: dict[str, Any]
    nth: int  # among those of its kind and look in its panel
    x: list[float]
    y: list[float]
    among_data: tuple[bool, bool]  # whether x and y are numbers on the axes
    breaks: list[int] = field(default_factory=list)  # points where a line begins anew
    text: str = ""
    offset: list[float] = field(default_factory=lambda: [0.0, 0.0])  # shares

    @property
    def slot(self) -> Slot:
        """What is alike in the marks of two figures that show the same thing."""
        return self.kind, str(self.look), self.nth


@dataclass(frozen=True)
class Panel:
    """Limits and scales of both axes, and all marks."""

    limits: list[list[float]]  # of x and y; logarithms on logarithmic axes
    scales: list[str]
    marks: list[Mark]


def panels(fig: "Figure") -> list[Panel]:
    """The panels of a figure that is drawn but not laid out."""
    return [
        Panel(
            limits=[list(map(float, pair)) for pair in scaled_limits(ax)],
            scales=[ax.get_xscale(), ax.get_yscale()],
            marks=[mark for _, mark in marks(ax)],
        )
        for ax in fig.axes
    ]


def scaled_limits(ax: "Axes") -> Floats:
    """Limits of x and y, as numbers on the axes."""
    corners = list(zip(ax.get_xlim(), ax.get_ylim(), strict=True))
    return np.asarray(ax.transScale.transform(corners), float).T


def marks(ax: "Axes") -> "list[tuple[Artist, Mark]]":
    """Each artist that is a mark, with its description."""
    seen: Counter[str] = Counter()
    found = []
    artists = list(_artists(ax))
    held = _anchors(ax, [artist for artist, kind in artists if kind == "text"])
    for artist, kind in artists:
        look = _look(artist, kind)
        alike = kind + str(look)
        nth = seen[alike]
        seen[alike] += 1
        if kind == "text":
            found.append((artist, _text(ax, artist, look, nth, held[artist])))
        else:
            found.append((artist, _mark(ax, artist, kind, look, nth)))
    return found


def from_json(panel: dict[str, Any]) -> Panel:
    """The panel that its fields, read from a file, describe."""
    described = (
        mark | {"among_data": tuple(mark["among_data"])} for mark in panel["marks"]
    )
    return Panel(**panel | {"marks": [Mark(**mark) for mark in described]})


def _artists(ax: "Axes") -> "Iterator[tuple[Artist, str]]":
    from matplotlib.collections import PolyCollection
    from matplotlib.text import Text

    yield from ((line, "line") for line in ax.lines)
    for collection in ax.collections:
        yield collection, "area" if isinstance(collection, PolyCollection) else "other"
    yield from ((image, "other") for image in ax.images)
    texts = [child for child in ax.get_children() if isinstance(child, Text)]
    named = (text for text in (*texts, ax.xaxis.label, ax.yaxis.label))
    yield from ((text, "text") for text in named if text.get_text())


def _look(artist: "Artist", kind: str) -> dict[str, Any]:
    """The properties by which a mark is known, and can be drawn again."""
    if kind == "other":
        return {"type": type(artist).__name__}
    found = {}
    for name in (*LOOKS, *LOOKS_OF[kind]):
        if kind != "area" or name != "color":
            value = getattr(artist, f"get_{name}")()
            found[name] = value.tolist() if isinstance(value, np.ndarray) else value
    return found


def _mark(
    ax: "Axes", artist: "Artist", kind: str, look: dict[str, Any], nth: int
) -> Mark:
    if kind == "other":
        return Mark(kind, look, nth, [0.0], [0.0], (False, False), [], _digest(artist))
    places, among = _outline(ax, artist, kind)
    whole = np.asarray(np.isfinite(places).all(axis=1), bool)
    begins = [int(whole[:at].sum()) for at in np.flatnonzero(~whole)]
    breaks = sorted({at for at in begins if 0 < at < whole.sum()})
    x, y = places[whole].T.tolist()
    return Mark(kind, look, nth, x, y, among, breaks)


def _digest(artist: Any) -> str:
    """What tells a picture or a map of lines from another."""
    paths = artist.get_paths() if hasattr(artist, "get_paths") else ()
    values = [path.vertices for path in paths]
    if (array := artist.get_array()) is not None:
        values.append(array)
    whole = hashlib.sha256()
    for value in values:
        whole.update(np.ascontiguousarray(np.asarray(value)).tobytes())
    return whole.hexdigest()


def _outline(ax: "Axes", artist: Any, kind: str) -> tuple[Floats, tuple[bool, bool]]:
    """The points of a line or an area."""
    path = artist.get_path() if kind == "line" else artist.get_paths()[0]
    transform = artist.get_transform()
    x, y = transform.contains_branch_seperately(ax.transData)
    on_paper = transform.transform(path.vertices)
    return _placed(ax, on_paper, (bool(x), bool(y))), (bool(x), bool(y))


def _placed(ax: "Axes", on_paper: Floats, among: Any) -> Floats:
    shares = ax.transAxes.inverted().transform(on_paper)
    for axis, (low, high) in enumerate(scaled_limits(ax)):
        if among[axis]:
            shares[:, axis] = low + shares[:, axis] * (high - low)
    return np.asarray(shares, float)


def _text(
    ax: "Axes", text: Any, look: dict[str, Any], nth: int, held: list[Floats]
) -> Mark:
    """A text where it is held; it is among data where a change of limits moves it."""
    before, scaled = held[0], scaled_limits(ax)
    place, offset, among = before.copy(), np.zeros(2), [False, False]
    for axis, (low, high) in enumerate(scaled):
        share = 2 * (before[axis] - held[1 + axis][axis])
        if abs(share) > 1e-9:
            among[axis] = True
            place[axis] = low + share * (high - low)
            offset[axis] = before[axis] - share
    x, y = ([float(number)] for number in place)
    said = text.get_text()
    both = (among[0], among[1])
    return Mark("text", look, nth, x, y, both, [], said, offset.tolist())


def _anchors(ax: "Axes", texts: list[Any]) -> dict[Any, list[Floats]]:
    """Where each is held; where if x were twice as long; and where if y were."""
    renderer: Any = ax.figure._get_renderer() if texts else None  # type: ignore[union-attr]
    found = {text: [_held(ax, text, renderer)] for text in texts}
    for axis in range(2 if texts else 0):
        change: Any = (ax.set_xlim, ax.set_ylim)[axis]
        limits = (ax.get_xlim(), ax.get_ylim())[axis]
        low, high = scaled_limits(ax)[axis]
        change(limits[0], unscaled(ax, axis, 2 * high - low))
        for text in texts:
            found[text].append(_held(ax, text, renderer))
        change(*limits)
    return found


def _held(ax: "Axes", text: Any, renderer: Any) -> Floats:
    """The anchor of a text as shares of the panel."""
    if hasattr(text, "update_positions"):
        text.update_positions(renderer)
    place = text.get_transform().transform(text.get_unitless_position())
    return np.asarray(ax.transAxes.inverted().transform(place), float)


def unscaled(ax: "Axes", axis: int, number: float) -> float:
    """The number of an axis whose scaled value this is."""
    point = [0.0, 0.0]
    point[axis] = number
    return float(ax.transScale.inverted().transform(point)[axis])
