"""Fenced code at any depth: in items, footnotes and quotations, after any info text."""

import re

from markdown.extensions.fenced_code import FencedBlockPreprocessor

FENCE = re.compile(
    r"(?P<before>(?:[ ]|>|(?:[-*+]|\d{1,9}[.)])(?=[ ]))*)"
    r"(?P<fence>`{3,}|~{3,})(?P<info>.*)"
)
KNOWN_INFO = re.compile(r"\{.*\}|\.?[\w#.+-]+(?: +hl_lines=(\"[^\"]*\"|'[^']*'))?")
ITEM = re.compile(r"[ >]*(?:[-*+]|\d{1,9}[.)]|:|\[\^[^\]]+\]:) ")
SPACES = 3  # that a fence may have before it


class FencesPreprocessor(FencedBlockPreprocessor):
    """Finds fences at any depth; the rest is Python-Markdown's own work."""

    def run(self, lines: list[str]) -> list[str]:
        """Called by Markdown."""
        found: list[str] = []
        at, in_item = 0, False
        self.without_end: dict[str, int] = {}
        while at < len(lines):
            line = lines[at]
            opening = FENCE.fullmatch(line)
            end = self._end(lines, at, opening, in_item=in_item) if opening else at
            if opening and end > at:
                found.append(opening["before"] + self._block(lines[at:end], opening))
            else:
                found.append(line)
            if not line.startswith("    ") and line.strip():
                in_item = ITEM.match(line) is not None
            at = max(end, at) + 1
        return found

    def _end(
        self, lines: list[str], at: int, opening: re.Match[str], *, in_item: bool
    ) -> int:
        """The line of the fence that closes the code; that of the first if none."""
        before, fence = opening["before"], opening["fence"]
        if fence[0] == "`" and "`" in opening["info"]:
            return at
        if before.endswith("    ") and not in_item:
            return at
        if len(fence) >= self.without_end.get(before + fence[0], len(fence) + 1):
            return at
        quotes = before.count(">")
        closing = re.compile(
            rf"[ >]{{0,{len(before) + SPACES}}}{re.escape(fence)}{fence[0]}*[ \t]*"
        )
        for number in range(at + 1, len(lines)):
            line = lines[number]
            if quotes and line[: len(before)].count(">") < quotes:
                return at
            if fence in line and closing.fullmatch(line):
                return number
        self.without_end[before + fence[0]] = len(fence)
        return at

    def _block(self, lines: list[str], opening: re.Match[str]) -> str:
        """The mark that stands for the code meanwhile."""
        before, fence = opening["before"], opening["fence"]
        signs = "> " if ">" in before else " "
        inside = re.compile(rf"^[{signs}]{{0,{len(before)}}}")
        info = KNOWN_INFO.match(opening["info"].strip())
        code = [inside.sub("", line) for line in lines[1:]]
        block = super().run([f"{fence}{info[0] if info else ''}", *code, fence])
        return "".join(block).strip()
