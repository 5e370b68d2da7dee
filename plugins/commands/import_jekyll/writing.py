"""All files of an import at once, and a record of them for the next one.

What the author has changed, deleted or written himself stays as it is.
"""

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from plugins.commands.import_jekyll.taken import digest
from plugins.commands.project import CommandError

RECORD = ".import-jekyll.json"  # in the content folder
UNREADABLE = "%s: cannot be read (%s); delete it, and all will be imported anew."


def record(content: Path) -> dict[str, Any]:
    """What earlier imports wrote: ``texts``, ``files``, ``settings``."""
    empty: dict[str, Any] = {"texts": {}, "files": {}, "settings": {}}
    try:
        found = json.loads((content / RECORD).read_text("utf-8"))
        return empty | found
    except FileNotFoundError:
        return empty
    except (OSError, ValueError, TypeError) as error:
        raise CommandError(UNREADABLE % (content / RECORD, error)) from None


@dataclass
class Writing:
    """Files that are about to be written, and what became of each."""

    content: Path
    earlier: Mapping[str, str]  # digests, by path
    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    his: list[str] = field(default_factory=list)  # the author's now, and left alone
    digests: dict[str, str] = field(default_factory=dict)
    undo: list[tuple[Path, bytes | None]] = field(default_factory=list)
    folders: list[Path] = field(default_factory=list)

    def decide(self, wanted: Mapping[str, bytes | Path]) -> Iterator[tuple[str, Any]]:
        """The files that are to be written."""
        for path, source in wanted.items():
            data = source.read_bytes() if isinstance(source, Path) else source
            mark, file = digest(data), self.content / path
            there = digest(file.read_bytes()) if file.is_file() else ""
            self.digests[path] = mark
            if there == mark:
                self.same.append(path)
            elif there == self.earlier.get(path, ""):
                (self.changed if there else self.new).append(path)
                yield path, source
            else:
                self.digests[path] = self.earlier.get(path, mark)
                self.his.append(path)

    def write(self, path: Path, source: bytes | Path) -> None:
        """Put one file in its place at once."""
        self._make(path.parent)
        self.undo.append((path, path.read_bytes() if path.is_file() else None))
        temporary = path.with_name(f".{path.name[:100]}-{os.getpid()}")
        try:
            if isinstance(source, Path):
                shutil.copyfile(source, temporary)
            else:
                temporary.write_bytes(source)
            temporary.replace(path)
        finally:
            with suppress(OSError):
                temporary.unlink()

    def take_back(self) -> None:
        """Leave everything as it was."""
        for path, data in reversed(self.undo):
            with suppress(OSError):
                path.unlink() if data is None else path.write_bytes(data)
        for folder in reversed(self.folders):
            with suppress(OSError):
                folder.rmdir()

    def _make(self, folder: Path) -> None:
        if not folder.is_dir():
            self._make(folder.parent)
            folder.mkdir()
            self.folders.append(folder)
