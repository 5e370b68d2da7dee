"""The site in memory: read once, kept as it changes, each file made when asked for.

Where nothing changes but what one text says, that text is read again and takes the
place of the old one, at which all pages and lists look.  Whatever else changes in the
content, all lists are made anew, of the texts that are kept and the few that are not.
"""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from pelican import Pelican, signals
from pelican.contents import Content

from plugins.commands.dev_server.answers import Page
from plugins.commands.dev_server.desk import DESK, desk
from plugins.commands.dev_server.kept import (
    call,
    called,
    exchange,
    forget_templates,
    place,
)
from plugins.commands.dev_server.made import Made
from plugins.commands.dev_server.mistakes import Mistakes
from plugins.commands.dev_server.texts import Texts
from plugins.shared.environment import OURS
from plugins.shared.hooks import ASKED, LATER, MEMORY, Hooks, Later, Order
from plugins.shared.kept_texts import by_name, complete
from plugins.shared.last_texts import LastTexts
from plugins.shared.search_text import count_of
from plugins.shared.settings import merged
from plugins.shared.site import written
from plugins.shared.stamps import Stamps
from plugins.shared.text import complete_texts
from plugins.shared.time_limit import TooLong
from plugins.shared.writing import lazy, write_last

MEMOS = [Content.__dict__[name].cache for name in ("get_content", "get_summary")]


