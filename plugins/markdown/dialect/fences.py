"""Fenced code at any depth: in items, footnotes and quotations, after any info text.

Code without an end goes on as far as what it is in, as on GitHub.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from html import escape
from typing import Any, NamedTuple

from markdown import Markdown
from markdown.extensions.fenced_code import FencedBlockPreprocessor
from pygments.formatters import HtmlFormatter

from plugins.markdown.dialect.consoles import LANGUAGE as CONSOLE
from plugins.markdown.dialect.consoles import with_here_documents
from plugins.markdown.dialect.fence_options import fence_info

FENCE = re.compile(
    r"(?P<before>(?:[ ]|>|(?:[-*+]|\d{1,9}[.)])(?=[ ]))*)"
    r"(?P<fence>`{3,}|~{3,})(?P<info>.*)"
)
FILE = '<figure class="file"><figcaption><code>{}</code></figcaption>{}</figure>'
ITEM = re.compile(r"[ >]*(?:[-*+]|\d{1,9}[.)]|:|\[\^[^\]]+\]:) ")
COMMENT = re.compile(r"[ ]{0,3}<!--(?!.*-->)")
KEPT = 256  # blocks of code, for the next time that a text is read
SPACES = 3  # that a fence may have before it


class Code(NamedTuple):
    """Code between fences: the first fence, and the numbers of lines."""

    opening: re.Match[str]
    start: int
    end: int  # of the line after the code: the second fence, if there is one
    is_closed: bool


class FencesPreprocessor(FencedBlockPreprocessor):
    """Finds fences at any depth; the rest is Python-Markdown's own work."""

    def __init__(self, md: Markdown, config: dict[str, Any]) -> None:
        super().__init__(md, config)
        self.kept: dict[tuple[str, ...], str] = {}

    def run(self, lines: list[str]) -> list[str]:
        """Called by Markdown."""
        if self.codehilite_conf.get("pygments_formatter") == "html":  # after the first
            self.codehilite_conf["pygments_formatter"] = _formatter
        found: list[str] = []
        at = 0
        for code in fenced(lines):
            found += lines[at : code.start]
            found.append(code.opening["before"] + self._block(lines, code))
            at = code.end + code.is_closed
        return found + lines[at:]

    def _block(self, lines: list[str], code: Code) -> str:
        """The mark that stands for the code meanwhile."""
        before, fence, info = code.opening.groups()
        signs = "> " if ">" in before else " "
        inside = re.compile(rf"^[{signs}]{{0,{len(before)}}}")
        text = [inside.sub("", line) for line in lines[code.start + 1 : code.end]]
        if (key := (info, *text)) in self.kept:
            return self.md.htmlStash.store(self.kept[key])
        known, title = fence_info(info, len(text))
        stash = self.md.htmlStash.rawHtmlBlocks
        before_it = len(stash)
        block = super().run([f"{fence}{known}", *text, fence])
        if len(stash) > before_it:
            stash[-1] = html = _finished(str(stash[-1]), known, title)
            self._keep(key, html)
        return "".join(block).strip()

    def _keep(self, key: tuple[str, ...], html: str) -> None:
        if len(self.kept) >= KEPT:
            self.kept.clear()
        self.kept[key] = html


def _formatter(**options: Any) -> HtmlFormatter:
    """Pygments' own, made once for all code that has these options."""
    listed = {k: tuple(v) if isinstance(v, list) else v for k, v in options.items()}
    return _made(tuple(listed.items()))


@lru_cache(maxsize=KEPT)
def _made(options: tuple[tuple[str, Any], ...]) -> HtmlFormatter:
    return HtmlFormatter(**dict(options))


def _finished(html: str, known: str, title: str) -> str:
    """Highlighted code below the name of its file, if it has one."""
    if CONSOLE.match(known):
        html = with_here_documents(html)
    return FILE.format(escape(title), html) if title else html


def fenced(lines: list[str]) -> Iterator[Code]:
    """All code between fences."""
    at, in_item, comments_end = 0, False, True
    without_end: dict[str, int] = {}
    while at < len(lines):
        line, opening, start = lines[at], FENCE.fullmatch(lines[at]), at
        at += 1
        if comments_end and "<!--" in line and COMMENT.match(line):
            below = _end_of_comment(lines, at)
            at, comments_end = max(at, below), below > 0
        if opening and _begins(opening, in_item=in_item):
            end = _end(lines, start, opening, without_end)
            around = end or _end_around(lines, start, opening, in_item=in_item)
            yield Code(opening, start, around, end > 0)
            at = around + (end > 0)
        if not line.startswith("    ") and line.strip():
            in_item = ITEM.match(line) is not None


def _end_of_comment(lines: list[str], at: int) -> int:
    """The line below a comment that began above; 0 if it has no end."""
    ends = (number + 1 for number in range(at, len(lines)) if "-->" in lines[number])
    return next(ends, 0)


def _begins(opening: re.Match[str], *, in_item: bool) -> bool:
    """Whether it is a fence, rather than code in a line or by its indentation."""
    if opening["fence"][0] == "`" and "`" in opening["info"]:
        return False
    return in_item or not opening["before"].endswith("    ")


def _end(
    lines: list[str], at: int, opening: re.Match[str], without_end: dict[str, int]
) -> int:
    """The line of the fence that closes the code; 0 if there is none.

    Args:
        lines: of the text.
        at: the line of the opening fence.
        opening: this fence.
        without_end: the shortest fence that none closes, by what is before it.
    """
    before, fence = opening["before"], opening["fence"]
    if len(fence) >= without_end.get(before + fence[0], len(fence) + 1):
        return 0
    quotes = before.count(">")
    closing = re.compile(
        rf"[ >]{{0,{len(before) + SPACES}}}{re.escape(fence)}{fence[0]}*[ \t]*"
    )
    for number in range(at + 1, len(lines)):
        line = lines[number]
        if quotes and line[: len(before)].count(">") < quotes:
            return 0
        if fence in line and closing.fullmatch(line):
            return number
    without_end[before + fence[0]] = len(fence)
    return 0


def _end_around(
    lines: list[str], at: int, opening: re.Match[str], *, in_item: bool
) -> int:
    """Where the quotation or item around the code ends; else where the text does."""
    before, end = opening["before"], at + 1
    quotes, in_item = before.count(">"), in_item or bool(before.strip("> "))
    while end < len(lines):
        line = lines[end]
        if line[: len(before)].count(">") < quotes:
            break
        if in_item and not quotes and line.strip() and line[0] != " ":
            break
        end += 1
    while end > at + 1 and not lines[end - 1].strip(" >"):
        end -= 1
    return end
