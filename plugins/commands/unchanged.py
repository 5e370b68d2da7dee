"""Whether a build would make again what is there: by the stamps of all that it reads.

A build that was silent leaves a note of what it read and wrote: path, time and size of
each file of the project and of the site, the installed packages, the commit.  Where all
of that is as it was, there is nothing to do, and nothing of Pelican is imported.
"""

import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

NOTES = Path(".cache", "built")  # below the project: a note for each output
GENERATED = {"node_modules", "__pycache__"}  # besides what begins with a dot
# A file that changes twice within one tick of the disk's clock has one stamp: what is
# younger than this when a build begins is not trusted.  Nanoseconds.
TICK = 50_000_000

State = dict[str, Any]


def is_unchanged(root: Path, output: Path, what: str) -> bool:
    """Whether the last build of ``what`` into ``output`` would be repeated to the byte.

    Args:
        root: the project.
        output: the folder of the site.
        what: settings file and overrides, as text.
    """
    try:
        note = json.loads(_note(root, output, what).read_text("utf-8"))
        now = state(root, output)
    except (OSError, ValueError):
        return False
    youngest = max((time for time, _ in now["inputs"].values()), default=0)
    return bool(youngest + TICK < note.pop("began") and note == now)


def remember(root: Path, output: Path, what: str, began: int) -> None:
    """Note what a silent build has read and written; ``began`` is its time in ns."""
    note = _note(root, output, what)
    with suppress(OSError):  # a note that cannot be kept costs time only
        note.parent.mkdir(parents=True, exist_ok=True)
        note.write_text(json.dumps({"began": began, **state(root, output)}), "utf-8")


def forget(root: Path, output: Path, what: str) -> None:
    """Remove the note of an earlier build, before another begins."""
    with suppress(OSError):
        _note(root, output, what).unlink()


def state(root: Path, output: Path) -> State:
    """Everything that a build depends on, and what it made."""
    packages = sorted(name for place in sys.path for name in _installed(place))
    return {
        "python": sys.version,
        "hour": _hour(),  # a text with a date to come is published when that has come
        "packages": hashlib.sha256("\n".join(packages).encode()).hexdigest(),
        "commit": _commit(root),
        "inputs": _stamps(root, leave_out=output),
        "output": _stamps(output),
    }


def _hour() -> str:
    return time.strftime("%Y-%m-%d %H", time.gmtime())


def _stamps(folder: Path, leave_out: Path | None = None) -> dict[str, list[int]]:
    """Path, time in ns and size of every file in the folder."""
    start = len(str(folder)) + 1
    found = {}
    for entry in _files(str(folder), str(leave_out)):
        stat = entry.stat()
        found[entry.path[start:]] = [stat.st_mtime_ns, stat.st_size]
    return found


def _files(folder: str, leave_out: str) -> Iterator[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(".") or entry.name in GENERATED:
                continue
            if not entry.is_dir():
                yield entry
            elif entry.path != leave_out:
                yield from _files(entry.path, leave_out)


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


def _note(root: Path, output: Path, what: str) -> Path:
    name = hashlib.sha256(f"{output}\n{what}".encode()).hexdigest()[:32]
    return root / NOTES / name
