"""What there is in the HTML of a text that others may refer to, and its name there.

Equations and headings have their own; tables are counted if their ids begin with tab-.
"""

import re
from collections.abc import Iterator, Mapping
from html import unescape

EQUATION = re.compile(r'<mtd id="eq-([^"]+)"[^>]*><mtext>(.*?)</mtext>', re.DOTALL)
TABLE = re.compile(r'<table\b[^>]*\sid="(tab-[^"]+)"[^>]*>')
HEADING = re.compile(r'<h([2-6])\b[^>]*\sid="([^"]+)"[^>]*>(.*?)</h\1>', re.DOTALL)

# Kind, label: id, what it is called, as HTML.
Labels = Mapping[tuple[str, str], tuple[str, str]]


def labels(html: str) -> Labels:
    """Of equations, tables and sections, as English has them."""
    return dict(_found(html))


def _found(html: str) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
    for name, number in EQUATION.findall(html):
        place = f"eq-{unescape(name)}"
        for label in (unescape(name), place):
            yield ("equation", label), (place, number)
    for number, name in enumerate(TABLE.findall(html), start=1):
        yield ("table", unescape(name)), (unescape(name), str(number))
    for _, name, title in HEADING.findall(html):
        yield ("section", unescape(name)), (unescape(name), f"“{title}”")
