"""Markdown within raw HTML within raw HTML: a cell with ``markdown="span"`` of a table.

Markdown is read in an element that asks for it only if all elements around it ask too;
kramdown does not mind.  Those around that hold nothing but elements are made to ask.
"""

import re
from dataclasses import dataclass

TAG = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][\w-]*+)(?P<rest>[^<>]*+)>")
ASKS = re.compile(r"""\smarkdown(?:\s*=\s*["']?(?:1|span|block|markdown)\b|(?=\s|$))""")
SAYS = re.compile(r"\smarkdown\b")
AT_BEGIN = re.compile(r"(?:^|\n)[ ]{0,3}\Z")
VOID = {"br", "hr", "img", "input", "col", "source", "track", "wbr", "embed", "area"}
AROUND = {"table", "thead", "tbody", "tfoot", "tr", "ul", "ol", "dl", "div", "section"}
AROUND |= {"article", "aside", "center", "details", "figure", "footer", "header"}
ADDED = ' markdown="block"'


COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
INDENTED = re.compile(r"\n[ \t]+(?=<)")


@dataclass
class Element:
    """One of HTML: its name, where its tag ends, and where the element does."""

    name: str
    start: int
    says: bool  # anything of Markdown
    is_plain: bool  # holds elements alone, as far as is seen
    end: int = 0


def with_all_asking(text: str) -> str:
    """The text in which elements around one that asks for Markdown ask for it too.

    What they hold is not indented: it would be code.
    """
    ways = _ways(text) if ASKS.search(text) else []
    silent = {e.start: e for way in ways for e in way if not e.says}
    for start, element in sorted(silent.items(), reverse=True):
        inside = INDENTED.sub("\n", text[start : element.end])
        text = f"{text[: start - 1]}{ADDED}>{inside}{text[element.end :]}"
    return text


def _ways(text: str) -> list[list[Element]]:
    """From the outermost element to one that asks, where all may ask."""
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
        if around and is_block and ASKS.search(tag["rest"]):
            found.append([*around])
        if name not in VOID and not tag["rest"].endswith("/"):
            says = bool(SAYS.search(tag["rest"]))
            around.append(Element(name, tag.end(), says, name in AROUND))
    return [way for way in found if all(_may_ask(element) for element in way)]


def _close(around: list[Element], name: str, place: int) -> None:
    """An element ends, and with it those in it that have no end."""
    while around:
        element = around.pop()
        if element.name == name:
            element.end = place
            return


def _may_ask(element: Element) -> bool:
    return element.says or (element.is_plain and element.end > 0)
