"""Reads new texts on every processor, before Pelican reads one after another."""

from collections.abc import Iterable
from contextlib import suppress
from functools import partial
from pathlib import Path

from plugins.reader.cache import ReadingCache
from plugins.shared.processes import side_by_side
from plugins.shared.progress import log_progress

OFTEN = 250  # texts between two signs of life


def read_ahead(cache: ReadingCache, files: Iterable[Path]) -> None:
    """Put the readings of the files into the cache; mistakes are said later."""
    new = [file for file in files if not cache.has(file.read_bytes())]
    with suppress(Exception):  # said when a text is read
        _ = new and cache.reader  # what it imports is there for all processes
    side_by_side(partial(_read, cache, len(new)), list(enumerate(new, start=1)))


def _read(cache: ReadingCache, count: int, numbered: tuple[int, Path]) -> None:
    number, file = numbered
    with suppress(Exception):
        cache.read(file.read_bytes())
    if number % OFTEN == 0:
        log_progress(f"read {number} of {count} texts")
