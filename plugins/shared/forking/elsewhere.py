"""One run of ``python -m …`` on another machine: what its worker is asked to do.

A job and its answer are data: names, words, and the bytes of files.  The worker has the
same code and libraries, or runs nothing and says what it has; what it finds out only by
running stands in its record.
"""

import contextlib
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

from plugins.shared.compiled import count_by_content, sources
from plugins.shared.forking.process import Run, Spawned, environment

FONTS = "matplotlib-of-demos"  # folder for matplotlib's list of fonts, on the worker


@dataclass(frozen=True)
class Job:
    """What to run, in a folder with these files, and for how long at most."""

    module: str
    arguments: list[str]
    files: dict[str, bytes]
    seconds: float
    unlike: Callable[[Path], list[str]] | None = None  # why the worker must not


@dataclass(frozen=True)
class Answer:
    """How it ended (None: not in time), and what was in its folder then."""

    code: int | None
    files: dict[str, bytes]
    unlike: list[str] = field(default_factory=list)  # why nothing was run


def run(job: Job) -> Answer:
    """Do what a job says, in a folder of its own that is gone afterwards."""
    root = root_of(job.module)
    if root is None:
        raise ModuleNotFoundError(f"the worker has no package {job.module!r}")
    if job.unlike and (others := job.unlike(root)):
        return Answer(None, {}, others)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        write(folder, job.files)
        process = Spawned(_here(job, root, folder))
        code = None
        try:
            with contextlib.suppress(TimeoutError):
                code = process.wait(job.seconds)
        finally:
            process.kill()
        return Answer(code, read(folder))


def _here(job: Job, root: Path, folder: Path) -> Run:
    fonts = Path(tempfile.gettempdir(), FONTS)
    count_by_content(sources(root, job.module))
    return Run(job.module, job.arguments, str(folder), environment(root, folder, fonts))


def read(folder: Path) -> dict[str, bytes]:
    """The files in a folder, by their places in it."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def write(folder: Path, files: dict[str, bytes]) -> None:
    """Put files into a folder, and nowhere else."""
    for name, content in files.items():
        path = (folder / name).resolve()
        if not path.is_relative_to(folder.resolve()):
            raise ValueError(f"{name!r} is not in its folder")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def root_of(module: str) -> Path | None:
    """The folder from which Python would import ``module``; None if it is nowhere."""
    with contextlib.suppress(ModuleNotFoundError):
        spec = find_spec(module)
        if spec and spec.origin:
            depth = module.count(".") + bool(spec.submodule_search_locations)
            return Path(spec.origin).resolve().parents[depth]
    return None
