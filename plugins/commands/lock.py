"""Pin every distribution that the project needs, exactly and with hashes."""

import subprocess
import sys
from pathlib import Path

from plugins.commands.project import ROOT, CommandError

# What each file adds to the direct dependencies that pyproject.toml names.  The tests
# run on the same versions as the site.
FILES = {
    "requirements.txt": [],
    "requirements-dev.txt": ["--extra", "dev", "--constraint", "requirements.txt"],
}


def lock(root: Path = ROOT) -> None:
    """Write the newest versions that fit together into both files."""
    for name, more in FILES.items():
        if subprocess.run(command(name, more), cwd=root).returncode:
            raise CommandError(f"{name}: not written, see above.")


def command(name: str, more: list[str]) -> list[str]:
    """The command that writes one file: for every system, with no index address."""
    return [
        *(sys.executable, "-m", "uv", "pip", "compile", "pyproject.toml", "--quiet"),
        *("--universal", "--python-version", "3.11", "--upgrade"),
        *("--generate-hashes", "--no-header", "--no-emit-index-url"),
        *("--no-emit-find-links", "--output-file", name, *more),
    ]
