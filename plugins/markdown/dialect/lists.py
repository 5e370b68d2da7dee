"""Lists as GitHub and kramdown read them, rewritten as Python-Markdown wants them.

Python-Markdown sees a nested list only after four spaces, and a list only after an
empty line.  Everybody else goes by the column in which the item's text begins.
"""

import re
from collections.abc import Iterator

from markdown.preprocessors import Preprocessor

ITEM = re.compile(r"(?P<indent> *)(?P<mark>[-*+]|\d{1,9}[.)])(?P<gap> +)(?=\S)")
RULE = re.compile(r" *([-*_])(?: *\1){2,} *$")
QUOTE = re.compile(r" {0,3}> ?")
# Lines that no paragraph goes on with.
BLOCK = re.compile(r" *(?:#{1,6} |\||</?[A-Za-z]|\x02wzx|\[\^?[^\]]+\]:)")
VERBATIM = re.compile(r"<(pre|script|style|textarea)\b|<!--", re.IGNORECASE)
STARTS = {"-", "*", "+", "1.", "1)"}  # what may begin a list within a paragraph


class ListsPreprocessor(Preprocessor):
    """Gives lists the indentation and the empty lines that the parser looks for."""

    def run(self, lines: list[str]) -> list[str]:
        """Called by Markdown."""
        return list(relist(lines))


def relist(lines: list[str]) -> Iterator[str]:
    """The same text, its lists indented by four spaces for each level."""
    writer, position = _Writer(), 0
    while position < len(lines):
        inside = writer.holds(lines[position])
        if not inside and (end := _quoted(lines, position)) > position:
            inner = [QUOTE.sub("", line, count=1) for line in lines[position:end]]
            yield from (f"> {line}" for line in relist(inner))
            writer = _Writer(after_text=True)
        elif (end := _verbatim(lines, position)) > position:
            yield from lines[position:end]
            writer = _Writer()
        else:
            end = position + 1
            yield from writer.write(lines[position])
        position = end


def _quoted(lines: list[str], start: int) -> int:
    """Where the quotation ends that starts here."""
    end = start
    while end < len(lines) and QUOTE.match(lines[end]):
        end += 1
    return end


def _verbatim(lines: list[str], start: int) -> int:
    """Where HTML ends that starts here, goes on below, and in which spaces count."""
    match = VERBATIM.search(lines[start])
    if match is None or "`" in lines[start]:
        return start
    close = f"</{match[1].lower()}" if match[1] else "-->"
    if close in lines[start][match.end() :].lower():
        return start
    rest = range(start + 1, len(lines))
    return next((n + 1 for n in rest if close in lines[n].lower()), start)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


class _Writer:
    """Writes lines, knowing in which column the text of each open item begins."""

    def __init__(self, *, after_text: bool = False) -> None:
        self.columns: list[int] = []
        self.after_text = after_text  # whether the line above is one of a paragraph
        self.apart = False  # whether that paragraph is a further one of its item
        self.fresh = True  # whether the line above is empty
        self.level = 0  # where the first line after the last empty one stands

    def holds(self, line: str) -> bool:
        """Whether the line belongs to an open item by its indentation."""
        return bool(self.columns) and _indent(line) >= self.columns[-1]

    def write(self, line: str) -> Iterator[str]:
        """The line with its new indentation, and perhaps an empty line before it."""
        item = None if RULE.match(line) else ITEM.match(line)
        if not line.strip():
            self.after_text, self.fresh = False, True
            yield ""
        elif item and (self.columns or len(item["indent"]) < 4):
            yield from self._item(line, item)
        else:
            yield self._text(line)

    def _text(self, line: str) -> str:
        is_block = BLOCK.match(line) is not None
        if is_block or not self.after_text:
            self._close(_indent(line))
            self.apart = bool(self.columns)
        self.after_text = not is_block
        self._begin(len(self.columns))
        if not self.columns:
            return line
        beyond = _indent(line) - self.columns[-1]
        spaces = 4 * len(self.columns) + (beyond if beyond > 3 else 0)
        return " " * spaces + line.lstrip(" ")

    def _item(self, line: str, item: re.Match[str]) -> Iterator[str]:
        began = not self.columns
        if began and self.after_text and item["mark"] not in STARTS:
            yield line  # a sentence with a number at the start of a line
            return
        indent = len(item["indent"])
        self._close(indent)
        level = len(self.columns)
        if self._needs_space(level, began=began):
            self.fresh = True
            yield ""
        self._begin(level)
        gap = len(item["gap"]) if len(item["gap"]) < 5 else 1
        self.columns.append(indent + len(item["mark"]) + gap)
        self.after_text, self.apart = True, False
        mark = item["mark"].replace(")", ".")
        yield " " * (4 * level) + mark + item["gap"] + line[item.end() :]

    def _needs_space(self, level: int, *, began: bool) -> bool:
        """Whether the parser would take the item for a part of what is above it."""
        if self.fresh:
            return False
        return (self.after_text and (began or self.apart)) or self.level > level

    def _begin(self, level: int) -> None:
        if self.fresh:
            self.level, self.fresh = level, False

    def _close(self, indent: int) -> None:
        """Close the items whose text begins to the right of ``indent``."""
        while self.columns and indent < self.columns[-1]:
            self.columns.pop()
