"""One run of ``python -m …``, within its bounds, in a new process."""

import contextlib
import os
import signal
import site
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

STDOUT, STDERR = "stdout", "stderr"  # in the folder of a run: what it prints
MEMORY = 4 << 30  # bytes of address space that one run may take
ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
KEPT = ("PATH", "SYSTEMROOT")
FILE = 1 << 30  # bytes that one of its files may have


@dataclass(frozen=True)
class Run:
    """What to run, and where."""

    module: str
    arguments: list[str]
    folder: str
    environment: dict[str, str]
    memory: int = MEMORY
    file: int = FILE


def environment(root: Path, folder: Path, matplotlib: Path) -> dict[str, str]:
    """Only what a demo needs: no secrets, one thread, its own folders.

    Args:
        root: the folder that its package lies in.
        folder: where it works.
        matplotlib: for matplotlib's settings and list of fonts.
    """
    folders = dict.fromkeys(("HOME", "TMPDIR"), str(folder))
    return {
        **{name: os.environ[name] for name in KEPT if name in os.environ},
        **dict.fromkeys(ONE_THREAD, "1"),
        **folders,
        "LANG": "C.UTF-8",
        "PYTHONUTF8": "1",
        "PYTHONPATH": str(root),
        "PYTHONUSERBASE": site.getuserbase(),  # else it would be sought in HOME
        "MPLCONFIGDIR": str(matplotlib),
    }


class Process(Protocol):
    """A run that is going on."""

    def wait(self, seconds: float) -> int:
        """How it ended; TimeoutError if it has not within so many seconds."""

    def kill(self) -> None:
        """End it, if it has not, and all that it has started."""


class Spawned:
    """A run in a new process."""

    def __init__(self, run: Run):
        """Begin it."""
        out, err = (Path(run.folder, name) for name in (STDOUT, STDERR))
        with out.open("wb") as stdout, err.open("wb") as stderr:
            self._process = subprocess.Popen(
                _limited([sys.executable, "-m", run.module, *run.arguments]),
                cwd=run.folder,
                env=run.environment,
                stdin=subprocess.PIPE,  # says when we have ended
                stdout=stdout,
                stderr=stderr,
                start_new_session=True,  # so that its children end with it
            )

    def wait(self, seconds: float) -> int:
        """How it ended; TimeoutError if it has not within so many seconds."""
        try:
            return self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            raise TimeoutError from None

    def kill(self) -> None:
        """End it, if it has not, and all that it has started."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if hasattr(os, "killpg"):
                os.killpg(self._process.pid, signal.SIGKILL)
            else:
                self._process.kill()
        self._process.communicate()


# How the shell begins a run: with bounds of memory and files, which hold from the first
# instruction on (what the system cannot bound it leaves), and beside it one who waits
# for the end of its input, which is when we have ended in whatever way, and then ends
# the run and all that it has started.
BEGIN = f"""
{{ ulimit -v {MEMORY >> 10}; ulimit -f {FILE >> 9}; }} 2>/dev/null
exec 3<&0 </dev/null
{{ read -r _; kill -KILL 0; }} <&3 >/dev/null 2>&1 &
exec "$@" 3<&-
"""


def _limited(command: list[str]) -> list[str]:
    """The command within its bounds, where the system has a shell."""
    if os.name != "posix":
        return command
    return ["/bin/sh", "-c", BEGIN, "sh", *command]
