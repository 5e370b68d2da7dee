"""figures.lock: one line for each figure of the site, sorted, so that merges are easy.

A line holds the command, the key that the cache knows it by, and the sha256 of the
numbers that are drawn.  ``invoke verify`` computes them all again and compares.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from plugins.figures.entry import Entry
from plugins.shared import files

NAME = "figures.lock"


@dataclass(frozen=True, order=True)
class Locked:
    """What the lock says of one figure."""

    command: str
    key: str
    data: str


def locked(figures: Iterable[Entry]) -> list[Locked]:
    """The lines for the figures of a site."""
    lines = {Locked(f.record["command"], f.key, f.data_hash) for f in figures}
    return sorted(lines)


def write(path: Path, lines: Iterable[Locked]) -> None:
    """Write the lock, unless it says the same already."""
    text = "".join(f"{json.dumps(asdict(line))}\n" for line in lines)
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    if text != before:
        files.write(path, text)


def read(path: Path) -> list[Locked]:
    """The lines of a lock."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [Locked(**json.loads(line)) for line in lines]
