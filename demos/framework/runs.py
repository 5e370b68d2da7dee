"""A run of a demo: what comes out, and the files that are made of it."""

import contextlib
import json
import shlex
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

from demos import figures
from demos.framework import console, opened, output
from demos.framework import files as folders
from demos.framework.demo import Demo
from demos.framework.options import options, written
from demos.framework.science import Science


@dataclass(frozen=True)
class Run:
    """What came out, and how the files of it are made."""

    name: str
    command: str
    parameters: dict[str, Any]
    result: Any  # what the demo's own ``run`` returned
    outcome: output.Outcome
    files: Callable[[], output.Files]
    began: float
    science: str  # key of what was computed: findings, checks and data.csv are of it
    look: Callable[[], None] = lambda: None  # draw, and keep nothing

    def write(self, target: Path) -> None:
        """Draw, and put everything into a folder."""
        files = self.files() | output.tables(self.outcome)
        run = {
            "demo": self.name,
            "command": self.command,
            "module": f"{figures.module(self.name).replace('.', '/')}.py",
            "parameters": self.parameters,
            "science": self.science,
            "seconds": round(time.perf_counter() - self.began, 3),
        }
        folders.replace(target, files | output.record(run, self.outcome, files))


def of_one(science: Science) -> Run:
    """The ordinary run."""
    began = time.perf_counter()
    name, demo, parameters = science.name, science.demo, science.parameters
    result = science.result()
    found = science.outcome(result)
    told, line = asdict(parameters), command(name, parameters)
    draw = output.drawing(demo, result)
    files = drawings(name, demo, draw, found, found.data)
    look = partial(output.look, draw, found.data)
    return Run(name, line, told, result, found, files, began, science.key, look)


def usual(science: Science, target: Path) -> float:
    """Seconds that the same run took whose files are in a folder; 0 if none are."""
    opened.leave_out(target)  # it is none of the data
    with contextlib.suppress(OSError, ValueError, KeyError):
        record = json.loads((target / "result.json").read_text(encoding="utf-8"))
        if record["command"] == command(science.name, science.parameters):
            return float(record["seconds"])
    return 0


def command(name: str, parameters: Any) -> str:
    """The command that runs a demo so: only what differs from the defaults."""
    return shlex.join(["python", "-m", "demos", name, *words(parameters)])


def words(parameters: Any) -> list[str]:
    """The options that differ from the defaults."""
    found: list[str] = []
    for option in options(type(parameters)):
        value = getattr(parameters, option.field)
        if value != option.default:
            found += [f"--{option.name}", written(value)]
    return found


def drawings(
    name: str,
    demo: Demo,
    draw: output.Draw,
    found: output.Outcome,
    data: output.Columns,
) -> Callable[[], output.Files]:
    """The pictures, when they are asked for; the data are those of named curves."""
    title, desc = console.summary(demo), " ".join(found.findings)
    return partial(output.drawings, draw, data, salt=name, title=title, desc=desc)
