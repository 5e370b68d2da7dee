"""A builder with the tiny demos, in a folder of its own that a test may change."""

import os
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

from plugins.figures.builder import Built, Failure, FigureBuilder
from plugins.figures.entry import Entry
from plugins.figures.request import parse

PATIENCE = 600  # seconds that a test waits for others, on a machine that is busy
PACKAGE = Path(__file__).parent / "tiny_demos"


class Tiny:
    """A copy of the demos with a cache beside it."""

    executor = ""

    def __init__(self, root: Path, seconds: float = PATIENCE, workers: int = 2) -> None:
        self.root = root
        self.seconds, self.workers = seconds, workers
        self.ran: list[str] = []
        shutil.copytree(
            PACKAGE, self.package, ignore=shutil.ignore_patterns("__pycache__")
        )
        self.install("1.0")

    @property
    def package(self) -> Path:
        return self.root / "tiny_demos"

    @property
    def cache(self) -> Path:
        return self.root / "cache"

    def install(self, version: str) -> None:
        """Leave ``tinylib`` in this version, and no other."""
        for old in self.root.glob("tinylib-*"):
            old.rmdir()
        (self.root / f"tinylib-{version}.dist-info").mkdir()

    def edit(self, module: str, old: str, new: str) -> None:
        """Change a file of the demos."""
        path = self.package / module
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new))

    def builder(self) -> FigureBuilder:
        return FigureBuilder.of(
            "tiny_demos",
            self.root,
            self.cache,
            seconds=self.seconds,
            workers=self.workers,
            log=self.ran.append,
            executor=self.executor,
        )

    def build(self, *addresses: str) -> Built:
        """What a build would get; ``ran`` then names what it had to compute."""
        self.ran.clear()
        with self.on_path():
            return self.builder().build(parse(address) for address in addresses)

    def entry(self, address: str) -> Entry:
        result = self.build(address)[parse(address)]
        assert isinstance(result, Entry), result.message
        return result

    def failure(self, address: str) -> Failure:
        result = self.build(address)[parse(address)]
        assert isinstance(result, Failure)
        return result

    def names_ran(self) -> set[str]:
        """The demos that the last build computed."""
        return {line.split(": ")[1].split()[0] for line in self.ran}

    @contextmanager
    def on_path(self) -> Iterator[None]:
        with mock.patch("sys.path", [str(self.root), *sys.path]):
            yield


def started(root: Path) -> int:
    """The process that ``hang`` has started, as soon as there is one."""
    path = root / "child.pid"
    for _ in range(PATIENCE * 100):
        if path.exists() and path.read_text():
            return int(path.read_text())
        time.sleep(0.01)
    raise TimeoutError("it has started nothing")


def running(process: int) -> bool:
    """Whether a process is there and no zombie."""
    for _ in range(PATIENCE * 20):  # the system may need a moment to bury it
        try:
            state = Path(f"/proc/{process}/stat").read_text().split()[2]
            os.kill(process, 0)
        except (FileNotFoundError, ProcessLookupError):
            return False
        if state == "Z":
            return False
        time.sleep(0.05)
    return True
