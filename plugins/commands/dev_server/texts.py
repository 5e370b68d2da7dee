"""The texts of the site, each read once and kept until its file changes."""

from pathlib import Path
from posixpath import join, normpath
from typing import Any

from pelican.contents import SkipStub

from plugins.commands.dev_server.mistakes import Mistake, Mistakes, named
from plugins.shared.kept_texts import How, KeptTexts, by_name, is_old, take_over, waits
from plugins.shared.last_texts import LastTexts


class Texts(KeptTexts):
    """The texts of a site whose author writes."""

    def __init__(
        self, folder: Path, mistakes: Mistakes, last: LastTexts, *, keeps: bool
    ) -> None:
        """Begin with the texts of the last time.

        Args:
            folder: of the content.
            mistakes: of the site, those of its texts among them.
            last: the texts of the last time, for the first pass.
            keeps: false where a plugin may do to texts what we cannot know.
        """
        super().__init__()
        self.last = last
        self.folder, self.mistakes, self.keeps = folder, mistakes, keeps
        self.root = named(folder)
        self.kept: dict[str, Any] = {}  # by path
        self.names: dict[str, str] = {}  # of files, as messages have them
        self.how: dict[type, How] = {}  # texts of a class are read
        self.begin(set())

    def begin(self, changed: set[str], *, same_names: bool = False) -> None:
        """Begin a pass over all texts, after these files of the content changed.

        ``same_names`` says that they are called as before: who links them by their
        names need not be read again.
        """
        self.visited: set[str] = set()  # in this pass
        self.early: list[Mistake] = []  # heard while a text was read, not of it
        self.count = 0  # texts read in this pass
        names = {Path(path).name for path in changed}
        odd = {mistake.file for mistake in self.mistakes.whole}
        held = {path for path, text in self.kept.items() if waits(text)}
        self.stale = held | {
            path
            for path, text in self.kept.items()
            if is_old(path, text, changed, names)
            or (by_name(text) and (held or not same_names))
            or self.names[path] in odd
        }

    def end(self) -> None:
        """End a pass: a text that no generator wanted is gone, with its mistakes."""
        self.kept = {path: self.kept[path] for path in self.kept.keys() & self.visited}
        self.last.places.clear()  # they are here, or old
        files = {self.names[path] for path in self.visited}
        for file in self.mistakes.texts.keys() - files:
            self.mistakes.forget(file)
        self.mistakes.whole = [*self.early, *self.mistakes.of_texts(files)]

    def text(self, how: How) -> Any:
        """A text: the one that is kept, or the last good one of a broken file."""
        path, kind = how["path"], how["content_class"]
        self.how[kind] = how
        self.visited.add(path)
        if path not in self.kept and self.keeps:
            self._take_last(path, how)
        old = self.kept.get(path)
        if old is None or path in self.stale:
            self.count += 1
            new = self._read(how)
            if self.is_broken(new) and old is not None:
                new = old
                old.is_old = True
            if isinstance(new, SkipStub) or not self.keeps:
                self.kept.pop(path, None)
                return new
            self.kept[path] = new
        text = self.kept[path]
        take_over(text, how["context"])
        return text

    def _take_last(self, path: str, how: How) -> None:
        if (text := self.last.take(path, how)) is not None:
            self.kept[path] = text
            self.names[path] = self._name(path)

    def note(self, into: Path) -> None:
        """Leave the texts to the next time, but those of which anything is said."""
        said = {mistake.file for mistake in self.mistakes.all()}
        self.last.note(
            (
                (path, text)
                for path, text in self.kept.items()
                if text.is_complete and self.names[path] not in said
            ),
            into,
        )

    def read_again(self, path: str) -> Any:
        """A text that is kept, as its file has it now; outside of a pass."""
        self.early = []
        return self._read({**self.how[type(self.kept[path])], "path": path})

    def _name(self, path: str) -> str:
        return normpath(join(self.root, path))

    def _read(self, how: How) -> Any:
        path = how["path"]
        if path not in self.names:
            self.names[path] = self._name(path)
        file = self.names[path]
        self.mistakes.forget(file)
        text = self.read_new(how)
        self.early += self.mistakes.of_texts({file})
        return text

    def is_broken(self, text: Any) -> bool:
        """Whether a file that should be a text is none."""
        if not isinstance(text, SkipStub):
            return not text.is_valid()
        said = self.mistakes.texts.get(named(text.source_path), [])
        return any(not mistake.is_warning for mistake in said)
