"""Which files of the project a run has read, so that a change of one is noticed."""

import os
import sys
from pathlib import Path
from typing import Any

_seen: set[str] = set()
_watches: list[bool] = []
_left_out: set[Path] = set()
CODE = {".py", ".pyc", ".mplstyle"}  # recorded as modules are


def watch() -> None:
    """Note from now on every file that this process opens to read."""
    if not _watches:
        _watches.append(True)
        sys.addaudithook(_note)


def leave_out(folder: Path) -> None:
    """What is read in this folder is none of the project's data."""
    _left_out.add(folder.absolute())


def files(root: Path) -> set[Path]:
    """What was read under ``root``: no code, no hidden folder, nothing installed."""
    inside = f"{root}{os.sep}"
    names = {os.path.abspath(name) for name in list(_seen)}  # noqa: PTH100 (thousands)
    found = (Path(name) for name in names if name.startswith(inside))
    return {path for path in found if _counts(path, root)}


def _note(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open":
        path, mode, _ = arguments
        if isinstance(path, str) and isinstance(mode, str) and "r" in mode:
            _seen.add(path)


def _counts(path: Path, root: Path) -> bool:
    if path.suffix in CODE or not path.is_file():
        return False
    if not _left_out.isdisjoint(path.parents):
        return False
    parts = path.relative_to(root).parts
    return "site-packages" not in parts and not any(p.startswith(".") for p in parts)
