"""Figures by what they were computed from; safe to delete, to share and to restore.

    <key>/                       the files of one run, complete or not there at all
    requests/<request>/<key>     this request was once answered by that entry
    places/<place>               the key of what was last shown in a place of the site

Everything appears by a rename, so two builds may work in one cache at once.  What
no build has used for a month goes when new figures come.
"""

import contextlib
import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from plugins.figures.computed import (
    Computed,
    Unusable,
    read_card,
    read_result,
    write_card,
)
from plugins.figures.key import Present, changes, key
from plugins.figures.request import Request

UNUSED = 30 * 24 * 3600  # seconds after which an entry may go
KEY = "?" * 32  # what the name of an entry looks like


@dataclass(frozen=True)
class Miss:
    """A figure that has to be computed, with what is known of its last time."""

    request: Request
    why: str
    last: Computed | None = None

    @property
    def seconds(self) -> float | None:
        """How long it took the last time."""
        return float(self.last.result["seconds"]) if self.last else None


class Cache:
    """A folder of computed figures."""

    def __init__(self, folder: Path):
        """Keep figures under ``folder``, which need not exist."""
        self.entries = folder
        self.requests = folder / "requests"
        self.places = folder / "places"
        self.work = folder / "work"

    def find(self, request: Request, present: Present) -> Computed | Miss:
        """The figure if all its inputs are as they were, else why it is not."""
        last, reasons = None, ["not computed before"]
        for answer in self._answers(request):
            try:
                renderer, computed = read_card(self.entries / answer)
            except Unusable:
                reasons = reasons if last else ["its files in the cache are damaged"]
                continue
            changed = changes(computed.result, renderer, present)
            if not changed:
                with contextlib.suppress(OSError):  # a cache that is only to be read
                    os.utime(computed.folder)
                return computed
            if last is None:
                last, reasons = computed, changed
        return Miss(request, ", ".join(reasons), last)

    def store(self, request: Request, run: Path, renderer: str) -> Computed:
        """Move what a run left in ``run`` into the cache; Unusable if not whole."""
        result = read_result(run)
        write_card(run, result)
        entry = self.entries / key(result, renderer)
        _put(run, entry)
        _, computed = read_card(entry)
        answers = self.requests / request.digest
        answers.mkdir(parents=True, exist_ok=True)
        (answers / entry.name).touch()
        return computed

    def remember(self, place: str, computed: Computed) -> None:
        """Know what ``place`` shows, for the day when it cannot be computed."""
        mark = self._mark(place)
        with contextlib.suppress(OSError):  # then it is not known: no harm
            if not mark.is_file() or mark.read_text("utf-8") != computed.key:
                mark.parent.mkdir(parents=True, exist_ok=True)
                mark.write_text(computed.key, encoding="utf-8")

    def shown(self, place: str) -> Computed | None:
        """What ``place`` showed the last time, if it is still here."""
        with contextlib.suppress(OSError, Unusable):
            return read_card(self.entries / self._mark(place).read_text("utf-8"))[1]
        return None

    @contextlib.contextmanager
    def workplace(self) -> Iterator[Path]:
        """A temporary folder on the cache's own disk."""
        self.work.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(
            dir=self.work, ignore_cleanup_errors=True
        ) as folder:
            yield Path(folder)

    def prune(self) -> None:
        """Remove what was not used for long, and the marks that point to it."""
        long_ago = time.time() - UNUSED
        for folder in (*self.entries.glob(KEY), *self.work.glob("*")):
            if folder.stat().st_mtime < long_ago:
                shutil.rmtree(folder, ignore_errors=True)
        marks = {mark: mark.name for mark in self.requests.glob("*/*")}
        marks |= {mark: mark.read_text("utf-8") for mark in self.places.glob("*")}
        for mark, entry in marks.items():
            if not (self.entries / entry).is_dir():
                mark.unlink(missing_ok=True)

    def _mark(self, place: str) -> Path:
        return self.places / hashlib.sha256(place.encode()).hexdigest()[:32]

    def _answers(self, request: Request) -> list[str]:
        """Keys that have answered the request, the latest first."""
        folder = self.requests / request.digest
        if not folder.is_dir():
            return []
        found = sorted(
            (-mark.stat().st_mtime_ns, mark.name) for mark in folder.iterdir()
        )
        return [name for _, name in found]


def _put(source: Path, entry: Path) -> None:
    """Rename ``source`` to ``entry``, unless a whole one is already there."""
    entry.parent.mkdir(parents=True, exist_ok=True)
    try:
        read_card(entry)
    except Unusable:
        if entry.exists():  # damaged: out of the way first, a rename needs the place
            shutil.rmtree(_aside(entry, source))
        try:
            source.rename(entry)
        except OSError:
            if not entry.is_dir():  # else another build was quicker
                raise


def _aside(entry: Path, near: Path) -> Path:
    return entry.rename(near.with_name("damaged"))
