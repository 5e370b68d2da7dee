"""Run the measurements in tests/benchmarks."""

import runpy
from pathlib import Path

from plugins.commands.project import ROOT


def bench(root: Path = ROOT) -> None:
    """Run the ``main`` of every module there; each prints what it measured."""
    for path in sorted((root / "tests/benchmarks").glob("[!_]*.py")):
        print(f"{path.stem}:", flush=True)
        runpy.run_path(str(path))["main"]()
