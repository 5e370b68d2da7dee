"""How long a build takes: with nothing cached, with all cached, after one edit.

The whole project is copied, so that the caches of the author stay as they are.  Ratios
are to the unchanged build, and mean the same on every machine; seconds do not.
"""

import shutil
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from tests.benchmarks.spent import spent

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("content", "demos", "plugins", "theme", "pelicanconf.py", "publishconf.py")
TIMES = 5  # builds of a kind; the quickest is least disturbed by other work


def main() -> None:
    """Print a line for each kind of build."""
    with tempfile.TemporaryDirectory() as folder:
        root = copy(Path(folder))
        cold = build(root)
        unchanged = quickest(build(root) for _ in range(TIMES))
        edited = quickest(build(edit(root, n)) for n in range(TIMES))
        start = quickest(run(root, "-c", "import pelican") for _ in range(TIMES))
    for name, (wall, cpu) in {
        "nothing cached": cold,
        "nothing changed": unchanged,
        "one post edited": edited,
        "import pelican alone": start,
    }.items():
        ratio = f"{wall / unchanged[0]:6.2f} x"
        print(f"  {name:<22}{ratio}  {wall:6.2f} s wall {cpu:6.2f} s cpu")


def copy(folder: Path) -> Path:
    """The parts of the project that a build reads, in ``folder``."""
    for name in PARTS:
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / name)
    return folder


def edit(root: Path, n: int) -> Path:
    """The project with a paragraph more in its newest post."""
    newest = max((root / "content/posts").glob("*.md"))
    with newest.open("a", encoding="utf-8") as file:
        file.write(f"\nOne more paragraph, number {n}.\n")
    return root


def build(root: Path) -> tuple[float, float]:
    """Wall and CPU seconds of one build, its figures included."""
    return run(root, "-m", "pelican", "--settings", "pelicanconf.py")


def run(root: Path, *arguments: str) -> tuple[float, float]:
    """Wall and CPU seconds of one run of Python, with all that it starts."""
    return spent([sys.executable, *arguments], root)[:2]


def quickest(times: Iterable[tuple[float, float]]) -> tuple[float, float]:
    """The time of least wall seconds."""
    return min(times)


if __name__ == "__main__":
    main()
