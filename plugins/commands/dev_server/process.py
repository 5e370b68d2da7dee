"""The process that keeps the site, as seen by the one that serves it."""

import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any, Literal

from plugins.commands.dev_server.answers import Answer
from plugins.commands.project import WITH_OUR_PLUGINS, pelican_arguments
from plugins.shared.progress import RELAYED, SIGN

PATIENCE = 3.0  # seconds that it has to end its own processes
KEEP = (
    """
import signal, sys
signal.signal(signal.SIGINT, lambda *_: sys.exit(130))
"""
    + WITH_OUR_PLUGINS
    + """
from plugins.commands.dev_server.worker import main
main(sys.argv[1:])
"""
)

News = Literal["ready", "news", "progress", "ended"]


class GoneError(Exception):
    """The process has ended before it answered."""


class SiteProcess:
    """Keeps the site by the settings and the code as they are when it begins.

    Args:
        folder: where it may write what nobody sees.
        root: the project.
        tell: called on another thread with this object and what there is to tell.
    """

    def __init__(
        self, folder: Path, root: Path, tell: Callable[["SiteProcess", News], None]
    ) -> None:
        self.tell, self.said = tell, list[str]()
        self.is_ready = self.is_stopped = False
        self.progress = ""
        self.last = Answer(0, [], [])
        self._numbers, self._lock = count(1), threading.Lock()
        self._waiting: dict[int, Future[Answer]] = {}
        arguments = pelican_arguments(folder, overrides={"KEEP_GOING": True})
        self._process = subprocess.Popen(
            [sys.executable, "-c", KEEP, *arguments],
            cwd=root,
            env={**os.environ, "PYTHONUNBUFFERED": "1", "COLUMNS": "200", RELAYED: "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,  # so that all it starts can be ended with it
        )
        self._relay = threading.Thread(target=self._listen, daemon=True)
        self._relay.start()
        threading.Thread(target=self._follow, daemon=True).start()

    def ask(self, name: str, about: Any) -> Answer:
        """What it answers; GoneError if it ends instead."""
        return self.send(name, about).result()

    def send(self, name: str, about: Any) -> "Future[Answer]":
        """Ask, and wait for no answer."""
        future: Future[Answer] = Future()
        with self._lock:
            number = next(self._numbers)
            self._waiting[number] = future
            try:
                assert self._process.stdin
                pickle.dump((name, number, about), self._process.stdin)
                self._process.stdin.flush()
            except (OSError, ValueError):
                self._give_up()
        if self._process.poll() is not None:
            self._give_up()
        return future

    def _listen(self) -> None:
        """Pass on what it says to the author."""
        assert self._process.stderr
        with self._process.stderr as said:
            for line in said:
                text = line.decode(errors="replace")
                if text.startswith(SIGN):
                    self.progress = text.strip()
                    self.tell(self, "progress")
                    continue
                if not self.is_stopped:
                    print(text, end="", file=sys.stderr, flush=True)
                self.said.append(text.rstrip())

    def _follow(self) -> None:
        """Take its answers as they come."""
        assert self._process.stdout
        ends = suppress(EOFError, pickle.UnpicklingError)
        with self._process.stdout as answers, ends:
            while True:
                self._take(pickle.load(answers))
        self._process.wait()
        self._relay.join(PATIENCE)
        with suppress(OSError):
            assert self._process.stdin
            self._process.stdin.close()
        self._give_up()
        self.tell(self, "ended")

    def _take(self, answer: Answer) -> None:
        self.last = answer
        if answer.number:
            self._waiting.pop(answer.number).set_result(answer)
        elif self.is_ready:
            self.tell(self, "news")
        else:
            self.is_ready = True
            self.tell(self, "ready")

    def _give_up(self) -> None:
        while self._waiting:
            with suppress(KeyError):
                _, future = self._waiting.popitem()
                future.set_exception(GoneError())

    def stop(self) -> None:
        """End it and all that it has started; harmless when it has ended."""
        self.is_stopped = True
        if self._process.poll() is not None:
            return
        os.killpg(self._process.pid, signal.SIGINT)  # lets it end its figures
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
