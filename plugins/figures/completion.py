"""What becomes of a page: figures, numbers and pictures take their places in it."""

from dataclasses import dataclass
from functools import partial

from pelican.utils import truncate_html_words

from plugins.figures import html, references
from plugins.figures.compute import Answers
from plugins.figures.computed import Computed
from plugins.figures.pages import PICTURES, Page, answer_to
from plugins.figures.placeholder import Figure, fill
from plugins.figures.references import Site, word
from plugins.figures.request import SCHEME
from plugins.figures.source import Source


@dataclass(frozen=True)
class Place:
    """Where the site is, and what it shows of itself elsewhere."""

    here: str  # what stands before every address of the site; may be empty
    public: str  # the same for readers elsewhere; a full address
    source: Source | None  # where readers find the demos' code
    share: str  # the picture of what has no other: a path or the address of a demo


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
        return html.page(figure, answer, place.here, name, code=code)
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
    if not address.startswith(SCHEME):
        return address
    computed = _drawn(address, answers)
    return computed.path("figure.png") if computed else ""
