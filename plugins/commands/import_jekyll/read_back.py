"""Reads the imported texts as a build will, to say beforehand what it will find."""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote

from plugins.commands.import_jekyll.imported import Imported
from plugins.reader import options
from plugins.reader.cache import ReadingCache
from plugins.reader.metadata import nameless
from plugins.reader.model import Problem, Reading
from plugins.shared.languages import without_words
from plugins.shared.locations import unreadable
from plugins.shared.processes import side_by_side

FORMULA = re.compile(r"<math\b|class=\"tex\"")
PICTURE = re.compile(r"<img\b")


PLACE = re.compile(r"""\s(?:id|name)=["']([^"']+)""")
TO_PLACE = re.compile(r"""\shref=["']#([^"']+)""")
LOST = "the link to #%s names a place that is not there"


class Readings(NamedTuple):
    """What is wrong with texts, and how many formulas and pictures they have."""

    problems: list[tuple[str, Problem]]
    formulas: int
    pictures: int


class Reader:
    """Reads with the settings of the site; a build finds the readings in its cache."""

    def __init__(self, settings: dict[str, Any], root: Path) -> None:
        folder = root / settings["CACHE_FOLDER"] / "reader"
        self.cache = ReadingCache(folder, options(settings))
        self.settings = settings

    def read(self, texts: Iterable[Imported]) -> Readings:
        """All of them, on every processor."""
        data = [(t.path, t.content.encode()) for t in texts if not t.is_whole]
        _ = self.cache.reader  # what it imports is there for all processes
        side_by_side(self._ahead, [d for _, d in data if not self.cache.has(d)])
        readings = [(path, self._reading(one)) for path, one in data]
        html = [reading.html for _, reading in readings]
        lost = [
            (path, Problem("warning", line_in(source, f"#{name}"), LOST % name))
            for (path, source), (_, reading) in zip(data, readings, strict=True)
            for name in lost_places(reading.html)
        ]
        return Readings(
            lost + [(p, problem) for p, r in readings for problem in self._of(r)],
            sum(len(FORMULA.findall(one)) for one in html),
            sum(len(PICTURE.findall(one)) for one in html),
        )

    def _of(self, reading: Reading) -> Iterator[Problem]:
        """What is wrong with a text by itself, and with its place in the site."""
        yield from reading.problems
        yield from nameless(reading, self.settings)
        lang = reading.values.get("lang")
        if lang and (message := without_words(lang, self.settings)):
            yield Problem("error", reading.lines["lang"], message)

    def _ahead(self, data: bytes) -> None:
        with suppress(Exception):  # said when it is read again
            self.cache.read(data)

    def _reading(self, data: bytes) -> Reading:
        try:
            return self.cache.read(data)
        except Exception as error:
            return Reading(problems=[Problem("error", 1, unreadable(error))])


def lines(readings: Readings) -> Iterator[tuple[str, int, str]]:
    """What is wrong, as path, line and words."""
    for path, problem in readings.problems:
        yield path, problem.line, problem.message


def lost_places(html: str) -> list[str]:
    """The places that links within a page name and that it has not."""
    there = {unquote(unescape(name)) for name in PLACE.findall(html)} | {"top"}
    names = (unquote(unescape(name)) for name in TO_PLACE.findall(html))
    return sorted({name for name in names if name not in there})


def line_in(source: bytes, words: str) -> int:
    """The line of a text in which words are; the first if none has them."""
    place = source.find(words.encode())
    return source.count(b"\n", 0, max(place, 0)) + 1
