"""The mathematical expressions of a text, converted together."""

import re
from html import escape
from xml.etree import ElementTree as ET

from math_core import LatexError, LatexToMathML

from plugins.markdown.maths.brackets import TOO_MANY, too_many_open
from plugins.markdown.maths.delimiters import Expression, replace
from plugins.markdown.maths.macros import MACROS
from plugins.markdown.maths.mathml import finish
from plugins.markdown.maths.tex import rewrite
from plugins.shared.formula import formula

FALLBACKS = ("error", "source", "mathjax")
TOKEN = re.compile("\x02qmaths([id])([0-9]+)q\x03")  # inline or displayed; which one
BRACE = re.compile(r"(?<!\\)({ *\x02qmaths)")  # would begin a list of attributes
ESCAPED_BRACE = re.compile(r"\\({ *\x02qmaths)")
DISPLAY = re.compile("(\x02qmathsd[0-9]+q\x03)")
FAILED = re.compile(r"input(\d+):\d+: (.*)", re.DOTALL)
DEFINES = re.compile(r"\\(?:\w*new\w+|def|let|providecommand|DeclareMathOperator)\b")
FEW = 32  # expressions
NO_LABEL = "%s refers to an equation that has no such \\label; correct the name."
NO_MATHS = (
    "%s cannot be read as mathematics: %s; correct it, define the command in "
    r"MATHS_MACROS, or write \$ for a dollar sign."
)

Snippet = tuple[str, bool]  # TeX, and whether it is displayed


class Maths:
    """The expressions of one text, and the MathML or the failure of each."""

    def __init__(self, macros: dict[str, str], fallback: str) -> None:
        if fallback not in FALLBACKS:
            raise ValueError(f"MATHS_FALLBACK is {fallback!r}; use one of {FALLBACKS}.")
        self.convert = _converter(macros).convert_all
        self.fallback = fallback
        self.first_line = 1
        self.reset()

    def reset(self) -> None:
        """Forget the last text."""
        self.expressions: list[Expression] = []
        self.mathml: dict[int, str] = {}
        self.failures: dict[int, str] = {}
        self.used: set[int] = set()
        self.colours: dict[str, tuple[str, str]] = {}

    def extract(self, text: str) -> str:
        """The text with tokens in place of its expressions, which are converted."""
        first = len(self.expressions)
        text = replace(text, self._token, self.first_line)
        self._convert_from(first)
        return BRACE.sub(r"\\\1", text)

    def restored(self, text: str) -> str:
        """The text as it was written, without tokens."""
        text = ESCAPED_BRACE.sub(r"\1", text)
        return TOKEN.sub(lambda token: self.expressions[int(token[2])].source, text)

    def _token(self, expression: Expression) -> str:
        self.expressions.append(expression)
        kind = "d" if expression.display else "i"
        return f"\x02qmaths{kind}{len(self.expressions) - 1}q\x03"

    def _convert_from(self, first: int) -> None:
        for number, mathml in enumerate(self._converted(first), start=first):
            try:
                self.mathml[number] = finish(mathml)
            except ET.ParseError:
                self.failures[number] = "it has a character that no page may have"
            if "(??)" in mathml:
                self.failures[number] = NO_LABEL

    def _converted(self, first: int) -> list[str]:
        """All together, so that they share definitions and numbers."""
        colours = self.colours
        snippets = [
            (rewrite(f.tex, colours), f.display) for f in self.expressions[first:]
        ]
        for number, (tex, _) in enumerate(snippets):
            if too_many_open(tex):
                self.failures[first + number] = TOO_MANY
                snippets[number] = ("", False)
        while snippets:
            try:
                return list(self.convert(snippets))
            except LatexError as error:
                number, reason = _failure(error)
                self.failures[first + number] = reason
                snippets[number] = ("", False)
                self._leave_out_others(snippets, first, number + 1)
        return []

    def _leave_out_others(
        self, snippets: list[Snippet], first: int, start: int
    ) -> None:
        """Find further failures in few at a time: each one ends a conversion."""
        for begin in range(start, len(snippets), FEW):
            before = [s for s in snippets[:begin] if DEFINES.search(s[0])]
            while failure := self._first_failure([*before, *snippets[begin:][:FEW]]):
                number = failure[0] - len(before) + begin
                if number < begin:
                    break  # a definition fails that did not before
                self.failures[first + number] = failure[1]
                snippets[number] = ("", False)

    def _first_failure(self, snippets: list[Snippet]) -> tuple[int, str] | None:
        try:
            self.convert(snippets)
        except LatexError as error:
            return _failure(error)
        return None

    def html(self, number: int) -> str:
        """The expression for a page: MathML, or what the settings want instead."""
        self.used.add(number)
        expression = self.expressions[number]
        if number not in self.failures:
            return self.mathml[number]
        if self.fallback == "mathjax":
            pair = r"$${}$$" if expression.display else r"\({}\)"
            return f'<span class="math">{escape(pair.format(expression.tex))}</span>'
        return f'<code class="tex">{escape(expression.source)}</code>'

    def plain_text(self, number: int) -> str:
        """The expression for an attribute: no tags."""
        self.used.add(number)
        if number in self.failures:
            return self.expressions[number].source
        return formula(self.mathml[number])

    def problems(self) -> list[tuple[int, str]]:
        """Line and message for each expression that is used and cannot be shown."""
        return [
            (self.expressions[n].line, _message(self.expressions[n], self.failures[n]))
            for n in sorted(self.used & self.failures.keys())
        ]


def _converter(macros: dict[str, str]) -> LatexToMathML:
    named = {name.removeprefix("\\"): meaning for name, meaning in macros.items()}
    try:
        return LatexToMathML(
            macros={**MACROS, **named},
            global_group=True,  # a command defined once holds for the whole text
            fancy_error=False,
            id_prefix="eq-",
        )
    except LatexError as error:
        raise ValueError(f"MATHS_MACROS has a mistake ({error}): {macros}") from error


def _failure(error: LatexError) -> tuple[int, str]:
    match = FAILED.match(str(error))
    if match is None:
        raise error
    return int(match[1]), match[2].rstrip(".")


def _message(expression: Expression, reason: str) -> str:
    source = " ".join(expression.source.split())
    if len(source) > 80:
        source = f"{source[:79]}…"
    return NO_MATHS % (source, reason) if reason != NO_LABEL else NO_LABEL % source
