"""Reads any bytes, in bounded time: what our code cannot take is a mistake of the text.

Markdown and the packages around it raise errors for texts that nobody foresaw.
"""

from bisect import bisect_left
from contextlib import suppress
from time import process_time

from plugins.reader.model import Options, Problem, Reading
from plugins.reader.parse import TextReader
from plugins.shared.locations import unreadable
from plugins.shared.time_limit import TooLong, at_most

SECONDS = 8.0  # that a megabyte may take
SEARCH = 4.0  # seconds in which to find the line that is to blame
MORE, LEAST = 1.0, 0.1  # of them, after all that it may take to read
MEGABYTE = 1_000_000


class CarefulReader:
    """Reads texts, one after another; TooLong is the only error."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.reader = TextReader(options)

    def read(self, data: bytes) -> Reading:
        """Everything that the bytes of one file say, or in which line they fail."""
        began, seconds = process_time(), SECONDS * max(1, len(data) / MEGABYTE)
        try:
            with at_most(seconds):
                return self._read(data)
        except TooLong:
            raise
        except Exception as error:
            words = unreadable(error)
            left = seconds + MORE - (process_time() - began)
            line = self._line(data, min(SEARCH, max(left, LEAST)))
            return Reading(problems=[Problem("fatal", line, words)])

    def _read(self, data: bytes) -> Reading:
        try:
            return self.reader.read(data)
        except Exception:
            self.reader = TextReader(self.options)  # that one stopped halfway
            raise

    def _line(self, data: bytes, seconds: float) -> int:
        """The last line of the shortest beginning that cannot be read; else 1."""
        lines = data.splitlines(keepends=True)
        beginnings = range(1, len(lines))
        with suppress(TooLong), at_most(seconds):
            return 1 + bisect_left(
                beginnings, True, key=lambda end: self._fails(b"".join(lines[:end]))
            )
        return 1

    def _fails(self, data: bytes) -> bool:
        try:
            self._read(data)
        except TooLong:
            raise
        except Exception:
            return True
        return False
