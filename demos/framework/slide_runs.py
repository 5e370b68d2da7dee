"""The runs of a slide: the part of one value, and the figure that joins all parts."""

import json
import shlex
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from demos.drawing import marks, style, tracks
from demos.drawing import slide as slide_drawing
from demos.drawing.marks import Panel
from demos.framework import opened, output, runs
from demos.framework.demo import Check, Demo
from demos.framework.numbers import counted
from demos.framework.options import UsageError
from demos.framework.progress import followed
from demos.framework.runs import Run
from demos.framework.science import Science, kept_folder
from demos.framework.slides import Slide

if TYPE_CHECKING:
    from matplotlib.figure import Figure

PART = "part.json"


@dataclass(frozen=True)
class Part:
    """What one value of a slide has to say."""

    wide: list[Panel]
    narrow: list[Panel]
    findings: list[str]
    checks: list[Check]
    data: dict[str, list[Any]]


def part(demo: Demo, result: Any, outcome: output.Outcome) -> Part:
    """The part of one value."""
    with style.style(""):
        draw = output.drawing(demo, result)
        both = [marks.panels(fig) for fig in output.drawn(draw, outcome.data)]
    data = {name: column.tolist() for name, column in outcome.data.items()}
    return Part(both[0], both[1], outcome.findings, outcome.checks, data)


def part_file(part: Part) -> output.Files:
    """The file of a part."""
    return {PART: output.as_json(part)}


def read_part(text: bytes) -> Part:
    """The part that such a file holds."""
    said = json.loads(text)
    wide, narrow = ([marks.from_json(p) for p in said[w]] for w in ("wide", "narrow"))
    checks = [Check(**check) for check in said["checks"]]
    return Part(wide, narrow, said["findings"], checks, said["data"])


def read_parts(folder: Path, slide: Slide) -> list[Part]:
    """The part of each value: ``0.json`` and so on in the folder."""
    opened.leave_out(folder)
    files = [folder / f"{n}.json" for n in range(len(slide.values))]
    return [read_part(file.read_bytes()) for file in files]


def computed(science: Science) -> tuple[Any, Part]:
    """A result, and its part as its file would give it."""
    result = science.result()
    made = part(science.demo, result, science.outcome(result))
    return result, read_part(part_file(made)[PART])


def parts_and_drawn(science: Science, slide: Slide) -> tuple[list[Part], Any]:
    """The part of each value, and the result at the one that is drawn."""
    found, drawn = [], None
    for parameters in followed(slide.parameters, len(slide.parameters)):
        result, made = computed(replace(science, parameters=parameters))
        found.append(made)
        if parameters is slide.drawn:
            drawn = result
    return found, drawn


@dataclass(frozen=True)
class Joined:
    """The parts of a slide as one figure; UsageError where they draw unlike things."""

    slide: Slide
    parts: Sequence[Part]

    def __post_init__(self) -> None:
        _ = self.names

    @cached_property
    def names(self) -> dict[str, str]:
        """Of everything that moves in either drawing."""
        try:
            both, start = (self._wide, self._narrow), self.slide.start
            return tracks.names([tracks.ways(drawings, start) for drawings in both])
        except tracks.Unlike as error:
            raise UsageError(
                f"--slide {self.slide.option.name} cannot be shown: {error}"
            ) from None

    @property
    def _wide(self) -> list[list[Panel]]:
        return [part.wide for part in self.parts]

    @property
    def _narrow(self) -> list[list[Panel]]:
        return [part.narrow for part in self.parts]

    def draw(self, demo: Demo, result: Any, fig: "Figure") -> None:
        """The drawing at the start, ready to be moved."""
        demo.draw(result, fig)
        thin = slide_drawing.thin(len(self.parts), self.slide.start)
        values = ", ".join(self.slide.shown[n] for n in thin)
        drawings = self._narrow if style.is_narrow(fig) else self._wide
        note = f"thin lines: {self.slide.label} {values}"
        start = self.slide.start
        slide_drawing.prepare(
            fig, drawings, self.names, start=start, thin=thin, note=note
        )

    def steps(self) -> dict[str, Any]:
        """What ``steps.json`` says."""
        return {
            "label": self.slide.label,
            "values": self.slide.shown,
            "descriptions": [" ".join(part.findings) for part in self.parts],
            "start": self.slide.start,
            **tracks.told(self.names),
        }

    def outcome(self) -> output.Outcome:
        """What the drawing found, what the others missed, and all numbers."""
        drawn = self.parts[self.slide.start]
        others = [part for part in self.parts if part is not drawn]
        missed = sum(not check.passed for part in others for check in part.checks)
        what = f"checks missed at {counted(len(others), 'other value')}"
        checks = [*drawn.checks, Check(what, 0, missed, 0)]
        return output.Outcome(drawn.findings, checks, self._data(), None)

    def _data(self) -> dict[str, Any]:
        """One row for each number of each column of each value."""
        rows = [
            (value, column, place, number)
            for value, part in zip(self.slide.values, self.parts, strict=True)
            for column, numbers in part.data.items()
            for place, number in enumerate(numbers)
        ]
        names = (self.slide.option.name, "column", "row", "value")
        columns = zip(*rows, strict=True)
        return {n: np.array(c) for n, c in zip(names, columns, strict=True)}


def run_part(science: Science) -> Run:
    """One value of a slide: its numbers, and no drawing."""
    began = time.perf_counter()
    name, parameters = science.name, science.parameters
    result = science.result()
    found = science.outcome(result)
    own = part(science.demo, result, found)
    told = asdict(parameters) | {"part": True}
    line = f"{runs.command(name, parameters)} --part"
    files = partial(part_file, own)
    return Run(name, line, told, result, found, files, began, science.key)


def write_parts(name: str, demo: Demo, slide: Slide, target: Path) -> list[Check]:
    """Put the part of each value into a folder of its own, 0 and so on; all checks."""
    checks: list[Check] = []
    for number, parameters in enumerate(slide.parameters):
        run = run_part(Science(name, demo, parameters, kept_folder()))
        run.write(target / str(number))
        checks += run.outcome.checks
    return checks


def run_slide(science: Science, slide: Slide, folder: Path | None) -> Run:
    """A slide, of the parts in a folder or of what it computes itself."""
    began = time.perf_counter()
    name, demo = science.name, science.demo
    if folder:
        parts, drawn = read_parts(folder, slide), None
    else:
        parts, drawn = parts_and_drawn(science, slide)
    joined = Joined(slide, parts)
    found = joined.outcome()
    told = asdict(slide.drawn) | {"slide": slide.text}

    def files() -> output.Files:
        result = science.result() if drawn is None else drawn
        draw = partial(joined.draw, demo, result)
        steps = {"steps.json": output.as_json(joined.steps())}
        return steps | runs.drawings(name, demo, draw, found, {})()

    line = slide_command(name, slide)
    return Run(name, line, told, joined, found, files, began, science.key)


def slide_command(name: str, slide: Slide) -> str:
    """The command that makes a slide."""
    own = runs.words(slide.drawn)
    words = ["python", "-m", "demos", name, *own, "--slide", slide.text]
    return shlex.join(words)
