"""Figures as the Markdown extension left them in a page's HTML."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from plugins.figures.request import SCHEME
from plugins.shared.html import attributes, elements, parts, plain

PLACEHOLDER = re.compile(
    r"<figure\b(?P<attributes>[^>]*\sdata-demo=[^>]*)>\s*"
    r"<figcaption>(?P<caption>(?:(?!<figure\b).)*?)</figcaption>\s*</figure>",
    re.DOTALL,
)
STRAY = (
    "a figure stands alone in its paragraph, written "
    '![alt](demo:… "caption"){#fig-label}; put empty lines around it'
)
ALT_LENGTH = 40  # characters; less says what kind of thing it is, not what it shows


@dataclass(frozen=True)
class Figure:
    """One figure of a page, in the author's words; the caption is HTML."""

    number: int
    id: str
    address: str
    alt: str
    caption: str
    classes: str = "figure"


def figures(html: str) -> list[Figure]:
    """The figures of a page, in their order."""
    return [
        _figure(number, match)
        for number, match in enumerate(PLACEHOLDER.finditer(html), start=1)
    ]


def fill(html: str, rendered: Iterable[str]) -> str:
    """The page with each of its placeholders replaced by the next of ``rendered``."""
    following = iter(rendered)
    return PLACEHOLDER.sub(lambda match: next(following), html)


def mistakes(html: str, found: Sequence[Figure]) -> Iterator[tuple[str, str, int]]:
    """What is wrong with a page's figures: what to look for, message, which of equals.

    Args:
        html: the page.
        found: its figures.
    """
    seen: Counter[str] = Counter()
    for figure in found:
        seen[figure.address] += 1
        for message in _about_alt(figure):
            yield figure.address, message, seen[figure.address]
    tags = (part.html for part in parts(html) if part.kind != "text")
    ids = Counter(attributes(tag).get("id") for tag in tags)
    for label in dict.fromkeys(figure.id for figure in found if ids[figure.id] > 1):
        yield (
            f"{{#{label}}}",
            f"the label {label!r} is there twice; give one of them another",
            1,
        )
    for image in elements(html, "img"):
        address = attributes(image.start).get("src", "")
        if address.startswith(SCHEME):
            yield address, STRAY, 1


def _about_alt(figure: Figure) -> Iterator[str]:
    if not figure.alt:
        yield "the figure has no alt text; write what is to be seen between ![ and ]"
    elif len(figure.alt) < ALT_LENGTH:
        yield (
            f"the alt text {figure.alt!r} is too short; say in {ALT_LENGTH} "
            "characters or more what is to be seen"
        )
    elif figure.alt.casefold() == plain(figure.caption).casefold():
        yield (
            "alt text and caption are the same; let the alt text say what is to be "
            "seen, and the caption what it means"
        )


def _figure(number: int, match: re.Match[str]) -> Figure:
    found = attributes(match["attributes"])
    return Figure(
        number=number,
        id=found.get("id", f"figure-{number}"),
        address=found["data-demo"],
        alt=found.get("data-alt", ""),
        caption=match["caption"].strip(),
        classes=found.get("class", "figure"),
    )
