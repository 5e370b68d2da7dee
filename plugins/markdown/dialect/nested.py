"""Markdown within raw HTML within raw HTML: a cell with ``markdown="span"`` of a table.

Markdown is read in an element that asks for it only if all elements around it ask too;
kramdown does not mind.  Those around that hold nothing but elements are made to ask.
Where they hold words too, which are none of Markdown's, what is before the element and
after it is taken out as HTML.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from textwrap import dedent

TAG = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][\w-]*+)(?P<rest>[^<>]*+)>")
ASKS = re.compile(r"""\smarkdown(?:\s*=\s*["']?(?:1|span|block|markdown)\b|(?=\s|$))""")
SAYS_SO = re.compile(r"""\smarkdown\s*(?:=\s*(?:"[^"]*"|'[^']*'|[^\s>]+))?""")
SAYS = re.compile(r"\smarkdown\b")
AT_BEGIN = re.compile(r"(?:^|\n)[ ]{0,3}\Z")
VOID = {"br", "hr", "img", "input", "col", "source", "track", "wbr", "embed", "area"}
AROUND = {"table", "thead", "tbody", "tfoot", "tr", "ul", "ol", "dl", "div", "section"}
AROUND |= {"article", "aside", "center", "details", "figure", "footer", "header"}
HOLD_BLOCKS = AROUND - {"table", "thead", "tbody", "tfoot", "tr", "ul", "ol", "dl"}
HOLD_BLOCKS |= {"td", "th", "li", "dd", "blockquote", "main"}
ADDED = ' markdown="block"'


COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
INDENTED = re.compile(r"\n[ \t]+(?=<)")


@dataclass
class Element:
    """One of HTML: its name, where its tag is, and where what is in it ends."""

    name: str
    begin: int
    start: int  # of what is in it
    says: bool  # anything of Markdown
    is_plain: bool  # holds elements alone, as far as is seen
    end: int = 0


def with_all_asking(text: str) -> str:
    """The text in which elements around one that asks for Markdown ask for it too.

    What they hold is not indented: it would be code.
    """
    ways = _ways(text) if ASKS.search(text) else []
    asking = [way[:-1] for way in ways if all(map(_may_ask, way[:-1]))]
    silent = {e.start: e for around in asking for e in around if not e.says}
    for start, element in sorted(silent.items(), reverse=True):
        inside = INDENTED.sub("\n", text[start : element.end])
        text = f"{text[: start - 1]}{ADDED}>{inside}{text[element.end :]}"
    return text


def without_html_around(text: str, store: Callable[[str], str]) -> str:
    """The text with marks for HTML around elements that ask and cannot be reached.

    Args:
        text: the lines of a text.
        store: keeps HTML, and gives the mark for it.
    """
    if not ASKS.search(text):
        return text
    pieces, at = [], 0
    for begin, ways in groupby(_ways(text), key=lambda way: way[0].begin):
        found = list(ways)
        outer = found[0][0]
        asking = [way[-1] for way in found if not all(e.says for e in way[:-1])]
        if asking and outer.end:
            end = text.index(">", outer.end) + 1
            pieces += [text[at:begin], *_split(text[:end], begin, asking, store)]
            at = end
    return "".join([*pieces, text[at:]])


def _split(
    text: str, at: int, asking: list[Element], store: Callable[[str], str]
) -> Iterator[str]:
    """The end of a text from there on, with marks for what is around some elements."""
    for element in asking:
        if element.end and element.begin >= at and element.name in HOLD_BLOCKS:
            tag = SAYS_SO.sub("", text[element.begin : element.start])
            yield f"\n\n{store(text[at : element.begin] + tag)}\n\n"
            yield dedent(text[element.start : element.end])
            at = element.end
    yield f"\n\n{store(text[at:])}\n\n"


def _ways(text: str) -> list[list[Element]]:
    """From each outermost element to one in it that asks, with that one."""
    found: list[list[Element]] = []
    around: list[Element] = []
    is_block, last = False, 0
    for tag in TAG.finditer(text):
        if around and COMMENT.sub("", text[last : tag.start()]).strip():
            around[-1].is_plain = False
        last, name = tag.end(), tag["name"].lower()
        if tag["end"]:
            _close(around, name, tag.start())
            continue
        if not around:
            before = text[max(0, tag.start() - 4) : tag.start()]
            is_block = bool(AT_BEGIN.search(before))
        if name in VOID or tag["rest"].endswith("/"):
            continue
        says = bool(SAYS.search(tag["rest"]))
        around.append(Element(name, tag.start(), tag.end(), says, name in AROUND))
        if around[:-1] and is_block and ASKS.search(tag["rest"]):
            found.append([*around])
    return found


def _close(around: list[Element], name: str, place: int) -> None:
    """An element ends, and with it those in it that have no end."""
    while around:
        element = around.pop()
        if element.name == name:
            element.end = place
            return


def _may_ask(element: Element) -> bool:
    return element.says or (element.is_plain and element.end > 0)
