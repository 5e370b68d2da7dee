"""How works are named in a text and in its list: by author and year, or by number.

By author and year is as the Chicago Manual has it: (Sutton and Barto 2018, 32).
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from html import escape

from plugins.citations.works import Work
from plugins.markdown.citations import Citation
from plugins.shared.languages import Table
from plugins.shared.languages.order import Key, sort_key

Linked = Callable[[Citation, str], str]  # what is said of a work, with a link to it
MOST = 8  # names of authors in a list; of more, the first are there
FIRST = 6
DIGITS = re.compile(r"\d+")
ENDS = (".", "?", "!", "…")


class AuthorYear:
    """The works that one text cites."""

    tag = "ul"

    def __init__(self, cited: Iterable[Work], words: Table) -> None:
        self.words = words
        self.works = sorted(cited, key=self._place)
        same = Counter(map(self._label, self.works))
        seen: Counter[str] = Counter()
        self.years: dict[str, str] = {}
        for work in self.works:
            label = self._label(work)
            letter = chr(ord("a") + seen[label]) if same[label] > 1 else ""
            self.years[work.key] = self._year(work) + letter
            seen[label] += 1
        self.by_key = {work.key: work for work in self.works}

    def several(self, found: Sequence[Citation], linked: Linked) -> str:
        """Citations in brackets, as HTML."""
        return f"({'; '.join(self._one(citation, linked) for citation in found)})"

    def sentence(self, citation: Citation, linked: Linked) -> str:
        """A citation in a sentence, as HTML."""
        authors = escape(self.short(self.by_key[citation.key]))
        year = linked(citation, self.years[citation.key])
        return f"{authors} ({year}{_after(citation)})"

    def entry(self, work: Work) -> str:
        """A work as the list has it, as HTML: first by what sentences call it."""
        names, year = self.names(work, inverted=True), escape(self.years[work.key])
        title, *rest = self.about(work)
        first = (names, year, title) if names else (title, year)
        return _joined(*first, *rest)

    def about(self, work: Work, *, year: str = "") -> list[str]:
        """Its title, where it stands, and where it can be read."""
        title, place = _title(work)
        where = [place, escape(self.edition(work)), escape(work.publisher)]
        *most, last = [part for part in where if part] or [""]
        last = ", ".join(filter(None, [last, escape(year)]))
        links = (f'<a href="{escape(a)}">{escape(w)}</a>' for w, a in work.links)
        return [title, *most, last, *links]

    def edition(self, work: Work) -> str:
        """Which one it is, in words."""
        number = DIGITS.match(work.edition)
        shown = number[0] if number else work.edition
        return self.words["edition"].format(number=shown) if shown else ""

    def short(self, work: Work) -> str:
        """Its authors, as a sentence names them."""
        families = [name.family for name in work.authors]
        if not families:
            return f"“{work.title}”" if work.title else work.key
        if len(families) > 2 or work.has_more:
            return f"{families[0]} {self.words['et_al']}"
        return self.words["and"].join(families)

    def names(self, work: Work, *, inverted: bool = False) -> str:
        """All its authors, as HTML; the first as lists sort them, if ``inverted``."""
        shown = work.authors if len(work.authors) <= MOST else work.authors[:FIRST]
        names = [name.whole for name in shown]
        if inverted and names:
            names[0] = shown[0].sorted
        if work.has_more or len(shown) < len(work.authors):
            return escape(f"{', '.join(names)} {self.words['et_al']}")
        *most, last = names or [""]
        text = f"{', '.join(most)}{self.words['and']}{last}" if most else last
        edited = self.words["edited"].format(names=text)
        return escape(edited if work.edited else text)

    def _one(self, citation: Citation, linked: Linked) -> str:
        work, year = self.by_key[citation.key], self.years[citation.key]
        said = year if citation.alone else f"{self.short(work)} {year}"
        before = f"{_set(citation.before)} " if citation.before else ""
        return f"{before}{linked(citation, said)}{_after(citation)}"

    def _place(self, work: Work) -> tuple[list[Key], str, str]:
        names = [name.sorted for name in work.authors] or [work.title or work.key]
        alphabet = self.words["alphabet"]
        order = [sort_key(name, alphabet) for name in names]
        return order, work.year, f"{work.title} {work.key}"

    def _label(self, work: Work) -> str:
        return f"{self.short(work)} {self._year(work)}"

    def _year(self, work: Work) -> str:
        return work.year or self.words["no_date"]


class Numeric(AuthorYear):
    """Works by the number of the place where they are cited first."""

    tag = "ol"

    def __init__(self, cited: Iterable[Work], words: Table) -> None:
        self.words = words
        self.works = list(cited)
        self.by_key = {work.key: work for work in self.works}
        self.numbers = {work.key: n for n, work in enumerate(self.works, start=1)}

    def several(self, found: Sequence[Citation], linked: Linked) -> str:
        """Citations in brackets, as HTML."""
        separator = "; " if any(citation.after for citation in found) else ", "
        return f"[{separator.join(self._one(citation, linked) for citation in found)}]"

    def sentence(self, citation: Citation, linked: Linked) -> str:
        """A citation in a sentence, as HTML."""
        authors = escape(self.short(self.by_key[citation.key]))
        return f"{authors} {self.several([citation], linked)}"

    def entry(self, work: Work) -> str:
        """A work as the list has it, as HTML."""
        return _joined(self.names(work), *self.about(work, year=self._year(work)))

    def _one(self, citation: Citation, linked: Linked) -> str:
        number = str(self.numbers[citation.key])
        before = f"{_set(citation.before)} " if citation.before else ""
        return f"{before}{linked(citation, number)}{_after(citation)}"


STYLES = {"author-year": AuthorYear, "numeric": Numeric}


def _after(citation: Citation) -> str:
    return f", {_set(citation.after)}" if citation.after else ""


def _set(words: str) -> str:
    return escape(words).replace("--", "–")


def _title(work: Work) -> tuple[str, str]:
    """The title, and what the work is in, with volume and pages."""
    volume = work.volume + (f"({work.issue})" if work.issue else "")
    pages = work.pages.replace("--", "–").replace("-", "–")
    numbers = escape(": ".join(filter(None, [volume, pages])))
    is_preprint = work.arxiv_number and "arxiv" in work.container.lower()
    title = escape(work.title or ("" if work.authors else work.key))
    if not work.container or is_preprint:
        return f"<cite>{title}</cite>" if title else "", numbers
    if numbers:
        numbers = f" {numbers}" if volume else f", {numbers}"
    place = f"<cite>{escape(work.container)}</cite>{numbers}"
    return f"“{_stopped(title)}”" if title else "", place


def _joined(*parts: str) -> str:
    """Sentences of what there is."""
    return " ".join(map(_stopped, filter(None, parts)))


def _stopped(html: str) -> str:
    bare = html.removesuffix("”").removesuffix("</cite>")
    return html if bare.endswith(ENDS) else f"{html}."
