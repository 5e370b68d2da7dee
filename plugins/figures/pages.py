"""Pelican's contents as pages with figures, and the mistakes in them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from plugins.figures import references
from plugins.figures.builder import Failure, Pending
from plugins.figures.placeholder import Figure, figures, mistakes
from plugins.figures.problems import Problem, problem
from plugins.figures.references import Site
from plugins.figures.request import SCHEME
from plugins.figures.results import Results
from plugins.shared.languages import Table, words
from plugins.shared.text import PICTURES, Text


@dataclass(frozen=True)
class Page:
    """One piece of content, its figures and the pictures it asks demos for."""

    content: Text
    path: str  # of the source, in the content folder
    html: str
    figures: list[Figure]
    pictures: Mapping[str, str]  # metadata key to address

    @property
    def words(self) -> Table:
        """Of its language: what a figure is called, and so on."""
        return words(self.content.lang, self.content.settings)

    @property
    def is_draft(self) -> bool:
        """Whether only its author sees it."""
        return self.content.status == "draft"

    @property
    def addresses(self) -> list[str]:
        """Everything that demos have to draw for it."""
        return [*self.pictures.values(), *(figure.address for figure in self.figures)]

    @property
    def slots(self) -> dict[str, str]:
        """Where the page shows figures, to their addresses."""
        addresses = dict(self.pictures)
        for figure in self.figures:
            twice = figure.id in addresses
            addresses[f"{figure.id}-{figure.number}" if twice else figure.id] = (
                figure.address
            )
        return {f"{self.path}#{name}": a for name, a in addresses.items()}

    def problem(self, needle: str, message: str, nth: int = 1) -> Problem:
        """A mistake in its source."""
        return problem(Path(self.content.source_path), needle, message, nth)


def labels(found: Iterable[Page]) -> Site:
    """The figures of all pages, for those who refer to them."""
    return {page.path: {f.id: f.number for f in page.figures} for page in found}


def problems(page: Page, site: Site, results: Results) -> Iterator[Problem]:
    """Everything that keeps the page from being published."""
    if SCHEME in page.html:  # most pages of most sites have no figure
        above = Counter(page.pictures.values())  # in the front matter
        for needle, message, nth in mistakes(page.html, page.figures):
            yield page.problem(needle, message, nth + above[needle])
    seen: Counter[str] = Counter()
    for address in page.addresses:
        seen[address] += 1
        result = results[address]
        if isinstance(result, Failure) and not isinstance(result, Pending):
            yield page.problem(address, result.message, seen[address])
    for label in references.unresolved(
        page.html, page.path, page.words["figure"], site
    ):
        near = references.nearest(label, site)
        yield page.problem(f"#{label}", f"no figure has the label {label!r}; {near}")


def page_of(content: Text) -> Page:
    """A content with what there is to compute for it."""
    written = {name: str(getattr(content, name)) for name in PICTURES}
    return Page(
        content=content,
        path=content.get_relative_source_path(),
        html=content._content,
        figures=figures(content._content),
        pictures={k: v for k, v in written.items() if v.startswith(SCHEME)},
    )
