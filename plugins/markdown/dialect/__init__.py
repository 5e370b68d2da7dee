"""What people write on GitHub and for Jekyll, as a Markdown extension.

Blocks are found by going over the lines once, as CommonMark has it (``blocks``); links
and raw HTML in a line too (``links``, ``tags``).  From GitHub are ``~~deleted~~``, task
lists, alerts, tables and bare addresses as links; from kramdown ``{: .class :}``,
``[words]{.class}``, ``{:toc}``, ``{:footnotes}``, ``{::options}``, definitions,
abbreviations and tables without a head or a rule.  There is Markdown inside
``<details>``.  Footnotes are numbered as the text refers to them.

What comes out otherwise on purpose is listed in the manual's chapter of differences, of
which each line is tested.
"""

import re
from html.entities import html5
from typing import Any
from xml.etree import ElementTree as ET

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.inlinepatterns import (
    ENTITY_RE,
    AutomailInlineProcessor,
    InlineProcessor,
    SimpleTagInlineProcessor,
    SimpleTextInlineProcessor,
    SubstituteTagInlineProcessor,
)
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor, UnescapeTreeprocessor
from markdown.util import AMP_SUBSTITUTE, ETX, STX, AtomicString

from plugins.markdown.dialect.alerts import Alerts
from plugins.markdown.dialect.attributes import Attributes
from plugins.markdown.dialect.blocks import Blocks
from plugins.markdown.dialect.emphasis import register_emphasis
from plugins.markdown.dialect.fences import FencesPreprocessor
from plugins.markdown.dialect.footnotes import AFTER_INLINE, Numbers
from plugins.markdown.dialect.kramdown import KramdownTags
from plugins.markdown.dialect.links import register_links
from plugins.markdown.dialect.open_tags import OpenTags
from plugins.markdown.dialect.raw_blocks import RawBlocks, RawHtml
from plugins.markdown.dialect.source_lines import SourceLines
from plugins.markdown.dialect.spans import Spans
from plugins.markdown.dialect.tables import Tables
from plugins.markdown.dialect.tags import FIRST, UNLINKED, UnlinkedElements, Verbatim

BEFORE_INLINE = 40  # treeprocessor: inline has 20

DETAILS = re.compile(r"^( {0,3}<details)(?![^>]*\bmarkdown=)", re.IGNORECASE)
DELETED = r"(?<!~)(~~)(?![\s~])((?:[^~]|~(?!~))+)(?<!\s)~~(?!~)"
ESCAPES = r"(?:\\[!-/:-@\[-`{-~])+"
STARS = r"(?<=\()\*{1,3}(?=\))"
BREAK = r"\\{1,2}[ ]*\n"
SPAN = r"(\[)([^\[\]]+)\](?=\{:?[ ]*[.#])"  # [words]{.class}
MAIL = r"<([\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)*)>"
ADDRESS = r"(?<![\w/@.<])((?:https?://|www\.)(?:(?!\*\*)[^\s<>\x02])*[^\s<>\x02?!.,:;*_~'\")\]])"
LIST = r"(\{:[ ]*[\w.#][^{}\n]*\})"  # of attributes, for what is before it
ODD_LIST = rf"(?<!\\)(?=\{{:[^{{}}\n]*[^\w\s.#=:\"'{{}}-]){LIST}"  # signs, addresses
TASK = re.compile(r"\[([ xX])\]\s+")


class OddSyntax(Preprocessor):
    """Small differences that a substitution can settle."""

    def run(self, lines: list[str]) -> list[str]:
        """Called by Markdown."""
        return [DETAILS.sub(r'\1 markdown="1"', line) for line in lines]


class BareAddress(InlineProcessor):
    """An address in the text is a link to itself."""

    ANCESTOR_EXCLUDES = tuple(UNLINKED)

    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[ET.Element, int, int]:
        """Called by Markdown."""
        address = m[1]
        if address.count("(") > address.count(")") and data[m.end() :][:1] == ")":
            address += ")"
        link = ET.Element("a")
        link.set("href", address if "://" in address else f"https://{address}")
        link.text = AtomicString(address)
        return link, m.start(), m.start() + len(address)


class Stars(InlineProcessor):
    """``(*)`` is a sign, and begins no emphasis."""

    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[str, int, int]:
        """Called by Markdown."""
        return _escaped("*") * len(m[0]), m.start(), m.end()


class Escapes(InlineProcessor):
    """Any sign of ASCII may be escaped, as on GitHub; a row of them is one match."""

    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[str, int, int]:
        """Called by Markdown."""
        return "".join(map(_escaped, m[0][1::2])), m.start(), m.end()


def _escaped(sign: str) -> str:
    """What stands for an escaped sign until all spans are found."""
    return f"{AMP_SUBSTITUTE}amp;" if sign == "&" else f"{STX}{ord(sign)}{ETX}"


class Entity(InlineProcessor):
    """``&auml;`` is a character; ``&nonsense;`` is text."""

    md: Markdown

    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[str, int, int]:
        """Called by Markdown."""
        name = m[1][1:]
        known = len(name) < 9 if name[0] == "#" else name in html5
        entity = m[1] if known else f"{AMP_SUBSTITUTE}amp;{name}"
        return self.md.htmlStash.store(entity) if known else entity, m.start(), m.end()


