"""What is left of Markdown where a part of it is missing: it would reach readers so."""

import re
from collections import Counter
from collections.abc import Iterator
from html import unescape

from plugins.markdown.dialect.fences import fenced
from plugins.reader.model import Problem
from plugins.shared.html import INLINE, parts
from plugins.shared.locations import CODE

MAYBE = re.compile(
    r"\[\^|\]\[|\]\(|\[\[|\$\$|```|~~~|\{#|fn:|\\begin|&lt;!-|(?:href|src)=\"\""
)
OPAQUE = "\ufffc"  # stands for code and formulas
OPEN_CODE = "the code that begins with %s has no end; add a line with the same signs."
LEFT_OVER = (  # in the text of a page; what is wrong, and what to do
    (
        re.compile(r"\[\^[^\]\s]+\](?!:)"),
        "the footnote %s is not written; add a line that begins with it and a colon.",
    ),
    (
        re.compile(r"!?\[\[(?![\d\s,.;-]+\])[^\[\]]+\]\]"),
        "%s means nothing here; write [words](file.md) or ![words](picture.png).",
    ),
    (
        re.compile(r"(?<![\w\])])\[[^\[\]]+(?P<end>\]\[[^\[\]]*\])"),
        "the reference %s has no address; add a line [name]: and the address.",
    ),
    (
        re.compile(r"\]\([^\s()]*"),
        "the address after %s has no end; close its bracket, and let it have no space.",
    ),
    (
        re.compile(r"\$\$"),
        "the formula that begins with %s has no end; write $$ there too.",
    ),
    (
        re.compile(r"\\begin\{\w+\*?\}"),
        "%s is shown as it stands; write the whole formula between $$ and $$.",
    ),
    (
        re.compile(r"<!--"),
        "the comment that begins with %s has no end; write --> where it ends.",
    ),
    (re.compile(r"```+|~~~+"), OPEN_CODE),
    (
        re.compile(r"\{#[\w:.-]*\}?"),
        "the label %s is not read; it ends in } and follows a heading or a picture.",
    ),
)
NOTE = re.compile(r'\sid="fn:([^"]*)"')
UNUSED = "nothing refers to the footnote %s; write that where it belongs."
DEFINED = re.compile(r"^[ >]*(\[\^[^\]\s]+\]):", re.MULTILINE)
TWICE = "the footnote %s is written twice; rename one of them."
EMPTY = re.compile(r"(?<!\\)\]\(\s*(?:<>)?\s*\)")
NOWHERE = "there is no address after %s; write one between the brackets."
ID = re.compile(r'\sid="([^"]+)"')
SAME = "the id %r is given twice in this text; rename one of them."


def loose_ends(html: str, body: str, first_line: int) -> Iterator[Problem]:
    """One problem for each that is left.

    Args:
        html: what Markdown made of the body, before typography.
        body: the text below the front matter.
        first_line: the line of the file that the body begins in.
    """
    for code in fenced(body.split("\n")):
        if not code.is_closed:
            line = first_line + code.start
            yield Problem("warning", line, OPEN_CODE % code.opening["fence"])
    same = _same_ids(html)
    if not same and "[^" not in body and not MAYBE.search(html):
        return
    source = CODE.sub(_blank, body)
    text = _text(html)
    for pattern, message in LEFT_OVER:
        for match in pattern.finditer(text):
            sign = match.groupdict().get("end") or match[0]
            place = _find(source, sign)
            if place >= 0:
                line = first_line + source.count("\n", 0, place)
                yield Problem("warning", line, message % match[0])
                source = source[:place] + "\0" * len(sign) + source[place + len(sign) :]
    found = [*_notes(html, source), *_empty(html, source), *_places(same, source)]
    for place, message in found:
        yield Problem("warning", first_line + source.count("\n", 0, place), message)


def _notes(html: str, source: str) -> Iterator[tuple[int, str]]:
    """Footnotes that are written and cannot be reached."""
    shown = {f"[^{unescape(name)}]" for name in NOTE.findall(html)}
    seen = set()
    for match in DEFINED.finditer(source):
        if match[1] in seen:
            yield match.start(1), TWICE % match[1]
        elif match[1] not in shown:
            yield match.start(1), UNUSED % match[1]
        seen.add(match[1])


def _empty(html: str, source: str) -> Iterator[tuple[int, str]]:
    """Links and pictures that have no address."""
    if 'href=""' in html or 'src=""' in html:
        for match in EMPTY.finditer(source):
            yield match.start(), NOWHERE % match[0]


def _same_ids(html: str) -> list[str]:
    """Ids that two elements have, of which a link reaches only the first."""
    ids = ID.findall(html)
    if len(ids) == len(set(ids)):
        return []
    tags = (part.html for part in parts(html) if part.kind not in {"text", "comment"})
    count = Counter(each for tag in tags for each in ID.findall(tag[: tag.find(">")]))
    return [unescape(each) for each, times in count.items() if times > 1]


def _places(ids: list[str], source: str) -> Iterator[tuple[int, str]]:
    """Where the second of each is written."""
    for each in ids:
        written = rf"(?:#|id=[\"']?){re.escape(each)}(?![\w-])(?!\))"
        places = [match.start() for match in re.finditer(written, source)]
        yield (places[1:] or places or [0])[0], SAME % each


def _text(html: str) -> str:
    """The text of a page, a block in a paragraph of its own."""
    found = []
    for part in parts(html):
        if part.kind == "text":
            found.append(unescape(part.html))
        elif part.kind == "opaque":
            found.append(OPAQUE)
        elif part.name not in INLINE:
            found.append("\n\n")
    return "".join(found)


def _find(source: str, sign: str) -> int:
    """Where the author wrote it, unless a backslash says that it is meant so."""
    match = re.search(rf"(?<!\\){re.escape(sign)}", source)
    return match.start() if match else -1


def _blank(code: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", code[0])
