"""A work that can be cited: plain values, whatever file they come from."""

import re
from dataclasses import dataclass
from typing import NamedTuple

DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)", re.I)
ARXIV = re.compile(
    r"(?:https?://arxiv\.org/(?:abs|pdf)/|arxiv:\s*)"
    r"(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})",
    re.IGNORECASE,
)
ARXIV_DOI = re.compile(r"10\.48550/arxiv\.(\S+)", re.IGNORECASE)
YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
WEB = re.compile(r"https?://[^\s\"<>]+")


class Mistake(Exception):
    """Says what is wrong in a line of a file of works."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


def year_in(date: str) -> str:
    """The year of a date, however it is written; "in press" stays what it is."""
    found = YEAR.search(date)
    return found[0] if found else date


class Name(NamedTuple):
    """A person; of an institution, its name is the family's."""

    family: str
    given: str = ""
    suffix: str = ""  # such as "Jr."

    @property
    def whole(self) -> str:
        """As it is said."""
        return " ".join(filter(None, (self.given, self.family, self.suffix)))

    @property
    def sorted(self) -> str:
        """As it stands first in a list."""
        return ", ".join(filter(None, (self.family, self.given, self.suffix)))


class Link(NamedTuple):
    """Where a work can be read: what a link says, and where it leads."""

    words: str
    address: str


@dataclass(frozen=True)
class Work:
    """What there is to say about a work; what is not known is empty."""

    key: str
    title: str = ""
    authors: tuple[Name, ...] = ()
    has_more: bool = False  # authors than these
    edited: bool = False  # the authors are its editors
    year: str = ""
    container: str = ""  # the journal, the book or the proceedings that it is in
    volume: str = ""
    issue: str = ""
    pages: str = ""
    edition: str = ""
    publisher: str = ""  # or the school, or the institution
    doi: str = ""
    arxiv: str = ""
    url: str = ""

    @property
    def links(self) -> list[Link]:
        """Where it can be read: by its numbers, or else by its address."""
        found = []
        doi = DOI.fullmatch(self.doi)
        if doi and not ARXIV_DOI.fullmatch(doi[1]):
            found.append(Link(f"doi:{doi[1]}", f"https://doi.org/{doi[1]}"))
        if self.arxiv_number:
            number = self.arxiv_number
            found.append(Link(f"arXiv:{number}", f"https://arxiv.org/abs/{number}"))
        if not found and WEB.fullmatch(self.url):
            found.append(Link(self.url.split("://")[1].split("/")[0], self.url))
        return found

    @property
    def arxiv_number(self) -> str:
        """Its number at arXiv, wherever the file has it."""
        if doi := ARXIV_DOI.search(self.doi):
            return doi[1]
        places = (f"arXiv:{self.arxiv}", self.url, self.container)
        return next((m[1] for p in places if (m := ARXIV.search(p))), "")
