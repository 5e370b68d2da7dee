"""What a demo computed, apart from its drawing, and used again where it still holds.

In the folder that the environment names in DEMOS_KEPT there is a file for each run, and
for each outcome (findings, checks, numbers).  Its name says the parameters and sources
that gave it, and it records the files, distributions and Python that the run met.  What
only draws is in neither: after another palette, label or size, or with another option
that only draws, nothing is computed anew.
"""

import contextlib
import hashlib
import json
import os
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from demos import figures
from demos.framework import opened, provenance, sources
from demos.framework.demo import Demo
from demos.framework.kept import Kept, Unkeepable
from demos.framework.options import options
from demos.framework.output import Outcome, outcome

RUN = ("run",)
OUTCOME = ("run", "findings", "checks", "data", "steps")
FORMAT = 2  # of the files; another number when they are read in another way
FOLDER = "DEMOS_KEPT"


@dataclass(frozen=True)
class Science:
    """A demo with parameters, and where what it computed is kept."""

    name: str
    demo: Demo
    parameters: Any
    folder: Path | None = None

    def result(self) -> Any:
        """What the demo's ``run`` returns."""
        return self._kept(RUN, self._sources, lambda: self.demo.run(self.parameters))

    def outcome(self, result: Any) -> Outcome:
        """What it found; the result is what ``result`` returned."""
        made_of = sources.of(figures.module(self.name), *OUTCOME)
        found = self._kept(OUTCOME, made_of, lambda: outcome(self.demo, result))
        return Outcome(**vars(found))

    @property
    def key(self) -> str:
        """The name of its run: of the parameters that do not only draw, and sources."""
        return self._key(RUN, self._sources)

    @cached_property
    def _sources(self) -> sources.Sources:
        return sources.of(figures.module(self.name), *RUN)

    def _key(self, parts: tuple[str, ...], made_of: sources.Sources) -> str:
        values = asdict(self.parameters)
        if parts == RUN:
            draws = [o.field for o in options(type(self.parameters)) if o.drawing]
            values = {name: v for name, v in values.items() if name not in draws}
        text = json.dumps([FORMAT, self.name, values, made_of], sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:32]

    def _kept(
        self,
        parts: tuple[str, ...],
        made_of: sources.Sources,
        compute: Callable[[], Any],
    ) -> Any:
        """What is kept of these parts, else what they compute, which then is."""
        if self.folder is None or not made_of:
            return _settled(compute(), self.parameters)
        opened.leave_out(self.folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / f"{self._key(parts, made_of)}.zip"
        with _alone(path.with_suffix(".lock")):
            with contextlib.suppress(Exception):  # damaged, in whatever way, or old
                return _read(path, self.parameters)
            before = provenance.files()
            value = compute()
            return _write(path, value, self.parameters, before)


def kept_folder() -> Path | None:
    """The folder that the environment names, if it does."""
    return Path(os.environ[FOLDER]) if FOLDER in os.environ else None


def _settled(value: Any, parameters: Any) -> Any:
    with contextlib.suppress(Unkeepable):
        return Kept.of(value, parameters).value(parameters)
    return value


def _read(path: Path, parameters: Any) -> Any:
    """The value in a file; an error where it is not what would be computed now."""
    record, value = Kept.read(path).value(parameters)
    provenance.recall(record)
    with contextlib.suppress(OSError):  # a cache that is only to be read
        os.utime(path)
    return value


def _write(path: Path, value: Any, parameters: Any, before: set[Path]) -> Any:
    """Keep a value with what it met; as a file gives it back."""
    record = provenance.met(before)
    try:
        kept = Kept.of([record, value], parameters)
    except Unkeepable:
        return value
    with contextlib.suppress(OSError):  # a full disk costs time, and nothing else
        kept.write(path)
    return kept.value(parameters)[1]


@contextlib.contextmanager
def _alone(path: Path) -> Iterator[None]:
    """While this lasts, whoever wants to compute the same waits."""
    try:
        import fcntl
    except ImportError:  # then both compute it
        yield
        return
    with path.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
