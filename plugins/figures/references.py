"""Links that say "Figure" get the number of the figure that they point to."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from html import unescape
from urllib.parse import unquote

LINK = re.compile(
    r'<a(?! class="anchor")\b([^>]*?)\shref="([^"#]*)#([^"]+)"([^>]*)>(.*?)</a>',
    re.DOTALL,
)
WORDS = {"en": "Figure", "vi": "Hình", "fr": "Figure", "de": "Abbildung"}
LABEL = "fig-"  # what an id begins with when only a figure can be meant

Labels = Mapping[str, int]  # the figures of one page: id to number
Site = Mapping[str, Labels]  # every page: path of its source to its figures


def word(language: str) -> str:
    """What a figure is called in a language."""
    return WORDS.get(language, WORDS["en"])


def link(html: str, path: str, language: str, site: Site, *, away: bool = False) -> str:
    """The page with numbers in its references.

    Args:
        html: the page, or a part of it.
        path: where its source lies in the content folder.
        language: of the page.
        site: the figures of all pages.
        away: whether the text will be read elsewhere, in a feed or a list.
    """

    def replace(match: re.Match[str]) -> str:
        before, _, label, after, text = match.groups()
        target = _target(match, path)
        number = site.get(target, {}).get(unescape(label))
        if number is None:
            return match[0]
        address = "" if target == path and not away else f"{{filename}}/{target}"
        if _says_figure(text, language):
            text = f"{text.strip()}&nbsp;{number}"
        return f'<a{before} href="{address}#{label}"{after}>{text}</a>'

    return LINK.sub(replace, html)


def unresolved(html: str, path: str, language: str, site: Site) -> Iterator[str]:
    """Labels that are referred to and that no figure has."""
    for match in LINK.finditer(html):
        label = unescape(match[3])
        meant = label.startswith(LABEL) or _says_figure(match[5], language)
        if (
            meant
            and _is_ours(match[2])
            and label not in site.get(_target(match, path), {})
        ):
            yield label


def nearest(label: str, site: Site) -> str:
    """What the author may have meant, to end a message."""
    labels = sorted({label for labels in site.values() for label in labels})
    near = get_close_matches(label, labels, n=1)
    return f"did you mean {near[0]!r}?" if near else f"the labels are {labels}"


def _says_figure(text: str, language: str) -> bool:
    return text.strip().casefold() == word(language).casefold()


def _is_ours(address: str) -> bool:
    return "://" not in address and not address.startswith("mailto:")


def _target(match: re.Match[str], path: str) -> str:
    """Path of the source that a link points to."""
    name = unquote(unescape(match[2])).removeprefix("{filename}")
    if not name:
        return path
    folder = "" if name.startswith("/") else posixpath.dirname(path)
    return posixpath.normpath(posixpath.join(folder, name.lstrip("/")))
