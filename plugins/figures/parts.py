"""The parts of slides: several values in one run, and all of them given to another.

Each run begins with what Python has to import, which takes longer than many a value.
"""

import contextlib
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path

from plugins.figures import svg
from plugins.figures.cache import Cache, Miss
from plugins.figures.entry import PART, Entry, Unusable
from plugins.figures.request import Request
from plugins.figures.runner import OUT, DemoFailed, DemoRunner, OtherInputs

MOST = 10  # values in one run, which may take as long as any
GIVEN = "parts"  # the folder in which a run finds them


@dataclass(frozen=True)
class Job:
    """A run, and what it leaves: a figure, or parts of a slide."""

    request: Request
    misses: list[Miss]


def jobs(misses: Sequence[Miss], slides: Sequence[Miss], workers: int) -> list[Job]:
    """Runs for all that is missing, the longest first.

    Args:
        misses: figures, and parts of slides.
        slides: those whose parts may be done together.
        workers: how many runs go on at once; 0 for one on each processor.
    """
    left = {miss.request: miss for miss in misses}
    found = []
    for slide in (each.request for each in slides):
        own = [part for part in dict.fromkeys(slide.parts) if part in left]
        most = min(MOST, ceil(len(own) / (workers or os.cpu_count() or 1)))
        for begin in range(0, len(own), most or 1):
            some = own[begin : begin + most]
            found.append(Job(slide.of_some(some), [left.pop(part) for part in some]))
    found += [Job(miss.request, [miss]) for miss in left.values()]
    return sorted(found, key=lambda job: -sum(miss.seconds or 0 for miss in job.misses))


def together(job: Job, runner: DemoRunner, cache: Cache) -> dict[Request, Entry]:
    """The parts that one run leaves of those that a job asks for."""
    with contextlib.suppress(OSError), cache.workdir() as workdir:
        try:
            runner.run(job.request.arguments, workdir)
        except OtherInputs:
            return {}
        except DemoFailed:
            pass  # at one value, or stopped: those before it are whole
        return dict(_left(job, workdir / OUT, cache))
    return {}


def _left(job: Job, folder: Path, cache: Cache) -> Iterator[tuple[Request, Entry]]:
    for number, miss in enumerate(job.misses):
        with contextlib.suppress(Unusable):
            part = folder / str(number)
            yield miss.request, cache.store(miss.request, part, svg.RENDERER)


def given(parts: Iterable[Entry], workdir: Path) -> list[str]:
    """The parts of a slide put where its run finds them, and the words that say so."""
    folder = workdir / GIVEN
    for number, part in enumerate(parts):
        folder.mkdir(exist_ok=True)
        shutil.copyfile(part.folder / PART, folder / f"{number}.json")
    return ["--parts", GIVEN] if folder.exists() else []
