"""Which file here has what an address of the old site led to."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from urllib.parse import quote, unquote, urljoin, urlsplit

MINE = "\ue000"  # stands for the old site's own address in a text
BASE = "\ue001"  # and this for the path that it has there
SLASHES = re.compile("/{2,}")
LISTS = {  # pages of the old site, by their last word, to those that tell the same here
    "blog": "/blog/",
    "posts": "/blog/",
    "archive": "/archive/",
    "archives": "/archive/",
    "tags": "/tags/",
    "tag": "/tags/",
    "categories": "/tags/",
    "category": "/tags/",
    "search": "/search/",
}


def host_of(address: str) -> str:
    """The host that an address names; empty if it names none."""
    try:
        return urlsplit(address).netloc
    except ValueError:  # as of http://[
        return ""


@dataclass
class Addresses:
    """What is where.

    Args:
        texts: the file in the content folder of each text, by its old address.
        files: the file in the content folder, by its path in the old site.
        hosts: names under which the old site was reached.
        base: the path that the old site had there, such as ``/blog``.
    """

    texts: Mapping[str, str]
    files: Mapping[str, str]
    hosts: Iterable[str] = ()
    base: str = ""
    moved: dict[str, str] = field(default_factory=dict)  # old address: new one

    def new(self, address: str, here: str) -> tuple[str, bool]:
        """What to write for an address, and whether something is there.

        Args:
            address: as it is written in a text.
            here: the old address of that text.
        """
        try:
            parts = urlsplit(address)
        except ValueError:
            return address, True
        if parts.scheme or parts.netloc:
            if parts.netloc.lower() not in self.hosts:
                return address, True
        elif not parts.path or address.startswith(("#", "?", "{")):
            return address, True
        path = self._path(parts.path or "/", here)
        found = self._find(path)
        end = f"?{parts.query}" if parts.query and not found else ""
        end += f"#{parts.fragment}" if parts.fragment else ""
        was_rooted = not parts.netloc and parts.path == path
        if found is None and parts.netloc and not self._is_ours(path):
            return address, True  # another site on the same host
        if found is None:
            return (address if was_rooted else path + end), False
        return (address if was_rooted and found == path else found + end), True

    def remedy(self, address: str) -> str:
        """What may have been meant by an address at which nothing is."""
        rooted = "/" + urlsplit(address).path.lstrip("./")
        found = self._find(rooted)
        if found not in {None, "/"}:
            return f"; {found} is there"
        name = PurePosixPath(rooted).stem
        named = [
            path for path in self.texts.values() if PurePosixPath(path).stem == name
        ]
        if name and named:
            return f"; /{named[0]} is there"
        if address.startswith("/") and not self._is_ours(rooted):
            return "; write its whole address if it is another site's"
        return ""

    def _is_ours(self, path: str) -> bool:
        """Whether the old site has anything in the first folder of a path."""
        top = path.split("/")[1]
        known = (*self.texts, *self.files, *self.moved)
        return any(each.strip("/").split("/")[0] == top for each in known)

    def _path(self, path: str, here: str) -> str:
        """From the root of the old site, without its base."""
        path = SLASHES.sub("/", urljoin(here or "/", path))
        if self.base and f"{path}/".startswith(f"{self.base}/"):
            path = path[len(self.base) :] or "/"
        return path

    def _find(self, path: str) -> str | None:
        """The address of what a path led to; None if nothing is there."""
        plain = unquote(path)
        for form in same(plain):
            if form in self.moved:
                return self.moved[form]
            if form in self.texts:
                return "/" + quote(self.texts[form])
        name = plain.strip("/")
        if f"{name}/index.html" in self.files:
            return f"{path.rstrip('/')}/"
        if name in self.files:
            kept = self.files[name] == name
            return path if kept else "/" + quote(self.files[name])
        return "/" if plain == "/" else None


def same(path: str) -> list[str]:
    """The forms of an address under which a server shows one page."""
    base = path.rstrip("/")
    stem = base.removesuffix("/index.html").removesuffix(".html")
    return [path, f"{stem}/", stem, f"{stem}.html", f"{stem}/index.html"]


def list_for(address: str) -> str:
    """Where the new site lists what a page of the old one did."""
    words = reversed(words_in(address))
    return next((LISTS[w] for w in words if w in LISTS), "/blog/")


def words_in(address: str) -> list[str]:
    """The names in an address, without what follows their first dot."""
    return [word.partition(".")[0] for word in PurePosixPath(address).parts]
