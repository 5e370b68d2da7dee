"""Runs ``python -m demos …``, each time in a process and a folder of its own.

A run gets no secrets, one thread, a folder to work in, and bounds of time, memory and
files.  The network is not closed to it: a post can only name demos of the project, and
what they do is read before it is committed.
"""

import ast
import contextlib
import os
import signal
import site
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import TypeVar

from plugins.shared.forking.client import Forks
from plugins.shared.forking.process import STDERR, STDOUT, Process, Run, Spawned

Job = TypeVar("Job")
Result = TypeVar("Result")
PRELOAD = "PRELOAD"  # in a package of demos
OUT = "figure"  # the folder that a run is told to write, in its workdir
TAIL = 4000  # characters at the end of its output that are read
ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
KEPT = ("PATH", "SYSTEMROOT")
KEPT_FOLDER = "DEMOS_KEPT"  # in the environment of a run


class DemoFailed(Exception):
    """A run that left no figure: what happened, and the last of what it printed."""

    def __init__(self, what: str, output: str = "", code: int | None = None):
        super().__init__(what)
        self.what, self.output, self.code = what, output.strip(), code


@dataclass
class DemoRunner:
    """Runs the command line of a package of demos; knows which runs are going on."""

    module: str
    root: Path  # the folder that the package lies in
    seconds: float  # how long one run may take
    matplotlib: Path  # folder for matplotlib's settings and list of fonts
    kept: Path | None = None  # folder where runs may keep what they computed
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

    def run(self, arguments: list[str], workdir: Path) -> Path:
        """Compute one figure in ``workdir``; the folder that the run wrote."""
        self._call([*arguments, "--out", OUT], workdir)
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
        environment = self._environment(workdir)
        run = Run(self.module, arguments, str(workdir), environment)
        if self._forks:
            with contextlib.suppress(OSError):  # then each is a new process
                return self._forks.start(run)
        return Spawned(run)

    def _wait(self, process: Process) -> int:
        with self._lock:
            self._running.add(process)
        try:
            return process.wait(self.seconds)
        except TimeoutError:
            raise DemoFailed(
                f"did not end within {self.seconds:g} s (DEMOS_TIMEOUT) and was stopped"
            ) from None
        finally:
            process.kill()
            with self._lock:
                self._running.discard(process)

    def _environment(self, workdir: Path) -> dict[str, str]:
        """Only what a demo needs: no secrets, one thread, its own folders."""
        folders = dict.fromkeys(("HOME", "TMPDIR"), str(workdir))
        return {
            **{name: os.environ[name] for name in KEPT if name in os.environ},
            **dict.fromkeys(ONE_THREAD, "1"),
            **folders,
            "LANG": "C.UTF-8",
            "PYTHONUTF8": "1",
            "PYTHONPATH": str(self.root),
            "PYTHONUSERBASE": site.getuserbase(),  # else it would be sought in HOME
            "MPLCONFIGDIR": str(self.matplotlib),
            **({KEPT_FOLDER: str(self.kept)} if self.kept else {}),
        }


def root_of(module: str) -> Path | None:
    """The folder from which Python would import ``module``; None if it is nowhere."""
    with contextlib.suppress(ModuleNotFoundError):
        spec = find_spec(module)
        if spec and spec.origin:
            depth = module.count(".") + bool(spec.submodule_search_locations)
            return Path(spec.origin).resolve().parents[depth]
    return None


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
