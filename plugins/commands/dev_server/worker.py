"""The process that keeps the site: asked on its input, it answers on its output.

A request is a name, a number, and what it is about; the answer has the same number.
What nobody has asked for, news, has the number 0.
"""

import gc
import json
import os
import pickle
import queue
import signal
import sys
import threading
import time
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from plugins.commands.dev_server.answers import Answer, Page
from plugins.commands.dev_server.aside import Aside
from plugins.commands.dev_server.site import Site
from plugins.commands.dev_server.start import SettingsMistakes, started
from plugins.commands.dev_server.whole import look_over, note_and_look_over
from plugins.commands.unchanged import Build
from plugins.shared.messages import explained

SOON = 0.05  # seconds after which those who ask first have been answered
REST = 2.0  # seconds without a save before the whole site is looked over
PATIENCE = 3.0  # seconds for those that we have started to end
INTERRUPTED = 130


class Worker:
    """Answers one request after the other."""

    def __init__(self, site: Site, build: Build, answers: BinaryIO) -> None:
        self.site, self.answers = site, answers
        self.build: Build | None = build  # until it is noted
        self.requests: queue.SimpleQueue[tuple[str, int, Any]] = queue.SimpleQueue()
        self.failed: str = ""
        self.figures: Aside | None = None
        self.look: Aside | None = None
        self.is_ready = False  # to read what is saved
        self.looked = False  # at the whole site as it is now
        self.changes = 0

    def run(self) -> None:
        """Answer until there is nobody to ask."""
        self.answer(0, done="ready")
        self.compute()
        while True:
            rest = REST if self.is_ready else SOON
            try:
                request = self.requests.get(timeout=3600 if self.looked else rest)
            except queue.Empty:
                self.look_over() if self.is_ready else self.get_ready()
                continue
            name, number, about = request
            getattr(self, name)(number, about)

    def get_ready(self) -> None:
        """Do once what the first save would wait for."""
        self.is_ready = True
        self.site.get_ready()
        gc.collect()
        gc.freeze()  # what stays need not be looked at for garbage, over and over

    def page(self, number: int, path: str) -> None:
        """Somebody wants a file of the site."""
        page = self.site.page(path)
        self.answer(number, page=page)

    def change(self, number: int, files: list[str]) -> None:
        """The author has saved something."""
        self.stop_looking()
        paths = [Path.cwd() / file for file in files]
        done: str | None
        try:
            done = self.site.anew() if self.failed else self.site.change(paths)
            self.failed = ""
        except Exception as error:  # of a plugin or of Pelican, whatever it is
            self.failed = done = explained(error)
        self.answer(number, done=done)
        self.compute()

    def compute(self) -> None:
        """Begin what the site waits for."""
        if self.site.later and self.figures is None:
            work, take = self.site.later
            self.figures = Aside(work, partial(self._put, "computed", take))

    def computed(self, _: int, about: tuple[Any, Any]) -> None:
        """What the site waited for is there."""
        take, result = about
        self.figures = None
        if result is not None:
            self.stop_looking()
            take(result)
            self.site.build()
            self.answer(0, done="figures")
            self.compute()

    def look_over(self) -> None:
        """Begin to look at the whole site, while nothing else is to be done."""
        self.looked = True
        gc.collect()
        work = partial(look_over, self.site)
        if self.build:
            work, self.build = partial(note_and_look_over, self.site, self.build), None
        self.look = Aside(work, partial(self._put, "seen", self.changes))

    def stop_looking(self) -> None:
        """What is being looked at is old."""
        if self.look:
            self.look.stop()
        self.look, self.looked = None, False
        self.changes += 1

    def seen(self, _: int, about: tuple[int, Any]) -> None:
        """The whole site has been looked at."""
        changes, found = about
        if found is not None and changes == self.changes:
            self.site.mistakes.seen(*found)
            self.answer(0)

    def _put(self, name: str, about: Any, result: Any) -> None:
        self.requests.put((name, 0, (about, result)))

    def answer(
        self, number: int, *, page: Page | None = None, done: str | None = ""
    ) -> None:
        """Say what is wrong now, and what else there is to say."""
        found = self.site.mistakes.all()
        errors = [mistake.text for mistake in found if not mistake.is_warning]
        warnings = [mistake.text for mistake in found if mistake.is_warning]
        if self.failed:
            errors.insert(0, self.failed)
        said = Answer(number, errors, warnings, page, done, self.figures is not None)
        pickle.dump(said, self.answers)
        self.answers.flush()


def listen(requests: BinaryIO, put: Any) -> None:
    """Pass on what is asked; where nobody can ask any more, all of us end."""
    with suppress(EOFError, pickle.UnpicklingError):
        while True:
            put(pickle.load(requests))
    if hasattr(os, "killpg"):
        os.killpg(0, signal.SIGINT)
        time.sleep(PATIENCE)
    os._exit(INTERRUPTED)


def _same_each_time(arguments: list[str]) -> list[str]:
    """All of them but the folder that nobody sees."""
    folder = arguments.index("--output") + 1
    return [*arguments[:folder], *arguments[folder + 1 :]]


def main(arguments: list[str]) -> None:
    """Keep the site of these arguments of Pelican's command line."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what plugins print is for the author
    waiting: queue.SimpleQueue[Any] = queue.SimpleQueue()
    listener = partial(listen, requests, waiting.put)
    threading.Thread(target=listener, daemon=True).start()
    gc.disable()  # it would look at all that is read, over and over; most of it stays
    try:
        build = Build(Path.cwd(), None, json.dumps(_same_each_time(arguments)))
        last, _ = build.notes()
        build.begin()
        worker = Worker(started(arguments, last), build, answers)
    except SettingsMistakes as mistakes:
        sys.exit(str(mistakes))
    except Exception as error:
        sys.exit(explained(error))
    worker.requests = waiting
    worker.run()
