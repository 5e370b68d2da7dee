"""Where files are."""

from pathlib import Path


def is_inside(path: Path, folder: Path) -> bool:
    """Whether a file lies in a folder, once every link on the way is followed."""
    return path.resolve().is_relative_to(folder.resolve())