class Unescape(UnescapeTreeprocessor):
    """Takes the marks of escaped characters from raw <code> too."""

    def run(self, root: ET.Element) -> None:
        """Called by Markdown."""
        super().run(root)
        for code in root.iter("code"):
            if code.text and not isinstance(code.text, AtomicString):
                code.text = self.unescape(code.text)


class Tasks(Treeprocessor):
    """``- [x] done`` has a box that is ticked."""

    def run(self, root: ET.Element) -> None:
        """Called by Markdown."""
        for item in root.iter("li"):
            holder = item[0] if len(item) and item[0].tag == "p" else item
            task = TASK.match(holder.text or "")
            if task and holder.text:
                box = ET.Element("input", {"type": "checkbox", "disabled": "disabled"})
                words = getattr(self.md, "words", {})
                box.set("aria-label", words.get("within.to_do", "to do"))
                if task[1] != " ":
                    box.set("checked", "checked")
                    box.set("aria-label", words.get("within.done", "done"))
                box.tail = f" {holder.text[task.end() :]}"
                holder.text = ""
                holder.insert(0, box)
                item.set("class", "task")


class OneTitle(Treeprocessor):
    """The title is the page's only first heading: others go one level down."""

    def run(self, root: ET.Element) -> None:
        """Called by Markdown."""
        if root.find(".//h1") is None:
            return
        for level in range(5, 0, -1):
            for heading in root.iter(f"h{level}"):
                heading.tag = f"h{level + 1}"


class DialectExtension(Extension):
    """GitHub's and kramdown's ways."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register with Python-Markdown."""
        self._read_lines(md)
        self._read_spans(md)
        attributes = Attributes(md)
        md.parser.blockprocessors.register(Blocks(md, attributes), "blocks", 1000)
        md.treeprocessors.register(Alerts(md), "alerts", BEFORE_INLINE)
        md.treeprocessors.register(Tasks(md), "tasks", 25)
        md.treeprocessors.register(attributes, "attr_list", 8)
        md.treeprocessors.register(Unescape(md), "unescape", 0)
        md.treeprocessors.register(OneTitle(md), "one_title", 15)
        md.treeprocessors.register(OpenTags(md), "open_tags", 14)
        for extension in md.registeredExtensions:
            if isinstance(extension, FootnoteExtension):
                numbers = Numbers(md, extension)
                md.treeprocessors.register(numbers, "footnote-reorder", AFTER_INLINE)

    def _read_lines(self, md: Markdown) -> None:
        md.preprocessors.register(SourceLines(md), "normalize_whitespace", 30)
        fences = FencesPreprocessor(md, {"lang_prefix": "language-"})
        md.preprocessors.register(fences, "fenced_code_block", 25)
        md.preprocessors.register(KramdownTags(md), "kramdown_tags", 24.5)
        md.preprocessors.register(OddSyntax(md), "odd_syntax", 24)
        md.postprocessors.register(RawHtml(md), "raw_html", 30)
        raw_blocks = RawBlocks(md.preprocessors["html_block"])
        md.preprocessors.register(raw_blocks, "html_block", 20)
        tables = Tables(md.parser, {"use_align_attribute": False})
        md.parser.blockprocessors.register(tables, "table", 75)

    def _read_spans(self, md: Markdown) -> None:
        register_emphasis(md)
        deleted = SimpleTagInlineProcessor(DELETED, "del")
        md.inlinePatterns.register(deleted, "deleted", 65)
        span = SimpleTagInlineProcessor(SPAN, "span")
        md.inlinePatterns.register(span, "span", 64)
        line_break = SubstituteTagInlineProcessor(BREAK, "br")
        md.inlinePatterns.register(line_break, "backslash_break", 182)
        md.inlinePatterns.register(Verbatim(md), "html", FIRST)
        for name in ("backtick", "autolink"):
            md.inlinePatterns.deregister(name)
        mail = AutomailInlineProcessor(MAIL, md)
        md.inlinePatterns.register(mail, "automail", 185)
        md.inlinePatterns.register(Entity(ENTITY_RE, md), "entity", 80)
        ends = SubstituteTagInlineProcessor(r"[ ]{2,}\n", "br")
        md.inlinePatterns.register(ends, "linebreak", 100)
        md.inlinePatterns.register(Escapes(ESCAPES, md), "escape", 180)
        md.inlinePatterns.register(Stars(STARS, md), "stars", 179)
        for form, order in ((LIST, 62), (ODD_LIST, 181)):
            processor = SimpleTextInlineProcessor(form)
            md.inlinePatterns.register(processor, f"attributes_{order}", order)
        register_links(md)
        md.inlinePatterns.register(UnlinkedElements(md), "unlinked", FIRST - 1)
        md.inlinePatterns.register(BareAddress(ADDRESS, md), "bare_address", 85)
        md.treeprocessors.register(Spans(md), "inline", 20)


def makeExtension(**options: Any) -> DialectExtension:
    """What Python-Markdown looks for in a module that is named as an extension."""
    return DialectExtension(**options)
