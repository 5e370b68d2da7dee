"""The citations of one text: what stands in their place, and the list of works."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from html import escape, unescape
from urllib.parse import quote, unquote

from plugins.citations.styles import STYLES, Linked
from plugins.citations.works import Work
from plugins.markdown.citations import ATTRIBUTE, Citation, citations
from plugins.shared.languages import Table

MARK = re.compile(rf'{ATTRIBUTE}="[^"#]*#([^"]*)"')
# What Markdown made of a citation; a heading is a link to itself, with some in it.
CITED = re.compile(
    rf"<span {MARK.pattern}>(?:[^<]|<span[^>]*>[^<]*</span>|<(?!/?span)[^>]*>)*</span>"
)
LINKED = re.compile(rf'{CITED.pattern}|<a class="anchor".*?</a>', re.DOTALL)
IN_SENTENCE = re.compile(r"@([^\s\[]+)(?: \[(.*)\])?", re.DOTALL)
IN_NOTE = re.compile(r'<li id="fn(:[^"]+)">|<a id="(cite-[^"]+)"')
LIST = '\n<section class="references">{}<{tag}>\n{}\n</{tag}></section>'
HEADING = '<h2 id="{0}"><a class="anchor" href="#{0}">{1}</a></h2>\n'
BACK = ' <a class="footnote-backref" href="#{}" title="{}">↩{}</a>'


def written_in(html: str) -> list[str]:
    """The citations of a text as their author wrote them, in order."""
    return list(map(_written, MARK.findall(html)))


@lru_cache(maxsize=64)  # those of the text that is at hand
def read(written: str) -> tuple[Citation, ...]:
    """What is cited there."""
    if sentence := IN_SENTENCE.fullmatch(written):
        return (Citation(sentence[1], after=sentence[2] or ""),)
    return tuple(citations(written.strip()[1:-1]))


class Page:
    """The citations of one text.

    Args:
        html: of the text.
        works: all that there are.
        style: one of STYLES.
        words: of the text's language.
    """

    def __init__(
        self, html: str, works: Mapping[str, Work], style: str, words: Table
    ) -> None:
        self.written = written_in(html)
        keys = dict.fromkeys(c.key for w in self.written for c in read(w))
        self.dead = [key for key in keys if key not in works]
        self.words = words
        cited = [works[key] for key in keys if key in works]
        self.style = STYLES[style](cited, self.words)
        self.marks: dict[str, str] = {}  # of footnotes, by the ids of citations in them
        self.times: Counter[str] = Counter()  # that each key has been cited so far

    def resolved(self, html: str) -> str:
        """A text with links in the place of its citations, but in links."""
        html = LINKED.sub(self._in_text, html)
        self.marks = dict(_marks(html))
        return html

    def listed(self, html: str) -> str:
        """The same without links, and without what stands in brackets."""
        return CITED.sub(self._in_summary, html)

    def plain(self, text: str) -> str:
        """Words taken of the text, with what its sentences say."""
        if "@" not in text:
            return text
        found = {w for w in self.written if w.startswith("@") and w in text}
        longest = sorted(map(re.escape, found), key=len, reverse=True)
        if not longest:
            return text
        return re.sub(
            "|".join(longest), lambda m: unescape(self._said(m[0], _words)), text
        )

    def references(self, heading: str) -> str:
        """The list of works, under a heading with this id; empty for no heading."""
        if not self.style.works:
            return ""
        title = HEADING.format(heading, self.words["references"]) if heading else ""
        entries = "\n".join(map(self._entry, self.style.works))
        return LIST.format(title, entries, tag=self.style.tag)

    def _entry(self, work: Work) -> str:
        back = "".join(self._back(work.key))
        name = escape(_id("ref", work.key))
        return f'<li id="{name}">{self.style.entry(work)}{back}</li>'

    def _back(self, key: str) -> Iterator[str]:
        for time in range(1, self.times[key] + 1):
            place, number = _id("cite", key, time), time if time > 1 else ""
            place = quote(self.marks.get(place, place), safe=":")
            yield BACK.format(place, self.words["back_to_citation"], number)

    def _link(self, citation: Citation, words: str) -> str:
        self.times[citation.key] += 1
        here = escape(_id("cite", citation.key, self.times[citation.key]))
        there = quote(_id("ref", citation.key))
        return f'<a id="{here}" href="#{there}">{escape(words)}</a>'

    def _in_text(self, found: re.Match[str]) -> str:
        if found[1] is None:
            return CITED.sub(self._in_words, found[0])
        return self._said(_written(found[1]), self._link)

    def _in_summary(self, found: re.Match[str]) -> str:
        return self._in_words(found) if _written(found[1]).startswith("@") else ""

    def _in_words(self, found: re.Match[str]) -> str:
        return self._said(_written(found[1]), _words)

    def _said(self, written: str, linked: Linked) -> str:
        """What stands in the place of a citation, as HTML; itself, if it is dead."""
        found = read(written)
        if any(citation.key in self.dead for citation in found):
            return escape(written)
        if written.startswith("@"):
            return self.style.sentence(found[0], linked)
        space = " " if written.startswith(" ") else ""
        return space + self.style.several(found, linked)


@lru_cache(maxsize=64)
def _written(value: str) -> str:
    return unquote(unescape(value))


def _marks(html: str) -> Iterator[tuple[str, str]]:
    """Citations in footnotes, which may be shown elsewhere, and the marks of those."""
    mark = ""
    for note, citation in IN_NOTE.findall(html):
        mark = f"fnref{note}" if note else mark
        if mark and citation:
            yield unescape(citation), mark


def _words(citation: Citation, words: str) -> str:
    return escape(words)


def _id(kind: str, key: str, time: int = 1) -> str:
    return f"{kind}-{key}" if time == 1 else f"{kind}-{key}-{time}"
