"""Work that ends in time, whatever it is given."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

AGAIN = 0.1  # seconds until it is said once more, to code that took no notice


class TooLong(Exception):
    """The work took more of the processor's time than it may."""


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Raises TooLong in the work that is done meanwhile, when its time is up.

    There is no limit in threads nor on Windows, which have no such timer.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(
        signal, "setitimer"
    ):
        yield
        return
    before = signal.signal(signal.SIGPROF, _too_long)
    signal.setitimer(signal.ITIMER_PROF, seconds, AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _too_long(_: int, __: FrameType | None) -> None:
    raise TooLong
