"""Finds or computes every figure of a site, and tells how it went."""

import difflib
import json
import shlex
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from plugins.figures import svg
from plugins.figures.cache import Cache, Miss
from plugins.figures.computed import Computed, Unusable
from plugins.figures.key import Present
from plugins.figures.request import Request
from plugins.figures.runner import DemoFailed, Door, side_by_side

LINES = 12  # of a traceback; the last ones say where it happened

Report = Callable[[str], None]


@dataclass(frozen=True)
class Failure:
    """A figure that could not be computed: in words, and how it was before."""

    words: str
    last: Computed | None = None


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
        return answers

    def _run(self, miss: Miss) -> Computed | Failure:
        try:
            with self.cache.workplace() as workplace:
                run = self.door.run(miss.request.arguments, workplace)
                return self.cache.store(miss.request, run, svg.RENDERER)
        except DemoFailed as error:
            return Failure(self._words(miss.request, error), miss.last)
        except Unusable as error:
            left = DemoFailed(f"left no whole figure: {error}")
            return Failure(self._words(miss.request, left), miss.last)
        except OSError as error:
            words = f"the figure could not be kept: {error}; make room and build again"
            return Failure(words, miss.last)

    def _line(self, miss: Miss, answer: Computed | Failure) -> str:
        demo = shlex.join(miss.request.arguments)
        if isinstance(answer, Failure):
            return f"{demo} failed"
        before = f", {miss.seconds:.1f} s the last time" if miss.seconds else ""
        return f"{demo} ({miss.why}): {answer.result['seconds']:.1f} s{before}"

    def _words(self, request: Request, error: DemoFailed) -> str:
        """What an author needs: what happened, the command, the end of the story."""
        command = request.command(self.door.module)
        if error.code == 2 and (unknown := self._unknown(request)):
            return unknown
        if error.code == 2:
            return f"{_last_line(error.said)}\n    {command}"
        story = [f"    {line}" for line in error.said.splitlines()[-LINES:]]
        advice = "run it by itself, mend the demo, build again"
        return "\n".join([f"the demo {error.what}; {advice}", f"    {command}", *story])

    def _unknown(self, request: Request) -> str | None:
        """The names that there are, the nearest first, if the one asked for is none."""
        try:
            with self.cache.workplace() as workplace:
                listed = json.loads(self.door.listing(workplace))
        except (DemoFailed, ValueError):
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


def _last_line(text: str) -> str:
    return text.splitlines()[-1] if text else "the demo did not accept its options"
