"""Tables as GitHub and kramdown take them.

The rule may have fewer or more columns than the head; a table may begin with its rule
or have none, if every row is between bars; it may have further rules between its rows,
and it may follow a paragraph's last line.  It is as wide as its widest row.
"""

import re
from typing import Any
from xml.etree import ElementTree as ET

from markdown.extensions.tables import TableProcessor
from markdown.util import ETX, STX

CELL = r"[ ]*+:?+-*+[ ]*+:?+[ ]*+"
RULE = re.compile(rf"(?=.*-){CELL}(?:[|+]{CELL})*+")
FURTHER_RULE = re.compile(r"\|?(?:[ ]*+:?+(?:-{2,}+|={2,}+):?+[ ]*+[|+]?)++")
ROW = re.compile(r"[ ]{0,3}\|.*(?<!\\)\|[ ]*")
# Code; a link by name, whose bar divides no cells.
WHOLE = re.compile(r"`[^`]*`|\[\[[^\[\]|`]+\|[^\[\]|`]+\]\]")
BAR = f"{STX}{ord('|')}{ETX}"  # as Markdown has signs that a backslash escapes
MOST_CELLS = 200_000  # of a table, which gets empty ones where a row is short
SIDES = {(True, True): "center", (True, False): "left", (False, True): "right"}


def begins_table(lines: list[str], at: int) -> bool:
    """Whether the line is a head between bars, with a rule below it."""
    below = lines[at + 1] if at + 1 < len(lines) else ""
    return bool("|" in below and ROW.fullmatch(lines[at]) and RULE.fullmatch(below))


class Tables(TableProcessor):
    """Python-Markdown's tables, of more forms."""

    def test(self, parent: ET.Element, block: str) -> bool:
        """Called by Markdown."""
        rows = block.split("\n")
        if len(rows) * max(row.count("|") for row in rows) > MOST_CELLS:
            return False
        return _has_head(rows) or _has_none(rows)

    def run(self, parent: ET.Element, blocks: list[str]) -> None:
        """Called by Markdown."""
        rows = [row.strip(" ") for row in blocks.pop(0).split("\n")]
        if rows[0][0] != "|":  # bars at the beginning of other rows end empty cells
            rows = [f"|{row}" if row[0] == "|" else row for row in rows]
        rules = [n for n, row in enumerate(rows) if _is_rule(n, row)]
        first = rules[0] if rules else 0
        body = [row for n, row in enumerate(rows) if n >= first and n not in rules]
        columns = max(len(self._split_row(row)) for row in [*rows[:first], *body])
        sides = [_side(cell.strip(" ")) for cell in self._split_row(rows[first])]
        sides = sides[:columns] if rules else []
        sides += [None] * (columns - len(sides))
        table = ET.SubElement(parent, "table")
        for name, part in (("thead", rows[:first]), ("tbody", body)):
            if part:
                self._build_rows(part, ET.SubElement(table, name), sides)

    def _split_row(self, row: str) -> list[str]:
        """The cells of a row, which may have a bar at each end or not."""
        row = WHOLE.sub(_with_bar, self.RE_END_BORDER.sub("", row.removeprefix("|")))
        return list(self._split(row))  # type: ignore[attr-defined]

    def _build_rows(
        self, rows: list[str], part: ET.Element, sides: list[str | None]
    ) -> None:
        build: Any = super()  # whose stub lacks what it has
        for row in rows:
            build._build_row(row, part, sides)


def _with_bar(whole: re.Match[str]) -> str:
    is_code = whole[0].startswith("`")
    return whole[0] if is_code else re.sub(r"\\?\|", BAR, whole[0])


def _is_rule(number: int, row: str) -> bool:
    """Whether a row is a rule; one below the second needs two signs in each cell."""
    return bool(FURTHER_RULE.fullmatch(row) or (number < 2 and RULE.fullmatch(row)))


def _side(cell: str) -> str | None:
    """The side on which a cell of a rule puts its column."""
    return SIDES.get((cell.startswith(":"), cell.endswith(":")))


def _has_head(rows: list[str]) -> bool:
    if len(rows) < 2 or "|" not in rows[0] or "|" not in rows[1]:
        return False
    head, rule = rows[0].strip(" "), rows[1].strip(" ")
    return bool(RULE.fullmatch(rule)) and not RULE.fullmatch(head)


def _has_none(rows: list[str]) -> bool:
    """Whether every row is between bars, and one that is no rule has two cells."""
    return all(map(ROW.fullmatch, rows)) and any(
        row.count("|") > 2 and not RULE.fullmatch(row) for row in rows
    )
