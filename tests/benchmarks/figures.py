"""What figures cost a build: computed one by one, side by side, and found again."""

import os
import tempfile
import time
from pathlib import Path

from plugins.figures.builder import FigureBuilder
from plugins.figures.request import Request, parse

ROOT = Path(__file__).resolve().parents[2]
CALM = [parse(f"demo:forward-diffusion?seed={seed}") for seed in range(7)]
TIMES = 5  # of finding them again; the quickest is least disturbed by other work


def main() -> None:
    """Print a line for each way."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        # The first run also makes matplotlib's list of fonts, for this cache alone.
        answer(place / "one", CALM[:1], workers=1)
        answer(place / "all", CALM[:1], workers=1)
        one, _ = answer(place / "one", CALM[1:], workers=1)
        many, _ = answer(place / "all", CALM[1:], workers=0)
        cached = min(answer(place / "all", CALM, workers=0)[1] for _ in range(TIMES))
    ran, processors = len(CALM) - 1, os.cpu_count()
    print(f"  {ran} figures one by one     {one:6.2f} s wall")
    print(
        f"  on {processors} processors          {many:6.2f} s wall {one / many:6.1f} x"
    )
    print(f"  {len(CALM)} figures from the cache {1000 * cached:6.1f} ms cpu")


def answer(cache: Path, requests: list[Request], workers: int) -> tuple[float, float]:
    """Wall and CPU seconds, the latter of this process alone."""
    builder = FigureBuilder.of(
        "demos", ROOT, cache, seconds=120, workers=workers, log=lambda line: None
    )
    start, busy = time.perf_counter(), time.process_time()
    builder.build(requests)
    return time.perf_counter() - start, time.process_time() - busy


if __name__ == "__main__":
    main()
