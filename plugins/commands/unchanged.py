"""What has changed since the last build: by the stamps of all that it read.

A build leaves a note of what it read and wrote: path, time and size of each file of
the project and of the site, the installed packages, the commit.  Where all of that is
as it was, and the build was silent, there is nothing to do, and nothing of Pelican is
imported.  Where texts alone have changed, the next may take over texts and pages.
"""

import hashlib
import json
import os
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from plugins.shared.environment import (
    LAST_PAGES_NOTE,
    LAST_SITE,
    LAST_WARNED,
    OF_TEXTS,
    PAGES_NOTE,
)
from plugins.shared.files import TICK

NOTES = Path(".cache", "built")  # below the project: a note for each output
OUTPUT = "output"  # below the project, where others may write
GENERATED = {"node_modules", "__pycache__"}  # besides what begins with a dot
TEXTS = (".md", ".markdown", ".mkd", ".mdown")
WARNED = "the warnings"  # are to be said at each build
TIME = "the time"  # changes each hour: that of a text may have come

State = dict[str, Any]


class Build:
    """A build that begins now, and what the last one like it has left."""

    def __init__(self, root: Path, output: Path | None, what: str) -> None:
        """Find out what has changed.

        Args:
            root: the project.
            output: the folder of the site; None if it is not written.
            what: settings file and overrides, as text.
        """
        self.root, self.output, self.began = root, output, time.time_ns()
        name = hashlib.sha256(f"{output}\n{what}".encode()).hexdigest()[:32]
        self.note = root / NOTES / name
        self.last = 0  # when the last one began
        self.changes = self._changes()

    def _changes(self) -> set[str] | None:
        """What has changed; None if that cannot be told."""
        try:
            note = json.loads(self.note.read_text("utf-8"))
            now = self._state(self.output)
        except (OSError, ValueError):
            return None
        self.last, before, inputs = note["began"], note["inputs"], now["inputs"]
        young = {path for path in inputs if inputs[path][0] + TICK >= self.last}
        paths = before.keys() | inputs.keys()
        changed = {path for path in paths if before.get(path) != inputs.get(path)}
        rest = {key for key in now.keys() - {"inputs"} if note.get(key) != now[key]}
        return young | changed | rest | ({WARNED} if note.get(WARNED) else set())

    def environment(self) -> dict[str, str]:
        """Where it keeps what it knows of pages, and what it may take over."""
        notes = {PAGES_NOTE: f"{self.note}-{self.began}"}
        if self.changes is None or not all(map(_is_text, self.changes)):
            return notes
        if WARNED in self.changes:
            notes[LAST_WARNED] = "yes"
        last_pages = f"{self.note}-{self.last}"
        return {**notes, LAST_SITE: str(self.output), LAST_PAGES_NOTE: last_pages}

    def notes(self) -> tuple[Path | None, Path]:
        """Where the last one has noted texts that may be taken over; where this may."""
        given = self.environment()
        last = given.get(LAST_PAGES_NOTE)
        return Path(last + OF_TEXTS) if last else None, Path(
            given[PAGES_NOTE] + OF_TEXTS
        )

    def begin(self) -> None:
        """Remove what those left that failed; the last good one is still the last."""
        with suppress(OSError):
            self._keep_notes_of(self.last)

    def remember(self, site: Path | None, *, warned: bool) -> None:
        """Note what it has read, and written into a folder, and whether it warned."""
        with suppress(OSError):  # a note that cannot be kept costs time only
            self.note.parent.mkdir(parents=True, exist_ok=True)
            note = {"began": self.began, WARNED: warned, **self._state(site)}
            self.note.write_text(json.dumps(note), "utf-8")
            self._keep_notes_of(self.began)

    def _keep_notes_of(self, began: int) -> None:
        """Remove what other builds noted of pages and texts."""
        for note in self.note.parent.glob(f"{self.note.name}-*"):
            if not note.name.startswith(f"{self.note.name}-{began}"):
                note.unlink()

    def _state(self, site: Path | None) -> State:
        """Everything that it depends on, and what is in the site."""
        packages = sorted(name for place in sys.path for name in _installed(place))
        return {
            "python": sys.version,
            TIME: _hour(),  # a text with a date to come is published when it has come
            "packages": hashlib.sha256("\n".join(packages).encode()).hexdigest(),
            "commit": _commit(self.root),
            "inputs": _stamps(self.root, leave_out=self.output or self.root / OUTPUT),
            "output": _stamps(site) if site else {},
        }


def _is_text(path: str) -> bool:
    """Whether what has changed is known of once all texts are read."""
    is_text = path.endswith(TEXTS) and "theme" not in path.split("/")
    return is_text or path in {TIME, WARNED}


def _hour() -> str:
    return time.strftime("%Y-%m-%d %H", time.gmtime())


def _stamps(folder: Path, leave_out: Path | None = None) -> dict[str, list[int]]:
    """Path, time in ns and size of every file in the folder."""
    waiting, start, found = [str(folder)], len(str(folder)) + 1, {}
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.name[0] == "." or entry.name in GENERATED:
                    continue
                if not entry.is_dir():
                    stat = entry.stat()
                    found[entry.path[start:]] = [stat.st_mtime_ns, stat.st_size]
                elif entry.path != str(leave_out):
                    waiting.append(entry.path)
    return found


def _installed(place: str) -> list[str]:
    """The packages in a folder of Python's path, with their versions."""
    with suppress(OSError), os.scandir(place) as entries:
        return [e.name for e in entries if e.name.endswith(".dist-info")]
    return []


def _commit(root: Path) -> str:
    """The commit that is checked out, which figures are linked to."""
    command = ["git", "rev-parse", "HEAD"]
    with suppress(OSError):
        return subprocess.run(command, cwd=root, capture_output=True, text=True).stdout
    return ""  # there is no git
