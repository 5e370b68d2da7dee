"""What a command takes, with all that it starts."""

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple


class Spent(NamedTuple):
    """What one run of a command took."""

    wall: float  # seconds
    cpu: float  # seconds
    peak: float  # MiB of its largest process


def spent(
    command: Sequence[str], folder: Path, environment: Mapping[str, str] = os.environ
) -> Spent:
    """Run a command in a folder to its end.

    Raises:
        subprocess.CalledProcessError: if it fails.
    """
    start = time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, list(command))
    wall = time.perf_counter() - start
    return Spent(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
