"""Files of the site, each kept as the way to make it until somebody wants it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from blinker import signal

file_written = signal("file_written")  # heard by plugins.diagnostics

Make = Callable[[], str | bytes]
T = TypeVar("T")


class Outputs:
    """The files that plugins add to the site, by their paths in it."""

    def __init__(self) -> None:
        self.makers: dict[str, Make] = {}
        self.of: dict[str, Callable[[], str]] = {}
        self._made: dict[Any, Any] = {}
        self._shared: dict[Any, Callable[[], Any]] = {}

    def put(self, path: str, make: Make, of: Callable[[], str] | None = None) -> None:
        """Have ``make`` make the file, in the place of an earlier one.

        ``of`` gives quickly what is equal where the files of two builds are.
        """
        self.makers[path] = make
        self.of.pop(path, None)
        if of:
            self.of[path] = of

    def copy(self, path: str, file: Path) -> None:
        """Have a file that is there already, as it is then."""
        self.put(path, partial(Path.read_bytes, file))

    def once(self, make: Callable[[], T]) -> Callable[[], T]:
        """``make`` for what several files need: it is made once for all of them."""

        def made() -> T:
            if make not in self._made:
                self._made[make] = make()
            return self._made[make]

        self._shared[make] = made
        return made

    def prepare(self) -> None:
        """Make what several files need, before they are made side by side."""
        for make in self._shared.values():
            make()

    def forget(self) -> None:
        """A text has changed: make anew what several files need."""
        self._made.clear()

    def write(self, folder: Path) -> None:
        """Make them all, for a writer that does not know of them."""
        for path, make in self.makers.items():
            write(folder / path, make())
            file_written.send(str(folder / path))


def write(path: Path, made: str | bytes) -> None:
    """Write what was made into a folder that nobody reads yet."""
    data = encoded(made)
    try:
        path.write_bytes(data)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def encoded(made: str | bytes) -> bytes:
    """What was made, as it is sent."""
    return made.encode() if isinstance(made, str) else made
