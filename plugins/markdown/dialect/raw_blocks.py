"""Blocks of raw HTML, of which each is taken out where it stands.

Markdown takes them out of the whole text at first, whatever list they are in; so those
in items are hidden until the text of their item is read.  A comment is hidden in the
paragraph that it stands in, which is one below it too.
"""

import re
from collections.abc import Iterator

from markdown.postprocessors import RawHtmlPostprocessor
from markdown.preprocessors import Preprocessor

from plugins.markdown.dialect.lines import START, begins_block, column_of_text, indent
from plugins.markdown.dialect.nested import with_all_asking

HIDDEN = "\x02\x03"  # before a line
TAG = re.compile(r"[ ]{0,3}<[A-Za-z/!?]")
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
        return super().isblocklevel(html) or ALONE.fullmatch(html) is not None


class RawBlocks(Preprocessor):
    """Puts marks in the place of blocks of HTML."""

    def __init__(self, found: Preprocessor) -> None:
        super().__init__(found.md)
        self.found = found

    def run(self, lines: list[str]) -> list[str]:
        """Called by Markdown for a text, and by us for what is in a container."""
        if not any(map(TAG.match, lines)):
            return lines
        lines = with_all_asking("\n".join(lines)).split("\n")
        stash = self.md.htmlStash
        known = len(stash.rawHtmlBlocks)
        found = self.found.run(list(_hidden(lines)))
        for number in range(known, len(stash.rawHtmlBlocks)):
            block = stash.rawHtmlBlocks[number]
            if isinstance(block, str):
                stash.rawHtmlBlocks[number] = block.replace(HIDDEN, "")
        return [line.replace(HIDDEN, "") for line in found]


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
