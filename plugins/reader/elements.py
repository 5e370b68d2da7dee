"""Tables, code and headings as readers can use them.

Tables and code that are too wide scroll by themselves, so they can be reached by
keyboard.  A cell's alignment is a class, for our pages forbid inline styles; a corner
of a table that heads nothing is no heading.  A heading is a link to itself.
"""

import re
from collections.abc import Iterable, Mapping
from functools import partial
from html import escape

from plugins.shared.html import Element, Part, rewritten

ALIGNED = re.compile(r' style="text-align: (left|center|right);"')
LINK = re.compile(r"<a\b", re.IGNORECASE)
ID = re.compile(r' id="([^"]*)"')
TABLE = '<div class="table" tabindex="0" role="group" aria-label="{}">{}</div>'
HEADING = '{}<a class="anchor" href="#{}">{}</a>{}'


def finish(parts: Iterable[Part], words: Mapping[str, str]) -> str:
    """The HTML of a text, given its parts, with tables, code and headings finished.

    ``words`` are of the language of the text.
    """
    name = words.get("within.table", "Table")
    headings = dict.fromkeys(("h2", "h3", "h4", "h5", "h6"), _heading)
    cells = dict.fromkeys(("td", "th"), _cell)
    table = partial(_table, name)
    return rewritten(parts, {"table": table, "pre": _code, **cells, **headings})


def _table(name: str, table: Element) -> str:
    is_inside = "table" in table.around
    return table.html if is_inside else TABLE.format(escape(name), table.html)


def _cell(cell: Element) -> str:
    start, end = ALIGNED.sub(r' class="\1"', cell.start), cell.end
    if start.startswith("<th") and not cell.inside.strip():
        return f"<td{start.removeprefix('<th')}</td>"
    return f"{start}{cell.inside}{end}"


def _code(code: Element) -> str:
    start = '<pre tabindex="0">' if code.start == "<pre>" else code.start
    return f"{start}{code.inside}{code.end}"


def _heading(heading: Element) -> str:
    """Those with a link in them stay as they are."""
    name = ID.search(heading.start)
    if name is None or LINK.search(heading.inside):
        return heading.html
    return HEADING.format(heading.start, name[1], heading.inside, heading.end)
