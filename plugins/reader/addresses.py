"""Links and pictures by their place in the content folder, as editors and GitHub do.

``[next](next.md)`` and ``![plot](plot.png)`` name files; Pelican wants ``{filename}``
or ``{static}`` before them, and a site in a sub-path wants its own path before ``/``.
"""

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

ADDRESS = re.compile(
    r'(?P<before><(?:a|img|source|video|audio)\b[^>]*?\s(?:href|src|poster)=")'
    r'(?P<address>[^"]*)(?=")'
)
TEXTS = {".md", ".markdown", ".mkd", ".mdown"}
PAGES = {"", ".html", ".htm", ".xml"}  # what the site has and the folder has not


def by_file(html: str) -> str:
    """``html`` with the sign of a file before each relative address of one."""
    return _each(html, lambda address: _sign(address) + address)


def _sign(address: str) -> str:
    url = urlsplit(address)
    if url.scheme or url.netloc or address.startswith(("/", "{", "#", "?")):
        return ""
    suffix = Path(url.path).suffix.lower()
    if suffix in TEXTS:
        return "{filename}"
    return "" if suffix in PAGES else "{static}"


def from_root(html: str, content: Path, site: str) -> str:
    """``html`` with addresses that begin with / made right for where the site is.

    Args:
        html: a page, or a part of it.
        content: the folder that holds all texts and pictures.
        site: the address of the site, without a slash at its end.
    """

    def rooted(address: str) -> str:
        if not address.startswith("/") or address.startswith("//"):
            return address
        path = unquote(urlsplit(unescape(address)).path)
        if path != "/" and (content / path.lstrip("/")).is_file():
            text = Path(path).suffix.lower() in TEXTS
            return ("{filename}" if text else "{static}") + address
        return site + address

    return _each(html, rooted)


def _each(html: str, new: Callable[[str], str]) -> str:
    return ADDRESS.sub(lambda match: match["before"] + new(match["address"]), html)
