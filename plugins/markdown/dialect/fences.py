"""Fenced code at any depth: in lists, footnotes and quotations, after any info text."""

import re

from markdown.extensions.fenced_code import FencedBlockPreprocessor

FENCE = re.compile(  # with the blank lines around it
    r"(?:^\n)*^(?P<before>[ >]*)(?P<fence>`{3,}+|~{3,}+)(?P<info>[^\n`]*)\n"
    r"(?P<code>(?:.*\n)*?)[ >]*(?P=fence)[`~]*[ ]*$(?:\n$)*",
    re.MULTILINE,
)
KNOWN_INFO = re.compile(r"\{.*\}|\.?[\w#.+-]+(?: +hl_lines=(\"[^\"]*\"|'[^']*'))?")
QUOTE_MARKS = re.compile(r"[ ]*(?:>[ ]?)+|(?=\Z)")
ITEM = re.compile(r"[ >]*(?:[-*+]|\d{1,9}[.)]|:|\[\^[^\]]+\]:) ")


class FencesPreprocessor(FencedBlockPreprocessor):
    """Finds fences at any depth; the rest is Python-Markdown's own work."""

    def run(self, lines: list[str]) -> list[str]:
        """Called by Markdown."""
        text = FENCE.sub(self._block, "\n".join(lines))
        return [*text.split("\n"), ""]  # or code at the end would be in a paragraph

    def _block(self, match: re.Match[str]) -> str:
        before = match["before"]
        if before.endswith("    ") and not _in_list(match):
            return match[0]
        inside = re.compile(rf"^ {{0,{len(before)}}}", re.MULTILINE)
        if ">" in before:
            inside = re.compile(r"^ {0,3}(?:> ?)+", re.MULTILINE)
        info = KNOWN_INFO.match(match["info"].strip())
        code = [inside.sub("", line) for line in match["code"].splitlines()]
        fence = match["fence"]
        block = super().run([f"{fence}{info[0] if info else ''}", *code, fence])
        lines = [f"{before}{line}".rstrip() for line in block]
        if ">" in before:
            return _quoted(lines, match)
        return "\n".join(lines)


def _quoted(lines: list[str], match: re.Match[str]) -> str:
    """The block, apart from what is around it inside the quotation or outside."""
    block = [line for line in lines if not QUOTE_MARKS.fullmatch(line)]
    above = "" if match[0].startswith("\n") else match["before"].rstrip()
    goes_on = QUOTE_MARKS.match(match.string[match.end() :].removeprefix("\n"))
    return "\n".join([above, *block, goes_on[0].rstrip() if goes_on else ""])


def _in_list(match: re.Match[str]) -> bool:
    """Whether an indented fence belongs to an item or note rather than being code."""
    for line in reversed(match.string[: match.start()].splitlines()):
        if line.strip() and not line.startswith("    "):
            return ITEM.match(line) is not None
    return False
