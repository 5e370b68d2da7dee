"""What is wrong with the site as it is now: values, which come and go with texts.

A text that is kept has its mistakes kept; one that is read again brings its own anew.
What concerns the whole site is found again at each pass over it.
"""

import logging
from collections.abc import Iterable
from io import StringIO
from pathlib import Path
from typing import NamedTuple

from pelican.log import LimitFilter

from plugins.shared.locations import display_path
from plugins.shared.messages import PLACE, Messages


class Mistake(NamedTuple):
    """One message: the file that it names, if any, and whether it is a warning only."""

    text: str
    file: str
    is_warning: bool


class Mistakes:
    """Hears what is logged, and knows what of it still holds."""

    def __init__(self, contents: Path) -> None:
        root = logging.getLogger()
        said = [bad for handler in root.handlers for bad in getattr(handler, "bad", [])]
        self._heard = Messages(StringIO())
        self._heard.contents = contents
        root.handlers = [self._heard]
        self.settings = [_mistake(*each) for each in said]
        self.texts: dict[str, list[Mistake]] = {}  # by the file as messages name it
        self.whole: list[Mistake] = []
        self.built: list[Mistake] = []  # found in pages, once all have been made
        self.pages: dict[str, Mistake] = {}  # by path: why it could not be made

    def heard(self) -> list[Mistake]:
        """What was logged since the last time."""
        new = [_mistake(*each) for each in self._heard.bad]
        self._heard.bad.clear()
        self._heard.stream = StringIO()
        LimitFilter._raised_messages.clear()  # else Pelican says nothing twice
        return new

    def of_texts(self, files: Iterable[str]) -> list[Mistake]:
        """Give what was logged to the texts in ``files``; the rest is returned."""
        names, rest = set(files), []
        for mistake in self.heard():
            if mistake.file in names:
                self.texts.setdefault(mistake.file, []).append(mistake)
            else:
                rest.append(mistake)
        return rest

    def forget(self, file: str) -> None:
        """Take back what was wrong with a text."""
        self.texts.pop(file, None)
        self.built = [mistake for mistake in self.built if mistake.file != file]

    def say_of_page(self, path: str, text: str) -> None:
        """A page cannot be made."""
        self.pages[path] = _mistake(logging.ERROR, text)

    def seen(self, broken: dict[str, str], others: list[Mistake]) -> None:
        """The whole site was looked at: pages that cannot be made, and the rest."""
        for path, text in broken.items():
            self.say_of_page(path, text)
        self.built = others

    def all(self) -> list[Mistake]:
        """Everything that is wrong now, each once, in the order of places."""
        texts = [mistake for every in self.texts.values() for mistake in every]
        pages = self.pages.values()
        return sorted({*self.settings, *texts, *self.whole, *self.built, *pages})


def named(path: str | Path) -> str:
    """A file as messages name it."""
    return display_path(path)


def _mistake(level: int, text: str) -> Mistake:
    place = PLACE.match(text)
    return Mistake(text, place[1] if place else "", level < logging.ERROR)
