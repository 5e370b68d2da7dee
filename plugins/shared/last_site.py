"""Files of the last build, taken over where another would make them again.

A file is what a template, or a plugin, makes of the texts that it looks at and of what
all files, and this one, are given.  That code, theme and the author's files are as they
were is for those to find out who name the last site in our environment
(plugins/commands/build).
"""

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from pelican.contents import Content

from plugins.shared import files
from plugins.shared.digests import Digests, UnknownError
from plugins.shared.environment import (
    LAST_PAGES_NOTE,
    LAST_SITE,
    PAGES_NOTE,
    notes_are_kept,
)
from plugins.shared.site import Context, written

UNSEEN = {  # in the context: what no page shows
    *("outputs", "memory", "asked", "last_texts", "figures", "figures_lock"),
    *("texts_by_link", "text_names", "localsiteurl", "OUTPUT_PATH"),
    "staticfiles",  # those are in static_content too
}
MANY = 200  # texts that a page looks at are as good as all

Looks = tuple[str, list[str] | None]  # a page, at which texts; None: at what is unknown


class LastSite:
    """What is known of the last build, and of the texts of this one."""

    def __init__(
        self, context: Context, given: Mapping[str, Mapping[str, object]]
    ) -> None:
        """Look at a site that is to be written.

        Args:
            context: what all templates share.
            given: of each file, by its path, what makes it differ.
        """
        digests = Digests()
        shared = {k: v for k, v in context.items() if k not in UNSEEN}
        in_order = sorted(context["static_content"].items())  # else that of a set
        self.shared = digests.of_values({**shared, "static_content": in_order})
        self.given = dict(_known(digests, given))
        self.folders: set[str] = set()  # that are there
        texts = written(context)
        self.texts = {each.source_path: digests.of_text(each) for each in texts}
        self.paths = {id(text): text.source_path for text in texts}
        self.paths |= {id(file): "" for file in context["static_content"].values()}
        self.folder = os.environ.get(LAST_SITE, "")
        self.pages = self._fitting()

    def _fitting(self) -> dict[str, list[str]]:
        """The pages that would be as they were, with the texts they look at."""
        try:
            note = json.loads(Path(os.environ[LAST_PAGES_NOTE]).read_text("utf-8"))
        except (KeyError, OSError, ValueError):
            return {}
        if note["shared"] != self.shared:
            return {}
        same = {path for path, _ in self.texts.items() & note["texts"].items()}
        return {
            page: looks
            for page, (given, looks) in note["pages"].items()
            if self.given.get(page) == given and same.issuperset(looks)
        }

    def take(self, page: str, folder: str) -> bool:
        """Whether a page could be put into the site without being made."""
        if page not in self.pages:
            return False
        file = f"{folder}/{page}"
        self._make_folder(file.rpartition("/")[0])
        try:
            os.link(f"{self.folder}/{page}", file)
        except FileExistsError:  # by a process that has failed since
            return True
        except OSError:  # the disk has no links
            return False
        return True

    def _make_folder(self, folder: str) -> None:
        if folder not in self.folders:
            Path(folder).mkdir(parents=True, exist_ok=True)
            self.folders.add(folder)

    def looks(self, page: str, seen: set[int]) -> Looks:
        """What is known of a page that was made: the texts it has looked at."""
        if len(seen) > MANY or not seen <= self.paths.keys():
            return page, None
        return page, sorted({self.paths[number] for number in seen} - {""})

    def note(self, made: list[Looks | None]) -> None:
        """Keep what is known for the next build."""
        looks = self.pages | dict(filter(None, made))
        pages = {
            page: (self.given[page], texts)
            for page, texts in looks.items()
            if texts is not None
        }
        note = {"shared": self.shared, "texts": self.texts, "pages": pages}
        with suppress(OSError):  # costs time only
            files.write(Path(os.environ[PAGES_NOTE]), json.dumps(note))


def _known(
    digests: Digests, given: Mapping[str, Mapping[str, object]]
) -> Iterator[tuple[str, str]]:
    for path, each in given.items():
        with suppress(UnknownError):
            yield path, digests.of_values(each)


def last_site(
    context: Context, given: Mapping[str, Mapping[str, object]]
) -> LastSite | None:
    """What there is to take over from; None where nobody asks, or nobody can know."""
    if not notes_are_kept(context):
        return None
    with suppress(UnknownError):
        return LastSite(context, given)
    return None


@contextmanager
def watched() -> Iterator[set[int]]:
    """Within the block, whoever looks at a text adds its number to the set."""
    seen: set[int] = set()

    def look(text: Any, name: str) -> Any:
        seen.add(id(text))
        return object.__getattribute__(text, name)

    Content.__getattribute__ = look
    try:
        yield seen
    finally:
        del Content.__getattribute__
