"""Runs handed to an executor of ``concurrent.futures``, such as that of a cluster.

A run is the words that follow ``python -m demos``.  Its answer is data: what it printed
and the bytes of its files, which are those of a run here.  A worker that has other code
or libraries runs nothing; what only a run meets is compared when it is back.
"""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import BrokenExecutor, Executor, as_completed
from dataclasses import dataclass, replace
from functools import partial
from importlib import import_module
from pathlib import Path

from demos.framework import files as folders
from demos.framework import provenance
from demos.framework.every import EXECUTOR
from demos.framework.options import UsageError
from demos.framework.progress import followed
from demos.framework.slides import Slide

TRIES = 4  # executors, when their workers die
CONNECT = "15s"  # that the scheduler of a cluster may take to answer
FIGURE = "figure"  # the folder that a run is told to write, in its own
OUT = ["--out", FIGURE]
GONE = "demos: --executor: %r; the runs that are left are done here."
UNLIKE = "demos: the worker is not like this machine (%s); bring it up to date.\n"
Make = Callable[[], Executor]


@dataclass(frozen=True)
class Answer:
    """How a run ended, what it printed, and the files that it wrote."""

    code: int
    out: str
    err: str
    files: dict[str, bytes]

    def tell(self) -> int:
        """Print what the run printed; its code."""
        print(self.out, end="", flush=True)
        print(self.err, end="", file=sys.stderr, flush=True)
        return self.code


def maker(name: str) -> Make:
    """What gives the executor that ``--executor`` names; UsageError for no name."""
    if ":" not in name.strip(":"):
        raise UsageError(
            f"--executor {name!r} is not module:factory, nor an address like tcp://…"
        )
    return partial(named, name)


def named(name: str) -> Executor:
    """That of ``module:factory``, or of a scheduler of dask: ``tcp://host:8786``."""
    if "://" not in name:
        module, _, factory = name.partition(":")
        made: Executor = getattr(import_module(module), factory)()
        return made
    from distributed import Client  # type: ignore[import-not-found,unused-ignore]

    client = Client(name, timeout=CONNECT, set_as_default=False)
    found: Executor = client.get_executor(pure=False)
    return found


def run_if_alike(words: list[str], must: provenance.Inputs) -> Answer:
    """Do a run, where this worker has what it must have."""
    others = provenance.apart(provenance.now(must), must)
    return _unlike(others) if others else run(words)


def _unlike(others: list[str]) -> Answer:
    return Answer(1, "", UNLIKE % "; ".join(others), {})


def run(words: list[str]) -> Answer:
    """Do a run, in a process and a folder of its own."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        ran = subprocess.run(
            [sys.executable, "-m", "demos", *words],
            cwd=name,
            env={**os.environ, "PYTHONPATH": str(provenance.ROOT), EXECUTOR: ""},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        target = Path(name).resolve() / FIGURE
        printed = ran.stdout.removesuffix(f"Written to {target}\n")
        files = {path.name: path.read_bytes() for path in target.glob("*")}
        return Answer(ran.returncode, printed, ran.stderr, files)


def answers(runs: Mapping[str, list[str]], make: Make) -> Iterator[tuple[str, Answer]]:
    """Each run's name and answer, as they come.

    A worker that dies is followed by those of a new executor; where none can be had, we
    say so once and do what is left ourselves.
    """
    left = dict(runs)
    try:
        for _ in range(TRIES):
            with contextlib.suppress(BrokenExecutor):
                yield from _of_one(make(), left) if left else ()
    except Exception as error:
        print(GONE % error, file=sys.stderr, flush=True)
    for name, words in left.items():
        yield name, run(words)


def _of_one(
    executor: Executor, left: dict[str, list[str]]
) -> Iterator[tuple[str, Answer]]:
    """The answers of one executor; what it has answered is left no more."""
    must = provenance.any_run()
    try:
        futures = {
            executor.submit(run_if_alike, words, must): name
            for name, words in left.items()
        }
        for future in as_completed(futures):
            with contextlib.suppress(BrokenExecutor):  # others may have an answer
                answer = future.result()
                del left[futures[future]]
                yield futures[future], answer
    finally:
        executor.shutdown(wait=False, cancel_futures=True)


def keep(answer: Answer, target: Path) -> Answer:
    """The answer, its files put into a folder; a refusal where its worker is unlike."""
    if not answer.files:
        return answer
    record = json.loads(answer.files["result.json"])
    if others := provenance.apart(record, provenance.now(record)):
        return _unlike(others)
    folders.replace(target, answer.files)
    return replace(answer, out=f"{answer.out}Written to {target}\n")


def one(words: list[str], make: Make, target: Path | None) -> int:
    """The exit code of a run, which may have a folder to write."""
    out = OUT if target else []
    ((_, answer),) = answers({"": [*words, *out]}, make)
    return (keep(answer, target) if target else answer).tell()


def parts(words: list[str], slide: Slide, make: Make, folder: Path) -> int:
    """Put the parts of a slide into a folder, for ``--parts``; the code of a failure.

    Args:
        words: the demo, and its options but for the one that slides.
        slide: its values.
        make: gives an executor.
        folder: where they go.
    """
    name = slide.option.name
    runs = {
        f"{n}.json": [*words, f"--{name}={value}", "--part", *OUT]
        for n, value in enumerate(slide.values)
    }
    for file, answer in followed(answers(runs, make), len(runs)):
        kept = keep(answer, folder / f"{file}~")
        if not kept.files:
            return kept.tell()
        (folder / file).write_bytes(kept.files["part.json"])
    return 0
