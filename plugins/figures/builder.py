"""Takes every figure of a site from the cache, or has a demo compute it."""

import contextlib
import difflib
import json
import shlex
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from textwrap import indent

from plugins.figures import html, svg
from plugins.figures.cache import Cache, Miss
from plugins.figures.entry import Entry, Unusable, missed, read_result
from plugins.figures.key import CurrentInputs
from plugins.figures.parts import Job, given, jobs, together
from plugins.figures.request import Request
from plugins.figures.runner import OUT, DemoFailed, DemoRunner, in_parallel
from plugins.shared.forking.executors import Executors
from plugins.shared.progress import ahead, left

FAILED = 1  # the exit code for a run that failed, or a check that missed
USAGE = 2  # the exit code for what cannot be asked for
COMPUTING = "this figure is being computed; it will come by itself."
TOO_LARGE = (
    "the drawing is too large to stand in the page, where a slider could move it; "
    "draw less, or leave out slide="
)
HANDED = 64  # runs that an executor gets at once
LINES = 12  # of a traceback; the last ones say where it happened

Log = Callable[[str], None]


@dataclass(frozen=True)
class Failure:
    """A figure that could not be computed: why, and the last one that could."""

    message: str
    last: Entry | None = None
    details: str = ""  # the command, and the end of what it printed
    unproven: Entry | None = None  # the figure itself, where a check missed


class Pending(Failure):
    """A figure that nobody has waited for."""


Built = dict[Request, Entry | Failure]


