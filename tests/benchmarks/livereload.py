"""How long it takes from a save to the news of it in the browser.

A copy of the project is served as `invoke livereload` does, and its newest post is
edited; the ratio is to a build of the unchanged site by itself.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.build import build, copy, edit

ROOT = Path(__file__).resolve().parents[2]
SERVE = """
import sys, pathlib
from plugins.commands.dev_server.loop import livereload
livereload(pathlib.Path(sys.argv[1]))
"""
TIMES = 10
REST = 1.5  # seconds between saves, as a quick writer would leave


def main() -> None:
    """Print the quickest and the median time."""
    with tempfile.TemporaryDirectory() as folder:
        root = copy(Path(folder))
        build(root)
        alone, _ = build(root)
        times = sorted(latencies(root))
    for name, seconds in {"quickest": times[0], "median": times[TIMES // 2]}.items():
        print(f"  {name:<22}{seconds / alone:6.2f} x  {seconds:6.2f} s")


def latencies(root: Path) -> list[float]:
    """Seconds from each of ``TIMES`` saves to the news of it."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, "-c", SERVE, str(root)],
        cwd=root,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        assert server.stdout
        address = server.stdout.readline().strip()
        try:
            with urllib.request.urlopen(f"{address}-/events", timeout=60) as events:
                told = news(events)
                next(version for version in told if version)
                return [latency(root, told, n) for n in range(TIMES)]
        finally:
            server.terminate()


def latency(root: Path, told: Iterator[str], n: int) -> float:
    """Seconds from one save to the news of it."""
    time.sleep(REST)
    edit(root, n)
    start = time.perf_counter()
    next(told)
    return time.perf_counter() - start


def news(events: Iterator[bytes]) -> Iterator[str]:
    """Each new version of the site that the pages are told of."""
    last = ""
    for line in events:
        if line.startswith(b"data: "):
            version = json.loads(line.removeprefix(b"data: "))["version"]
            if version != last:
                yield version
            last = version


if __name__ == "__main__":
    main()
