"""What is taken out of a line before Markdown looks for anything else: raw HTML, code.

Whatever comes first counts: a tag in a code span is code, a backtick in a tag belongs
to the tag.  Elements in which no address may become a link are put into the tree.
"""

import re
from typing import Any
from xml.etree import ElementTree as ET

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.util import (
    HTML_PLACEHOLDER_RE,
    INLINE_PLACEHOLDER_RE,
    AtomicString,
    code_escape,
)

from plugins.markdown.dialect.names import DRAWN, HTML, NOWHERE, is_known

FIRST = 195  # before escapes, which have 180

VALUE = r"\"[^\"]*+\"|'[^']*+'|[^\s\"'<>`]++"
ATTRIBUTE = rf"\s++[^\s\"'=<>#*]++(?:\s*+=\s*+(?:{VALUE}))?+"
NAME = r"[A-Za-z][\w-]*+(?::[A-Za-z][\w-]*+)?+(?=[\s/>])"
TAG = rf"<(?:{NAME}(?:{ATTRIBUTE})*+\s*+/?|/{NAME}\s*+)>"
COMMENT = r"<!---?>|<!--(?:(?!<!--|-->).)*-->"
INSTRUCTION = r"<[?](?:(?!<[?]|[?]>).)*[?]>|<!\[CDATA\[(?:(?!<!\[CDATA\[|\]\]>).)*\]\]>"
DECLARATION = r"<![A-Za-z][^<>]*+>"
AUTOLINK = r"<([A-Za-z][A-Za-z\d+.-]{1,31}:(?!:)[^\s<>]*+)>"
ADDRESS = r"<[^<>\n]*+>|[^\s()<>]*+(?:\([^\s()]*+\)[^\s()<>]*+)*+"
PASSED_BY = (
    r"\\."  # escaped
    r"|!\[[^\[\]]*+\]"  # what a picture shows
    rf"|\]\(\s*+(?:{ADDRESS})(?:\s++(?:\"[^\"]*+\"|'[^']*+'))?+\s*+\)"
)
CODE = r"(?<!`)(?P<ticks>`++)(?P<code>.+?)(?<!`)(?P=ticks)(?!`)"
RAW = (
    rf"(?:{PASSED_BY})|{CODE}|(?P<link>{AUTOLINK})"
    rf"|(?P<html>{TAG}|{COMMENT}|{INSTRUCTION}|{DECLARATION})"
)

PARTS = re.compile(r"<(?P<close>/?)(?P<name>[\w:-]+)(?P<attributes>.*)>", re.DOTALL)
NAME_AND_VALUE = re.compile(rf"([^\s\"'=<>]++)(?:\s*+=\s*+({VALUE}))?+")
UNLINKED = frozenset(  # elements whose text is not linked
    {"a", "button", "code", "kbd", "math", "option", "pre", "samp", "script", "select"}
    | {"style", "svg", "textarea", "tt", "var"}
)
VOID = frozenset({"area", "br", "embed", "hr", "img", "input"})
OWN = re.compile(r"\{:[^{}\n]*\}")
Nothing = tuple[None, None, None]


class Verbatim(InlineProcessor):
    """A tag, a comment, code and ``<https://a.b>`` stay as they were written."""

    md: Markdown
    tags = True  # whether tags are HTML, rather than text

    def __init__(self, md: Markdown) -> None:
        super().__init__(RAW, md)

    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[str | ET.Element, int, int] | Nothing:
        """Called by Markdown."""
        if m["code"]:
            return _code(m["code"]), m.start(), m.end()
        if m["link"]:
            return _link(m["link"][1:-1]), m.start(), m.end()
        if m["html"] is None or not self.tags:
            return None, None, None
        tag = PARTS.fullmatch(m["html"])
        if tag and not self._is_element(tag["name"].lower()):
            return None, None, None
        own = OWN.match(data, m.end()) if tag and data[m.end() :][:1] == "{" else None
        if own and tag and tag["name"].lower() in VOID:
            return self._with(own[0], tag), m.start(), own.end()
        return self.md.htmlStash.store(m["html"]), m.start(), m.end()

    def _with(self, own: str, tag: re.Match[str]) -> str:
        """The tag with a list of attributes that stands behind it."""
        element = ET.Element(tag["name"], attributes(tag["attributes"]))
        lists: Any = self.md.treeprocessors["attr_list"]
        lists.assign_attrs(element, own[2:-1])
        written = (_attribute(*pair) for pair in element.attrib.items())
        return self.md.htmlStash.store(f"<{' '.join([tag['name'], *written])}>")

    def _is_element(self, name: str) -> bool:
        """Whether a tag of that name is one in the text."""
        if name in DRAWN - HTML:
            lines: list[str] = getattr(self.md, "lines", [])
            return any("<svg" in line or "<math" in line for line in lines)
        return is_known(name) and name not in NOWHERE


