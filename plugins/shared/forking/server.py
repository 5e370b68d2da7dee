"""A process that imports once what many runs need, and forks for each of them.

For each socket that comes through its own it reads a line of JSON and forks; the child
does what ``python -m`` would do in a new process.  It says there the child's number,
and how it ended.  The end of that socket ends the run with all that it has started; the
end of its own ends everything.
"""

import contextlib
import gc
import json
import os
import selectors
import signal
import socket
import sys
import threading
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from plugins.shared.forking import as_new
from plugins.shared.forking.hidden import Hidden

READY = b"+"
Run = dict[str, Any]  # what a child is told; empty: there will be no more


def main(number: int, names: Sequence[str]) -> None:
    """Serve the socket of this number, all these modules imported."""
    del sys.path[:2]  # where this was found: nothing that a run would see
    gc.disable()
    hidden = Hidden(names)
    control = socket.socket(fileno=number)
    if _threads() > 1:
        return  # what another thread holds, a child would wait for in vain
    gc.freeze()
    control.send(READY)
    if run := Server(control).serve():
        for name in [name for name in sys.modules if name.startswith("plugins")]:
            del sys.modules[name]
        hidden.hide()
        gc.enable()
        as_new.do(run)


class Server:
    """Forks for each socket that comes, and knows which children there are."""

    def __init__(self, control: socket.socket):
        """Serve this socket."""
        self.control = control
        self.runs: dict[int, socket.socket] = {}
        self.ended, self.wake = socket.socketpair()
        self.wake.setblocking(False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(self.wake.fileno(), warn_on_full_buffer=False)
        self.selector = selectors.DefaultSelector()
        self.selector.register(control, selectors.EVENT_READ, self._fork)
        self.selector.register(self.ended, selectors.EVENT_READ, self._bury)

    def serve(self) -> Run:
        """What to run, in a child; nothing when all has ended."""
        while True:
            for key, _ in self.selector.select():
                run = key.data()
                if run is not None:
                    return dict(run)

    def _fork(self) -> Run | None:
        """In a child, its run; here nothing."""
        _, numbers, _, _ = socket.recv_fds(self.control, 1, 1)
        if not numbers:
            for child in self.runs:
                _kill(child)
            return {}
        connection = socket.socket(fileno=numbers[0])
        with connection.makefile("rb") as told:
            run = dict(json.loads(told.readline()))
        child = os.fork()
        if child == 0:
            connection.close()
            self._leave()
            return run
        with contextlib.suppress(OSError):  # the child was quicker, or has ended
            os.setpgid(child, child)
        self.runs[child] = connection
        stop = partial(self._stop, child)
        self.selector.register(connection, selectors.EVENT_READ, stop)
        _say(connection, child)
        return None

    def _leave(self) -> None:
        """In a child, let go of all that is not its own."""
        os.setpgid(0, 0)  # so that its children end with it
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        self.selector.close()
        for other in (self.control, self.ended, self.wake, *self.runs.values()):
            other.close()

    def _stop(self, child: int) -> None:
        """End a run that nobody waits for any more."""
        if child in self.runs:
            self.selector.unregister(self.runs[child])
            _kill(child)

    def _bury(self) -> None:
        """Say how children have ended, and end what they leave behind."""
        self.ended.recv(4096)
        with contextlib.suppress(ChildProcessError):
            while (found := os.waitpid(-1, os.WNOHANG))[0]:
                child, status = found
                _kill(child)
                with self.runs.pop(child) as connection:
                    with contextlib.suppress(KeyError):  # it was stopped
                        self.selector.unregister(connection)
                    _say(connection, os.waitstatus_to_exitcode(status))


def _say(connection: socket.socket, number: int) -> None:
    with contextlib.suppress(OSError):  # nobody listens any more
        connection.send(b"%d\n" % number)


def _kill(child: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child, signal.SIGKILL)


def _threads() -> int:
    """How many this process has, those that Python does not know among them."""
    tasks = Path("/proc/self/task")
    return len(list(tasks.iterdir())) if tasks.is_dir() else threading.active_count()
