"""Runs ``python -m demos …``, each time in a process and a folder of its own.

A run gets no secrets, one thread, a folder to work in, and bounds of time, memory and
files.  The network is not closed to it: a post can only name demos of the project, and
what they do is read before it is committed.
"""

import ast
import contextlib
import json
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from plugins.figures.key import Alike, CurrentInputs, apart, known
from plugins.shared.compiled import count_by_content, sources
from plugins.shared.forking.client import Forks
from plugins.shared.forking.executors import Executors, Handed, Unlike
from plugins.shared.forking.process import (
    STDERR,
    STDOUT,
    Process,
    Run,
    Spawned,
    environment,
)

Job = TypeVar("Job")
Result = TypeVar("Result")
PRELOAD = "PRELOAD"  # in a package of demos
OUT = "figure"  # the folder that a run is told to write, in its workdir
TAIL = 4000  # characters at the end of its output that are read
OTHERS = "was given to a worker that is not like this machine (%s); bring it up to date"
CHANGED = "was computed while %s changed; build again"
KEPT_FOLDER = "DEMOS_KEPT"  # in the environment of a run


class DemoFailed(Exception):
    """A run that left no figure: what happened, and the last of what it printed."""

    def __init__(self, what: str, output: str = "", code: int | None = None):
        super().__init__(what)
        self.what, self.output, self.code = what, output.strip(), code


class OtherInputs(DemoFailed):
    """A run of something else than was here when it began."""


@dataclass
class DemoRunner:
    """Runs the command line of a package of demos; knows which runs are going on."""

    module: str
    root: Path  # the folder that the package lies in
    seconds: float  # how long one run may take
    matplotlib: Path  # folder for matplotlib's settings and list of fonts
    kept: Path | None = None  # folder where runs may keep what they computed
    executors: Executors | None = None  # who does the runs, if not this machine
    _forks: Forks | None = None
    _running: set[Process] = field(default_factory=set)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @contextlib.contextmanager
    def many(self) -> Iterator[None]:
        """While this lasts, runs share what it takes to begin one."""
        names = preloaded(self.root, self.module)
        self._forks = Forks(names, self._environment(self.root))
        try:
            yield
        finally:
            self._forks.close()
            self._forks = None
            if self.executors:
                self.executors.close()

    def run(self, arguments: list[str], workdir: Path) -> Path:
        """Compute one figure in ``workdir``; the folder that the run wrote."""
        before = self._inputs()
        try:
            self._call([*arguments, "--out", OUT], workdir)
        finally:  # a missed check is kept as well
            self._compare(workdir / OUT, before)
        return workdir / OUT

    def listing(self, workdir: Path) -> str:
        """What ``list --json`` prints."""
        return self._call(["list", "--json"], workdir)

    def kill_all(self) -> None:
        """End every run that is still going, and any that is about to begin."""
        self.seconds = 0
        with self._lock:
            for process in self._running:
                process.kill()

    def _call(self, arguments: list[str], workdir: Path) -> str:
        code = self._wait(self._start(arguments, workdir))
        out, err = workdir / STDOUT, workdir / STDERR
        if code:
            raise DemoFailed(_ending(code), _tail(err) or _tail(out), code)
        return out.read_text(encoding="utf-8", errors="replace")

    def _start(self, arguments: list[str], workdir: Path) -> Process:
        variables = self._environment(workdir)
        run = Run(self.module, arguments, str(workdir), variables)
        count_by_content(sources(self.root, self.module))
        if self.executors:
            alike = Alike(known(self.root, self.module))
            return Handed(self.executors, run, self.seconds, alike)
        if self._forks:
            with contextlib.suppress(OSError):  # then each is a new process
                return self._forks.start(run)
        return Spawned(run)

    def _wait(self, process: Process) -> int:
        with self._lock:
            self._running.add(process)
        try:
            return process.wait(self.seconds)
        except Unlike as worker:
            raise DemoFailed(OTHERS % worker) from None
        except TimeoutError:
            raise DemoFailed(
                f"did not end within {self.seconds:g} s (DEMOS_TIMEOUT) and was stopped"
            ) from None
        finally:
            process.kill()
            with self._lock:
                self._running.discard(process)

    def _inputs(self) -> CurrentInputs:
        """What a run would be made of that began now."""
        found = CurrentInputs(self.root, "")
        for path in sources(self.root, self.module):
            found.module(path.relative_to(self.root).as_posix())
        return found

    def _compare(self, folder: Path, before: CurrentInputs) -> None:
        """DemoFailed for a figure that was made of something else than was here."""
        for file in folder.rglob("result.json"):
            with contextlib.suppress(OSError, ValueError, KeyError):  # told elsewhere
                record = json.loads(file.read_text(encoding="utf-8"))
                if self.executors and (others := apart(record, before.of(record))):
                    raise OtherInputs(OTHERS % "; ".join(others))
                for path, digest in record["modules"].items():
                    if before.module(path) != digest:
                        raise OtherInputs(CHANGED % path)

    def _environment(self, folder: Path) -> dict[str, str]:
        kept = {KEPT_FOLDER: str(self.kept)} if self.kept else {}
        return environment(self.root, folder, self.matplotlib) | kept


def preloaded(root: Path, module: str) -> list[str]:
    """What the package says that its runs import: ``PRELOAD`` of its first file."""
    path = root.joinpath(*module.split("."), "__init__.py")
    with contextlib.suppress(OSError, SyntaxError, ValueError):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == PRELOAD:
                return [str(name) for name in ast.literal_eval(node.value)]
    return []


def in_parallel(
    work: Callable[[Job], Result], jobs: Iterable[Job], workers: int
) -> Iterator[tuple[Job, Future[Result]]]:
    """Run ``work`` on each job in threads; yield jobs and results as they finish."""
    pool = ThreadPoolExecutor(workers or os.cpu_count())
    try:
        futures = {pool.submit(work, job): job for job in jobs}
        for future in as_completed(futures):
            yield futures[future], future
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _ending(code: int) -> str:
    if code < 0:
        return f"was ended by {signal.Signals(-code).name}"
    return "failed"


def _tail(path: Path) -> str:
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - TAIL))
        return file.read().decode(errors="replace")
