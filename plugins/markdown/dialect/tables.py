"""Tables as GitHub and kramdown take them.

The rule may have fewer or more columns than the head; a table may begin with its rule
or have none, if every row is between bars; and it may follow a paragraph's last line.
"""

import re
from typing import Any
from xml.etree import ElementTree as ET

from markdown.extensions.tables import TableProcessor

RULE = re.compile(r"[ ]{0,3}\|?[ ]*:?-+:?[ ]*(?:\|[ ]*:?-+:?[ ]*)*\|?[ ]*")
ROW = re.compile(r"[ ]{0,3}\|.*(?<!\\)\|[ ]*")


def begins_table(lines: list[str], at: int) -> bool:
    """Whether the line is a head between bars, with a rule below it."""
    below = lines[at + 1] if at + 1 < len(lines) else ""
    return bool("|" in below and ROW.fullmatch(lines[at]) and RULE.fullmatch(below))


class Tables(TableProcessor):
    """Python-Markdown's tables, of more forms."""

    def test(self, parent: ET.Element, block: str) -> bool:
        """Called by Markdown."""
        rows = block.split("\n")
        return self._has_head(rows) or _has_none(rows)

    def _has_head(self, rows: list[str]) -> bool:
        if len(rows) == 1:
            return False
        head, rule = rows[0].strip(" "), rows[1].strip(" ")
        if not RULE.fullmatch(rule) or "|" not in head or RULE.fullmatch(head):
            return False
        if len(self._cells(head)) != len(self._cells(rule)) and "|" not in rule:
            return False
        self._set_columns(rule, [head])
        return bool(self.separator) and (len(self.separator) > 1 or "|" in rule)

    def _set_columns(self, rule: str, rows: list[str]) -> None:
        columns = max(len(self._cells(row)) for row in [rule, *rows])
        cells = self._cells(rule)
        self.separator = [*cells, *[""] * (columns - len(cells))]  # type: ignore[assignment]

    def _cells(self, row: str) -> list[str]:
        row = row.strip(" ")
        self.border = row.startswith("|") or self.RE_END_BORDER.search(row) is not None
        return self._split_row(row)

    def _split_row(self, row: str) -> list[str]:
        """The cells of a row, which may have a bar at each end or not."""
        row = self.RE_END_BORDER.sub("", row.removeprefix("|"))
        return list(self._split(row))  # type: ignore[attr-defined]

    def run(self, parent: ET.Element, blocks: list[str]) -> None:
        """Called by Markdown."""
        rows = blocks[0].split("\n")
        if self._has_head(rows):
            super().run(parent, blocks)
            return
        blocks.pop(0)
        rule = rows.pop(0) if RULE.fullmatch(rows[0]) else ""
        rows = [row for row in rows if not RULE.fullmatch(row)]
        self._set_columns(rule or rows[0], rows)
        table = ET.SubElement(parent, "table")
        self._build_rows(rows, ET.SubElement(table, "tbody"))

    def _build_rows(self, rows: list[str], body: ET.Element) -> None:
        build: Any = super()  # whose stub lacks what it has
        for row in rows:
            build._build_row(row.strip(" "), body, [None] * len(self.separator))


def _has_none(rows: list[str]) -> bool:
    """Whether every row is between bars, and one of them has two cells."""
    return all(map(ROW.fullmatch, rows)) and any(row.count("|") > 2 for row in rows)
