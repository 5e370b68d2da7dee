"""Do the links of a built site lead somewhere?

Every address that stays on the site is looked up among the site's own files, and
every fragment among the ids of the page that it points into.  A site is checked
under the address that it will have, sub-path included: ``/about/`` is a mistake on
a site that lives at ``https://example.org/blog``.
"""

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree

ADDRESSES = {
    *("href", "src", "action", "poster", "data", "xlink:href"),
    *("data-steps", "data-words"),  # ours, for scripts
}
HINTS = {"preconnect", "dns-prefetch"}  # of these links only the host is used
ANYWHERE = ("", "top")  # fragments that every page has
NOWHERE = "http://localhost"  # stands for a site that does not say where it will live

Link = tuple[int, str]  # line, address


class Page(HTMLParser):
    """The ids of one page and the addresses in it, each with its line."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[Link] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what one element says."""
        values = {name: value or "" for name, value in attrs}
        self.ids.add(values.get("id", ""))
        line = self.getpos()[0]
        self.links += [(line, address) for address in addresses(tag, values)]


def addresses(tag: str, values: dict[str, str]) -> Iterator[str]:
    """The addresses that an element's attributes hold."""
    if values.get("rel") not in HINTS:
        yield from (values[name].strip() for name in sorted(ADDRESSES & values.keys()))
    for candidate in values.get("srcset", "").split(","):
        yield from candidate.split()[:1]
    if tag == "meta" and values.get("content", "").startswith(("http:", "https:")):
        yield values["content"]


def broken_links(folder: Path, address: str = "") -> list[str]:
    """What is wrong with the links of a built site, a line each; none is good.

    Args:
        folder: the built site.
        address: where it will live, without a last slash, such as
            ``https://example.org/blog``; nothing for a site at any root.
    """
    base = (address or NOWHERE) + "/"
    files = [p for p in sorted(folder.rglob("*")) if p.suffix in {".html", ".xml"}]
    pages = {p: Page(p.read_text("utf-8")) for p in files if p.suffix == ".html"}
    mistakes = []
    for file in files:
        here = urljoin(base, address_of(file.relative_to(folder)))
        for line, link in pages[file].links if file in pages else feed_links(file):
            try:
                why = needs_absolute(link, file) if address else ""
                why = why or why_broken(urljoin(here, link), base, folder, pages)
            except ValueError:  # urllib's, for such as http://[
                why = "is not an address; correct it."
            if why:
                where = f"{file.relative_to(folder).as_posix()}:{line}"
                mistakes.append(f"{where}: {link!r} {why}")
    return mistakes


def needs_absolute(link: str, file: Path) -> str:
    """Why a link must be a whole address in this file; empty if it need not."""
    if urlsplit(link).scheme or link.startswith("#"):
        return ""
    if file.suffix == ".xml":
        return "must be a whole address: feeds are read elsewhere."
    if file.name == "404.html":
        return "must be a whole address: this page is shown anywhere."
    return ""


def address_of(path: Path) -> str:
    """The address, from the site's own, at which a server shows a file."""
    return path.as_posix().removesuffix("index.html")


def feed_links(file: Path) -> Iterator[Link]:
    """The addresses in a feed or sitemap, those in the HTML of its entries included."""
    for element in ElementTree.parse(file).iter():
        text = (element.text or "").strip()
        if element.get("type") == "html":
            yield from Page(text).links
        elif element.tag.endswith("}loc"):
            yield 1, text
        elif element.get("href"):
            yield 1, element.attrib["href"]


def why_broken(url: str, base: str, folder: Path, pages: dict[Path, Page]) -> str:
    """What is wrong with one whole address; empty if nothing is.

    Args:
        url: the address, joined with that of the page it is on.
        base: the address of the site, with its last slash.
        folder: the built site.
        pages: every page of the site by its file.
    """
    parts, home = urlsplit(url), urlsplit(base)
    if parts.scheme not in {"http", "https"} or parts.netloc != home.netloc:
        return ""  # leads off the site: not ours to promise
    if not (parts.path + "/").startswith(home.path):
        return f"leaves the site, which lives under {home.path}; begin it with SITEURL."
    file = folder / unquote(parts.path[len(home.path) :])
    if parts.path.endswith("/"):
        file /= "index.html"
    elif file.is_dir():
        return "is a folder; end it with a slash."
    if not file.is_file():
        return "leads nowhere."
    fragment = unquote(parts.fragment)
    if file not in pages or fragment.startswith(":~:") or fragment in ANYWHERE:
        return ""
    return "" if fragment in pages[file].ids else "names a place that is not there."
