"""What the content folder has already, and who put it there."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from plugins.commands.import_jekyll.data import FRONT, values_of
from plugins.commands.import_jekyll.jekyll import DATED
from plugins.shared.paths import name_filter


@dataclass
class Taken:
    """Paths and addresses that are in use.

    Args:
        content: the content folder.
        settings: of the site.
        sources: the path of each text that an earlier import wrote, by the old one.
        written: what an earlier import wrote, by path: the digest of each file.
    """

    content: Path
    settings: Mapping[str, Any]
    sources: Mapping[str, str] = field(default_factory=dict)
    written: Mapping[str, str] = field(default_factory=dict)
    chosen: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.owners = dict(self._owners())
        self.ignores = name_filter(self.settings["IGNORE_FILES"])

    def choose(self, path: str, source: str) -> str:
        """A path for a text: its own, or one beside it if that has another's file."""
        if source in self.sources:
            path = self.sources[source]
        wanted, number = PurePosixPath(path), 1
        if self.is_ignored(path):
            wanted = wanted.with_name(f"page-{wanted.name.lstrip('.~#$')}")
            path = str(wanted)
        while path in self.chosen or not self.is_free(path, source):
            number += 1
            path = str(wanted.with_name(f"{wanted.stem}-{number}.md"))
        self.chosen[path] = source
        return path

    def is_ignored(self, path: str) -> bool:
        """Whether the site neither reads nor publishes a file, by the names in it."""
        return any(map(self.ignores, PurePosixPath(path).parts))

    def is_free(self, path: str, source: str) -> bool:
        """Whether nothing is there, or what an earlier import put there."""
        return path in self.written or not (self.content / path).exists()

    def owner(self, address: str, path: str) -> str:
        """The author's own text that has an address, unless it is ``path``."""
        found = self.owners.get(address.rstrip("/"), "")
        return "" if found == path else found

    def _owners(self) -> Any:
        kinds = {"PAGE": "PAGE_PATHS", "ARTICLE": "ARTICLE_PATHS", "NOTE": "NOTE_PATHS"}
        for kind, setting in kinds.items():
            form = self.settings.get(f"{kind}_URL", "{slug}/")
            for folder in self.settings.get(setting, []):
                for file in sorted((self.content / folder).rglob("*.md")):
                    path = file.relative_to(self.content).as_posix()
                    if path not in self.written:
                        yield _address(file, str(form)), path


def _address(file: Path, form: str) -> str:
    """The address of a text without a slash at its end, as far as one sees it."""
    front = FRONT.match(file.read_text("utf-8", "replace"))
    values = values_of(front["head"]) if front else {}
    own = values.get("permalink") or values.get("save_as")
    if own:
        return f"/{str(own).strip('/')}".rstrip("/")
    dated = DATED.fullmatch(file.stem)
    slug = str(values.get("slug") or (dated["slug"] if dated else file.stem))
    return "/" + form.replace("{slug}", slug.strip("/")).strip("/")


def digest(data: bytes) -> str:
    """A short name for the contents of a file."""
    return hashlib.sha256(data).hexdigest()[:16]
