"""The files of a run, as bytes: drawings, tables, and the record of it all."""

import csv
import hashlib
import io
import json
import struct
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, is_dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from demos.drawing import style, svg
from demos.drawing.named import check_named
from demos.drawing.shown import check_marks
from demos.framework import provenance
from demos.framework.demo import Check, Demo, Steps
from demos.framework.numbers import counted

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SCHEMA = 2  # of result.json; another number when a key changes its name or meaning
LEVELS = 1023  # heights in steps.json: 0 is the bottom of the box, this its top
OUTSIDE = 0.25  # how far beyond the box a curve is followed, that it leaves it straight
Files = dict[str, bytes]
Columns = Mapping[str, NDArray[Any]]
Draw = Callable[["Figure"], None]


@dataclass(frozen=True)
class Outcome:
    """Findings, checks and numbers of a run, before anything is drawn."""

    findings: list[str]
    checks: list[Check]
    data: dict[str, NDArray[Any]]
    steps: Steps | None

    def __post_init__(self) -> None:
        _refuse_odd_columns(self.data)
        numbers: dict[str, Any] = {f"data {k!r}": v for k, v in self.data.items()}
        numbers |= {f"check {c.what!r}": c.measured for c in self.checks}
        numbers |= self.steps.curves if self.steps else {}
        for name, values in numbers.items():
            if np.asarray(values).dtype.kind in "fc" and not np.isfinite(values).all():
                raise ValueError(f"{name} is not finite: the experiment broke down")


def _refuse_odd_columns(columns: Columns) -> None:
    """ValueError, with its name, for a column that does not fit the others."""
    lengths = Counter(len(c) for c in columns.values() if c.ndim == 1)
    usual = lengths.most_common(1)[0][0] if lengths else 0
    for name, column in columns.items():
        if column.ndim != 1:
            raise ValueError(
                f"data() gives the column {name!r} the shape {column.shape}; a column "
                "has one axis, as long as all others"
            )
        if len(column) != usual:
            raise ValueError(
                f"data() gives the column {name!r} {counted(len(column), 'row')}, and "
                f"{usual} to others; give all as many"
            )


def outcome(demo: Demo, result: Any) -> Outcome:
    """The outcome of a result; ValueError where a column or a number cannot be."""
    return Outcome(
        findings=demo.findings(result),
        checks=demo.checks(result),
        data={name: np.asarray(column) for name, column in demo.data(result).items()},
        steps=demo.steps(result) if hasattr(demo, "steps") else None,
    )


def drawing(demo: Demo, result: Any) -> Draw:
    """What draws a result, and looks whether the marks are where they must be."""
    marks = demo.marks(result) if hasattr(demo, "marks") else {}

    def draw(fig: "Figure") -> None:
        demo.draw(result, fig)
        check_marks(fig, marks)

    return draw


def drawn(draw: Draw, data: Columns) -> "list[Figure]":
    """The wide and the narrow drawing, in which a named curve shows its column."""
    figures = [style.figure(style.WIDE), style.figure(style.NARROW)]
    for fig in figures:
        draw(fig)
        check_named(fig, data)
    return figures


def look(draw: Draw, data: Columns) -> None:
    """Draw, for the mistakes that this shows."""
    with style.style(""):
        drawn(draw, data)


def drawings(draw: Draw, data: Columns, *, salt: str, title: str, desc: str) -> Files:
    """figure.svg, figure-narrow.svg and figure.png, all drawn by the one function."""
    with style.style(salt):
        wide, narrow = drawn(draw, data)
        for fig in (wide, narrow):
            style.lay_out(fig)
        return {
            "figure.svg": svg.refine(style.as_svg(wide), title, desc).encode(),
            "figure-narrow.svg": svg.refine(style.as_svg(narrow), title, desc).encode(),
            "figure.png": style.as_png(wide),
        }


def tables(outcome: Outcome) -> Files:
    """data.csv, and steps.json where the demo can be stepped through."""
    files = {"data.csv": _csv(outcome.data)}
    if outcome.steps:
        files["steps.json"] = as_json(_stepped(outcome.steps), indent=None)
    return files


def record(run: dict[str, Any], outcome: Outcome, files: Files) -> Files:
    """result.json: what was run, what came out, and what it was made of.

    Args:
        run: demo, command, parameters, seconds, and the key of what was computed.
        outcome: what came out.
        files: all other files.
    """
    checks = [asdict(check) | {"passed": check.passed} for check in outcome.checks]
    made = {
        "modules": provenance.modules(),
        "distributions": provenance.distributions(),
        "python": provenance.PYTHON,
    }
    described = {name: _described(files[name]) for name in sorted(files)}
    computed = {"data.csv", *(["steps.json"] if outcome.steps else [])}
    kinds = {
        "science": {
            "key": run["science"],
            "gives": ["checks", "findings", *sorted(computed)],
        },
        "drawing": {"gives": sorted(files.keys() - computed)},
    }
    found = {"findings": outcome.findings, "checks": checks}
    content = {"schema": SCHEMA} | run | found | kinds | made | {"files": described}
    return {"result.json": as_json(content, indent=2)}


def _csv(columns: Columns) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    cells = [[_cell(value) for value in column] for column in columns.values()]
    writer.writerows(zip(*cells, strict=True))
    return text.getvalue().encode()


def _cell(value: Any) -> str:
    return f"{value:.10g}" if isinstance(value, float) else str(value)


def _stepped(steps: Steps) -> dict[str, Any]:
    """Curves point by point, each of its rises from the last point frame by frame.

    So a height is the sum of all numbers up to its point and frame.
    """
    curves = {}
    for name, heights in steps.curves.items():
        levels = np.rint(np.clip(heights, -OUTSIDE, 1 + OUTSIDE) * LEVELS).astype(int)
        rises = np.diff(levels, axis=1, prepend=0)
        curves[name] = np.diff(rises, axis=0, prepend=0).T.tolist()
    return {
        "label": steps.label,
        "values": list(steps.values),
        "descriptions": list(steps.descriptions),
        "start": steps.start,
        "curves": curves,
    }


def as_json(content: Any, *, indent: int | None = None) -> bytes:
    """A file that says this."""
    separators = None if indent else (",", ":")
    text = json.dumps(
        content,
        ensure_ascii=False,
        allow_nan=False,
        indent=indent,
        separators=separators,
        default=_plain,
    )
    return f"{text}\n".encode()


def _plain(value: Any) -> Any:
    """numpy's numbers as Python's own, and records as what they hold."""
    if isinstance(value, np.generic):
        return value.item()
    if is_dataclass(value):
        return vars(value)
    raise TypeError(f"{value!r} cannot be written as JSON")


def _described(content: bytes) -> dict[str, Any]:
    described = {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
    if size := _size(content):
        described |= {"width": size[0], "height": size[1]}
    return described


def _size(content: bytes) -> tuple[int, int] | None:
    """Width and height in pixels of a drawing; None for a table."""
    if content.startswith(b"\x89PNG"):
        width, height = struct.unpack(">II", content[16:24])
        return width, height
    return svg.size(content.decode()) if content.startswith(b"<svg") else None
