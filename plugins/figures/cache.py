"""Figures by what they were computed from; safe to delete, to share and to restore.

    <key>/                       an entry: the files of one run, all or none
    requests/<request>/<key>     empty; that entry was computed for this request
    slots/<slot>                 the key of what a slot of the site showed last
    kept/                        what demos keep for themselves: numbers to draw anew

A slot is where the site shows a figure: ``posts/a.md#fig-a``, ``SHARE_IMG``.

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

from plugins.figures.entry import (
    Entry,
    Unusable,
    read_entry,
    read_result,
    write_entry,
)
from plugins.figures.key import CurrentInputs, changes, key
from plugins.figures.request import Request
from plugins.shared import files

UNUSED = 30 * 24 * 3600  # seconds after which an entry may go
KEY = "?" * 32  # what the name of an entry looks like


@dataclass(frozen=True)
class Miss:
    """A figure that has to be computed: why, and the last one of its request."""

    request: Request
    why: str
    last: Entry | None = None

    @property
    def seconds(self) -> float | None:
        """How long it took the last time."""
        return float(self.last.record["seconds"]) if self.last else None


class Cache:
    """A folder of computed figures."""

    def __init__(self, folder: Path):
        """Keep figures under ``folder``, which need not exist."""
        self.entries = folder
        self.requests = folder / "requests"
        self.slots = folder / "slots"
        self.work = folder / "work"
        self.kept = folder / "kept"

    def find(self, request: Request, current: CurrentInputs) -> Entry | Miss:
        """The figure if all its inputs are as they were, else why it is not."""
        last, reasons = None, ["not computed before"]
        for name in self._keys(request):
            try:
                renderer, entry = read_entry(self.entries / name)
            except Unusable:
                reasons = reasons if last else ["its files in the cache are damaged"]
                continue
            changed = changes(entry.record, renderer, current)
            if not changed:
                with contextlib.suppress(OSError):  # a cache that is only to be read
                    os.utime(entry.folder)
                return entry
            if last is None:
                last, reasons = entry, changed
        return Miss(request, ", ".join(reasons), last)

    def store(self, request: Request, run: Path, renderer: str) -> Entry:
        """Move what a run left in ``run`` into the cache; Unusable if not whole."""
        result = read_result(run)
        write_entry(run, result)
        folder = self.entries / key(result, renderer)
        _put(run, folder)
        keys = self.requests / request.digest
        keys.mkdir(parents=True, exist_ok=True)
        (keys / folder.name).touch()
        return read_entry(folder)[1]

    def remember(self, slot: str, entry: Entry) -> None:
        """Keep what ``slot`` shows, for the day when it cannot be computed."""
        file = self._slot_file(slot)
        with contextlib.suppress(OSError):  # then it is not known: no harm
            if not file.is_file() or file.read_text("utf-8") != entry.key:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(entry.key, encoding="utf-8")

    def last_shown(self, slot: str) -> Entry | None:
        """What ``slot`` showed last, if it is still in the cache."""
        with contextlib.suppress(OSError, Unusable):
            key = self._slot_file(slot).read_text("utf-8")
            return read_entry(self.entries / key)[1]
        return None

    @contextlib.contextmanager
    def workdir(self) -> Iterator[Path]:
        """A temporary folder on the cache's own disk."""
        self.work.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(
            dir=self.work, ignore_cleanup_errors=True
        ) as folder:
            yield Path(folder)

    def prune(self) -> None:
        """Remove what was not used for long, and the files that name it."""
        long_ago = time.time() - UNUSED
        for folder in (*self.entries.glob(KEY), *self.work.glob("*")):
            if folder.stat().st_mtime < long_ago:
                shutil.rmtree(folder, ignore_errors=True)
        for file in self.kept.glob("*"):
            if file.stat().st_mtime < long_ago:
                file.unlink(missing_ok=True)
        names = {file: file.name for file in self.requests.glob("*/*")}
        names |= {file: file.read_text("utf-8") for file in self.slots.glob("*")}
        for file, entry in names.items():
            if not (self.entries / entry).is_dir():
                with contextlib.suppress(OSError):  # somebody else's
                    file.unlink(missing_ok=True)

    def _slot_file(self, slot: str) -> Path:
        return self.slots / hashlib.sha256(slot.encode()).hexdigest()[:32]

    def _keys(self, request: Request) -> list[str]:
        """Keys of the entries that the request has had, the latest first."""
        folder = self.requests / request.digest
        if not folder.is_dir():
            return []
        found = sorted(
            (-file.stat().st_mtime_ns, file.name) for file in folder.iterdir()
        )
        return [name for _, name in found]


def _put(source: Path, entry: Path) -> None:
    """Rename ``source`` to ``entry``, unless a whole one is already there."""
    try:
        read_entry(entry)
    except Unusable:
        if entry.exists():  # damaged: out of the way first, a rename needs the place
            shutil.rmtree(_aside(entry, source))
        files.move_folder(source, entry)


def _aside(entry: Path, near: Path) -> Path:
    return entry.rename(near.with_name("damaged"))
