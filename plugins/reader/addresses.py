"""Links and pictures by their place in the content folder, as editors and GitHub do.

``[next](next.md)`` and ``![plot](plot.png)`` name files; Pelican wants ``{filename}``
or ``{static}`` before them, and a site in a sub-path wants its own path before ``/``.
"""

import posixpath
import re
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import quote

from plugins.reader.tags import each_value
from plugins.shared.paths import is_file, is_own, path_in

ADDRESSES = ("href", "src", "poster", "data", "cite", "action", "formaction")
CANDIDATES = (*ADDRESSES, "srcset")
CANDIDATE = re.compile(r"([\s,]*+)(\S*[^\s,])((?:\s++[^\s,]+)*)")  # of a srcset
SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
TEXTS = {".md", ".markdown", ".mkd", ".mdown"}
FILES = ("static", "attach")  # what Pelican calls links to what is no text
LONGEST = 1000  # letters of an address that may be a file's
PAGES = {"", ".html", ".htm", ".xml"}  # what the site has and the folder has not


def by_file(html: str) -> str:
    """``html`` with the sign of a file before each relative address of one."""
    return each_value(html, ADDRESSES, lambda _, address: _sign(address) + address)


def _is_relative(address: str) -> bool:
    return not (SCHEME.match(address) or address.startswith(("/", "{", "#", "?")))


def _sign(address: str) -> str:
    plain = unescape(address)  # Markdown hides mailto: from collectors of addresses
    if not _is_relative(plain) or len(address) > LONGEST:
        return ""
    suffix = Path(path_in(plain)).suffix.lower()
    if suffix in TEXTS:
        return "{filename}"
    return "" if suffix in PAGES else "{static}"


def from_root(html: str, location: "TextLocation") -> str:
    """``html``, whose tags are plain, with addresses made right for where the site is.

    These are addresses that begin with /, and all of pictures in several sizes.
    """
    if '="/' not in html and ' srcset="' not in html:
        return html

    def new(name: str, value: str) -> str:
        return (
            location.candidates(value) if name == "srcset" else location.rooted(value)
        )

    return each_value(html, CANDIDATES, new)


@dataclass(frozen=True)
class TextLocation:
    """Where a text stands, in which folder of contents, and its site's address."""

    file: Path
    content: Path
    site: str  # without a slash at its end

    def rooted(self, address: str) -> str:
        """One address, which Pelican resolves if it is that of a file."""
        if not address.startswith("/") or address.startswith("//"):
            return address
        path = path_in(unescape(address))
        if path != "/" and is_file(self.content / path.lstrip("/")):
            text = Path(path).suffix.lower() in TEXTS
            return ("{filename}" if text else "{static}") + address
        return self.site + address

    def candidates(self, srcset: str) -> str:
        """Several addresses, of which Pelican knows nothing."""
        return CANDIDATE.sub(lambda m: m[1] + self._whole(m[2]) + m[3], srcset)

    def _whole(self, address: str) -> str:
        if address.startswith("/") and not address.startswith("//"):
            return self.site + address
        path = self.file.parent / path_in(unescape(address))
        if not _is_relative(address) or not is_own(path, self.content):
            return address
        inside = path.resolve().relative_to(self.content.resolve())
        return f"{self.site}/{quote(inside.as_posix())}"


def pelicans_links(intrasite: str) -> re.Pattern[str]:
    """What Pelican looks for, in every attribute; its own takes one in each tag."""
    names = "|".join((*ADDRESSES, "content"))
    return re.compile(
        rf"(?P<markup>(?<=[\s\"])(?:{names})=)(?P<quote>\")"
        rf"(?P<path>{intrasite}(?P<value>[^\"]{{0,{LONGEST}}}+))(?P=quote)"
    )


def static_links(content: Any) -> set[str]:
    """The files that a text shows or links, as Pelican asks for them.

    Its own way takes ``&amp;`` for a part of a name.
    """
    found: set[str] = set()
    if not any(sign in content._content for sign in FILES):
        return found  # quickly: most texts have none
    for match in content._get_intrasite_link_regex().finditer(content._content):
        path = path_in(unescape(match["value"]))
        if match["what"] in FILES and "\0" not in path:  # no file has that
            folder = "" if path.startswith("/") else content.relative_dir
            found.add(posixpath.normpath(posixpath.join(folder, path.lstrip("/"))))
    return found
