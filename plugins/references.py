"""Gives links that say "Equation", "Section" or "Table" what they point to, anywhere.

    See [Equation](#eq:walk), [Section](other.md#second-law) and [[Other#tab-a|Table]]

come out as "Equation (1)", "Section “Second law”" and "Table 2", as "Figure" does
(plugins/figures).  A table whose id begins with tab- is numbered and says so.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping
from functools import partial
from html import escape, unescape
from itertools import count
from urllib.parse import quote, unquote

from plugins.shared.hooks import Order, for_each_text
from plugins.shared.html import (
    Element,
    as_said,
    attributes,
    plain,
    rewrite,
    said_by_links,
)
from plugins.shared.labels import TABLE, labels
from plugins.shared.languages import Table, words
from plugins.shared.site import Context, written
from plugins.shared.text import Settings, Text, complete_texts

KINDS = ("equation", "section", "table")
HREF = re.compile(r'href=(?<=\shref=)"([^"#]*)#([^"]+)"')
ANCHOR = ' class="anchor"'
TEXTS = "texts_by_path"  # in the context


def find_labels(text: Text, context: Context, settings: Settings) -> None:
    """Note what others may refer to, and give tables their numbers."""
    said = words(text.lang, settings)
    if "<table" in text._content:
        numbered = partial(_numbered, numbers=count(1), word=said["table"])
        text._content = TABLE.sub(numbered, text._content)
    text.labels = labels(text._content)


def _numbered(table: re.Match[str], numbers: Iterator[int], word: str) -> str:
    title = attributes(table[0]).get("title", "")
    about = f". {escape(title)}" if title else ""
    return f"{table[0]}<caption>{word}&nbsp;{next(numbers)}{about}</caption>"


def refer(text: Text, context: Context, settings: Settings) -> None:
    """Say in the links of a text what they point to."""
    said = words(text.lang, settings)
    summary = getattr(text, "_summary", "") or ""
    names = {said[kind].casefold() for kind in KINDS}
    if names.isdisjoint(said_by_links(text._content + summary)):
        return
    if TEXTS not in context:
        found = {each.get_relative_source_path(): each for each in written(context)}
        context[TEXTS] = found
    change = partial(_referring, text=text, texts=context[TEXTS], said=said)
    text._content = rewrite(text._content, {"a": change})
    if summary:
        text._summary = text.metadata["summary"] = rewrite(summary, {"a": change})


def _referring(
    link: Element, text: Text, texts: Mapping[str, Text], said: Table
) -> str:
    where, word = HREF.search(link.start), link.inside.strip()
    kinds = [kind for kind in KINDS if said[kind].casefold() == as_said(word)]
    if where is None or not kinds or ANCHOR in link.start:
        return link.html
    target = _target(where[1], text, texts)
    label = unquote(unescape(where[2]))
    if target is None or (kinds[0], label) not in target.labels:
        return link.html
    place, called = target.labels[kinds[0], label]
    address = f'href="{where[1]}#{quote(place, safe=":")}"'
    start = link.start.replace(where[0], address)
    return f"{start}{word}&nbsp;{escape(plain(called))}</a>"


def _target(address: str, text: Text, texts: Mapping[str, Text]) -> Text | None:
    """The text that an address leads to, if it is the author's."""
    if not address:
        return text
    name = unquote(unescape(address))
    if not name.startswith("{filename}"):
        return None
    path = name.removeprefix("{filename}")
    folder = posixpath.dirname(text.get_relative_source_path())
    folder = "" if path.startswith("/") else folder
    return texts.get(posixpath.normpath(posixpath.join(folder, path.lstrip("/"))))


def register() -> None:
    """Connect to Pelican."""
    complete_texts()
    for_each_text(find_labels, Order.LINK)
    for_each_text(refer, Order.COMPUTE)