def _attribute(name: str, value: str | None) -> str:
    quote = "'" if value and '"' in value else '"'
    return name if value is None else f"{name}={quote}{value}{quote}"


def _code(text: str) -> ET.Element:
    """Code, without the space that keeps backticks in it apart from those around."""
    code, text = ET.Element("code"), text.replace("\n", " ")
    if text[0] == text[-1] == " " and text.strip(" "):
        text = text[1:-1]
    code.text = AtomicString(code_escape(text))
    return code


def _link(address: str) -> ET.Element:
    link = ET.Element("a", {"href": address})
    link.text = AtomicString(address)
    return link


class UnlinkedElements(InlineProcessor):
    """An element of raw HTML in which addresses stay text, with what is in it."""

    md: Markdown

    def __init__(self, md: Markdown) -> None:
        super().__init__(INLINE_PLACEHOLDER_RE.pattern, md)

    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[ET.Element, int, int] | Nothing:
        """Called by Markdown."""
        tag = self._tag(m)
        if tag is None or tag["close"] or tag["name"].lower() not in UNLINKED:
            return None, None, None
        end = self._end(tag["name"].lower(), m.end(), data)
        if end is None:
            return None, None, None
        element = ET.Element(tag["name"], attributes(tag["attributes"]))
        element.text = data[m.end() : end.start()]
        return element, m.start(), end.end()

    def _end(self, name: str, start: int, data: str) -> re.Match[str] | None:
        """The tag that ends the element, unless another one begins before."""
        for mark in self.compiled_re.finditer(data, start):
            if (tag := self._tag(mark)) and tag["name"].lower() == name:
                return mark if tag["close"] else None
        return None

    def _tag(self, mark: re.Match[str]) -> re.Match[str] | None:
        return PARTS.fullmatch(written(self.md, mark))


def unmarked(md: Markdown, text: str, *, in_code: str = "") -> str:
    """A text with what was written in the place of the marks in it.

    Args:
        md: has the marks.
        text: may have some of them.
        in_code: the signs around code, as far as they are wanted.
    """
    return INLINE_PLACEHOLDER_RE.sub(lambda m: written(md, m, in_code=in_code), text)


def written(md: Markdown, mark: re.Match[str], *, in_code: str = "") -> str:
    """The words that a mark stands for; of a picture, those that describe it."""
    inline: Any = md.treeprocessors["inline"]
    node = inline.stashed_nodes.get(mark[1], "")
    if isinstance(node, ET.Element):
        words = unmarked(md, "".join(node.itertext()) or node.get("alt", ""))
        return f"{in_code}{words}{in_code}" if node.tag == "code" else words
    if stashed := HTML_PLACEHOLDER_RE.fullmatch(node):
        return str(md.htmlStash.rawHtmlBlocks[int(stashed[1])])
    return str(node)


def attributes(text: str) -> dict[str, Any]:
    """The attributes that a tag has; of two with one name, the first."""
    found: dict[str, Any] = {}
    for name, value in NAME_AND_VALUE.findall(text):
        if name != "/":  # which ends <br />
            found.setdefault(name, dequoted(value) if value else None)
    return found


def dequoted(value: str) -> str:
    """The value of an attribute without the quotes around it."""
    return value[1:-1] if value[0] in "\"'" else value
