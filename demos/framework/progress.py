"""How long something will still take, told to who waits for it at a terminal."""

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")
SOON = 2.0  # seconds that nobody needs to be told of
CLEAR = "\r\033[K"


def followed(items: Iterable[T], total: int) -> Iterator[T]:
    """The items; when two seconds have passed, each with a line that says what is left.

    The line stands on the terminal until the next takes its place.
    """
    began = time.monotonic()
    watched = sys.stderr.isatty()
    for done, item in enumerate(items, start=1):
        if watched:
            sys.stderr.write(f"{CLEAR}{left(done, total, time.monotonic() - began)}")
            sys.stderr.flush()
        yield item
    if watched:
        sys.stderr.write(CLEAR)
        sys.stderr.flush()


def left(done: int, total: int, seconds: float) -> str:
    """``3 of 12, about 20 s left``; nothing while or when that would be no help."""
    if seconds < SOON or done == total:
        return ""
    rest = seconds / done * (total - done)
    told = f"{rest:.0f} s" if rest < 90 else f"{rest / 60:.0f} min"
    return f"{done} of {total}, about {told} left"
