"""What open pages should know: whether they are old, and what is wrong."""

import hashlib
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from plugins.commands.dev_server.answers import Page

PULSE = 15.0  # seconds between signs of life, by which we notice closed pages


@dataclass(frozen=True)
class State:
    """The site after the newest change."""

    changes: int = 0  # 0: it is not there yet
    styles: int = 0  # changes of style sheets
    pictures: int = 0  # changes of what else pages show
    errors: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    is_old: bool = False  # all of it, because settings or code have mistakes
    busy: str = ""

    def version(self, page: Page | None) -> str:
        """Different for pages that look different; empty while there is no site."""
        if not self.changes:
            return ""
        if page is None:
            return str(self.changes)
        known = page.data + repr((page.mark, self.pictures)).encode()
        return hashlib.sha256(known).hexdigest()[:16]

    def news(self, page: Page | None) -> dict[str, Any]:
        """What a page should know; None hears of every change."""
        return {
            "version": self.version(page),
            "styles": self.styles,
            "errors": self.errors,
            "warnings": self.warnings,
            "old": "site" if self.is_old else "page" if page and page.is_old else "",
            "busy": self.busy,
        }


class Status:
    """The state, for pages that wait for a newer one, and which pages these are."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self.state = State()
        self.open: Counter[str] = Counter()
        self.last = ""  # the page that somebody looked at last

    def update(self, **values: Any) -> None:
        """Let every page know what is new."""
        with self._changed:
            self.state = replace(self.state, **values)
            self._changed.notify_all()

    def wait(self, seen: State | None) -> State:
        """A state other than ``seen``; or ``seen`` itself, after a while."""
        with self._changed:
            self._changed.wait_for(lambda: self.state != seen, timeout=PULSE)
            return self.state

    def paths(self) -> list[str]:
        """The pages that somebody may be looking at."""
        with self._changed:
            return sorted({*(+self.open), self.last} - {""})

    @contextmanager
    def opened(self, path: str) -> Iterator[None]:
        """Within the block, somebody looks at the page."""
        with self._changed:
            self.open[path] += 1
        try:
            yield
        finally:
            with self._changed:
                self.open[path] -= 1
