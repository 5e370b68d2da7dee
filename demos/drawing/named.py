"""Whether a curve that is named as a column of numbers shows that column."""

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from demos.drawing.shown import check_bands
from demos.drawing.texts import check_texts

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Columns = Mapping[str, NDArray[Any]]
CONDITION = re.compile(r", (\w+)=(-?[\d.]+)$")
UNITS = (1, 100)  # 100: a share in per cent
CONFIDENCE = 1.96  # standard errors on each side of a curve: 95 %


def check_named(fig: "Figure", data: Columns) -> None:
    """ValueError for a labelled curve that shows other numbers than its label says.

    ``reward ε=0.1`` is of ``ε = 0.1``; so are the rows whose text in some column it is.
    ``density, t = 3`` is the column ``density`` where the column ``t`` is 3.  Labels
    are those of ``label_ends`` and ``legend``, or set by the demo and never seen; what
    no column is named after may show anything.  A band in the colour of such a curve is
    95 % of its column of errors, "reward error ε=0.1", on each side.  A text that is
    such a label has the colour of its curve, and a number at a tick is its place.
    """
    for ax in fig.axes:
        check_bands(ax, _bands(ax, data))
        check_texts(ax)


def _bands(ax: "Axes", data: Columns) -> dict[str, list[NDArray[Any]]]:
    """How wide the bands of named curves may be on each side, when those are right."""
    found = {}
    for line in ax.lines:
        label = str(line.get_label())
        if label.startswith("_"):  # matplotlib's, for lines without one
            continue
        x, y = (np.asarray(values, dtype=float) for values in line.get_data())
        tables = list(columns_of(label, data))
        shown = (_shown(x, y, *table) for table in tables)
        column, heights = next(filter(None, shown), ("", {}))
        if tables and not column:
            raise ValueError(
                f"draw() names a curve {label!r} that shows other numbers than data() "
                "has under that name; draw those, or name it otherwise"
            )
        found[label] = _widths(column, heights)
    return found


def _widths(column: str, heights: Columns) -> list[NDArray[Any]]:
    """Half of a band around a column, from its errors."""
    errors = {name for name in heights if "error" in name and name != column}
    own = {name for name in errors if name.replace(" error", "") == column} or errors
    return [unit * CONFIDENCE * heights[name] for name in sorted(own) for unit in UNITS]


def columns_of(label: str, data: Columns) -> Iterator[tuple[Columns, Columns]]:
    """Columns that a curve of this name may show, and those it may be drawn over."""
    name, numbers = _where(_bare(label), _numbers(data))
    word = re.compile(rf"(?<!\w){re.escape(name)}(?![\w.])")
    if heights := {c: v for c, v in numbers.items() if word.search(_bare(c))}:
        yield heights, numbers
    for texts in (column for column in data.values() if column.dtype.kind == "U"):
        rows = [f"{name},".startswith(f"{_bare(text)},") for text in texts.tolist()]
        if any(rows):
            own = {c: v[rows] for c, v in numbers.items()}
            yield own, own


def _where(name: str, numbers: Columns) -> tuple[str, Columns]:
    """The name without its condition, and the rows that fulfil it, each once."""
    match = CONDITION.search(name)
    if not match or match[1] not in numbers:
        return name, numbers
    rows = np.flatnonzero(numbers[match[1]] == float(match[2]))
    table = np.stack([column[rows] for column in numbers.values()])
    _, first = np.unique(table, axis=1, return_index=True)
    own = {column: values[rows[np.sort(first)]] for column, values in numbers.items()}
    return name[: match.start()], own


def _bare(text: str) -> str:
    return re.sub(r"\s*=\s*", "=", text)


def _numbers(data: Columns) -> Columns:
    return {name: v for name, v in data.items() if v.dtype.kind in "fiu"}


def _shown(
    x: Any, y: Any, heights: Columns, places: Columns
) -> tuple[str, Columns] | None:
    """The name of the column that a curve shows, with the columns it is one of."""
    for name, column in heights.items():
        if column.size == 1 and _alike(y, np.full(y.shape, column[0])):
            return name, {}  # a line across the panel
        if any(_alike(y, unit * column) for unit in UNITS) and any(
            _alike(x, place) for place in places.values()
        ):
            return name, heights
    return None


def _alike(drawn: Any, column: NDArray[Any]) -> bool:
    return drawn.shape == column.shape and np.allclose(drawn, column, rtol=1e-9, atol=0)
