"""What of the project belongs to whose site it is; all else is the engine."""

from pathlib import PurePosixPath

OWN = ("content", "pelicanconf.py", "publishconf.py", "figures.lock")


def is_own(path: str) -> bool:
    """Whether a file of the project, by its path there, is the tenant's."""
    return PurePosixPath(path).parts[0] in OWN
