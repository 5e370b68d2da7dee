"""The files of a folder, and what changes with each of them."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from plugins.shared.paths import name_filter

Stamp = tuple[int, int, int]  # time in ns, size, number


class Stamps:
    """Every file in a folder but those that some patterns name."""

    def __init__(self, folder: Path, ignored: Iterable[str]) -> None:
        self.folder, self.is_ignored = folder, name_filter(ignored)
        self.seen: dict[str, Stamp] = {}

    def changed(self) -> set[str]:
        """The files that have changed, come or gone since the last time."""
        before, self.seen = self.seen, dict(self._all())
        return {path for path, _ in self.seen.items() ^ before.items()}

    def now(self, path: str) -> Stamp:
        """The stamp of a file that is there."""
        return _stamp((self.folder / path).stat())

    def path(self, file: Path) -> str:
        """The path of a file in the folder; empty if it is elsewhere, or ignored."""
        if not file.is_relative_to(self.folder):
            return ""
        path = file.relative_to(self.folder)
        return "" if any(map(self.is_ignored, path.parts)) else path.as_posix()

    def _all(self, inside: str = "") -> Iterator[tuple[str, Stamp]]:
        with os.scandir(self.folder / inside) as entries:
            for entry in entries:
                if self.is_ignored(entry.name):
                    continue
                if entry.is_dir():
                    yield from self._all(f"{inside}{entry.name}/")
                elif entry.is_file():
                    yield f"{inside}{entry.name}", _stamp(entry.stat())


def _stamp(stat: os.stat_result) -> Stamp:
    return stat.st_mtime_ns, stat.st_size, stat.st_ino
