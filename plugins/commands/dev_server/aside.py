"""Work done in a copy of this process while this one goes on."""

import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any


class Aside:
    """A copy of this process at work.

    Args:
        work: what it does.
        done: called on another thread with the result; with None if there is none.
    """

    def __init__(self, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        self.done = done
        if not hasattr(os, "fork"):  # then nothing goes on meanwhile
            self.process = 0
            done(work())
            return
        out, into = os.pipe()
        sys.stderr.flush()
        self.process = os.fork()
        if self.process == 0:
            _work(work, into)
        os.close(into)
        threading.Thread(target=self._wait, args=(out,), daemon=True).start()

    def _wait(self, out: int) -> None:
        with os.fdopen(out, "rb") as file:
            data = file.read()
        os.waitpid(self.process, 0)
        self.process = 0
        result = None
        with suppress(EOFError, pickle.UnpicklingError):  # it was ended
            result = pickle.loads(data)
        self.done(result)

    def stop(self) -> None:
        """End it, if it is still there."""
        if self.process:
            with suppress(ProcessLookupError):
                os.kill(self.process, signal.SIGKILL)


def _work(work: Callable[[], Any], into: int) -> None:
    try:
        result = work()
        with os.fdopen(into, "wb") as file:
            pickle.dump(result, file)
    finally:
        sys.stderr.flush()
        os._exit(0)
