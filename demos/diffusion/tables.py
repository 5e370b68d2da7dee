"""Tables of curves in time: a row for each moment and place."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Columns = dict[str, Any]  # of arrays


def long_table(
    t: NDArray[np.generic], x: NDArray[np.float64], **curves: NDArray[np.float64]
) -> Columns:
    """Columns t, x and one for each curve, which has the shape (times, places)."""
    columns = {name: curve.ravel() for name, curve in curves.items()}
    return {"t": np.repeat(t, len(x)), "x": np.tile(x, len(t))} | columns
