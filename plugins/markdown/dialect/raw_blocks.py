"""Blocks of raw HTML, of which each is taken out where it stands.

Markdown takes them out of the whole text at first, whatever list they are in; so those
in items are hidden until the text of their item is read.  A comment is hidden in the
paragraph that it stands in, which is one below it too.
"""

import re
from collections.abc import Iterator

from markdown.extensions import md_in_html
from markdown.postprocessors import RawHtmlPostprocessor
from markdown.preprocessors import Preprocessor

from plugins.markdown.dialect.lines import START, begins_block, column_of_text, indent
from plugins.markdown.dialect.nested import with_all_asking, without_html_around

HIDDEN = "\x02\x03"  # before a line
TAG = re.compile(r"[ ]{0,3}<[A-Za-z/!?]")
CUSTOM = re.compile(r"[ ]{0,3}<(?P<name>[a-z]+-[\w-]+)(?:\s[^<>]*)?>[ ]*")
COMMENT = re.compile(r"[ ]{0,3}<!--")
NO_TEXT = frozenset({"heading", "rule", "attributes", "raw", "code"})
ALONE = re.compile(  # a tag that begins or ends an element
    r"<(?!(?:area|br|embed|hr|img|input|source|track|wbr)\b)/?[A-Za-z][^>\n]*(?<!/)>",
    re.I,
)


class RawHtml(RawHtmlPostprocessor):
    """Puts raw HTML in the place of its marks: <del> alone is no paragraph."""

    BLOCK_LEVEL_REGEX = re.compile(r"</?([^\s>]+)")  # the name may end with its line

    def isblocklevel(self, html: str) -> bool:
        """Called by Markdown for HTML that is alone in a paragraph."""
        if super().isblocklevel(html) or ALONE.fullmatch(html):
            return True
        return CUSTOM.fullmatch(html.partition("\n")[0]) is not None


class Elements(md_in_html.HTMLExtractorExtra):
    """Takes elements out of a text; those without an end go on to its end.

    Of several that ask for Markdown in each other Markdown ends but one, and loses all.
    """

    mdstack: list[str]

    def close(self) -> None:
        """Called at the end of the text."""
        super().close()
        while self.mdstack:
            self.handle_endtag(self.mdstack[0])


class RawBlocks(Preprocessor):
    """Puts marks in the place of blocks of HTML."""

    def __init__(self, found: Preprocessor) -> None:
        super().__init__(found.md)
        self.found = found

    def run(self, lines: list[str]) -> list[str]:
        """Called by Markdown for a text, and by us for what is in a container."""
        if not any(map(TAG.match, lines)):
            return lines
        stash = self.md.htmlStash
        text = "\n".join(_hidden(with_all_asking("\n".join(lines)).split("\n")))
        lines = without_html_around(text, stash.store).split("\n")
        known = len(stash.rawHtmlBlocks)
        found = self._found(self._without_custom(lines))
        for number in range(known, len(stash.rawHtmlBlocks)):
            block = stash.rawHtmlBlocks[number]
            if isinstance(block, str):
                stash.rawHtmlBlocks[number] = block.replace(HIDDEN, "")
        return [line.replace(HIDDEN, "") for line in found]

    def _found(self, lines: list[str]) -> list[str]:
        if not isinstance(self.found, md_in_html.HtmlBlockPreprocessor):
            return self.found.run(lines)
        elements = Elements(self.md)
        elements.feed("\n".join(lines))
        elements.close()
        return "".join(elements.cleandoc).split("\n")

    def _without_custom(self, lines: list[str]) -> list[str]:
        """The lines with a mark in the place of each element that is not HTML's own.

        Its tag is alone in its line, and what is in it begins in the next.
        """
        found: list[str] = []
        at = 0
        while at < len(lines):
            tag = CUSTOM.fullmatch(lines[at])
            end = _end_of(tag["name"], lines, at + 1) if tag else at
            if end > at:
                text = "\n".join(lines[at:end])
                found += ["", self.md.htmlStash.store(text), ""]
            else:
                found.append(lines[at])
            at = max(end, at + 1)
        return found


def _end_of(name: str, lines: list[str], at: int) -> int:
    """The line below the end tag; 0 if there is none, or the first line is blank."""
    if at == len(lines) or not lines[at].strip():
        return 0
    close = f"</{name}>"
    ends = (n + 1 for n in range(at, len(lines)) if lines[n].rstrip().endswith(close))
    return next(ends, 0)


def _hidden(lines: list[str]) -> Iterator[str]:
    """The lines, marked if they are HTML in an item, or a comment in a paragraph."""
    column, above = 0, ""
    comments = _in_paragraphs(lines)
    for number, line in enumerate(lines):
        start = START.match(line)
        is_item = start is not None and start.lastgroup in {"item", "definition"}
        if column and indent(line) >= column:
            yield f"{HIDDEN}{line}" if TAG.match(line) else line
        else:
            yield f"{HIDDEN}{line}" if number in comments else line
            if start is not None and is_item:
                column, _ = column_of_text(line, start)
            elif line.strip() and (not above.strip() or begins_block(start)):
                column = 0
        above = line


def _in_paragraphs(lines: list[str]) -> set[int]:
    """The lines with a comment below a line of text; both are in one paragraph."""
    found, ends = set(), False
    for number in range(len(lines) - 1, 0, -1):
        line = lines[number]
        ends = "-->" in line or (ends and bool(line.strip()))
        if ends and COMMENT.match(line) and _is_text(lines[number - 1]):
            found.add(number)
    return found


def _is_text(line: str) -> bool:
    """Whether a paragraph may go on after the line."""
    start = START.match(line)
    ends = start is not None and start.lastgroup in NO_TEXT
    return bool(line.strip()) and not ends and not TAG.match(line)
