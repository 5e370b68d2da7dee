"""What lists and search engines show of a text: its beginning, cut with care."""

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from html import escape, unescape
from urllib.parse import unquote

from plugins.reader.writing_systems import WORD
from plugins.shared.html import (
    INLINE,
    Element,
    Part,
    as_said,
    parts,
    plain,
    rewrite,
    said_by_links,
)
from plugins.shared.labels import labels

MORE = re.compile(r"<!--\s*more\s*-->", re.IGNORECASE)  # Jekyll's sign: so far
ENGLISH = {
    "figure": "Figure",
    "equation": "Equation",
    "section": "Section",
    "table": "Table",
}
DESCRIPTION = 200  # characters that search engines show

ONE_WORD = {"math", "span", "code", "kbd", "samp", "var", "tt"}  # in a sentence
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
ASIDE = re.compile(
    r'<(?:figure|table|sup id="fnref\d*|div class="(?:equation|footnote))\b'
)
LOCAL_LINK = re.compile(r'<a\b[^>]*\shref="#([^"]*)')
FIGURE = re.compile(r'<figure\b(?=[^>]*\sdata-demo=)(?:[^>]*?\sid="([^"]*)")?')
IDS = re.compile(r'\s(?:id|class)="[^"]*"')
CHANGES = {"open": 1, "close": -1}  # of depth
SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’)」』）]*$")


def summary(html: str, words: int, said: Mapping[str, str] = ENGLISH) -> str:
    """The first paragraphs of ``html``, at most ``words`` words of them.

    The author's ``<!-- more -->`` says better where to end.  No figures, footnote
    marks, tables or displayed equations; a cut is between words and never in a formula.
    ``said`` has what figures, equations and so on are called in the text's language.
    """
    beginning, *rest = MORE.split(_named(html, said), maxsplit=1)
    limit = sys.maxsize if rest else words
    chosen = list(_first(_paragraphs(_shown(beginning)), limit))
    if not chosen:
        chosen = list(_first([_all_text(_shown(beginning))], limit))
    return "\n".join(f"<p>{_ended(text)}</p>" for text in chosen if text.strip())


def _named(html: str, said: Mapping[str, str]) -> str:
    """``html`` where its sentences name its own figures and so on, without a link."""
    kinds = {said.get(kind, word).casefold(): kind for kind, word in ENGLISH.items()}
    if not LOCAL_LINK.search(html) or kinds.keys().isdisjoint(said_by_links(html)):
        return html
    numbers = enumerate(map(unescape, FIGURE.findall(html)), start=1)
    known = {("figure", label): str(number) for number, label in numbers}
    known |= {label: plain(called) for label, (_, called) in labels(html).items()}

    def name(link: Element) -> str:
        found = LOCAL_LINK.match(link.start)
        label = unquote(unescape(found[1])) if found else ""
        called = known.get((kinds.get(as_said(link.inside), ""), label))
        return f"{link.inside.strip()}&nbsp;{escape(called)}" if called else link.html

    return rewrite(html, {"a": name})


def _first(paragraphs: Iterable[list[Part]], words: int) -> Iterator[str]:
    """As many whole paragraphs as have ``words`` words; of a longer first, a part."""
    for number, paragraph in enumerate(paragraphs):
        count = sum(map(_count, paragraph))
        if count <= words:
            yield "".join(part.html for part in paragraph)
        elif number == 0:
            yield _cut(paragraph, words)
        words -= count
        if words <= 0:
            return


def description(html: str) -> str:
    """The words of a summary, cut to what a search engine shows."""
    text = plain(html)
    if len(text) <= DESCRIPTION:
        return text
    return f"{text[: DESCRIPTION - 1].rsplit(' ', 1)[0].rstrip(',;:–—')}…"


def _count(part: Part) -> int:
    if part.kind == "text":
        return len(WORD.findall(part.html))
    return int(_is_one_word(part))


def _is_one_word(part: Part) -> bool:
    return part.kind == "opaque" and part.name in ONE_WORD


def _shown(html: str) -> Iterator[Part]:
    """The parts that a summary may have."""
    return _without_local_links(_without_asides(parts(html)))


def _without_asides(found: Iterable[Part]) -> Iterator[Part]:
    """The parts outside of headings and of what stands beside the text."""
    aside, depth = "", 0
    for part in found:
        if depth:
            depth += CHANGES.get(part.kind, 0) if part.name == aside else 0
        elif part.kind == "open" and (part.name in HEADINGS or ASIDE.match(part.html)):
            aside, depth = part.name, 1
        elif part.kind in {"open", "close", "text"} or _is_one_word(part):
            yield part


def _without_local_links(found: Iterable[Part]) -> Iterator[Part]:
    """The parts without links to places in the text, and without such places."""
    depth = 0
    for part in found:
        if part.name == "a" and (depth or LOCAL_LINK.match(part.html)):
            depth += CHANGES.get(part.kind, 0)
        elif part.kind == "open":
            yield part._replace(html=IDS.sub("", part.html))
        else:
            yield part


def _paragraphs(shown: Iterable[Part]) -> Iterator[list[Part]]:
    """What is in each paragraph that is in no other block."""
    inside: list[Part] | None = None
    depth = 0
    for part in shown:
        if part.name == "p" and depth == 0:
            if inside:
                yield inside
            inside = [] if part.kind == "open" else None
        elif part.kind == "text" or part.name in INLINE:
            if inside is not None:
                inside.append(part)
        else:
            depth += CHANGES.get(part.kind, 0)


def _all_text(shown: Iterable[Part]) -> list[Part]:
    """The text of lists and quotations, as if it were one paragraph."""
    space = Part("text", "", " ")
    return [
        part if part.kind == "text" or part.name in INLINE else space for part in shown
    ]


def _cut(paragraph: Iterable[Part], words: int) -> str:
    """The first words, with the tags closed that are open after them."""
    kept, opened = "", []
    for part in paragraph:
        if words <= 0:
            break
        if part.kind == "text" and _count(part) > words:
            kept += "".join(WORD.findall(part.html)[:words])
        else:
            kept += part.html
        words -= _count(part)
        if part.kind == "open":
            opened.append(part.name)
        elif part.kind == "close" and opened:
            opened.pop()
    end = "" if SENTENCE_END.search(kept) else "…"
    closing = "".join(f"</{name}>" for name in reversed(opened))
    return f"{_trimmed(kept)}{end}{closing}"


def _trimmed(html: str) -> str:
    """Without commas and the like at the end; the semicolon of an entity stays."""
    trimmed = html.rstrip(" ,;:–—(，、；：（")
    return f"{trimmed};" if re.search(r"&#?\w+$", trimmed) else trimmed


def _ended(text: str) -> str:
    """The text, an ellipsis in place of a colon: what it announces is cut off."""
    text = " ".join(text.split())
    return f"{text[:-1]}…" if text.endswith(":") else text
