"""The addresses and the ids in a page, a feed or a style sheet of the built site.

A pattern finds what may be one, quickly; only where an address leads nowhere is a page
parsed, to see whether it is one, and in which line.
"""

import re
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

ADDRESSES = {
    *("href", "src", "action", "poster", "data", "xlink:href"),
    "data-steps",  # ours, for scripts
}
BEFORE = "|".join(map(r"(?<=\s{}=)".format, sorted(ADDRESSES)))
MAYBE = re.compile(  # begins with what is rare in a page
    r"=(?<!ss=)(?:(?P<id>(?<=\sid=)|(?<=<a\sname=))|(?P<srcset>(?<=\ssrcset=))"
    rf"|(?P<content>(?<=\scontent=))|{BEFORE})"
    r"""\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'>]+))""",
    re.IGNORECASE,
)
NAMES = ("id", "name", "srcset", "content", *sorted(ADDRESSES))
BLANKS = re.compile(rf"(?<=\s)({'|'.join(NAMES)})\s+(?==)", re.IGNORECASE)
# Most texts have no such blanks, which a pattern that begins with = sees fast.
ONE_BLANK = "|".join(map(r"(?<=\s{}\s=)".format, NAMES))
SPACED = re.compile(rf"=(?<=\s=)(?:(?<=\s\s=)|{ONE_BLANK})", re.IGNORECASE)
ENTRY = "<entry>"  # in a feed
IN_STYLE = re.compile(
    r"/\*.*?(?:\*/|\Z)|(?:\burl\(|@import(?!\s*url\())\s*(?P<quote>[\"']?)"
    r"(?P<address>[^\"')#]+)",
    re.IGNORECASE | re.DOTALL,
)
LOCATION = re.compile(r"<loc>([^<]*)</loc>")  # in a sitemap
HINTS = {"preconnect", "dns-prefetch"}  # of these links only the host is used
WEB = ("http:", "https:")


class Link(NamedTuple):
    """An address and the line of the page that it is in."""

    line: int
    address: str


class Parsed(HTMLParser):
    """The addresses in one page, each with its line."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[Link] = []
        self.feed(html)
        self.close()

    def parse_marked_section(self, i: int, report: bool = True) -> int:
        """``<![…>`` is a comment to browsers, and an error to Python."""
        return self.parse_bogus_comment(i)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what one element says."""
        values = {name: value or "" for name, value in attrs}
        line = self.getpos()[0]
        self.links += [Link(line, address) for address in addresses(tag, values)]


def addresses(tag: str, values: dict[str, str]) -> Iterator[str]:
    """The addresses that an element's attributes hold."""
    if values.get("rel") not in HINTS:
        yield from (values[name].strip() for name in sorted(ADDRESSES & values.keys()))
    yield from candidates(values.get("srcset", ""))
    if tag == "meta" and values.get("content", "").startswith(WEB):
        yield values["content"]


def candidates(srcset: str) -> Iterator[str]:
    """The addresses of the pictures that a browser may choose from."""
    for candidate in srcset.split(","):
        yield from candidate.split()[:1]


def style_links(text: str) -> Iterator[Link]:
    """The files that a style sheet takes."""
    for match in IN_STYLE.finditer(text):
        if match["address"]:
            line = text.count("\n", 0, match.start()) + 1
            yield Link(line, match["address"].strip())


class Page:
    """What may be the ids and the addresses of a page."""

    def __init__(self, text: str) -> None:
        self.ids: set[str] = set()
        self.addresses: set[str] = set(LOCATION.findall(text))
        if SPACED.search(text):
            text = BLANKS.sub(r"\1", text)
        for match in MAYBE.finditer(text):
            id, srcset, content, *values = match.groups()
            value = next(filter(None, values), "")
            value = unescape(value).strip() if "&" in value else value.strip()
            if id is not None:
                self.ids.add(value)
            elif srcset is not None:
                self.addresses.update(candidates(value))
            elif content is None or value.startswith(WEB):
                self.addresses.add(value)


def page(text: str, known: dict[str, Page]) -> Page:
    """A page, or a feed, whose entries are in others too: ``known`` has those."""
    head, *entries = text.split(ENTRY)
    whole = Page(head)
    for entry in entries:
        if entry not in known:
            known[entry] = Page(entry)
        whole.ids |= known[entry].ids
        whole.addresses |= known[entry].addresses
    return whole


def feed_links(file: Path) -> Iterator[Link]:
    """The addresses in a feed or sitemap, those in the HTML of its entries included."""
    for element in ElementTree.parse(file).iter():
        text = (element.text or "").strip()
        if element.get("type") == "html":
            yield from Parsed(text).links
        elif element.tag.endswith("}loc"):
            yield Link(1, text)
        elif element.get("href"):
            yield Link(1, element.attrib["href"])
