"""When a computed figure may be used again: its inputs then against those now.

A record is what a run said of itself (result.json).  Nothing that it depends on
is imported here: files are read, versions stand in the names of *.dist-info.
"""

import functools
import hashlib
import json
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

Record = Mapping[str, Any]
PARTS = ("demo", "parameters", "modules", "distributions", "python")  # of a key
PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"


class Present:
    """The inputs as they are now; each is looked up once."""

    def __init__(self, root: Path, renderer: str, places: list[str] | None = None):
        """See what lies under ``root`` and is installed in ``places`` (sys.path)."""
        self.root = root
        self.renderer = renderer
        self.python = PYTHON
        self.places = sys.path if places is None else places
        self._files: dict[str, str | None] = {}

    def module(self, path: str) -> str | None:
        """sha256 of a local file; None when it is gone."""
        if path not in self._files:
            self._files[path] = content_hash(self.root / path)
        return self._files[path]

    @functools.cached_property
    def distributions(self) -> dict[str, str]:
        """Normalised name of each installed distribution, to its version."""
        return dict(reversed(list(_installed(self.places))))  # the first one wins


def key(record: Record, renderer: str) -> str:
    """The address in the cache of what this run computed."""
    inputs = {part: record[part] for part in PARTS} | {"renderer": renderer}
    text = json.dumps(inputs, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def changes(record: Record, renderer: str, present: Present) -> list[str]:
    """Why the run is out of date, in words; empty when it is not."""
    found = []
    for path, digest in sorted(record["modules"].items()):
        now = present.module(path)
        if now != digest:
            found.append(f"{path} {'changed' if now else 'is gone'}")
    for name, version in sorted(record["distributions"].items()):
        installed = present.distributions.get(normalised(name), "none")
        if installed != version:
            found.append(f"{name} {version} → {installed}")
    if record["python"] != present.python:
        found.append(f"Python {record['python']} → {present.python}")
    if renderer != present.renderer:
        found.append("the renderer changed")
    return found


def content_hash(path: Path) -> str | None:
    """sha256 of a text file whatever its line endings; None when it cannot be read."""
    try:
        return hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()
    except OSError:
        return None


def normalised(name: str) -> str:
    """The one spelling of a distribution's name."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _installed(places: list[str]) -> Iterator[tuple[str, str]]:
    for place in places:
        for info in _names(Path(place)):
            name, _, version = info.removesuffix(".dist-info").partition("-")
            yield normalised(name), version


def _names(folder: Path) -> list[str]:
    if not folder.is_dir():
        return []
    return sorted(p.name for p in folder.iterdir() if p.name.endswith(".dist-info"))
