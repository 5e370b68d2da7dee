"""Run the measurements in tests/benchmarks."""

import runpy
from pathlib import Path

from plugins.commands.project import ROOT, CommandError


def bench(name: str = "", root: Path = ROOT) -> None:
    """Run the ``main`` of one module there, or of all; each prints what it measured.

    Raises:
        CommandError: if there is no such module.
    """
    folder = root / "tests/benchmarks"
    found = {
        path.stem: path for path in sorted(folder.glob("[!_]*.py")) if _is_run(path)
    }
    if name and name not in found:
        raise CommandError(
            f"There is no benchmark '{name}'; take one of {', '.join(found)}."
        )
    for stem in [name] if name else found:
        print(f"{stem}:", flush=True)
        runpy.run_path(str(found[stem]))["main"]()


def _is_run(path: Path) -> bool:
    return "def main(" in path.read_text("utf-8")
