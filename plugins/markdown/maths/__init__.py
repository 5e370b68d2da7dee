r"""Mathematics in Markdown, as MathML that needs no script.

Expressions are taken out before Markdown can read them as anything else, converted,
and put back at the end: as MathML in text, as plain text inside attributes, and as
they were written inside code.  ``delimiters`` beside this says what is an expression.
"""

import re
from collections.abc import Callable
from html import escape
from typing import Any
from xml.etree import ElementTree as ET

from markdown import Markdown
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

from plugins.markdown.maths.expressions import (
    DISPLAY,
    ESCAPED_BRACE,
    FALLBACKS,
    TOKEN,
    Maths,
)
from plugins.shared.formula import formula

BEFORE_CODE = 28  # preprocessor: after whitespace (30), before fences (25)
BEFORE_HIGHLIGHTING = 35  # treeprocessor: codehilite has 30
LAST = 5  # postprocessor: after raw HTML (30) and ampersands (20)

EQUATION = '<div class="equation" tabindex="0" role="group" aria-label="{}">{}</div>'
CODE = re.compile(r"<(pre|code|kbd|samp)\b[^>]*>.*?</\1>", re.DOTALL)
PHRASE = re.compile(
    r"<(h[1-6]|a|em|strong|b|i|span|del|dt|summary)\b[^>]*>.*?</\1>", re.DOTALL
)
PARAGRAPH = re.compile(r"<p\b([^>]*)>((?:(?!</p>).)*)</p>", re.DOTALL)
OUTER_SPACE = re.compile(r"^(?:\s|<br>)+|(?:\s|<br>)+$")
ATTRIBUTES = re.compile(r"<[A-Za-z][^<>]*\x02[^<>]*>")
ONLY_FORMULA = re.compile(  # a heading or a link that is nothing but a formula
    r"(<(?:h[1-6]|th|a)\b[^>]*>\s*)(<math)((?:(?!</math>).)*</math>)(?=\s*</)",
    re.DOTALL,
)
NEXT_TO_FORMULA = re.compile(  # punctuation that stays in one line with a formula
    r"([(\[\"'“‘]*)(\x02qmathsi[0-9]+q\x03)((?:[-'’]?\w{1,9})?[])\"'”’.,;:!?]*)"
)


class ExtractMaths(Preprocessor):
    """Puts tokens in the place of expressions."""

    def __init__(self, md: Markdown, maths: Maths) -> None:
        super().__init__(md)
        self.maths = maths

    def run(self, lines: list[str]) -> list[str]:
        """Called by Markdown."""
        return self.maths.extract("\n".join(lines)).split("\n")


class RestoreCode(Treeprocessor):
    """Gives indented code its dollars back, before it is highlighted."""

    def __init__(self, md: Markdown, maths: Maths) -> None:
        super().__init__(md)
        self.maths = maths

    def run(self, root: ET.Element) -> None:
        """Called by Markdown."""
        for code in root.iter("code"):
            if code.text:
                code.text = type(code.text)(self.maths.restored(code.text))


class InsertMaths(Postprocessor):
    """Puts MathML in the place of tokens."""

    def __init__(self, md: Markdown, maths: Maths) -> None:
        super().__init__(md)
        self.maths = maths

    def run(self, text: str) -> str:
        """Called by Markdown."""
        if "\x02qmaths" not in text:
            return text
        expressions = self.maths.expressions
        text = ESCAPED_BRACE.sub(r"\1", text)  # in HTML, which Markdown leaves alone
        text = CODE.sub(
            _each(lambda t: escape(expressions[int(t[2])].source, False)), text
        )
        text = ATTRIBUTES.sub(
            _each(lambda t: escape(self.maths.plain_text(int(t[2])))), text
        )
        text = PHRASE.sub(_each(lambda t: t[0].replace("qmathsd", "qmathsi")), text)
        text = PARAGRAPH.sub(_lift_displays, text)
        text = NEXT_TO_FORMULA.sub(_keep_together, text)
        return ONLY_FORMULA.sub(_name, TOKEN.sub(self._put, text))

    def _put(self, token: re.Match[str]) -> str:
        html = self.maths.html(int(token[2]))
        name = getattr(self.md, "words", {}).get("within.equation", "Equation")
        return EQUATION.format(escape(name), html) if token[1] == "d" else html


def _each(new: Callable[[re.Match[str]], str]) -> Callable[[re.Match[str]], str]:
    """Applies ``new`` to the tokens inside a match."""
    return lambda outer: TOKEN.sub(new, outer[0])


def _lift_displays(paragraph: re.Match[str]) -> str:
    """A displayed equation stands between paragraphs, not in one."""
    attributes, inner = paragraph.groups()
    pieces = [OUTER_SPACE.sub("", piece) for piece in DISPLAY.split(inner)]
    if len(pieces) == 1:
        return paragraph[0]
    if attributes and not any(pieces[::2]):
        return f"<div{attributes}>{''.join(pieces)}</div>"
    return "\n".join(
        piece if DISPLAY.match(piece) else f"<p{attributes}>{piece}</p>"
        for piece in pieces
        if piece
    )


def _keep_together(match: re.Match[str]) -> str:
    before, token, after = match.groups()
    if not before and not after:
        return token
    return f'<span class="nowrap">{before}{token}{after}</span>'


def _name(match: re.Match[str]) -> str:
    """The formula with its words, for those who list headings and links."""
    before, opening, rest = match.groups()
    return f'{before}{opening} aria-label="{escape(formula(opening + rest))}"{rest}'


class MathsExtension(Extension):
    """Mathematics between dollars and brackets."""

    def __init__(self, **options: Any) -> None:
        self.config = {
            "macros": [{}, "commands and what they stand for"],
            "fallback": ["error", f"what cannot be converted becomes: {FALLBACKS}"],
        }
        super().__init__(**options)

    def extendMarkdown(self, md: Markdown) -> None:
        """Register with Python-Markdown."""
        self.maths = Maths(self.getConfig("macros"), self.getConfig("fallback"))
        md.registerExtension(self)
        md.ESCAPED_CHARS.append("$")
        md.preprocessors.register(ExtractMaths(md, self.maths), "maths", BEFORE_CODE)
        md.treeprocessors.register(
            RestoreCode(md, self.maths), "maths", BEFORE_HIGHLIGHTING
        )
        md.postprocessors.register(InsertMaths(md, self.maths), "maths", LAST)

    def reset(self) -> None:
        """Called by Markdown before each text."""
        self.maths.reset()


def makeExtension(**options: Any) -> MathsExtension:
    """What Python-Markdown looks for in a module that is named as an extension."""
    return MathsExtension(**options)
