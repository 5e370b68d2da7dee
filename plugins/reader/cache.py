"""Keeps readings by content, so that a text that has not changed is not read again."""

import functools
import hashlib
import json
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from plugins.reader.model import Options, Problem, Reading
from plugins.shared import files

if TYPE_CHECKING:
    from plugins.reader.careful import CarefulReader

ROOT = Path(__file__).parent.parent.parent
READ_WITH = ("markdown", "math-core", "pygments", "pyyaml", "smartypants", "typogrify")
IMPORT = re.compile(r"^(?:from|import) (plugins[\w.]*)(?: import (.*))?$", re.MULTILINE)


@functools.cache  # the code that runs stays as it was when it was loaded
def code_digest(*names: str) -> str:
    """Changes with the modules ``names``, with all they import, and with packages."""
    digest = hashlib.sha256(f"{sys.version_info[:2]}".encode())
    for package in READ_WITH:
        digest.update(f"{package} {version(package)}\n".encode())
    for source in sorted(sources(names)):
        digest.update(source.encode())
    return digest.hexdigest()


def sources(names: Iterable[str]) -> Iterator[str]:
    """The texts of our own modules ``names`` and of those that they import."""
    waiting, seen = list(names), set()
    while waiting:
        name = waiting.pop()
        place = ROOT / name.replace(".", "/")
        path = place / "__init__.py" if place.is_dir() else place.with_suffix(".py")
        if name in seen or not path.is_file():
            continue
        seen.add(name)
        yield (source := path.read_text(encoding="utf-8"))
        for module, parts in IMPORT.findall(source):
            waiting += [
                module,
                *(f"{module}.{part.strip()}" for part in parts.split(",")),
            ]


class ReadingCache:
    """A folder with one file for each text and way of reading it.

    A folder that cannot be written, or that holds damaged files, costs time only.
    """

    def __init__(self, folder: Path, options: Options) -> None:
        self.folder = folder
        self.options = options
        settings = json.dumps(asdict(options), sort_keys=True, default=repr)
        extensions = filter(
            lambda e: isinstance(e, str), options.markdown["extensions"]
        )
        code = code_digest("plugins.reader.careful", *extensions)
        self.salt = f"{code}\n{settings}\n".encode()

    def has(self, data: bytes) -> bool:
        """Whether there is a reading of ``data``, whole or damaged."""
        return self._path(data).exists()

    def read(self, data: bytes) -> Reading:
        """What is read from ``data``, or was; TooLong if that takes too long."""
        path = self._path(data)
        reading = load(path)
        if reading is None:
            reading = self.reader.read(data)
            save(path, reading)
        return reading

    @functools.cached_property
    def reader(self) -> "CarefulReader":
        """Made when it is needed: most builds have nothing new to read."""
        from plugins.reader.careful import CarefulReader

        return CarefulReader(self.options)

    def _path(self, data: bytes) -> Path:
        return self.folder / f"{hashlib.sha256(self.salt + data).hexdigest()}.json"


def load(path: Path) -> Reading | None:
    """The reading in a file; None if there is none, or not the whole of it."""
    try:
        digest, _, text = path.read_text(encoding="utf-8").partition("\n")
        if digest != hashlib.sha256(text.encode()).hexdigest():
            return None
        parts = json.loads(text)
    except (OSError, ValueError):
        return None
    problems = [Problem(*problem) for problem in parts.pop("problems")]
    return Reading(**parts, problems=problems)


def save(path: Path, reading: Reading) -> None:
    """Keep the reading, if the folder can be written."""
    text = json.dumps(asdict(reading), ensure_ascii=False)
    digest = hashlib.sha256(text.encode()).hexdigest()
    with suppress(OSError):
        files.write(path, f"{digest}\n{text}")
