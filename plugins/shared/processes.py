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
FEW = 50  # things that are not worth another process


def side_by_side(work: Callable[[T], None], things: Sequence[T]) -> None:
    """Do the work for each of the things, on every processor.

    What the others log is logged here.  Where one of them fails, its things are done
    again in this process, for the error to be raised where it can be seen.
    """
    number = min(os.cpu_count() or 1, 1 + len(things) // FEW)
    if not hasattr(os, "fork"):
        number = 1
    others = [_Other(work, things[start::number]) for start in range(1, number)]
    try:
        for thing in things[::number]:
            work(thing)
        failed = [other.share for other in others if not other.ended()]
    finally:
        for other in others:
            other.stop()
    for thing in chain(*failed):
        work(thing)


class _Other(Generic[T]):
    """A copy of this process, at work on a share of the things."""

    def __init__(self, work: Callable[[T], None], share: Sequence[T]) -> None:
        self.share = share
        out, into = os.pipe()
        sys.stdout.flush()  # what waits there would be said twice
        self.process: int = os.fork()
        if self.process == 0:
            _work(work, share, into)
        os.close(into)
        self.said = os.fdopen(out, "rb")

    def ended(self) -> bool:
        """Whether it has ended well; waits for it, and logs what it has logged."""
        said = self.said.read()
        for name, level, message, values in pickle.loads(said) if said else []:
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


def _work(work: Callable[[T], None], share: Sequence[T], into: int) -> None:
    """Do a share of the work in a copy of the process, which ends with it."""
    failed = 1
    try:
        records = _Records()
        logging.getLogger().handlers = [records]
        for thing in share:
            work(thing)
        with os.fdopen(into, "wb") as file:
            pickle.dump(records.kept, file)
        failed = 0
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(failed)
