"""Texts of the last build, taken over where another would read and finish them again.

A text stays complete as long as its file does, and those that it links or shows.  That
settings, code and theme are as they were is for those to find out who name the note in
our environment (plugins/commands/build).
"""

import os
import pickle
import sys
import time
from collections.abc import Container, Iterable, Mapping
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from pelican.contents import Content

from plugins.shared.environment import (
    LAST_PAGES_NOTE,
    OF_TEXTS,
    PAGES_NOTE,
    notes_are_kept,
)
from plugins.shared.files import TICK
from plugins.shared.kept_texts import (
    LISTED,
    How,
    KeptTexts,
    by_name,
    complete,
    is_old,
    take_over,
    waits,
)
from plugins.shared.locations import display_path
from plugins.shared.messages import files_said
from plugins.shared.once import answer_once
from plugins.shared.settings import merged
from plugins.shared.site import Context, written
from plugins.shared.stamps import Stamp, Stamps
from plugins.shared.text import Settings, complete_class

END = 8  # bytes that say where the index of a note is
KEY = "last_texts"  # in the context
# What a text is given anew.
GIVEN = {*LISTED, "settings", "get_url_setting", "get_relative_source_path"}
NOT_PICKLED = (pickle.PicklingError, AttributeError, TypeError, RecursionError)


class LastTexts:
    """The texts of the last build, as far as they would be the same now.

    Args:
        settings: of the site.
        file: where that build has noted them, if it has.
    """

    def __init__(self, settings: Settings, file: Path | None) -> None:
        self.settings, self.began = settings, time.time_ns()
        self.merged = merged(settings)  # one for all of them
        self.stamps = Stamps(Path(settings["PATH"]), settings["IGNORE_FILES"])
        try:
            self.file = file.open("rb") if file else None
            self.stamps.seen, self.places = _index(self.file)
        except Exception:  # whatever may be wrong in a damaged file
            self.places = {}
        self.changed = self.stamps.changed()
        self.names = {Path(path).name for path in self.changed}

    def take(self, path: str, how: How) -> Any:
        """A text, complete; None if it must be read."""
        if path not in self.places:
            return None
        text = how["content_class"].__new__(how["content_class"])
        try:
            vars(text).update(self._values(path, text), settings=self.settings)
        except Exception:  # whatever may be wrong in a damaged file
            return None
        is_lost = not all(map(Path.exists, text.copies.values()))
        if is_lost or is_old(path, text, self.changed, self.names):
            return None
        if by_name(text) or waits(text):
            return None
        complete_class(how["content_class"])
        complete(text)
        answer_once(text)
        take_over(text, how["context"])
        return text

    def _values(self, path: str, text: Any) -> Any:
        data = BytesIO(self._noted(path))
        values = _named_once(_Unpickler(data, text, self.merged).load())
        return {**values, "metadata": _named_once(values["metadata"])}

    def _noted(self, path: str) -> bytes:
        start, length = self.places[path]
        assert self.file
        self.file.seek(start)
        return self.file.read(length)

    def note(
        self, texts: Iterable[tuple[str, Any]], into: Path, same: Container[str] = ()
    ) -> None:
        """Leave texts of this build, by their paths, to the next.

        Those of the paths ``same`` are as the last build has noted them.
        """
        seen, places = self.stamps.seen, {}
        old = {path: seen[path] for path in seen if seen[path][0] + TICK < self.began}
        with suppress(OSError):  # costs time only
            into.parent.mkdir(parents=True, exist_ok=True)
            with into.open("wb") as file:
                for path, text in texts:
                    with suppress(*NOT_PICKLED):
                        data = self._noted(path) if path in same else _pickled(text)
                        places[path] = file.tell(), file.write(data)
                end = file.tell()
                pickle.dump((old, places), file)
                file.write(end.to_bytes(END))


class TextsOfBuild(KeptTexts):
    """Gives generators the texts of the last build, and leaves those of this."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        note = os.environ.get(LAST_PAGES_NOTE)
        self.last = LastTexts(settings, Path(note + OF_TEXTS) if note else None)
        self.paths: dict[int, str] = {}  # of texts, by their numbers
        self.taken: set[str] = set()  # the paths of those taken over

    def text(self, how: How) -> Any:
        """The text of the last build, if it would be the same now."""
        text = self.last.take(how["path"], how)
        if text is None:
            text = self.read_new(how)
        else:
            self.taken.add(how["path"])
        self.paths[id(text)] = how["path"]
        return text

    def note(self, context: Context) -> None:
        """Leave the texts to the next build, but those of which anything was said."""
        said = files_said()
        texts = (
            (self.paths[id(text)], text)
            for text in written(context)
            if text.is_complete and id(text) in self.paths
            if display_path(text.source_path) not in said
        )
        into = Path(os.environ[PAGES_NOTE] + OF_TEXTS)
        self.last.note(texts, into, same=self.taken)


def give_last_texts(generator: Any) -> None:
    """Let a generator take over texts, where notes of them are kept."""
    if notes_are_kept(generator.settings):
        if KEY not in generator.context:
            generator.context[KEY] = TextsOfBuild(generator.settings)
        generator.context[KEY].give_to(generator)


def note_texts(context: Context) -> None:
    """Leave the texts, which are complete, to the next build."""
    if KEY in context:
        context[KEY].note(context)


def _named_once(values: Mapping[str, Any]) -> dict[str, Any]:
    """The same, with names that all texts have in common in memory too."""
    return {sys.intern(name): value for name, value in values.items()}


def _index(
    file: IO[bytes] | None,
) -> tuple[dict[str, Stamp], dict[str, tuple[int, int]]]:
    """The files as the last build found them, and where each text is in its note."""
    if file is None:
        return {}, {}
    file.seek(-END, os.SEEK_END)
    file.seek(int.from_bytes(file.read(END)))
    seen, places = pickle.load(file)
    return seen, places


def _pickled(text: Any) -> bytes:
    data = BytesIO()
    values = {name: value for name, value in vars(text).items() if name not in GIVEN}
    _Pickler(data, text).dump(values)
    return data.getvalue()


class _Pickler(pickle.Pickler):
    """Writes what a text has, without what all texts have in common."""

    def __init__(self, data: BytesIO, text: Any) -> None:
        super().__init__(data, pickle.HIGHEST_PROTOCOL)
        self.text = text

    def persistent_id(self, value: Any) -> str | None:
        """What stands for the text itself, and for the settings."""
        if value is self.text:
            return "text"
        if isinstance(value, Content):
            raise pickle.PicklingError("another text")
        return "settings" if isinstance(value, dict) and "SITEURL" in value else None


class _Unpickler(pickle.Unpickler):
    """Reads it, with those of this build."""

    def __init__(self, data: BytesIO, text: Any, settings: Settings) -> None:
        super().__init__(data)
        self.common = {"text": text, "settings": settings}

    def persistent_load(self, name: str) -> Any:
        """What stands there for the text itself, or for the settings."""
        return self.common[name]
