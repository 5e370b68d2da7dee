"""Signs of life, for who waits at a terminal, or for a page in a browser."""

import logging
import os
import sys
from collections.abc import Sequence

RELAYED = "PROGRESS"  # in the environment: somebody reads what we say, line by line
SOON = 2.0  # seconds that nobody needs to be told of
SIGN = "\x1e"  # with which such a line begins
log = logging.getLogger(__name__)


def log_progress(line: str) -> None:
    """Print one line about long work on a terminal; without a terminal, log it."""
    if RELAYED in os.environ:
        print(f"{SIGN}{line}", file=sys.stderr, flush=True)
    elif sys.stderr.isatty():
        print(line, file=sys.stderr, flush=True)
    else:
        log.info("%s", line)


def left(done: int, total: int, seconds: float) -> str:
    """``; about 20 s left``, where more than two seconds have passed."""
    if seconds < SOON or done == total:
        return ""
    rest = seconds / done * (total - done)
    return f"; about {f'{rest:.0f} s' if rest < 90 else f'{rest / 60:.0f} min'} left"


def ahead(usual: Sequence[float], workers: int) -> str:
    """The same before anything is done, of what took so many seconds the last time.

    Args:
        usual: of each; 0 where that is not known.
        workers: how many do it; 0 for one on each processor.
    """
    if not usual or not all(usual):
        return ""
    return left(1, 2, max(*usual, sum(usual) / (workers or os.cpu_count() or 1)))
