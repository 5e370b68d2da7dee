"""How long something will still take, told to who waits for it at a terminal.

The line appears after two seconds, and is gone when there is something else to print.
"""

import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")
SOON = 2.0  # seconds that nobody needs to be told of
TICK = 1.0  # seconds after which a line is written anew
CLEAR = "\r\033[K"


def followed(items: Iterable[T], total: int) -> Iterator[T]:
    """The items; after each that is done, a line says what is left."""
    began = time.monotonic()
    try:
        for done, item in enumerate(items, start=1):
            yield item
            if rest := left(done, total, time.monotonic() - began):
                _tell(f"{done} of {total}{rest}")
    finally:
        _tell("")


@contextmanager
def awaited(usual: Callable[[], float]) -> Iterator[None]:
    """While this lasts, a line says how long it has, and will, if it is as usual.

    Args:
        usual: gives the seconds that it took the last time; 0 where these are unknown.
    """
    if not _is_watched():
        yield
        return
    ended = threading.Event()
    teller = threading.Thread(target=_count, args=(ended, usual()), daemon=True)
    teller.start()
    try:
        yield
    finally:
        ended.set()
        teller.join()
        _tell("")


def left(done: float, total: float, seconds: float) -> str:
    """``, about 20 s left``; nothing while or when that would be no help."""
    if seconds < SOON or done >= total:
        return ""
    rest = seconds / done * (total - done)
    return f", about {f'{rest:.0f} s' if rest < 90 else f'{rest / 60:.0f} min'} left"


def _count(ended: threading.Event, usual: float) -> None:
    began, pause = time.monotonic(), SOON
    while not ended.wait(pause):
        pause, seconds = TICK, time.monotonic() - began
        _tell(f"{seconds:.0f} s so far{left(seconds, usual, seconds)}")


def _tell(line: str) -> None:
    if _is_watched():
        sys.stderr.write(f"{CLEAR}{line}")
        sys.stderr.flush()


def _is_watched() -> bool:
    return sys.stderr.isatty()
