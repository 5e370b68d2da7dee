"""Every demo at its defaults, each in a process of its own.

So the record of each names what it imported itself, and its files are the same, byte
for byte, as when it is run alone.
"""

import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

from demos import figures
from demos.framework.progress import followed

FIGURES = Path(".cache", "demos")  # git-ignored
INTERRUPTED = 130  # as shells say it


def run(jobs: int = 1) -> int:
    """Run them, so many side by side; 1 if any failed."""
    names, codes = figures.names(), []
    running = _one_by_one(names) if jobs == 1 else _side_by_side(names, jobs)
    for code in followed(running, len(names)):
        codes.append(code)
        if code == INTERRUPTED:
            return INTERRUPTED
    print(f"The figures are in {FIGURES}.")
    return 1 if any(codes) else 0


def _one_by_one(names: list[str]) -> Iterator[int]:
    for number, name in enumerate(names, start=1):
        print(f"[{number}/{len(names)}] {name}", flush=True)
        yield _alone(name)
        print(flush=True)


def _side_by_side(names: list[str], jobs: int) -> Iterator[int]:
    """The exit code of each, as it ends; what it printed comes in one piece."""
    with ThreadPoolExecutor(jobs) as pool:
        futures = {pool.submit(_collected, name): name for name in names}
        try:
            for number, future in enumerate(as_completed(futures), start=1):
                code, printed = future.result()
                print(
                    f"[{number}/{len(names)}] {futures[future]}\n{printed}", flush=True
                )
                yield code
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _collected(name: str) -> tuple[int, str]:
    ran = subprocess.run(
        _command(name),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return ran.returncode, ran.stdout


def _alone(name: str) -> int:
    """The exit code of a demo in a process of its own.

    Interruptions wait, there too, until it has started and ``main`` receives them.
    """
    interruptions(wait=True)
    with subprocess.Popen(_command(name)) as process:
        try:
            interruptions(wait=False)
            return process.wait()
        except KeyboardInterrupt:
            if process.wait() == INTERRUPTED:  # it had the signal too, and said so
                return INTERRUPTED
            raise


def _command(name: str) -> list[str]:
    return [sys.executable, "-m", "demos", name]


def interruptions(*, wait: bool) -> None:
    """Let Ctrl-C wait or not, here and in processes that are started meanwhile."""
    if hasattr(signal, "pthread_sigmask"):  # Windows has none
        how = signal.SIG_BLOCK if wait else signal.SIG_UNBLOCK
        signal.pthread_sigmask(how, {signal.SIGINT})
