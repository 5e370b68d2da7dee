"""Texts of the last build, taken over where another would read and finish them again.

A text stays complete as long as its file does, and those that it links or shows.  That
settings, code and theme are as they were is for those to find out who name the note in
our environment (plugins/commands/build).
"""

import os
import pickle
import time
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from pelican.contents import Content

from plugins.shared.environment import (
    LAST_PAGES_NOTE,
    PAGES_NOTE,
    TEXTS,
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

KEY = "last_texts"  # in the context
# What a text is given anew.
GIVEN = {*LISTED, "settings", "get_url_setting", "get_relative_source_path"}
NOT_PICKLED = (pickle.PicklingError, AttributeError, TypeError, RecursionError)


class LastTexts(KeptTexts):
    """Gives generators texts as the last build left them, and leaves those of this."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.settings, self.began = settings, time.time_ns()
        self.stamps = Stamps(Path(settings["PATH"]), settings["IGNORE_FILES"])
        self.stamps.seen, self.known = _noted()
        self.changed = self.stamps.changed()
        self.names = {Path(path).name for path in self.changed}
        self.paths: dict[int, str] = {}  # of texts, by their numbers

    def text(self, how: How) -> Any:
        """The text of the last build, if it would be the same now."""
        path = how["path"]
        text = self._last(path, how) if path in self.known else None
        if text is None:
            text = self.read_new(how)
        self.paths[id(text)] = path
        return text

    def _last(self, path: str, how: How) -> Any:
        text = how["content_class"].__new__(how["content_class"])
        try:
            values = _Unpickler(BytesIO(self.known[path]), text, self.settings).load()
        except Exception:  # whatever may be wrong in a damaged file
            return None
        vars(text).update(values, settings=self.settings)
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

    def note(self, context: Context) -> None:
        """Leave the texts to the next build, but those of which anything was said."""
        old = {
            path: s for path, s in self.stamps.seen.items() if s[0] + TICK < self.began
        }
        note, said = Path(os.environ[PAGES_NOTE] + TEXTS), files_said()
        with suppress(OSError):  # costs time only
            note.parent.mkdir(parents=True, exist_ok=True)
            with note.open("wb") as file:
                pickle.dump(old, file)
                for text in filter(self._is_known, written(context)):
                    if display_path(text.source_path) not in said:
                        with suppress(*NOT_PICKLED):
                            pickle.dump((self.paths[id(text)], _pickled(text)), file)

    def _is_known(self, text: Any) -> bool:
        return text.is_complete and id(text) in self.paths


def give_last_texts(generator: Any) -> None:
    """Let a generator take over texts, where notes of them are kept."""
    if notes_are_kept(generator.settings):
        if KEY not in generator.context:
            generator.context[KEY] = LastTexts(generator.settings)
        generator.context[KEY].give_to(generator)


def note_texts(context: Context) -> None:
    """Leave the texts, which are complete, to the next build."""
    if KEY in context:
        context[KEY].note(context)


def _noted() -> tuple[dict[str, Stamp], dict[str, bytes]]:
    """The files as the last build found them, and what it knew of texts."""
    try:
        with Path(os.environ[LAST_PAGES_NOTE] + TEXTS).open("rb") as file:
            return pickle.load(file), dict(_each(file))
    except Exception:  # whatever may be wrong in a damaged file
        return {}, {}


def _each(file: IO[bytes]) -> Iterator[Any]:
    with suppress(EOFError):
        while True:
            yield pickle.load(file)


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
        self.common = {"text": text, "settings": merged(settings)}

    def persistent_load(self, name: str) -> Any:
        """What stands there for the text itself, or for the settings."""
        return self.common[name]
