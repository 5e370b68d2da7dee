"""Puts figures, figure numbers and the paths of pictures into a page."""

from dataclasses import dataclass
from functools import partial
from itertools import repeat

from pelican.utils import truncate_html_words

from plugins.figures import html, references
from plugins.figures.entry import Entry
from plugins.figures.pages import Page
from plugins.figures.placeholder import Figure, fill
from plugins.figures.references import Site
from plugins.figures.request import SCHEME
from plugins.figures.results import Results, shown
from plugins.figures.source import Source
from plugins.shared.text import PICTURES

STEPS = " data-steps="  # an attribute of figures that can be stepped through


@dataclass(frozen=True)
class SiteAddresses:
    """The addresses that figures need besides their own."""

    here: str  # what stands before every address of the site; may be empty
    public: str  # the same for readers elsewhere; a full address
    source: Source | None  # where readers find the demos' code
    share: str  # the picture of what has no other: a path or the address of a demo


def complete(
    page: Page, site: Site, results: Results, addresses: SiteAddresses
) -> None:
    """Put figures, numbers and pictures into the content, as plain data.

    Args:
        page: the content.
        site: the figures of all pages.
        results: the figure of each request, or why there is none.
        addresses: those of the site.
    """
    content = page.content
    link = partial(
        references.link, path=page.path, word=page.words["figure"], site=site
    )
    as_page = partial(_in_page, page, results, addresses)
    as_feed = partial(_in_feed, page, results, addresses.public)
    if page.figures or link(page.html) != page.html:
        content._content = link(fill(page.html, map(as_page, page.figures)))
        content.has_steps = STEPS in content._content
        feed = fill(page.html, map(as_feed, page.figures))
        content.feed_content = link(feed, away=True)
    summary = _summary(page)
    if summary is not None:
        content._summary = content.metadata["summary"] = link(summary, away=True)
    for name, path in _pictures(page, results, addresses.share).items():
        content.metadata[name] = path
        setattr(content, name, path)


def _summary(page: Page) -> str | None:
    """The author's, or the reader's; where neither made one, a cut of the words."""
    summary: str | None = page.content.metadata.get("summary")
    if summary is None and page.figures:
        settings = page.content.settings
        text = fill(page.html, repeat(""))
        return truncate_html_words(
            text, settings["SUMMARY_MAX_LENGTH"], settings["SUMMARY_END_SUFFIX"]
        )
    return summary


def _in_page(
    page: Page, results: Results, addresses: SiteAddresses, figure: Figure
) -> str:
    words = page.words
    result = results[figure.address]
    if isinstance(result, Entry):
        code = addresses.source.address(result) if addresses.source else ""
        return html.page(figure, result, addresses.here, words, code=code)
    if result.unproven:
        drawn = html.page(figure, result.unproven, addresses.here, words)
        return html.unproven(drawn, result.message)
    if result.last is None:
        return html.failed(figure, words, result.message, result.details)
    before = html.page(figure, result.last, addresses.here, words)
    return html.stale(before, result.message, result.details)


def _in_feed(page: Page, results: Results, site: str, figure: Figure) -> str:
    entry = shown(results[figure.address])
    return html.feed(figure, entry, site, page.words) if entry else ""


def _pictures(page: Page, results: Results, share: str) -> dict[str, str]:
    """Paths; what names no picture is shared with its first figure, or ``share``."""
    wanted, texts = dict(page.pictures), {}
    if not any(getattr(page.content, name) for name in PICTURES):
        wanted["share_img"] = share
        for first in page.figures[:1]:
            wanted["share_img"], texts["share_alt"] = first.address, first.alt
    paths = {name: _picture(address, results) for name, address in wanted.items()}
    return paths | texts


def _picture(address: str, results: Results) -> str:
    """The path of a picture; empty if a demo should have drawn it and did not."""
    if not address.startswith(SCHEME):
        return address
    entry = shown(results[address])
    return entry.path("figure.png") if entry else ""
