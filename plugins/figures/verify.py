"""Computes every figure of figures.lock again, from scratch, and compares numbers.

Run ``python -m plugins.figures.verify`` (or ``invoke verify``) from the root.  Each
figure gets a line: MATCH, or the largest difference.  Exit code 1 if any differs by
more than rounding does.
"""

import csv
import hashlib
import shlex
import sys
import tempfile
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from pathlib import Path

from pelican.settings import read_settings

from plugins.figures import lock
from plugins.figures.lock import Locked
from plugins.figures.runner import DemoFailed, DemoRunner, in_parallel
from plugins.shared.compiled import count_by_content
from plugins.shared.forking.elsewhere import root_of
from plugins.shared.settings import merged
from plugins.shared.settings_file import PELICANCONF

ROUNDING = 1e-9  # of a number, or of 1 where the number is smaller
Verdict = tuple[bool, str]


def verify(runner: DemoRunner, lines: list[Locked], cache: Path) -> Iterator[Verdict]:
    """For each line of the lock whether it holds, and the line to print."""

    def check(line: Locked) -> Verdict:
        return _verdict(runner, line, cache / line.key / "data.csv")

    for line, future in in_parallel(check, lines, workers=0):
        good, verdict = future.result()
        yield good, f"{verdict}: {line.command}"


def difference(old: Iterable[list[str]], new: Iterable[list[str]]) -> float:
    """The largest difference of two tables, as a share; infinite if not alike."""
    empty: list[str] = []
    rows = zip_longest(old, new, fillvalue=empty)
    cells = (pair for row in rows for pair in zip_longest(*row))
    return max((_apart(a, b) for a, b in cells if a != b), default=0.0)


def _verdict(runner: DemoRunner, line: Locked, kept: Path) -> Verdict:
    arguments = shlex.split(line.command)[3:]
    with tempfile.TemporaryDirectory() as workdir:
        try:
            data = runner.run(arguments, Path(workdir)) / "data.csv"
            if hashlib.sha256(data.read_bytes()).hexdigest() == line.data:
                return True, "MATCH"
            if not kept.exists():
                return False, "DIFFERS, and the cache has no numbers to compare with"
            largest = difference(_rows(kept), _rows(data))
        except (DemoFailed, OSError) as error:
            return False, f"FAILED, {error}"
    good = largest <= ROUNDING
    verdict = "differs by rounding" if good else "DIFFERS"
    return good, f"{verdict}, {largest:.2g} at most"


def _rows(path: Path) -> list[list[str]]:
    return list(csv.reader(path.read_text(encoding="utf-8").splitlines()))


def _apart(a: str | None, b: str | None) -> float:
    try:
        old, new = float(a or ""), float(b or "")
    except ValueError:  # a word, or nothing at all
        return float("inf")
    return abs(old - new) / max(1.0, abs(old), abs(new))


def main() -> int:
    """Verify the lock of the site in the current folder."""
    count_by_content([Path(PELICANCONF)])
    settings = merged(read_settings(PELICANCONF))
    lines = lock.read(Path(settings["PATH"]).parent / lock.NAME)
    root = root_of(settings["DEMOS_MODULE"])
    if root is None:
        print(f"There is no package {settings['DEMOS_MODULE']!r}.", file=sys.stderr)
        return 1
    cache = Path(settings["CACHE_FOLDER"], "figures").resolve()
    seconds = settings["DEMOS_TIMEOUT"]
    runner = DemoRunner(settings["DEMOS_MODULE"], root, seconds, cache / "matplotlib")
    good = True
    for holds, verdict in verify(runner, lines, cache):
        print(verdict, flush=True)
        good = good and holds
    return 0 if good else 1


if __name__ == "__main__":
    sys.path.insert(0, "")
    sys.exit(main())
