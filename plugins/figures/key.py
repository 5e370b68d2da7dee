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
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from plugins.shared.compiled import sources

Record = Mapping[str, Any]
PARTS = ("demo", "parameters", "modules", "distributions", "python")  # of a key
IMPORTS = re.compile(r"^\s*(?:import|from)\s+(\w+)", re.MULTILINE)
PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"


class CurrentInputs:
    """The inputs of figures as they are now; each is looked up once."""

    def __init__(self, root: Path, renderer: str, folders: list[str] | None = None):
        """Those of files under ``root`` and of what is installed in ``folders``.

        Without ``folders``, those of ``sys.path``.
        """
        self.root = root
        self.renderer = renderer
        self.python = PYTHON
        self.folders = sys.path if folders is None else folders
        self._files: dict[str, str | None] = {}

    def module(self, path: str) -> str | None:
        """sha256 of a local file; None when it is gone."""
        if path not in self._files:
            self._files[path] = content_hash(self.root / path)
        return self._files[path]

    def of(self, record: Record) -> Record:
        """What a record says of files, distributions and Python, as it is now."""
        have = self.distributions
        return {
            "modules": {
                path: self.module(path) or "none" for path in record["modules"]
            },
            "distributions": {
                name: have.get(normalised(name), "none")
                for name in record["distributions"]
            },
            "python": self.python,
        }

    @functools.cached_property
    def distributions(self) -> dict[str, str]:
        """Normalised name of each installed distribution, to its version."""
        return dict(reversed(list(_installed(self.folders))))  # the first one wins


def key(record: Record, renderer: str) -> str:
    """The address in the cache of what this run computed."""
    inputs = {part: record[part] for part in PARTS} | {"renderer": renderer}
    text = json.dumps(inputs, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def changes(record: Record, renderer: str, current: CurrentInputs) -> list[str]:
    """Why the run is out of date, in words; empty when it is not."""
    found = []
    for path, digest in sorted(record["modules"].items()):
        now = current.module(path)
        if now != digest:
            found.append(f"{path} {'changed' if now else 'is gone'}")
    for name, version in sorted(record["distributions"].items()):
        installed = current.distributions.get(normalised(name), "none")
        if installed != version:
            found.append(f"{name} {version} → {installed}")
    if record["python"] != current.python:
        found.append(f"Python {record['python']} → {current.python}")
    if renderer != current.renderer:
        found.append("the renderer changed")
    return found


def apart(there: Record, here: Record) -> list[str]:
    """In what two places differ, with what is in both; both say of the same things."""
    pairs = [
        (path, digest[:8], here["modules"][path][:8])
        for path, digest in sorted(there["modules"].items())
    ]
    pairs += [
        (name, version, here["distributions"][name])
        for name, version in sorted(there["distributions"].items())
    ]
    pairs.append(("Python", there["python"], here["python"]))
    return [f"{what} {a} there, {b} here" for what, a, b in pairs if a != b]


@dataclass(frozen=True)
class Alike:
    """What a worker has to have; it is asked before it runs anything."""

    here: Record

    def __call__(self, root: Path) -> list[str]:
        """In what the worker, whose package lies in ``root``, differs."""
        return apart(CurrentInputs(root, "").of(self.here), self.here)


def known(root: Path, module: str) -> Record:
    """What its runs are made of, as its files tell: these, and what they import."""
    current, files = CurrentInputs(root, ""), sources(root, module)
    texts = [path.read_text("utf-8", errors="replace") for path in files]
    names = {normalised(name) for text in texts for name in IMPORTS.findall(text)}
    asked = {
        "modules": [path.relative_to(root).as_posix() for path in files],
        "distributions": sorted(names & current.distributions.keys()),
    }
    return current.of(asked)


def content_hash(path: Path) -> str | None:
    """sha256 of a text file whatever its line endings; None when it cannot be read."""
    try:
        return hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()
    except OSError:
        return None


def normalised(name: str) -> str:
    """The one spelling of a distribution's name."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _installed(folders: list[str]) -> Iterator[tuple[str, str]]:
    for folder in folders:
        for info in _names(Path(folder)):
            name, _, version = info.removesuffix(".dist-info").partition("-")
            yield normalised(name), version


def _names(folder: Path) -> list[str]:
    if not folder.is_dir():
        return []
    return sorted(p.name for p in folder.iterdir() if p.name.endswith(".dist-info"))
