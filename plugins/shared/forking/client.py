"""Starts runs of ``python -m …`` that share what it takes to begin one."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from plugins.shared.forking.process import Run

ROOT = Path(__file__).resolve().parents[3]
BEGIN = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from plugins.shared.forking import server; "
    "server.main(int(sys.argv[2]), sys.argv[3:])"
)
# Elsewhere systems cannot fork, or have libraries that do not bear it.
POSSIBLE = sys.platform.startswith("linux")


class Forks:
    """Runs that a process forks which has imported the packages ``names``."""

    def __init__(self, names: Sequence[str], environment: Mapping[str, str]):
        """Import them in this environment, as soon as the first run is wanted."""
        self.names, self.environment = names, environment
        self._lock = threading.Lock()
        self._server: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._is_closed = not POSSIBLE

    def start(self, run: Run) -> "Fork":
        """Run what ``as_new.do`` is told; OSError where there is nobody to do it."""
        ours, theirs = socket.socketpair()
        with self._lock, theirs:
            try:
                control = self._control or self._begin()
                ours.sendall(json.dumps(asdict(run)).encode() + b"\n")
                socket.send_fds(control, [b"+"], [theirs.fileno()])
            except OSError:
                ours.close()
                raise
        return Fork(ours)

    def close(self) -> None:
        """End the process, and with it the runs that are still going; for good."""
        with self._lock:
            if self._control:
                self._control.close()
            if self._server:
                self._server.wait()
            self._is_closed = True

    def _begin(self) -> socket.socket:
        """The socket of the process, which is ready; OSError if it cannot be."""
        if self._is_closed:
            raise OSError("no process forks")
        self._is_closed = True  # until it is ready
        ours, theirs = socket.socketpair()
        words = [str(ROOT), str(theirs.fileno()), *self.names]
        with theirs:
            self._server = subprocess.Popen(
                [sys.executable, "-c", BEGIN, *words],
                env=dict(self.environment),
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        if not ours.recv(1):
            ours.close()
            raise OSError("the process that should fork has ended")
        self._control, self._is_closed = ours, False
        return ours


class Fork:
    """One run."""

    def __init__(self, connection: socket.socket):
        """Follow the run that this socket has begun."""
        self._connection = connection
        self._said = connection.makefile("rb")
        self._child = int(self._said.readline() or 0)

    def wait(self, seconds: float) -> int:
        """How it ended; TimeoutError if it has not within so many seconds."""
        self._connection.settimeout(max(seconds, 0.001))
        if code := self._said.readline():
            return int(code)
        if self._child:  # who would have told us has been ended itself
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._child, signal.SIGKILL)
        return -signal.SIGKILL

    def kill(self) -> None:
        """End it, if it has not, and all that it has started."""
        with contextlib.suppress(OSError):
            self._connection.shutdown(socket.SHUT_WR)
        with contextlib.suppress(OSError):
            self._connection.settimeout(None)
            while self._connection.recv(64):
                pass
        self._said.close()
        self._connection.close()
