"""What of the project belongs to whose site it is; all else is the engine."""

import tomllib
from pathlib import Path, PurePosixPath

OWN = ("content", "pelicanconf.py", "publishconf.py", "figures.lock")


def is_own(path: str) -> bool:
    """Whether a file of the project, by its path there, is the tenant's."""
    return PurePosixPath(path).parts[0] in OWN


def upstream(root: Path) -> str:
    """Where the engine of the project is developed, if pyproject.toml says so."""
    try:
        project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    except (OSError, ValueError):
        return ""
    return str(project.get("project", {}).get("urls", {}).get("Source", ""))
