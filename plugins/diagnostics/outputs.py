"""What was written, and for whom: two that claim one file are one too few."""

import os
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple
from unicodedata import normalize

from blinker import signal
from pelican import signals

from plugins.diagnostics.checks import ADDRESSES, list_pages
from plugins.shared.locations import display_path, find_line
from plugins.shared.site import Context, own_kinds
from plugins.shared.text import Text

PELICANS = ("article", "page")  # what templates call the texts of Pelican's kinds
FILE = "a file"  # of the author's, copied as it is
TWICE = "its address is taken: %s is also written for %s; give it another."
ALIKE = "%s and %s, of %s, are one file on many computers; give it another address."


class Claim(NamedTuple):
    """Who asked for a file: its name in the output, what it is, and for which text."""

    name: str
    what: str
    content: Text | None = None
    gives_way: bool = False  # a list, which a text may replace on purpose
    source: str = ""  # of a file that is copied

    @property
    def place(self) -> str:
        """What is meant, as its author knows it."""
        return display_path(self.content.source_path) if self.content else self.what


def key(name: str) -> str:
    """Equal for names that some computers take for one file."""
    return normalize("NFC", normalize("NFC", name).casefold())


@dataclass
class Outputs:
    """Hears of each file that is written, from Pelican and from plugins."""

    folder: Path = Path()
    claims: dict[str, list[Claim]] = field(default_factory=lambda: defaultdict(list))

    def hear(self, folder: str | Path) -> None:
        """Begin; ``folder`` is where the site is built."""
        self.folder = Path(folder)
        self.claims.clear()
        signals.content_written.connect(self.on_page, weak=False)
        signals.feed_written.connect(self.on_feed, weak=False)
        signal("file_written").connect(self.on_file, weak=False)

    def on_page(self, path: str, context: Context) -> None:
        """Called when a template has been rendered into a file."""
        name = self._name(path)
        kinds = (*PELICANS, *(kind.name for kind in own_kinds(context)))
        texts = (context.get(kind) for kind in kinds)
        content = next((t for t in texts if getattr(t, "save_as", None) == name), None)
        is_list = content is None and name in list_pages(context)
        self._add(Claim(name, f"the page {name}", content, gives_way=is_list))

    def on_feed(self, path: str, **_: Any) -> None:
        """Called when a feed has been written."""
        self.on_file(path)

    def on_file(self, path: str) -> None:
        """Called when a plugin has written a file: of the site, or of its cache."""
        name = self._name(path)
        if not name.startswith("../"):
            self._add(Claim(name, f"the site's own {name}"))

    def copied(self, context: Context) -> None:
        """Add what Pelican copies: the author's files and the theme's."""
        for file in context["staticfiles"]:
            self._add(Claim(file.save_as, FILE, file, source=file.source_path))
        theme = Path(context["THEME"])
        for folder in context["THEME_STATIC_PATHS"]:
            files = (p for p in (theme / folder).rglob("*") if p.is_file())
            for path in files:
                name = path.relative_to(theme / folder).as_posix()
                name = f"{context['THEME_STATIC_DIR']}/{name}"
                self._add(Claim(name, "a file of the theme", source=str(path)))

    def names(self) -> set[str]:
        """Every file that was written."""
        return {claim.name for claims in self.claims.values() for claim in claims}

    def texts(self) -> dict[str, Text]:
        """The texts that were written, by the names of their files."""
        every = (claim for claims in self.claims.values() for claim in claims)
        return {c.name: c.content for c in every if c.content and c.what != FILE}

    def sources(self) -> dict[str, str]:
        """Where files were copied from, by their names."""
        every = (claim for claims in self.claims.values() for claim in claims)
        return {claim.name: claim.source for claim in every if claim.source}

    def conflicts(self) -> Iterator[tuple[Text, int, str]]:
        """Texts and files that share a file with another, with line and words."""
        for every in self.claims.values():
            claims = [claim for claim in every if not claim.gives_way]
            for claim in claims:
                other = next((c for c in claims if c is not claim), None)
                if claim.content and other:
                    line = find_line(claim.content.source_path, *ADDRESSES, "title:")
                    yield claim.content, line, _words(claim, other)

    def _add(self, claim: Claim) -> None:
        claims = self.claims[key(claim.name)]
        if claim not in claims:
            claims.append(claim)

    def _name(self, path: str) -> str:
        inside = f"{self.folder}/"
        if path.startswith(inside) and ".." not in path:
            return path.removeprefix(inside)
        return Path(os.path.relpath(path, self.folder)).as_posix()


def _words(claim: Claim, other: Claim) -> str:
    if claim.name != other.name:
        return ALIKE % (claim.name, other.name, other.place)
    return TWICE % (claim.name, other.place)
