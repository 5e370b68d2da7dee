"""Links that say "Figure" get the number of the figure that they point to."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from html import unescape
from urllib.parse import unquote

from plugins.shared.html import Element, as_said, elements, rewrite, said_by_links

HREF = re.compile(r'href=(?<=\shref=)"([^"#]*)#([^"]+)"')
ANCHOR = ' class="anchor"'
LABEL = "fig-"  # what an id begins with when only a figure can be meant

Labels = Mapping[str, int]  # the figures of one page: id to number
Site = Mapping[str, Labels]  # every page: path of its source to its figures


def link(html: str, path: str, word: str, site: Site, *, away: bool = False) -> str:
    """The page with numbers in its references.

    Args:
        html: the page, or a part of it.
        path: where its source lies in the content folder.
        word: what a figure is called there.
        site: the figures of all pages.
        away: whether the text will be read elsewhere, in a feed or a list.
    """

    def numbered(reference: Element) -> str:
        where = _label_in(reference)
        if where is None:
            return reference.html
        target, label = _target(where[1], path), where[2]
        number = site.get(target, {}).get(unescape(label))
        if number is None:
            return reference.html
        address = "" if target == path and not away else f"{{filename}}/{target}"
        text = reference.inside
        if _says_figure(text, word):
            text = f"{text.strip()}&nbsp;{number}"
        start = reference.start.replace(where[0], f'href="{address}#{label}"')
        return f"{start}{text}</a>"

    known = (
        unescape(label) in site.get(_target(address, path), {})
        for address, label in HREF.findall(html)
    )
    return rewrite(html, {"a": numbered}) if any(known) else html


def unresolved(html: str, path: str, word: str, site: Site) -> Iterator[str]:
    """Labels that are referred to and that no figure has."""
    may_refer = f"#{LABEL}" in html or word.casefold() in said_by_links(html)
    for reference in elements(html, "a") if may_refer else []:
        where = _label_in(reference)
        if where is None or not _is_ours(where[1]):
            continue
        label = unescape(where[2])
        meant = label.startswith(LABEL) or _says_figure(reference.inside, word)
        if meant and label not in site.get(_target(where[1], path), {}):
            yield label


def nearest(label: str, site: Site) -> str:
    """What the author may have meant, to end a message."""
    labels = sorted({label for labels in site.values() for label in labels})
    near = get_close_matches(label, labels, n=1)
    if near:
        return f"did you mean {near[0]!r}?"
    return f"the labels are {', '.join(labels)}" if labels else "no figure has any"


def _says_figure(text: str, word: str) -> bool:
    return as_said(text) == word.casefold()


def _is_ours(address: str) -> bool:
    return "://" not in address and not address.startswith("mailto:")


def _label_in(link: Element) -> re.Match[str] | None:
    """The address of a link and the label in it; a heading only links itself."""
    return None if ANCHOR in link.start else HREF.search(link.start)


def _target(address: str, path: str) -> str:
    """Path of the source that a link points to."""
    name = unquote(unescape(address)).removeprefix("{filename}")
    if not name:
        return path
    folder = "" if name.startswith("/") else posixpath.dirname(path)
    return posixpath.normpath(posixpath.join(folder, name.lstrip("/")))
