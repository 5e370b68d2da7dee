"""Finds or computes every figure of a site, and tells how it went."""

import contextlib
import difflib
import json
import shlex
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from textwrap import indent

from plugins.figures import svg
from plugins.figures.cache import Cache, Miss
from plugins.figures.computed import Computed, Unusable
from plugins.figures.key import Present
from plugins.figures.request import Request
from plugins.figures.runner import DemoFailed, Door, side_by_side

USAGE = 2  # the exit code for what cannot be asked for
LINES = 12  # of a traceback; the last ones say where it happened

Report = Callable[[str], None]


@dataclass(frozen=True)
class Failure:
    """A figure that could not be computed: in one line, and how it was before."""

    words: str
    last: Computed | None = None
    story: str = ""  # the command, and the end of what it printed


Answers = dict[Request, Computed | Failure]


@dataclass(frozen=True)
class Workshop:
    """Where figures come from: the cache first, then the demos."""

    door: Door
    cache: Cache
    workers: int
    report: Report

    def answer(self, requests: Iterable[Request]) -> Answers:
        """Each request with its figure; what is not in the cache runs side by side."""
        present = Present(self.door.root, svg.RENDERER)
        wanted = sorted(set(requests))
        found = {request: self.cache.find(request, present) for request in wanted}
        answers: Answers = {
            request: hit for request, hit in found.items() if isinstance(hit, Computed)
        }
        misses = [miss for miss in found.values() if isinstance(miss, Miss)]
        try:
            return answers | self._compute(misses)
        except BaseException:  # Ctrl-C among them: nothing may go on behind our back
            self.door.close()
            raise

    def remember(self, places: Mapping[str, Request], answers: Answers) -> Answers:
        """The answers, with what a place showed before where that is all there is."""
        shown = dict(answers)
        for place, request in places.items():
            answer = answers[request]
            if isinstance(answer, Computed):
                self.cache.remember(place, answer)
            elif answer.last is None:
                shown[request] = replace(answer, last=self.cache.shown(place))
        return shown

    def _compute(self, misses: list[Miss]) -> Answers:
        misses.sort(key=lambda miss: -(miss.seconds or 0))  # the longest first
        answers: Answers = {}
        for miss, future in side_by_side(self._run, misses, self.workers):
            answer = future.result()
            answers[miss.request] = answer
            place = f"figure {len(answers)} of {len(misses)}"
            self.report(f"{place}: {self._line(miss, answer)}")
        if misses and not any(isinstance(a, Failure) for a in answers.values()):
            with contextlib.suppress(OSError):  # another build may be tidying too
                self.cache.prune()
        return answers

    def _run(self, miss: Miss) -> Computed | Failure:
        try:
            with self.cache.workplace() as workplace:
                run = self.door.run(miss.request.arguments, workplace)
                return self.cache.store(miss.request, run, svg.RENDERER)
        except DemoFailed as error:
            return self._failure(miss, error)
        except Unusable as error:
            return self._failure(miss, DemoFailed(f"left no whole figure: {error}"))
        except OSError as error:
            words = f"the figure could not be kept: {error}; make room and build again"
            return Failure(words, miss.last)

    def _line(self, miss: Miss, answer: Computed | Failure) -> str:
        demo = shlex.join(miss.request.arguments)
        if isinstance(answer, Failure):
            return f"{demo} failed"
        before = f", {miss.seconds:.1f} s the last time" if miss.seconds else ""
        return f"{demo} ({miss.why}): {answer.result['seconds']:.1f} s{before}"

    def _failure(self, miss: Miss, error: DemoFailed) -> Failure:
        """What an author needs: what happened, the command, the end of the story."""
        command = miss.request.command(self.door.module)
        said = error.said.splitlines()
        last = "".join(said[-1:]).removeprefix(f"{self.door.module}: ").rstrip(".")
        if error.code == USAGE:
            words = self._unknown(miss.request) or f"{last}; the command was {command}"
            return Failure(words, miss.last)
        words = f"the demo {error.what}{last and ': '}{last}; to see it, run {command}"
        story = indent("\n".join([command, *said[-LINES:]]), "    ")
        return Failure(words, miss.last, story if len(said) > 1 else "")

    def _unknown(self, request: Request) -> str | None:
        """The names that there are, the nearest first, if the one asked for is none."""
        try:
            with self.cache.workplace() as workplace:
                listed = json.loads(self.door.listing(workplace))
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


def workshop(
    module: str,
    root: Path,
    folder: Path,
    *,
    seconds: float,
    workers: int,
    report: Report,
) -> Workshop:
    """The usual workshop, with everything it keeps in ``folder``."""
    door = Door(module, root, seconds, settings=folder.resolve() / "matplotlib")
    return Workshop(door, Cache(folder.resolve()), workers, report)


def _likeness(wanted: str, name: str) -> float:
    return -difflib.SequenceMatcher(a=wanted, b=name).ratio()
