"""The site in memory: read once, kept as it changes, each file made when asked for.

Where nothing changes but what one text says, that text is read again and takes the
place of the old one, at which all pages and lists look.  Whatever else changes in the
content, all lists are made anew, of the texts that are kept and the few that are not.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pelican import Pelican, signals
from pelican.contents import Content, SkipStub

from plugins.commands.dev_server.answers import Page
from plugins.commands.dev_server.desk import DESK, desk
from plugins.commands.dev_server.kept import (
    by_name,
    call,
    exchange,
    nothing,
    place,
    settle,
)
from plugins.commands.dev_server.made import Made
from plugins.commands.dev_server.mistakes import Mistakes, named
from plugins.commands.dev_server.stamps import Stamps
from plugins.shared.hooks import LATER, MEMORY, Hooks, Later, Order
from plugins.shared.settings import merged
from plugins.shared.site import written
from plugins.shared.writing import lazy, write_last

MEMOS = [Content.__dict__[name].cache for name in ("get_content", "get_summary")]
OURS = "plugins."


class Site:
    """Every file of the site, as it would be built now."""

    def __init__(self, pelican: Pelican) -> None:
        self.pelican, self.folder = pelican, Path(pelican.path)
        self.settings = merged(pelican.settings)
        self.mistakes = Mistakes(self.folder)
        self.kinds = pelican._get_generator_classes()
        self.keeps_texts = all(p.__name__.startswith(OURS) for p in pelican.plugins)
        self.memory: dict[str, Any] = {}
        self.kept: dict[str, Any] = {}
        self.how: dict[type, dict[str, Any]] = {}  # texts of a class are read
        self.names: dict[str, str] = {}  # of files, as messages have them
        self.stamps = Stamps(self.folder, self.settings["IGNORE_FILES"])
        self.made = Made(self.mistakes)
        self.theme = self._theme_files()
        signals.get_writer.connect(lazy)  # also where plugins.outputs is left out
        signals.static_generator_init.connect(write_last)
        signals.generator_init.connect(self._keep, weak=False)
        self.build()

    def _keep(self, generator: Any) -> None:
        """Give a generator the texts that it need not read again."""
        readers = getattr(generator, "readers", None)
        if readers is None:
            return
        self.read = readers.read_file

        def read_file(**how: Any) -> Any:
            if how.get("fmt") == "static":
                return self.read(**how)
            return self._text(how)

        readers.read_file = read_file

    def _text(self, how: dict[str, Any]) -> Any:
        """A text: the one that is kept, or the last good one of a broken file."""
        path, kind = how["path"], how["content_class"]
        self.how[kind] = how
        self.visited.add(path)
        old = self.kept.get(path)
        if old is None or path in self.stale:
            self.count += 1
            new = self._read(how)
            if self._is_broken(new) and old is not None:
                new = old
                old.is_old = True
            if isinstance(new, SkipStub) or not self.keeps_texts:
                self.kept.pop(path, None)
                return new
            self.kept[path] = new
        text = self.kept[path]
        text._context = how["context"]
        text.translations = []
        return text

    def _read(self, how: dict[str, Any]) -> Any:
        path = how["path"]
        file = self.names.setdefault(path, named(self.folder / path))
        self.mistakes.forget(file)
        text = self.read(**how)
        self.early += self.mistakes.of_texts({file})
        if not isinstance(text, SkipStub):
            settle(text)
        return text

    def _is_broken(self, text: Any) -> bool:
        """Whether a file that should be a text is none."""
        if not isinstance(text, SkipStub):
            return not text.is_valid()
        said = self.mistakes.texts.get(named(text.source_path), [])
        return any(not mistake.is_warning for mistake in said)

    def build(self, saved: Iterable[str] = ()) -> None:
        """Make all lists anew; a text is read where it must be."""
        self.visited: set[str] = set()
        self.early: list[Any] = []
        self.count = 0
        self._find_stale(saved)
        context = {
            **self.pelican.settings,
            "generated_content": {},
            "static_links": set(),
            "static_content": {},
            "localsiteurl": self.pelican.settings["SITEURL"],
            MEMORY: self.memory,
        }
        names = ("settings", "path", "theme", "output_path")
        given = {name: getattr(self.pelican, name) for name in names}
        generators = [kind(context=context, **given) for kind in self.kinds]
        self.context, self.generators = context, generators
        self.hooks = next((g for g in generators if isinstance(g, Hooks)), None)
        call(generators, "generate_context")
        signals.all_generators_finalized.send(generators)
        call(generators, "refresh_metadata_intersite_links")
        self.kept = {path: self.kept[path] for path in self.kept.keys() & self.visited}
        files = {self.names[path] for path in self.visited}
        for file in self.mistakes.texts.keys() - files:
            self.mistakes.forget(file)
        self.mistakes.whole = [*self.early, *self.mistakes.of_texts(files)]
        self.writer = self.pelican._get_writer()
        self.writer.write = lambda: None
        call(generators, "generate_output", self.writer)
        self.mistakes.whole += self.mistakes.heard()
        self.texts = {text.save_as: text for text in written(context)}
        for text in self.kept.values():
            text.refresh_metadata_intersite_links = nothing  # it is done once
        for memo in MEMOS:
            memo.clear()
        self.made.forget()

    def _find_stale(self, saved: Iterable[str]) -> None:
        """Which texts are to be read: those that changed, and those that name them."""
        changed = {*saved, *self.stamps.changed()}
        names = {Path(path).name for path in changed}
        odd = {mistake.file for mistake in self.mistakes.whole}
        self.stale = {
            path
            for path, text in self.kept.items()
            if path in changed
            or not names.isdisjoint(text.names)
            or text.status != text.metadata.get("status", text.status)  # its date waits
            or getattr(text, "is_waiting", False)
            or by_name(text)
            or self.names[path] in odd
        }

    def change(self, files: Iterable[Path]) -> str | None:
        """Follow a change of files in the content or theme; what was done, in words.

        None if nothing was done, because the theme has got, or lost, a file.
        """
        files = list(files)
        if any(file.suffix == ".html" for file in files):
            for generator in self.generators:
                if hasattr(generator, "env"):  # two saves may have one time
                    generator.env.cache.clear()
        if self._theme_files() != self.theme:
            return None
        self.count = 0
        inside = sorted(filter(None, map(self.stamps.path, files)))
        inside = [path for path in inside if not path.startswith("theme/")]
        patched = [self._patch(path) for path in inside]
        self.made.forget()
        if self.hooks:
            self.hooks.outputs.forget()
        if not all(patched):
            self.build(inside)
            return f"all lists, {self.count} read"
        return ", ".join(inside) or "what is shown"

    def _theme_files(self) -> set[Path]:
        folders = Path(self.pelican.theme), self.folder / "theme"
        return {file for folder in folders for file in folder.rglob("*.*")}

    def _patch(self, path: str) -> bool:
        """Read one text again, if that is all that is needed."""
        old, file = self.kept.get(path), self.folder / path
        whole = {mistake.file for mistake in self.mistakes.whole}
        if old is None or not file.is_file() or self.names[path] in whole:
            return False
        stamp = self.stamps.now(path)  # before it is read: it may change meanwhile
        self.early = []
        new = self._read({**self.how[type(old)], "path": path})
        if self._is_broken(new):
            self.stamps.seen[path] = stamp
            old.is_old = True
            return True
        if not self._finish(path, new, old):
            return False
        self.stamps.seen[path] = stamp
        exchange(old, new)
        for memo in MEMOS:
            for address in (old.get_siteurl(), self.context["SITEURL"]):
                memo.pop((old, address), None)
        return True

    def _finish(self, path: str, new: Any, old: Any) -> bool:
        """Do to a new text what a pass would do; false if others are concerned."""
        if self.hooks:
            self.hooks.call_for(new, Order.LINK)
            self.hooks.call_for(new, Order.COMPUTE)
        if place(new) != place(old) or self._is_asked_for(new, old):
            return False
        if self.hooks:
            self.hooks.call_for(new, Order.FILL)
        new.refresh_metadata_intersite_links()
        if self.hooks:
            self.hooks.call_for(new, Order.FINISH)
            if new.copies != old.copies:
                return False
            self.hooks.call_for(new, Order.DESCRIBE)
        new.is_complete = True
        return not self.mistakes.of_texts({self.names[path]})

    def _is_asked_for(self, new: Any, old: Any) -> bool:
        """Whether texts may be linked by a name that a new one has, or has no more."""
        same = (new.title, new.toc) == (old.title, old.toc)
        return not same and any(map(by_name, self.kept.values()))

    @property
    def later(self) -> Later | None:
        """What the site waits for, such as figures."""
        return self.memory.get(LATER)

    def page(self, path: str) -> Page | None:
        """A file of the site; the last good one where it cannot be made."""
        if path == DESK:
            found = desk(self.texts.values(), self.mistakes.all(), self.settings)
            return Page(found.encode())
        return self.made.page(path, self.writer.outputs, self.texts)
