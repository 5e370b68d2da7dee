"""Whether a curve that is named as a column of numbers shows that column."""

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Columns = Mapping[str, NDArray[Any]]
CONDITION = re.compile(r", (\w+)=(-?[\d.]+)$")
UNITS = (1, 100)  # 100: a share in per cent


def check_named(fig: "Figure", data: Columns) -> None:
    """ValueError for a labelled curve that shows other numbers than its label says.

    ``reward ε=0.1`` is of ``ε = 0.1``; so are the rows whose text in some column it is.
    ``density, t = 3`` is the column ``density`` where the column ``t`` is 3.  Labels
    are those of ``label_ends`` and ``legend``, or set by the demo and never seen; what
    no column is named after may show anything.
    """
    for line in [line for ax in fig.axes for line in ax.lines]:
        label = str(line.get_label())
        if label.startswith("_"):  # matplotlib's, for lines without one
            continue
        tables = list(_of(label, data))
        x, y = (np.asarray(values, dtype=float) for values in line.get_data())
        if tables and not any(_shows(x, y, *table) for table in tables):
            raise ValueError(
                f"draw() names a curve {label!r} that shows other numbers than data() "
                "has under that name; draw those, or name it otherwise"
            )


def _of(label: str, data: Columns) -> Iterator[tuple[Columns, Columns]]:
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


def _shows(x: Any, y: Any, heights: Columns, places: Columns) -> bool:
    for column in heights.values():
        if column.size == 1 and _alike(y, np.full(y.shape, column[0])):
            return True  # a line across the panel
        if any(_alike(y, unit * column) for unit in UNITS):
            return any(_alike(x, place) for place in places.values())
    return False


def _alike(drawn: Any, column: NDArray[Any]) -> bool:
    return drawn.shape == column.shape and np.allclose(drawn, column, rtol=1e-9, atol=0)
