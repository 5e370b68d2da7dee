"""Keeps readings by content, so that a text that has not changed is not read again."""

import hashlib
import json
import os
import sys
import tempfile
from dataclasses import asdict
from functools import cache
from importlib.metadata import version
from pathlib import Path

from plugins.reading import Options, Problem, Reading, TextReader

HERE = Path(__file__).parent
READ_WITH = ("markdown", "math-core", "pygments", "pyyaml", "smartypants", "typogrify")


@cache
def code_digest() -> str:
    """Changes with the code that reads, ours and others'; commands do not read."""
    digest = hashlib.sha256(f"{sys.version_info[:2]}".encode())
    for name in READ_WITH:
        digest.update(f"{name} {version(name)}\n".encode())
    for path in sorted(HERE.rglob("*.py")):
        if "commands" not in path.parts:
            digest.update(path.read_bytes())
    return digest.hexdigest()


class ReadingCache:
    """A folder with one file for each text and way of reading it.

    A folder that cannot be written, or that holds damaged files, costs time only.
    """

    def __init__(self, folder: Path, options: Options) -> None:
        self.folder = folder
        self.options = options
        settings = json.dumps(asdict(options), sort_keys=True, default=repr)
        self.salt = f"{code_digest()}\n{settings}\n".encode()
        self.reader: TextReader | None = None

    def read(self, data: bytes) -> Reading:
        """What is read from ``data``, or was."""
        path = self.folder / f"{hashlib.sha256(self.salt + data).hexdigest()}.json"
        reading = load(path)
        if reading is None:
            self.reader = self.reader or TextReader(self.options)
            reading = self.reader.read(data)
            save(path, reading)
        return reading


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
    """Write the file at once, so that nobody sees half of it; or not at all."""
    text = json.dumps(asdict(reading), ensure_ascii=False)
    digest = hashlib.sha256(text.encode()).hexdigest()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(f"{digest}\n{text}")
        Path(temporary).replace(path)
    except OSError:
        return
