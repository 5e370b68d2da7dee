"""Work for many things, done side by side in copies of this process."""

import logging
import os
import pickle
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import chain
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")
FEW = 50  # things that are not worth another process


def side_by_side(work: Callable[[T], R], things: Sequence[T]) -> list[R]:
    """What the work makes of each of the things, in any order; on every processor.

    What the others log is logged here.  Where one of them fails, its things are done
    again in this process, for the error to be raised where it can be seen.
    """
    number = min(os.cpu_count() or 1, 1 + len(things) // FEW)
    if not hasattr(os, "fork"):
        number = 1
    others = [_Other(work, things[start::number]) for start in range(1, number)]
    try:
        results = [work(thing) for thing in things[::number]]
        failed = [other.share for other in others if not other.ended()]
    finally:
        for other in others:
            other.stop()
    results += chain(*(other.results for other in others))
    return results + [work(thing) for thing in chain(*failed)]


class _Other(Generic[T, R]):
    """A copy of this process, at work on a share of the things."""

    def __init__(self, work: Callable[[T], R], share: Sequence[T]) -> None:
        self.share = share
        self.results: list[R] = []
        out, into = os.pipe()
        sys.stdout.flush()  # what waits there would be said twice
        self.process: int = os.fork()
        if self.process == 0:
            _work(work, share, into)
        os.close(into)
        self.said = os.fdopen(out, "rb")

    def ended(self) -> bool:
        """Whether it has ended well; waits for it, and logs what it has logged."""
        if said := self.said.read():
            records, self.results = pickle.loads(said)
            for name, level, message, values in records:
                logging.getLogger(name).log(level, message, *values)
        _, status = os.waitpid(self.process, 0)
        self.process = 0
        return status == 0

    def stop(self) -> None:
        """End it, if it is still there."""
        self.said.close()
        if self.process:
            with suppress(ProcessLookupError):
                os.kill(self.process, signal.SIGKILL)
            os.waitpid(self.process, 0)


class _Records(logging.Handler):
    """Keeps what is logged, in a form that can be sent."""

    def __init__(self) -> None:
        super().__init__()
        self.kept: list[tuple[str, int, object, object]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.kept.append((record.name, record.levelno, record.msg, record.args))


def _work(work: Callable[[T], R], share: Sequence[T], into: int) -> None:
    """Do a share of the work in a copy of the process, which ends with it."""
    failed = 1
    try:
        records = _Records()
        logging.getLogger().handlers = [records]
        results = [work(thing) for thing in share]
        with os.fdopen(into, "wb") as file:
            pickle.dump((records.kept, results), file)
        failed = 0
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(failed)
