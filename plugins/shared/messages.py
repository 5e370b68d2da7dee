"""One clear line for everything that goes wrong in a build, and a list of them all."""

import atexit
import logging
import os
import re
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from jinja2 import TemplateError, TemplateSyntaxError
from pelican.log import LimitFilter
from rich.logging import RichHandler

from plugins.shared.locations import display_path, unreadable
from plugins.shared.settings_file import file_in_use

SAID_BETTER = (  # what our own checks say with file and line
    "Unable to find '%s', skipping url replacement.",
    "Cannot get modification stamp for ",
    "Empty alt attribute for image %s in %s",
    "There are %s items ",
    "There are %s original ",
)
PELICANS = "Could not process %s"  # a file
LONGEST = 600  # letters of a message; more are of no use
BEGINNING, END = 400, 150  # of which it keeps
UNUSABLE = "a setting cannot be used (look at what was changed last): %s"
BLANKS = re.compile(r"[\s\x1c-\x1f\x85\u2028\u2029]+", re.ASCII)  # names have others
PLACE = re.compile(r"(\S.*?):(\d+): ")
COLOURS = {logging.WARNING: "33", logging.ERROR: "31", logging.CRITICAL: "31"}


class Messages(logging.Handler):
    """Prints each message on one line of stderr and remembers the bad ones."""

    def __init__(self, stream: TextIO) -> None:
        super().__init__()
        self.stream = stream
        self.bad: list[tuple[int, str]] = []
        self.contents = Path()  # the folder of the texts
        self.counts_from = logging.ERROR
        self.held: list[tuple[int, str]] = []  # files are read in no order of theirs
        self.holding = False

    def emit(self, record: logging.LogRecord) -> None:
        """Called for every record that is logged."""
        if str(record.msg).startswith(SAID_BETTER):
            return
        text = shortened(one_line(record, self.contents))
        if record.levelno == logging.CRITICAL:
            self.print_held()  # nothing comes after it
        if self.holding and PLACE.match(text):
            self.held.append((record.levelno, text))
        else:
            self._print(record.levelno, text)
        if record.levelno >= logging.WARNING:
            self.bad.append((record.levelno, text))

    @property
    def mistakes(self) -> list[str]:
        """The messages for which the site must not be published."""
        return sorted(text for level, text in self.bad if level >= self.counts_from)

    def hold_back(self) -> None:
        """Keep messages that name a place, to print them in the order of places."""
        self.holding = True
        atexit.register(self.print_held)

    def print_held(self) -> None:
        """Print what was held back."""
        for level, text in sorted(self.held, key=_place_of):
            self._print(level, text)
        self.held.clear()
        self.holding = False

    def _print(self, level: int, text: str) -> None:
        if level == logging.WARNING:
            place = PLACE.match(text)
            start = place.end() if place else 0
            text = f"{text[:start]}warning: {text[start:]}"
        if self.stream.isatty() and level in COLOURS:
            text = f"\r\x1b[2K\x1b[{COLOURS[level]}m{text}\x1b[0m"
        self.stream.write(f"{text}\n")
        self.stream.flush()


def _place_of(message: tuple[int, str]) -> tuple[str, int]:
    place = PLACE.match(message[1])
    return (place[1], int(place[2])) if place else ("", 0)


def take_over(stream: TextIO) -> Messages:
    """Messages in the place of Pelican's own handler, which wraps and decorates."""
    root, messages = logging.getLogger(), Messages(stream)
    for handler in list(root.handlers):
        if isinstance(handler, RichHandler) or type(handler) is logging.StreamHandler:
            root.removeHandler(handler)
    root.addHandler(messages)
    LimitFilter._threshold = sys.maxsize  # else the sixth of a kind has no place
    for logger in (root, logging.getLogger("pelican")):  # even if told to be quiet
        logger.setLevel(min(logger.level, logging.WARNING))
    return messages


@contextmanager
def heard() -> Iterator[list[logging.LogRecord]]:
    """Within the block, the bad things that are logged are in the list as well."""
    found: list[logging.LogRecord] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = found.append  # type: ignore[method-assign, assignment]
    logging.getLogger().addHandler(handler)
    try:
        yield found
    finally:
        logging.getLogger().removeHandler(handler)


def files_said() -> set[str]:
    """The files of which anything bad was said."""
    handlers = logging.getLogger().handlers
    texts = (text for each in handlers for _, text in getattr(each, "bad", []))
    return {place[1] for place in map(PLACE.match, texts) if place}


def shortened(text: str) -> str:
    """A message without the middle of what somebody wrote much too long."""
    if len(text) <= LONGEST:
        return text
    return f"{text[:BEGINNING]} […] {text[-END:]}"


def one_line(record: logging.LogRecord, contents: Path) -> str:
    """The message; where it comes from an exception, what that says and where.

    ``contents`` is the folder of the texts.
    """
    error, text = sys.exc_info()[1], BLANKS.sub(" ", record.getMessage()).strip()
    if error is None or record.levelno < logging.ERROR or PLACE.match(text):
        return text
    if record.msg == PELICANS and isinstance(error, Exception):
        path = text.removeprefix(PELICANS.removesuffix("%s"))
        return f"{display_path(contents / path)}:1: {unreadable(error)}"
    if record.levelno == logging.CRITICAL:
        return explained(error)
    return f"{text}: {explained(error)}"


def explained(error: BaseException) -> str:
    """An exception as one line, beginning with the file and line to look at."""
    text = " ".join(str(error).split())
    if isinstance(error, TemplateSyntaxError):
        return f"{display_path(error.filename or '')}:{error.lineno}: {text}"
    if isinstance(error, OSError) and error.filename:
        name = display_path(os.fsdecode(error.filename))
        return f"{name}: {error.strerror}; look at the folder and its permissions."
    place = _place(error)
    kind = "" if isinstance(error, TemplateError) else f"{type(error).__name__}: "
    if place:
        return f"{place}: {kind}{text}"
    file = file_in_use()  # Pelican was in the midst of using what it says
    return f"{display_path(file)}:1: {UNUSABLE % kind}{text}" if file else kind + text


def _place(error: BaseException) -> str:
    """The last line of a template, or else of our own code, that was being run."""
    frames = traceback.extract_tb(error.__traceback__)
    templates = [frame for frame in frames if frame.filename.endswith(".html")]
    ours = [frame for frame in frames if "site-packages" not in frame.filename]
    for frame in reversed(templates or ours):
        if Path(frame.filename).is_file():
            return f"{display_path(frame.filename)}:{frame.lineno}"
    return ""
