"""Whether the marks of a figure lie where their demo says that they must."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from demos.drawing.space_time import LEVELS
from demos.framework.expected import NEAR, Expected, Floats, Picture, Shades, off

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


def check_marks(fig: "Figure", marks: Mapping[str, Expected]) -> None:
    """ValueError for a mark that is not where it must be, or not there at all."""
    drawn: dict[str, list[Any]] = {}
    for ax in fig.axes:
        for artist in (*ax.lines, *ax.collections, *ax.images):
            drawn.setdefault(str(artist.get_label()), []).append(artist)
    for name, expected in marks.items():
        if name not in drawn:
            raise ValueError(f"draw() leaves out {name!r}, which marks() expects")
        if not _far(drawn[name], expected) <= NEAR:
            raise ValueError(
                f"draw() puts {name!r} elsewhere than marks() expects; mend one of them"
            )


def _far(artists: list[Any], expected: Expected) -> float:
    """How far the artists of a name are from where they must be."""
    if isinstance(expected, Picture):
        return max(expected.wrong(image.get_array()) for image in artists)
    if isinstance(expected, Shades):
        return _far_layers(artists, expected)
    return max(expected(*curves(*line.get_data())) for line in artists)


def _far_layers(layers: list[Any], expected: Shades) -> float:
    """How far the edges of layers are from those that the density has."""
    from contourpy import contour_generator

    density = expected.density
    shape = np.sqrt(density / density.max(axis=1, keepdims=True)).T
    edges = contour_generator(expected.t, expected.x, shape)
    if len(layers) != len(LEVELS):
        return np.inf
    return max(
        off(_sorted([p.vertices for p in layer.get_paths()]), _sorted(known[0]))
        for layer, level in zip(layers, LEVELS, strict=True)
        for known in [edges.filled(level, 2)]
    )


def _sorted(vertices: Any) -> Floats:
    """Points in an order that does not depend on where a curve begins."""
    found = np.concatenate([np.empty((0, 2)), *vertices])
    return np.asarray(np.unique(found.round(9), axis=0))


def curves(x: Any, y: Any) -> tuple[Floats, Floats]:
    """The x that all curves of a broken line share, and their heights side by side."""
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    ends = np.flatnonzero(np.isnan(y))
    if not ends.size:
        return x, y
    return x[: ends[0]], y.reshape(len(ends), -1).T[:-1]


def check_bands(ax: "Axes", widths: Mapping[str, list[Floats]]) -> None:
    """ValueError for an area in a curve's colour that is no band of the right width.

    Args:
        ax: where it is.
        widths: what half of the band may be, by the label of its curve.
    """
    from matplotlib.collections import PolyCollection
    from matplotlib.colors import to_rgb

    for area in [a for a in ax.collections if isinstance(a, PolyCollection)]:
        color = to_rgb(np.asarray(area.get_facecolor())[0, :3].tolist())
        for line in [
            line for line in ax.lines if to_rgb(str(line.get_color())) == color
        ]:
            label, (x, y) = str(line.get_label()), curves(*line.get_data())
            half = widths.get(label, [])
            if half and not _is_band(area.get_paths()[0].vertices, x, y, half):
                raise ValueError(
                    f"draw() gives the curve {label!r} a band of another width than "
                    "its column of errors has"
                )


def _is_band(vertices: Any, x: Floats, y: Floats, half: list[Floats]) -> bool:
    across, heights = vertices[np.lexsort((vertices[:, 1], vertices[:, 0]))].T
    _, first = np.unique(across, return_index=True)
    lower, upper = heights[first], heights[np.append(first[1:], len(across)) - 1]
    return len(lower) == len(x) and any(
        max(off(lower, y - wide), off(upper, y + wide)) <= NEAR for wide in half
    )
