"""The door for Python: ``demos.run("epsilon-greedy", runs=500)``.

    >>> import demos
    >>> found = demos.run("epsilon-greedy", runs=500, epsilons=(0, 0.1))
    >>> found.findings       # sentences with the measured numbers
    >>> found.data["step"]   # an array, as every column of data.csv is
    >>> found.result         # what the experiment returned; help() gives the shapes
    >>> found.figure         # the last line of a cell in Jupyter shows it
    >>> found.save("figure") # the files that the command line would write

Options are those of the command line, with ``_`` for ``-``, and have the same ranges.
"""

import struct
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from demos import figures
from demos.framework import console, opened
from demos.framework import files as folders
from demos.framework.cli import FILES
from demos.framework.demo import Check
from demos.framework.options import parse, written

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from demos.framework.runs import Run

SCALE = 2  # pixels of the PNG to one of the page


@dataclass(frozen=True)
class Drawing:
    """The figure of a run; a notebook shows it."""

    svg: str
    png: bytes

    def _repr_png_(self) -> tuple[bytes, dict[str, int]]:
        """What Jupyter shows, in the size that a page would give it."""
        width, height = struct.unpack(">II", self.png[16:24])
        return self.png, {"width": width // SCALE, "height": height // SCALE}


@dataclass(frozen=True)
class Found:
    """What a run found."""

    parameters: Any
    result: Any  # the demo's own; its docstrings give names and shapes
    run: "Run"

    @property
    def findings(self) -> list[str]:
        """One or two sentences with the measured numbers."""
        return self.run.outcome.findings

    @property
    def checks(self) -> list[Check]:
        """Measured numbers beside exact or published ones; each says if it passed."""
        return self.run.outcome.checks

    @property
    def data(self) -> "dict[str, NDArray[Any]]":
        """What is drawn: arrays by name, each of shape (rows,)."""
        return self.run.outcome.data

    @cached_property
    def figure(self) -> Drawing:
        """The drawing as a page shows it."""
        files = self.run.files()
        return Drawing(files["figure.svg"].decode(), files["figure.png"])

    def save(self, folder: str | Path) -> Path:
        """Write figures, numbers and the record of the run into a folder; its path."""
        target = Path(folder).resolve()
        folders.check(target, FILES)
        self.run.write(target)
        return target

    def __repr__(self) -> str:
        return console.outcome_text(self.findings, self.checks)


def run(name: str, **options: Any) -> Found:
    """Run a demo; ValueError, with what is allowed, for an option that cannot be."""
    from demos.framework import runs
    from demos.framework.science import Science

    opened.watch()
    demo = figures.load(name)
    texts = {key.replace("_", "-"): _written(value) for key, value in options.items()}
    parameters = parse(demo.Parameters, texts)
    made = runs.of_one(Science(name, demo, parameters))
    return Found(parameters, made.result, made)


def names() -> dict[str, str]:
    """The name of each demo, with its one line."""
    return {name: console.summary(figures.load(name)) for name in figures.names()}


def _written(value: Any) -> str:
    """A value as on the command line; numpy's numbers and arrays too."""
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, Iterable) and not isinstance(value, str):
        return written(tuple(value))
    return written(value)
