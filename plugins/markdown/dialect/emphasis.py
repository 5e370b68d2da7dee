"""Words between stars, as kramdown and GitHub have them."""

import re
from itertools import islice
from xml.etree import ElementTree as ET

from markdown import Markdown
from markdown.inlinepatterns import DelimiterProcessor

SIZE = -1  # of what is kept of stars that have begun something: how many are left
IS_BOTH, FIRST_SIZE = 2, 3  # whether they could end something too; how many there were
DEEPEST = 50  # stars in stars that are looked at


class Emphasis(DelimiterProcessor):
    """Markdown's, but ``**a*b**`` is strong, and ``*a **b*c*`` loses nothing."""

    def __init__(self, usual: DelimiterProcessor) -> None:
        super().__init__("*", "strong,em", usual.md)
        vars(self).update(vars(usual))
        stars = self.delimiters["*"]  # a no-break space beside them is a letter
        stars.boundary = re.compile(stars.boundary.pattern, re.ASCII)
        self.length = 0  # of the text when its pairs were found

    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[ET.Element | None, int | None, int | None]:
        """Called by Markdown."""
        if not self.regions:
            self.length = len(data)
        return super().handleMatch(m, data)

    def get_cached_result(  # type: ignore[override]
        self, pos: int, data: str
    ) -> tuple[ET.Element | None, int, int]:
        """Called by Markdown for a pair found before, or for stars in front of it.

        Only what is before the pair has been replaced since, so its place from the end
        is what it was.
        """
        moved = len(data) - self.length
        start, end = (
            self.regions[self.cache_index][0],
            self.regions[self.cache_index][3],
        )
        if pos < start + moved:
            return None, pos, start + moved
        element, count = self._build_element(data, self.cache_index, moved)  # type: ignore[attr-defined]
        self.increment_next_position(start, count)
        return element, start + moved, end + moved

    def search(self, data: str, start: int) -> re.Match[str] | None:
        """Called by Markdown for the next stars; forgets some before them."""
        found = super().search(data, start)
        if found is not None and found.lastgroup != "start":
            begun, is_end = self.delimiters[found[0][0]].stack, found.lastgroup == "end"
            while begun and _is_no_pair(
                list(islice(reversed(begun), DEEPEST)), len(found[0]), is_end=is_end
            ):
                begun.pop()
        return found


def _is_no_pair(begun: list[tuple[int, ...]], size: int, *, is_end: bool) -> bool:
    """Whether the last stars cannot end here, where others before them can.

    The rule of three of CommonMark: with stars that may begin and end, no pair has a
    number of stars that three divides.  Markdown pairs them, and loses what follows.

    Args:
        begun: the stars that have begun something, the last ones first.
        size: how many are here.
        is_end: whether these can only end something.
    """
    last, *before = begun
    if last[SIZE] == size or not any(one[SIZE] == size for one in before):
        return False
    is_divided = (last[FIRST_SIZE] + size) % 3 == 0 and size % 3 > 0
    return is_divided and bool(last[IS_BOTH] or not is_end)


def register_emphasis(md: Markdown) -> None:
    """Put ours in the place of Markdown's."""
    if md.delimiters is not None:
        md.inlinePatterns.register(Emphasis(md.delimiters), "em_strong", 60)