class Site:
    """Every file of the site, as it would be built now."""

    def __init__(self, pelican: Pelican, last: Path | None = None) -> None:
        """Make all lists for the first time.

        Args:
            pelican: with the settings of the site.
            last: the file in which texts were noted, if they may be taken over.
        """
        self.pelican, self.folder = pelican, Path(pelican.path)
        self.settings = merged(pelican.settings)
        self.mistakes = Mistakes(self.folder)
        self.kinds = pelican._get_generator_classes()
        ours = all(plugin.__name__.startswith(OURS) for plugin in pelican.plugins)
        noted = LastTexts(pelican.settings, last)
        self.texts = Texts(self.folder, self.mistakes, noted, keeps=ours)
        self.memory: dict[str, Any] = {}
        self.stamps = Stamps(self.folder, self.settings["IGNORE_FILES"])
        self.made = Made(self.mistakes)
        self.as_before: set[str] = set()  # files of texts that are called as before
        self.environments: dict[type, Any] = {}  # Jinja's, by their generators
        self.looks = Path(pelican.theme), self.folder / "theme"
        self.theme = self._theme_files()
        complete_texts()
        signals.get_writer.connect(lazy)  # also where plugins.outputs is left out
        signals.static_generator_init.connect(write_last)
        signals.generator_init.connect(self.texts.give_to, weak=False)
        signals.generator_init.connect(self._keep_environment, weak=False)
        self.build()

    def build(self, saved: Iterable[str] = ()) -> None:
        """Make all lists anew; a text is read where it must be."""
        changed = {*saved, *self.stamps.changed()}
        self.texts.begin(changed, same_names=changed <= self.as_before)
        self.context = self._new_context()
        names = ("settings", "path", "theme", "output_path")
        given = {name: getattr(self.pelican, name) for name in names}
        generators = [kind(context=self.context, **given) for kind in self.kinds]
        self.generators = generators
        self.hooks = next((g for g in generators if isinstance(g, Hooks)), None)
        call(generators, "generate_context")
        signals.all_generators_finalized.send(generators)
        call(generators, "refresh_metadata_intersite_links")
        self.texts.end()
        self.writer = self.pelican._get_writer()
        self.writer.write = lambda: None
        call(generators, "generate_output", self.writer)
        self.mistakes.whole += self.mistakes.heard()
        self.pages = {text.save_as: text for text in written(self.context)}
        for text in self.texts.kept.values():
            complete(text)
        for memo in MEMOS:
            memo.clear()
        self.made.forget()

    def _keep_environment(self, generator: Any) -> None:
        """Let a generator have the templates that one before it has loaded."""
        known = self.environments.setdefault(type(generator), generator.env)
        generator.env = known

    def _new_context(self) -> dict[str, Any]:
        """What generators begin with, as Pelican has it, and what we remember."""
        return {
            **self.pelican.settings,
            "generated_content": {},
            "static_links": set(),
            "static_content": {},
            "localsiteurl": self.pelican.settings["SITEURL"],
            MEMORY: self.memory,
        }

    def get_ready(self) -> None:
        """Do what a save would wait for, with the text that was saved last."""
        kept = self.texts.kept.keys() & self.stamps.seen.keys()
        with suppress(OSError, TooLong):
            for last in sorted(kept, key=self.stamps.seen.__getitem__)[-1:]:
                self.texts.get_ready(self.folder / last)

    def change(self, files: Iterable[Path]) -> str | None:
        """Follow a change of files in the content or theme; what was done, in words.

        None if nothing was done, because the theme has got, or lost, a file, or says
        something otherwise.
        """
        files = list(files)
        for environment in self.environments.values():
            forget_templates(environment, {str(file) for file in files})
        is_of_theme = self._is_of_theme(files)
        has_words = any(file.suffix == ".toml" for file in files)  # read once
        if has_words or (is_of_theme and self._theme_files() != self.theme):
            return None
        if is_of_theme and self._is_answered_otherwise():
            return self.anew()
        inside = sorted(filter(None, map(self.stamps.path, files)))
        inside = [path for path in inside if not path.startswith("theme/")]
        self.as_before.clear()
        patched = [self._patch(path) for path in inside]
        self.made.forget()
        if self.hooks:
            self.hooks.outputs.forget()
        if not all(patched):
            self.build(inside)
            return f"all lists, {self.texts.count} read"
        return ", ".join(inside) or "what is shown"

    def anew(self) -> str:
        """Read every text again."""
        self.texts.kept.clear()
        self.build()
        return "everything"

    def _is_answered_otherwise(self) -> bool:
        """Whether the theme has now what texts were told that it has not, or not."""
        asked = self.context.get(ASKED, {}).items()
        return any(ask() != self.context[name] for name, ask in asked)

    def _theme_files(self) -> set[Path]:
        return {file for folder in self.looks for file in folder.rglob("*.*")}

    def _is_of_theme(self, files: list[Path]) -> bool:
        """Whether one may be of the theme; where none is named, any may be."""
        each = (file.is_relative_to(look) for file in files for look in self.looks)
        return any(each) or not files

    def _patch(self, path: str) -> bool:
        """Read one text again, if that is all that is needed."""
        old, file = self.texts.kept.get(path), self.folder / path
        whole = {mistake.file for mistake in self.mistakes.whole}
        if old is None or not file.is_file() or self.texts.names[path] in whole:
            return False
        stamp = self.stamps.now(path)  # before it is read: it may change meanwhile
        new = self.texts.read_again(path)
        if self.texts.is_broken(new):
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
            self.hooks.call_for([new], Order.LINK)
            self.hooks.call_for([new], Order.COMPUTE)
        if called(new) == called(old):
            self.as_before.add(path)
        if place(new) != place(old) or self._is_asked_for(new, old):
            return False
        if self.hooks:
            self.hooks.call_for([new], Order.FILL)
        new.refresh_metadata_intersite_links()
        if self.hooks:
            self.hooks.call_for([new], Order.FINISH)
            files = [(text.copies, count_of(text)) for text in (new, old)]
            if files[0] != files[1]:
                return False
            self.hooks.call_for([new], Order.DESCRIBE)
        new.is_complete = True
        return not self.mistakes.of_texts({self.texts.names[path]})

    def _is_asked_for(self, new: Any, old: Any) -> bool:
        """Whether texts may be linked by a name that a new one has, or has no more."""
        same = (new.title, new.toc) == (old.title, old.toc)
        return not same and any(map(by_name, self.texts.kept.values()))

    @property
    def later(self) -> Later | None:
        """What the site waits for, such as figures."""
        return self.memory.get(LATER)

    def page(self, path: str) -> Page | None:
        """A file of the site; the last good one where it cannot be made."""
        if path == DESK:
            found = desk(self.pages.values(), self.mistakes.all(), self.settings)
            return Page(found.encode())
        return self.made.page(path, self.writer.outputs, self.pages)