@dataclass(frozen=True)
class FigureBuilder:
    """Gets figures from the cache, and from the demos what the cache has not."""

    runner: DemoRunner
    cache: Cache
    workers: int
    log: Log

    @classmethod
    def of(
        cls,
        module: str,
        root: Path,
        folder: Path,
        *,
        seconds: float,
        workers: int,
        log: Log,
        executor: str = "",
    ) -> "FigureBuilder":
        """A builder for the package ``module`` in ``root``, its cache in ``folder``.

        With an ``executor`` the runs are handed to it, as many as it may take.
        """
        folder = folder.resolve()
        cache = Cache(folder)
        runner = DemoRunner(module, root, seconds, folder / "matplotlib", cache.kept)
        if executor:
            runner.executors, workers = Executors(executor, log), workers or HANDED
        return cls(runner, cache, workers, log)

    def build(self, requests: Iterable[Request]) -> Built:
        """Each request with its figure; what is not in the cache runs side by side."""
        found = self._find(requests)
        results: Built = {
            request: hit for request, hit in found.items() if isinstance(hit, Entry)
        }
        misses = [miss for miss in found.values() if isinstance(miss, Miss)]
        slides = [miss for miss in misses if miss.request.parts]
        try:
            with self.runner.many():
                others = [miss for miss in misses if miss not in slides]
                parts = self._parts(others, slides)
                results |= {r: part for r, part in parts.items() if r in found}
                results |= self._compute(slides, parts)
            return {r: self._slides(r, self._proven(e)) for r, e in results.items()}
        except BaseException:  # Ctrl-C among them: nothing may go on behind our back
            self.runner.kill_all()
            raise

    def found(self, requests: Iterable[Request]) -> Built:
        """Each request with its figure, where the cache has it; nothing runs."""
        return {
            request: self._proven(
                Pending(COMPUTING, hit.last) if isinstance(hit, Miss) else hit
            )
            for request, hit in self._find(requests).items()
        }

    def _find(self, requests: Iterable[Request]) -> dict[Request, Entry | Miss]:
        current = CurrentInputs(self.runner.root, svg.RENDERER)
        return {r: self.cache.find(r, current) for r in sorted(set(requests))}

    def remember_last_good(self, slots: Mapping[str, Request], results: Built) -> Built:
        """The results; a failure gets the figure that its slot showed last."""
        completed = dict(results)
        for slot, request in slots.items():
            result = results[request]
            if isinstance(result, Entry):
                self.cache.remember(slot, result)
            elif result.last is None:
                completed[request] = replace(result, last=self.cache.last_shown(slot))
        return completed

    def _parts(self, misses: list[Miss], slides: list[Miss]) -> Built:
        """What is missing but for slides, and what these are made of."""
        found = self._find(part for slide in slides for part in slide.request.parts)
        there: Built = {r: hit for r, hit in found.items() if isinstance(hit, Entry)}
        more = [miss for miss in found.values() if isinstance(miss, Miss)]
        alone = self.runner.executors  # there each value has a worker
        return there | self._compute([*misses, *more], there, [] if alone else slides)

    def _compute(
        self, misses: list[Miss], parts: Built, slides: Sequence[Miss] = ()
    ) -> Built:
        """What is missing; parts of ``slides`` together, ``parts`` are those there."""
        results: Built = {}
        run, began = partial(self._done, parts=parts), time.monotonic()
        if soon := ahead([miss.seconds or 0 for miss in misses], self.workers):
            self.log(f"figure 0 of {len(misses)}{soon}")
        todo = jobs(misses, slides, self.workers)
        for job, future in in_parallel(run, todo, self.workers):
            for miss, result in zip(job.misses, future.result(), strict=True):
                results[miss.request] = result
                count = f"figure {len(results)} of {len(misses)}"
                soon = left(len(results), len(misses), time.monotonic() - began)
                self.log(f"{count}: {self._line(miss, result)}{soon}")
        if misses and not any(isinstance(r, Failure) for r in results.values()):
            with contextlib.suppress(OSError):  # another build may be tidying too
                self.cache.prune()
        return results

    def _done(self, job: Job, parts: Built) -> list[Entry | Failure]:
        """The results of a job; what its run did not leave has a run of its own."""
        several = len(job.misses) > 1
        there = together(job, self.runner, self.cache) if several else {}
        return [there.get(m.request) or self._run(m, parts) for m in job.misses]

    def _run(self, miss: Miss, parts: Built) -> Entry | Failure:
        made = [parts[request] for request in miss.request.parts]
        for part in made:
            if isinstance(part, Failure):
                return replace(part, last=miss.last)
        try:
            with self.cache.workdir() as workdir:
                try:
                    words = given([p for p in made if isinstance(p, Entry)], workdir)
                    run = self.runner.run([*miss.request.arguments, *words], workdir)
                except DemoFailed as error:
                    return self._unproven(miss, error, workdir)
                return self.cache.store(miss.request, run, svg.RENDERER)
        except Unusable as error:
            return self._failure(miss, DemoFailed(f"left no whole figure: {error}"))
        except OSError as error:
            message = (
                f"the figure could not be kept: {error}; make room and build again"
            )
            return Failure(message, miss.last)

    def _unproven(
        self, miss: Miss, error: DemoFailed, workdir: Path
    ) -> Entry | Failure:
        """The figure of a run that failed only because a check missed."""
        with contextlib.suppress(Unusable):
            if error.code == FAILED and missed(read_result(workdir / OUT)):
                return self.cache.store(miss.request, workdir / OUT, svg.RENDERER)
        return self._failure(miss, error)

    def _proven(self, result: Entry | Failure) -> Entry | Failure:
        """The result; a failure where it did not pass its checks."""
        if isinstance(result, Failure):
            doubtful = result.last is not None and missed(result.last.record)
            return replace(result, last=None) if doubtful else result
        if not missed(result.record):
            return result
        told = "; ".join(map(html.check_text, missed(result.record)))
        command = shlex.join([*shlex.split(result.record["command"]), "--check"])
        message = f"a check missed: {told}; to see it, run {command}"
        return Failure(message, unproven=result)

    def _slides(self, request: Request, result: Entry | Failure) -> Entry | Failure:
        """The result; a failure for a slide of a drawing that the page cannot hold."""
        if isinstance(result, Failure) or not request.parts or result.drawings:
            return result
        return Failure(TOO_LARGE, result)

    def _line(self, miss: Miss, result: Entry | Failure) -> str:
        demo = shlex.join(miss.request.arguments)
        if isinstance(result, Failure):
            return f"{demo} failed"
        before = f", {miss.seconds:.1f} s the last time" if miss.seconds else ""
        return f"{demo} ({miss.why}): {result.record['seconds']:.1f} s{before}"

    def _failure(self, miss: Miss, error: DemoFailed) -> Failure:
        """What happened, the command, and the end of the output."""
        command = miss.request.command(self.runner.module)
        lines = error.output.splitlines()
        last = "".join(lines[-1:]).removeprefix(f"{self.runner.module}: ").rstrip(".")
        if error.code == USAGE:
            unknown = self._unknown(miss.request)
            return Failure(unknown or f"{last}; the command was {command}", miss.last)
        what = f"the demo {error.what}{last and ': '}{last}"
        details = indent("\n".join([command, *lines[-LINES:]]), "    ")
        return Failure(
            f"{what}; to see it, run {command}",
            miss.last,
            details if len(lines) > 1 else "",
        )

    def _unknown(self, request: Request) -> str | None:
        """The message for a demo that does not exist; None if it does."""
        try:
            with self.cache.workdir() as workdir:
                listed = json.loads(self.runner.listing(workdir))
        except (DemoFailed, OSError, ValueError):
            return None
        names = [demo["name"] for demo in listed]
        if request.demo in names:
            return None
        near = partial(_likeness, request.demo)
        return (
            f"there is no demo {request.demo!r}; "
            f"use one of {', '.join(sorted(names, key=near))}"
        )


def _likeness(wanted: str, name: str) -> float:
    return -difflib.SequenceMatcher(a=wanted, b=name).ratio()
