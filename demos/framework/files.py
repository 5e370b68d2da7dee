"""Put files into a folder all at once, or not at all."""

import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path


def replace(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make ``folder`` hold exactly these files.

    They are written beside it and then renamed, so that nobody sees half of them.
    """
    new, old = (folder.with_name(f".{folder.name}.{os.getpid()}{k}") for k in ("", "~"))
    try:
        new.mkdir(parents=True)
        for name, content in files.items():
            (new / name).write_bytes(content)
        if folder.exists():
            folder.rename(old)
        new.rename(folder)
    finally:
        if old.exists() and not folder.exists():
            old.rename(folder)
        shutil.rmtree(new, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)


def check(folder: Path, known: Iterable[str]) -> None:
    """OSError where ``replace`` would fail, or would delete what is not ours."""
    nearest = next(path for path in (folder, *folder.parents) if path.exists())
    if not nearest.is_dir():
        raise OSError(f"{nearest} is a file, not a folder")
    for place in {nearest, folder.parent} if nearest == folder else {nearest}:
        if not os.access(place, os.W_OK | os.X_OK):
            raise OSError(f"{place} cannot be written to")
    present = {path.name for path in folder.iterdir()} if nearest == folder else set()
    if foreign := sorted(present - set(known)):
        raise OSError(f"{folder} also holds {foreign[0]}, which would be lost")
