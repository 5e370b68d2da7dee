"""Markdown with the settings of a site: of whole texts, and of single lines."""

from collections.abc import Mapping
from typing import TypeVar
from xml.etree import ElementTree as ET

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.util import Registry

from plugins.markdown.dialect.tags import Verbatim
from plugins.markdown.maths import MathsExtension
from plugins.reader.headings import HeadingIds
from plugins.reader.model import Options

T = TypeVar("T")
MATHS = "plugins.markdown.maths"
TOC = "markdown.extensions.toc"


class Worded(Markdown):
    """Markdown that puts words of its own into a text in the language of it."""

    words: Mapping[str, str] = {}


class Converter:
    """A Markdown instance that always knows mathematics."""

    def __init__(self, options: Options, *more: Extension) -> None:
        settings = dict(options.markdown)
        configs = dict(settings.get("extension_configs", {}))
        own = {"macros": options.macros, "fallback": options.fallback}
        self.ids = HeadingIds()
        ids = {"slugify": self.ids, **configs.get(TOC, {})}
        settings["extension_configs"] = {**configs, MATHS: own, TOC: ids}
        names = dict.fromkeys([*settings["extensions"], MATHS])
        settings["extensions"] = [*names, *more]
        self.md = Worded(**settings)
        self.maths = next(
            extension.maths
            for extension in self.md.registeredExtensions
            if isinstance(extension, MathsExtension)
        )

    def convert(self, text: str, first_line: int) -> str:
        """The text, which begins in that line of its file, as HTML."""
        self.md.reset()
        self.ids.reset()
        self.maths.first_line = first_line
        return self.md.convert(text)


class OneLine(Extension):
    """Markdown that stays in a line: no blocks, and tags of HTML are text.

    To be named last.  The line comes out as an <h1>, as what it is for most of them.
    """

    def extendMarkdown(self, md: Markdown) -> None:
        """Leave out what does not concern a line."""
        md.preprocessors = _only(md.preprocessors, "maths")
        md.treeprocessors = _only(md.treeprocessors, "inline", "unescape")
        for name in ("wiki_link", "citations", "citation"):
            md.inlinePatterns.deregister(name, strict=False)
        html = md.inlinePatterns["html"]
        if isinstance(html, Verbatim):
            html.tags = False
        else:
            md.inlinePatterns.deregister("html")
        md.parser.blockprocessors = Registry()
        md.parser.blockprocessors.register(Line(md.parser), "line", 0)


class Line(BlockProcessor):
    """Takes all that there is for one line."""

    def test(self, parent: ET.Element, block: str) -> bool:
        """Called by Markdown."""
        return True

    def run(self, parent: ET.Element, blocks: list[str]) -> None:
        """Called by Markdown."""
        ET.SubElement(parent, "h1").text = "\n\n".join(blocks)
        blocks.clear()


def _only(registry: "Registry[T]", *names: str) -> "Registry[T]":
    """Those of these names, in this order."""
    kept: Registry[T] = Registry()
    for place, name in enumerate(names):
        kept.register(registry[name], name, -place)
    return kept
