"""Every demo at its defaults, each in a process of its own.

So the record of each names what it imported itself, and its files are the same, byte
for byte, as when it is run alone.
"""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from demos import figures
from demos.framework.options import UsageError
from demos.framework.progress import left

if TYPE_CHECKING:
    from demos.framework.handed import Make

FIGURES = Path(".cache", "demos")  # git-ignored
EXECUTOR = "DEMOS_EXECUTOR"  # in the environment: as --executor, where none is given
MOST_JOBS = 64
INTERRUPTED = 130  # as shells say it


def workers(texts: Mapping[str, str]) -> "Make | None":
    """Who runs all of them side by side, from the options of ``all``; or nobody."""
    if other := sorted(texts.keys() - {"jobs", "executor"}):
        raise UsageError(f"all takes --jobs or --executor; got --{other[0]}")
    if len(texts) > 1:
        raise UsageError("all takes --jobs or --executor; got both")
    if "executor" in texts:
        from demos.framework import (
            handed,
        )  # what one demo needs not, it must not import

        return handed.maker(texts["executor"])
    text = texts.get("jobs", "1")
    if not text.isdecimal() or not 1 <= int(text) <= MOST_JOBS:
        raise UsageError(f"--jobs must be 1 to {MOST_JOBS}; got {text!r}")
    from concurrent.futures import ThreadPoolExecutor

    return None if int(text) == 1 else partial(ThreadPoolExecutor, int(text))


def run(make: "Make | None" = None) -> int:
    """Run them one by one, or by an executor side by side; 1 if any failed."""
    names, codes = figures.names(), []
    for code in _side_by_side(names, make) if make else _one_by_one(names):
        codes.append(code)
        if code == INTERRUPTED:
            return INTERRUPTED
    print(f"The figures are in {FIGURES}.")
    return 1 if any(codes) else 0


def _one_by_one(names: list[str]) -> Iterator[int]:
    began = time.monotonic()
    for number, name in enumerate(names, start=1):
        _head(number, name, names, number - 1, began)
        yield _alone(name)
        print(flush=True)


def _side_by_side(names: list[str], make: "Make") -> Iterator[int]:
    """The exit code of each, as it ends; what it printed comes in one piece."""
    from demos.framework import handed

    began = time.monotonic()
    runs = {name: [name, *handed.OUT] for name in names}
    for number, (name, answer) in enumerate(handed.answers(runs, make), start=1):
        kept = handed.keep(answer, (FIGURES / name).resolve())
        _head(number, name, names, number, began)
        print(f"{kept.out}{kept.err}", flush=True)
        yield kept.code


def _head(number: int, name: str, names: list[str], done: int, began: float) -> None:
    """Say whose story begins, and to who watches how long all will still take."""
    rest = left(done, len(names), time.monotonic() - began) if done else ""
    soon = rest if sys.stdout.isatty() else ""
    print(f"[{number}/{len(names)}] {name}{soon}", flush=True)


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
