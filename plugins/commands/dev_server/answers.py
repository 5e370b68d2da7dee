"""What the process that keeps the site says to the one that serves it."""

from typing import NamedTuple


class Page(NamedTuple):
    """A file of the site, and what its author should know of it."""

    data: bytes
    mark: str = ""
    is_old: bool = False  # the last good one, in the place of one with a mistake


class Answer(NamedTuple):
    """Answers a request; 0 is the number of news that nobody has asked for."""

    number: int
    errors: list[str]
    warnings: list[str]
    page: Page | None = None
    done: str | None = ""  # in words; None: only a new process can do it
    is_computing: bool = False
