"""Runs handed to an executor of ``concurrent.futures``, such as that of a cluster."""

import contextlib
import logging
import threading
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future
from importlib import import_module
from pathlib import Path

from plugins.shared.forking import elsewhere
from plugins.shared.forking.elsewhere import Answer, Job
from plugins.shared.forking.process import Run, Spawned

TRIES = 4  # of a run whose worker dies
WAKE = 0.5  # seconds after which who waits looks up
CONNECT = "15s"  # that the scheduler of a cluster may take to answer
GONE = "DEMOS_EXECUTOR %s: %s; the figures that are left are computed here."
EXTRA = "distributed is not installed; install the extra 'cluster'"


def executor_of(name: str) -> Executor:
    """That of ``module:factory``, or of a scheduler of dask: ``tcp://host:8786``."""
    if "://" not in name:
        module, _, factory = name.partition(":")
        made: Executor = getattr(import_module(module), factory)()
        return made
    try:
        from distributed import Client  # type: ignore[import-not-found,unused-ignore]
    except ImportError:
        raise OSError(EXTRA) from None
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # we say it ourselves
    client = Client(name, timeout=CONNECT, set_as_default=False)
    found: Executor = client.get_executor(pure=False)
    return found


class Unlike(Exception):
    """A worker is not like this machine; the message says in what."""


class Executors:
    """The executor of a name; another of that name when it breaks, until it is gone."""

    def __init__(self, name: str, log: Callable[[str], None]):
        """Make it as soon as there is something to run."""
        self.name, self.log = name, log
        self._lock = threading.Lock()
        self._executor: Executor | None = None
        self._is_gone = False

    def submit(self, job: Job) -> tuple[Executor, Future[Answer]] | None:
        """Whom a job is handed to, and its future; None when there is nobody."""
        with self._lock:
            if self._is_gone:
                return None
            try:
                self._executor = self._executor or executor_of(self.name)
                return self._executor, self._executor.submit(elsewhere.run, job)
            except Exception as error:
                self._give_up(error)
                return None

    def broken(self, executor: Executor) -> None:
        """Let the next job be handed to a new one."""
        with self._lock:
            if self._executor is executor:
                self._executor = None

    def gone(self, error: BaseException) -> None:
        """Say once that there is none any more."""
        with self._lock:
            self._give_up(error)

    def _give_up(self, error: BaseException) -> None:
        if not self._is_gone:
            self._is_gone = True
            self.log(GONE % (self.name, f"{type(error).__name__}: {error}".strip(": ")))

    def close(self) -> None:
        """Let go of it."""
        if self._executor:
            with contextlib.suppress(Exception):  # of one that is gone
                self._executor.shutdown(wait=False)


class Handed:
    """A run that an executor does; we do it ourselves where none can."""

    def __init__(
        self,
        executors: Executors,
        run: Run,
        seconds: float,
        unlike: Callable[[Path], list[str]],
    ):
        """Hand it over, with all files of its folder and what its worker must have."""
        self._executors, self._run = executors, run
        files = elsewhere.read(Path(run.folder))
        self._job = Job(run.module, run.arguments, files, seconds, unlike)
        self._own: Spawned | None = None
        self._is_killed = False

    def wait(self, seconds: float) -> int:
        """How it ended; TimeoutError if it ran for more than so many seconds.

        Unlike where its worker has other code or libraries.
        """
        answer = self._answer()
        if answer is None:
            self._own = Spawned(self._run)
            return self._own.wait(0 if self._is_killed else seconds)
        if answer.unlike:
            raise Unlike("; ".join(answer.unlike))
        elsewhere.write(Path(self._run.folder), answer.files)
        if answer.code is None:
            raise TimeoutError
        return answer.code

    def kill(self) -> None:
        """End it, if it has not."""
        self._is_killed = True
        if self._own:
            self._own.kill()

    def _answer(self) -> Answer | None:
        """What its worker has to say; None when there is none that can."""
        for _ in range(TRIES):
            handed = self._executors.submit(self._job)
            if handed is None:
                break
            try:
                return self._followed(handed[1])
            except BrokenExecutor:
                self._executors.broken(handed[0])
            except Exception as error:
                self._executors.gone(error)
        return None

    def _followed(self, future: "Future[Answer]") -> Answer | None:
        while not self._is_killed:
            with contextlib.suppress(TimeoutError):
                return future.result(WAKE)
            if future.done():  # with a TimeoutError of its own
                break
        future.cancel()
        return None
