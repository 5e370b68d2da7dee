"""What a demo is: a module with the names of ``Demo``.  Write one against this file.

    @dataclass(frozen=True)
    class Parameters:
        runs: int = option(2000, "independent runs", minimum=1, maximum=1_000_000)

    def run(parameters: Parameters) -> Result: ...         # science, no drawing
    def draw(result: Result, fig: Figure) -> None: ...     # marks, wide and narrow
    def findings(result: Result) -> list[str]: ...         # one or two sentences
    def checks(result: Result) -> list[Check]: ...         # against exact values
    def data(result: Result) -> dict[str, ArrayLike]: ...  # columns of data.csv
    def steps(result: Result) -> Steps: ...                # only where it steps
    def marks(result: Result) -> dict[str, Mark]: ...      # where lines must lie

The first line of the module's docstring is its line in ``list``; the rest,
with the figure or equation it reproduces, is the text of ``--help``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from demos.framework.options import option

if TYPE_CHECKING:  # whoever needs only the words shall not wait for these
    from matplotlib.figure import Figure
    from numpy.typing import ArrayLike, NDArray

__all__ = ["Check", "Demo", "Steps", "option"]


@dataclass(frozen=True)
class Check:
    """A measured number beside the one that theory or a publication gives.

    ``notices`` is its power, in words: the smallest mistake in what is drawn that it
    would notice, "ε off by a tenth".  A test plants that mistake and sees it missed.
    """

    what: str
    expected: float
    measured: float
    tolerance: float
    notices: str | None = None

    @property
    def passed(self) -> bool:
        """True when the two agree within the tolerance; never for NaN."""
        return bool(abs(self.measured - self.expected) <= self.tolerance)


@dataclass(frozen=True)
class Steps:
    """A figure that can be stepped through, one curve or more in one panel or more.

    The axes patch of such a panel has the gid ``step:box``, and each moving artist
    the gid ``step:<name of its curve>``.  The slider bends a smooth curve through
    the points, so that few are enough.
    """

    label: str  # what the slider sets, with its symbol: "noise step t"
    values: Sequence[str]  # what the slider shows, one for each frame
    descriptions: Sequence[str]  # what a screen reader says, one for each frame
    start: int  # index of the frame that the drawing shows
    curves: "Mapping[str, NDArray[Any]]"  # heights, (frames, points); 0 bottom, 1 top


class Demo(Protocol):
    """A module in demos/figures; it may have ``steps(result)`` as well.

    And ``marks(result)``, for lines that are no columns of ``data``: by their labels,
    how far each is from where plain formulas have it (``demos.drawing.shown``).
    """

    @property
    def Parameters(self) -> type[Any]:
        """A frozen dataclass whose fields are made by ``option``."""

    def run(self, parameters: Any) -> Any:
        """The experiment: parameters to a frozen dataclass of arrays."""

    def draw(self, result: Any, fig: "Figure") -> None:
        """Marks on a figure that the house has sized and styled, wide or narrow."""

    def findings(self, result: Any) -> list[str]:
        """One or two sentences with the measured numbers."""

    def checks(self, result: Any) -> list[Check]:
        """Comparisons with exact or published values."""

    def data(self, result: Any) -> "dict[str, ArrayLike]":
        """What is drawn: columns of equal length."""
