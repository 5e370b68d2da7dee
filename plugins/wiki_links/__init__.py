"""Lets ``[[Title]]`` lead to the text of that title, or to a file of that name.

``[[Title#heading]]`` leads to a heading in it, by its words or its id.  Where no text,
several texts or no such heading is meant, that is a mistake, and the words stay.
"""

import logging
import re
from collections import Counter
from collections.abc import Mapping
from difflib import get_close_matches
from html import escape, unescape
from typing import Any
from urllib.parse import quote, unquote

from plugins.markdown.wiki_links import SIGN
from plugins.shared.hooks import Order, for_each_text
from plugins.shared.html import plain
from plugins.shared.locations import find_line, log_at
from plugins.shared.site import Context, written
from plugins.shared.text import Settings, Text, complete_texts
from plugins.wiki_links.names import Mistake, Names, all_names, folded, meant

log = logging.getLogger(__name__)

NAMES = "text_names"  # in the context
LINK = re.compile(
    rf"""<a [^<>]*href="{re.escape(SIGN)}(?P<name>[^"]*)"[^<>]*>"""
    r"(?P<words>.*?)</a>",
    re.DOTALL,
)
END = r"\s*(?:\]\]|\\?\|)"  # of a name, in the text
ID = re.compile(r'\sid="([^"]+)"')
NO_HEADING = "%r has no heading %r; %s."


def resolve(text: Text, context: Context, settings: Settings) -> None:
    """Let the links of a text lead where they are meant to."""
    summary = getattr(text, "_summary", "") or ""
    if SIGN not in text._content + summary:
        return
    if NAMES not in context:
        context[NAMES] = all_names(written(context))
    links = Links(text, context[NAMES])
    text._content = links.resolved(text._content)
    text.search_text = links.described(text.search_text)
    in_body = set(links.mistakes)
    if summary:
        links.titles.clear()
        text._summary = text.metadata["summary"] = links.resolved(summary)
        text.description = links.described(text.description)
    for (name, nth), message in links.mistakes.items():
        if (name, nth) in in_body or (name, 1) not in in_body:
            line = find_line(text.source_path, f"[[{name}", nth=nth, end=END)
            log_at(log, logging.ERROR, text.source_path, line, f"[[{name}]]: {message}")


class Links:
    """The links of one text.

    ``mistakes`` are by name, and how often it was there; ``titles`` by the names in
    the place of which they stand.
    """

    def __init__(self, text: Text, names: Names) -> None:
        self.text = text
        self.names = names
        self.seen: Counter[str] = Counter()
        self.mistakes: dict[tuple[str, int], str] = {}
        self.titles: dict[str, list[str]] = {}

    def resolved(self, html: str) -> str:
        """A part of the text with whole links."""
        return LINK.sub(self._link, html)

    def described(self, words: str) -> str:
        """The words of a part that had its links resolved last, with their titles."""
        for name, titles in self.titles.items():
            literal = re.escape(name)  # first, so that it is found fast
            written = re.compile(rf"{literal}(?<!\w{literal})(?!\w)")
            if len(written.findall(words)) <= len(titles):  # else some are no links
                words = written.sub(titles[0].replace("\\", r"\\"), words)
        return words

    def _link(self, link: re.Match[str]) -> str:
        name = unquote(unescape(link["name"]))
        self.seen[name] += 1
        try:
            target, heading = meant(name, self.text, self.names)
            place = f"#{place_of(heading, target)}" if heading else ""
        except Mistake as mistake:
            self.mistakes[name, self.seen[name]] = str(mistake)
            return f"<span>{link['words']}</span>"
        path = quote(target.get_relative_source_path())
        words = link["words"]
        if "data-as" in link[0] and (title := words_for(name, heading, target)):
            words = title
            self.titles.setdefault(name, []).append(plain(title))
        return f'<a href="{{filename}}/{path}{place}">{words}</a>'


def words_for(name: str, heading: str, target: Text) -> str:
    """What a link without words says, as HTML; nothing if it says what is written."""
    if name.startswith("#"):
        return escape(next((h["text"] for h in target.toc if _is(h, heading)), heading))
    if folded(name) == folded(target.title):
        return ""
    return target.title_html


def place_of(heading: str, text: Text) -> str:
    """The id of a heading of a text, by its words or its id; raises Mistake."""
    for known in text.toc:
        if _is(known, heading):
            return quote(known["id"])
    if heading in map(unescape, ID.findall(text._content)):
        return quote(heading)
    headings = [str(each["text"]) for each in text.toc]
    near = get_close_matches(heading, headings, n=1) or headings[:5]
    what = f"it has {', '.join(map(repr, near))}" if near else "it has none"
    raise Mistake(NO_HEADING % (text.title, heading, what))


def _is(known: Mapping[str, Any], heading: str) -> bool:
    return heading == known["id"] or folded(heading) == folded(known["text"])


def register() -> None:
    """Connect to Pelican."""
    complete_texts()
    for_each_text(resolve, Order.LINK)
