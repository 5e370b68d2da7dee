"""The part with which an author goes on, where the newest text is part of a series."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from plugins.shared.series_titles import TITLE

HEAD = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*$", re.DOTALL | re.MULTILINE)
CLASSIC = re.compile(r"^([A-Za-z][\w-]*):[ \t]*(.*)$", re.MULTILINE)


class Head(NamedTuple):
    """What the front matter of a text says that others need."""

    title: str = ""
    date: str = ""
    series: str = ""
    number: int = 0  # 0 if it has none


def next_title(texts: list[Head], words: str) -> str:
    """The title of the next part, written as the last one: ``Lessons #5: words``.

    It is ``words`` alone if the newest text has no number in its title, or if they
    have one already.
    """
    newest = max(texts, key=lambda text: text.date, default=Head())
    found = TITLE.match(newest.title)
    if not found or TITLE.match(words):
        return words
    same = [
        m
        for t in texts
        if (m := TITLE.match(t.title)) and m["series"] == found["series"]
    ]
    number = 1 + max(int(match["number"]) for match in same)
    before = newest.title[: found.start("number")]
    return f"{before}{number}{_after(newest.title[found.end() :], words)}"


def _after(last: str, words: str) -> str:
    """``: words`` or `` (words)``, as they stood behind the last number."""
    if not words:
        return ""
    if last.startswith(" ("):
        return f" ({words})"
    return f"{(re.match(r'[ ]?[–—:,-]?', last) or [':'])[0].rstrip() or ':'} {words}"


def next_keys(texts: list[Head]) -> dict[str, Any]:
    """The keys of the next part, where the newest text has ``series:``."""
    newest = max(texts, key=lambda text: text.date, default=Head())
    if not newest.series:
        return {}
    numbers = [text.number for text in texts if text.series == newest.series]
    keys: dict[str, Any] = {"series": newest.series}
    return keys | ({"series-index": max(numbers) + 1} if newest.number else {})


def heads(folder: Path) -> list[Head]:
    """What the texts of a folder say of themselves."""
    return [_head(path, values) for path, values in _read(folder)]


def _read(folder: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    for path in sorted(folder.rglob("*.md")):
        text = path.read_text("utf-8-sig", errors="replace").replace("\r\n", "\n")
        found = HEAD.match(text)
        try:
            values = yaml.load(found[1], yaml.BaseLoader) if found else None
        except yaml.YAMLError:
            continue  # a mistake that the build tells
        if not isinstance(values, dict):
            values = dict(CLASSIC.findall(text.partition("\n\n")[0]))
        yield path, {str(key).lower().replace("_", "-"): v for key, v in values.items()}


def _head(path: Path, values: dict[str, Any]) -> Head:
    number = str(values.get("series-index", ""))
    return Head(
        title=str(values.get("title", "")),
        date=str(values.get("date") or path.name),
        series=str(values.get("series", "")),
        number=int(number) if number.isdecimal() else 0,
    )
