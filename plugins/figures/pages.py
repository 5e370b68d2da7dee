"""What Pelican has read, seen as pages with figures, and what becomes of them."""

import contextlib
import difflib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from pelican.utils import truncate_html_words

from plugins.figures import html, references, request
from plugins.figures.compute import Answers, Failure
from plugins.figures.computed import Computed
from plugins.figures.placeholder import Figure, complaints, figures, fill
from plugins.figures.problems import Problem, problem
from plugins.figures.references import Site, word
from plugins.figures.source import Source

PICTURES = ("cover_img", "thumbnail_img", "share_img")

Content = Any  # pelican's Article and Page, and our Note


@dataclass(frozen=True)
class Place:
    """Where the site is, and what it shows of itself elsewhere."""

    here: str  # what stands before every address of the site; may be empty
    public: str  # the same for readers elsewhere; a full address
    source: Source | None  # where readers find the demos' code
    share: str  # the picture of what has no other: a path or the address of a demo


@dataclass(frozen=True)
class Page:
    """One piece of content, its figures and the pictures it asks demos for."""

    content: Content
    path: str  # of the source, in the content folder
    html: str
    figures: list[Figure]
    pictures: Mapping[str, str]  # metadata key to address

    @property
    def language(self) -> str:
        """As in ``lang``: it decides what a figure is called."""
        return str(getattr(self.content, "lang", "en"))

    @property
    def addresses(self) -> list[str]:
        """Everything that demos have to draw for it."""
        return [*self.pictures.values(), *(figure.address for figure in self.figures)]

    def problem(self, needle: str, words: str, nth: int = 1) -> Problem:
        """A mistake in its source."""
        return problem(Path(self.content.source_path), needle, words, nth)


def with_text(contents: Iterable[Content]) -> list[Page]:
    """Everything that has text."""
    return [_page(c) for c in contents if getattr(c, "_content", None) is not None]


def labels(found: Iterable[Page]) -> Site:
    """The figures of all pages, for those who refer to them."""
    return {page.path: {f.id: f.number for f in page.figures} for page in found}


def requests(page: Page) -> dict[str, request.Request]:
    """Places of the page to what they ask for; those with a mistake are left out."""
    addresses = dict(page.pictures) | {f.id: f.address for f in page.figures}
    found = {}
    for place, address in addresses.items():
        with contextlib.suppress(ValueError):
            found[f"{page.path}#{place}"] = request.parse(address)
    return found


def problems(page: Page, site: Site, answers: Answers) -> Iterator[Problem]:
    """Everything that keeps the page from being published."""
    if request.SCHEME in page.html:  # most pages of most sites have no figure
        for needle, words in complaints(page.html):
            yield page.problem(needle, words)
    seen: Counter[str] = Counter()
    for address in page.addresses:
        seen[address] += 1
        answer = answer_to(address, answers)
        if isinstance(answer, Failure):
            yield page.problem(address, answer.words, seen[address])
    for label in references.unresolved(page.html, page.path, page.language, site):
        near = references.nearest(label, site, difflib.get_close_matches)
        yield page.problem(f"#{label}", f"no figure has the label {label!r}; {near}")


def answer_to(address: str, answers: Answers) -> Computed | Failure:
    """The figure that an address stands for, or why there is none."""
    try:
        return answers[request.parse(address)]
    except ValueError as error:
        return Failure(str(error))


def complete(page: Page, site: Site, answers: Answers, place: Place) -> None:
    """Put figures, numbers and pictures into the content, as plain data.

    Args:
        page: the content.
        site: the figures of all pages.
        answers: what was found, computed, or not.
        place: where the site is.
    """
    content = page.content
    link = partial(references.link, path=page.path, language=page.language, site=site)
    as_page = partial(_in_page, page, answers, place)
    as_feed = partial(_in_feed, page, answers, place.public)
    if page.figures or link(page.html) != page.html:
        content._content = link(fill(page.html, as_page))
        content.feed_content = link(fill(page.html, as_feed), away=True)
    summary = _summary(page)
    if summary is not None:
        content._summary = content.metadata["summary"] = link(summary, away=True)
    for name, path in _pictures(page, answers, place.share).items():
        content.metadata[name] = path
        setattr(content, name, path)


def _page(content: Content) -> Page:
    written = {name: str(getattr(content, name, "") or "") for name in PICTURES}
    return Page(
        content=content,
        path=content.get_relative_source_path(),
        html=content._content,
        figures=figures(content._content),
        pictures={k: v for k, v in written.items() if v.startswith(request.SCHEME)},
    )


def _summary(page: Page) -> str | None:
    """The author's, or the reader's; where neither made one, a cut of the words."""
    summary: str | None = page.content.metadata.get("summary")
    if summary is None and page.figures:
        settings = page.content.settings
        words = fill(page.html, lambda figure: "")
        return truncate_html_words(
            words, settings["SUMMARY_MAX_LENGTH"], settings["SUMMARY_END_SUFFIX"]
        )
    return summary


def _in_page(page: Page, answers: Answers, place: Place, figure: Figure) -> str:
    name = word(page.language)
    answer = answer_to(figure.address, answers)
    if isinstance(answer, Computed):
        code = place.source.address(answer) if place.source else ""
        return html.page(figure, answer, place.here, name, code)
    if answer.last is None:
        return html.failed(figure, name, answer.words, answer.story)
    before = html.page(figure, answer.last, place.here, name)
    return html.stale(before, answer.words, answer.story)


def _in_feed(page: Page, answers: Answers, site: str, figure: Figure) -> str:
    drawn = _drawn(figure.address, answers)
    return html.feed(figure, drawn, site, word(page.language)) if drawn else ""


def _drawn(address: str, answers: Answers) -> Computed | None:
    """The figure, or the one of an earlier build where this one failed."""
    answer = answer_to(address, answers)
    return answer if isinstance(answer, Computed) else answer.last


def _pictures(page: Page, answers: Answers, share: str) -> dict[str, str]:
    """Paths; what names no picture is shared with its first figure, or ``share``."""
    wanted, words = dict(page.pictures), {}
    if not any(getattr(page.content, name, "") for name in PICTURES):
        wanted["share_img"] = share
        for first in page.figures[:1]:
            wanted["share_img"], words["share_alt"] = first.address, first.alt
    paths = {name: _picture(address, answers) for name, address in wanted.items()}
    return paths | words


def _picture(address: str, answers: Answers) -> str:
    """The path of a picture; empty if a demo should have drawn it and did not."""
    if not address.startswith(request.SCHEME):
        return address
    computed = _drawn(address, answers)
    return computed.path("figure.png") if computed else ""
