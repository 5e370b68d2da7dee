"""Do the links of a built site lead somewhere?

Every address that stays on the site is looked up among the site's own files, and
every fragment among the ids of the page that it points into.  A site is checked
under the address that it will have, sub-path included: ``/about/`` is a mistake on
a site that lives at ``https://example.org/blog``.
"""

import os
import re
from collections.abc import Container, Iterable, Iterator
from contextlib import suppress
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree

from plugins.shared.page_links import (
    WEB,
    Link,
    Page,
    Parsed,
    feed_links,
    page,
    style_links,
)

MARKUP, STYLE = (".html", ".xml"), ".css"
LINKING = (*MARKUP, STYLE)  # how the names of files end that may have links
SCHEME = re.compile(r"[A-Za-z][\w+.-]*:")
ANYWHERE = ("", "top")  # fragments that every page has
NOWHERE = "http://localhost"  # stands for a site that does not say where it will live
FIXED = ("/", *WEB)  # with which addresses begin that lead to the same from all pages


class Broken(NamedTuple):
    """A link that leads nowhere: in which file and line, the address, and why."""

    file: str
    line: int
    address: str
    why: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.address!r} {self.why}"


class BuiltSite:
    """A folder of files that a server will show.

    Args:
        folder: the built site.
        address: where it will live, without a last slash, such as
            ``https://example.org/blog``; nothing for a site at any root.
    """

    def __init__(self, folder: Path, address: str = "") -> None:
        self.folder = folder
        self.address = address
        self.base = (address or NOWHERE) + "/"
        self.home = urlsplit(self.base)
        self.files = {
            f"{place}/{name}".removeprefix(f"{folder}/")
            for place, _, names in os.walk(folder)
            for name in names
        }
        self.folders = {name.rpartition("/")[0] for name in self.files}
        self.pages = sorted(name for name in self.files if name.endswith(MARKUP))
        self.entries: dict[str, Page] = {}
        self.page, self.look_up = cache(self._page), cache(self._look_up)

    @cached_property
    def first_parts(self) -> set[str]:
        """The files and folders at its top."""
        return {name.split("/")[0] for name in self.files}

    def broken_links(self, names: Container[str] | None = None) -> Iterator[Broken]:
        """Every link that leads nowhere, in the order of files and lines.

        Args:
            names: the files to look at; all, if they are not given.
        """
        good: set[str] = set()  # addresses that are the same on all pages
        for name in self.pages:
            if names is not None and name not in names:
                continue
            found = self.page(name).addresses
            new = found - good if _may_be_relative(name) else found
            if any(self.why(address, name) for address in new):  # or seems to
                yield from self._broken(name, self._links(name))
            elif _may_be_relative(name):
                good.update(address for address in new if address.startswith(FIXED))
        for name in sorted(name for name in self.files if name.endswith(STYLE)):
            if names is None or name in names:
                links = style_links(_text(self.folder / name))
                yield from self._broken(name, links)

    def why(self, address: str, name: str) -> str:
        """What is wrong with an address in the file ``name``, or nothing."""
        if address.startswith("#"):
            return self._why_not_there(address[1:], name)
        if self.address and (why := _needs_absolute(address, name)):
            return why
        return self.look_up(address, "" if address.startswith(FIXED) else name)

    def _look_up(self, address: str, name: str) -> str:
        """What is wrong with an address, seen from a file; or nothing."""
        try:
            here = urljoin(self.base, address_of(Path(name))) if name else self.base
            parts = urlsplit(urljoin(here, address))
        except ValueError:  # urllib's, for such as http://[
            return "is not an address; correct it."
        if parts.scheme not in {"http", "https"} or parts.netloc != self.home.netloc:
            return _why_for_nobody(parts.scheme)  # or off the site: not ours to promise
        if not f"{parts.path}/".startswith(self.home.path):
            if address.startswith(WEB):
                return ""  # another site on the same host
            home = self.home.path
            return f"leaves the site, which lives under {home}; begin it with SITEURL."
        file = unquote(parts.path[len(self.home.path) :])
        if parts.path.endswith("/"):
            file += "index.html"
        if file in self.folders:
            return "is a folder; end it with a slash."
        if file not in self.files:
            return "leads nowhere."
        return self._why_not_there(parts.fragment, file)

    def _why_not_there(self, fragment: str, file: str) -> str:
        """What is wrong with a fragment of an address that leads to ``file``."""
        place = unquote(fragment)
        if place.startswith(":~:") or place in ANYWHERE or not file.endswith(MARKUP):
            return ""
        there = place in self.page(file).ids
        return "" if there else "names a place that is not there."

    def _broken(self, name: str, links: Iterable[Link]) -> Iterator[Broken]:
        for link in links:
            if words := self.why(link.address, name):
                yield Broken(name, link.line, link.address, words)

    def _page(self, name: str) -> Page:
        """A page; or a feed, with the HTML in it as far as quotes go."""
        text = _text(self.folder / name)
        if not name.endswith(".html"):
            text = text.replace("&amp;", "&").replace("&quot;", '"')
        return page(text, self.entries)

    def _links(self, name: str) -> list[Link]:
        file = self.folder / name
        if name.endswith(".xml"):
            with suppress(ElementTree.ParseError):  # of a file of the author's
                return list(feed_links(file))
        return Parsed(_text(file)).links


def broken_links(folder: Path, address: str = "") -> list[str]:
    """What is wrong with the links of a built site, a line each; none is good."""
    return list(map(str, BuiltSite(folder, address).broken_links()))


def _text(file: Path) -> str:
    """A file's text; an author may have saved his own as he liked."""
    return file.read_text("utf-8", errors="replace")


def _why_for_nobody(scheme: str) -> str:
    """Why no reader can follow an address of a scheme; empty if some may."""
    if scheme == "file" or len(scheme) == 1:  # as in C:\\notes
        return "leads to a file of your own computer; copy it into the content folder."
    if scheme == "demo":
        return "names a demo; write ![words](demo:…) to show its figure."
    return ""


def _needs_absolute(address: str, name: str) -> str:
    """Why a link must be a whole address in this file; empty if it need not."""
    if SCHEME.match(address) or _may_be_relative(name):
        return ""
    if name.endswith(".xml"):
        return "must be a whole address: feeds are read elsewhere."
    if address.startswith("//"):  # of another host, as this page is asked for
        return ""
    return "must be a whole address: this page is shown anywhere."


def _may_be_relative(name: str) -> bool:
    """Whether links in a file need not be whole addresses."""
    return not name.endswith(".xml") and name != "404.html"


def address_of(path: Path) -> str:
    """The address, from the site's own, at which a server shows a file."""
    return path.as_posix().removesuffix("index.html")
