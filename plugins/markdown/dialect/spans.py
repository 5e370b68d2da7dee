"""Spans of a line: only those patterns are tried of which it has a sign.

Markdown tries them all on each text, of which most have one or two kinds of spans.
"""

from xml.etree import ElementTree as ET

from markdown import Markdown
from markdown.treeprocessors import InlineProcessor
from markdown.util import STX, AtomicString

SIGNS = {  # of which a text has one, if the pattern of this name may match
    "html": "`<",
    "unlinked": STX,
    "automail": "<",
    "backslash_break": "\\",
    "attributes_181": "{",
    "escape": "\\",
    "stars": "*",
    "footnote": "[",
    "image_link": "!",
    "reference": "[",
    "linebreak": "\n",
    "bare_address": ("://", "www."),
    "entity": "&",
    "deleted": "~",
    "span": "[",
    "attributes_62": "{",
    "em_strong": "*_",
}
ANY = ("",)


class Spans(InlineProcessor):
    """Markdown's, for the patterns that are registered when it is made, and others."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        known = {n: md.inlinePatterns[n] for n in SIGNS if n in md.inlinePatterns}
        self.signs: dict[object, tuple[str, ...]] = {
            pattern: tuple(SIGNS[name]) for name, pattern in known.items()
        }

    def run(self, tree: ET.Element, ancestors: list[str] | None = None) -> ET.Element:
        """Called by Markdown."""
        self.patterns = [
            (number, pattern, self.signs.get(pattern, ANY))
            for number, pattern in enumerate(self.inlinePatterns)
        ]
        return super().run(tree, ancestors)

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:
        """Called by Markdown, which does the same for all patterns."""
        if isinstance(data, AtomicString):
            return data
        for number, pattern, signs in self.patterns[patternIndex:]:
            found, at = any(map(data.__contains__, signs)), 0
            while found:
                data, found, at = self._InlineProcessor__applyPattern(  # type: ignore[attr-defined]
                    pattern, data, number, at
                )
        return data
