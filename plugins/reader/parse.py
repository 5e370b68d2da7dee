"""A file's bytes turned into everything that a page shows of it.

A pure function of the bytes and of ``Options``, so that its result can be kept: plain
values only, mistakes included, and nothing that depends on the file's name or place.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from plugins.reader.addresses import by_file
from plugins.reader.boxes import named
from plugins.reader.converter import Converter, OneLine
from plugins.reader.elements import finish
from plugins.reader.fields import PROSE_KEYS, Fields, parse_fields
from plugins.reader.foreign import foreign
from plugins.reader.frequent_words import frequent_words
from plugins.reader.front_matter import Mistake, split
from plugins.reader.loose_ends import loose_ends
from plugins.reader.model import Options, Problem, Reading
from plugins.reader.policy import refused
from plugins.reader.reading_time import reading_minutes
from plugins.reader.summaries import MORE, description, summary
from plugins.reader.tags import plain_tags
from plugins.reader.typography import typographic, typographic_parts
from plugins.shared.html import (
    MATHJAX,
    Element,
    attributes,
    elements,
    plain,
    rewrite,
)
from plugins.shared.search_text import search_text

# Feeds and front matter must not have them.
NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
MARK = re.compile("[\x02\x03]")  # what Markdown puts in the place of finished parts
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
NO_TITLE = "there is no title; write title: … between two lines --- at the top."
ALT = "the picture %s has no alt text; say between ![ and ] what it shows."


class Garbled(Exception):
    """Markdown lost its way, and left some of its marks in a text."""


class TextReader:
    """Reads texts, one after another."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.body = Converter(options)
        self.line = Converter(options, OneLine())

    def read(self, data: bytes) -> Reading:
        """Everything that the bytes of one file say."""
        try:
            front = split(_decoded(data), PROSE_KEYS)
        except Mistake as mistake:
            return Reading(problems=[Problem("fatal", mistake.line, mistake.message)])
        fields = parse_fields(front)
        reading = Reading(lines=fields.lines)
        reading.problems = list(_problems(fields))
        if reading.problems and reading.problems[0].level == "fatal":
            return reading
        reading.values = {**fields.others, **fields.values}
        self.body.md.words = self._words(reading)
        self._read_lines(reading)
        self._read_body(reading, front.body, front.body_line)
        self._look_for_images(reading, front.body, front.body_line)
        return reading

    def _words(self, reading: Reading) -> Mapping[str, str]:
        """What stands within the text, in its language or that of the site."""
        known = self.options.words
        for code in (reading.values.get("lang", ""), self.options.language.lower()):
            if found := known.get(code) or known.get(code.partition("-")[0]):
                return found
        return {}

    def _read_lines(self, reading: Reading) -> None:
        """Title, subtitle and the texts that the author wrote for lists."""
        values = reading.values
        for name in ("title", "subtitle"):
            html = self._line(reading, name)
            values[name] = plain(html)
            values[f"{name}_html"] = typographic(html)
        if "description" in values:
            values["description"] = plain(self._line(reading, "description"))
        if "summary" in values:
            line = reading.lines["summary"]
            words = values["summary"]
            html = self._convert(reading, words, line, self.body)
            reading.problems += refused(html, words, line, self.options.hosts)
            values["summary"] = by_file(typographic(html))

    def _line(self, reading: Reading, name: str) -> str:
        """One value as HTML: Markdown that stays in a line, and no tags."""
        text, line = reading.values.get(name, ""), reading.lines.get(name, 1)
        html = self._convert(reading, text, line, self.line)
        return html.removeprefix("<h1>").removesuffix("</h1>")

    def _convert(
        self, reading: Reading, text: str, line: int, converter: Converter
    ) -> str:
        html = converter.convert(text, line)
        if MARK.search(html):
            raise Garbled("Markdown mixes up signs such as * and [ here")
        self._note_problems(reading, converter)
        return html

    def _read_body(self, reading: Reading, body: str, line: int) -> None:
        html = self._convert(reading, body, line, self.body)
        for check in (loose_ends, foreign):
            reading.problems += check(html, body, line)
        reading.problems += refused(html, body, line, self.options.hosts)
        headings = getattr(self.body.md, "toc_tokens", [])
        html = COMMENT.sub(lambda c: c[0] if MORE.fullmatch(c[0]) else "", html)
        set_ = typographic_parts(by_file(plain_tags(html)))
        html = named(finish(set_, self.body.md.words), self.body.md.words)
        values = reading.values
        values["is_described"] = bool(values.keys() & {"summary", "description"})
        values.setdefault("summary", self._summary(html))
        values["summary"] = rewrite(values["summary"], {"span": _as_code})
        values.setdefault("description", description(values["summary"]))
        shown = (html, values["title_html"], values["subtitle_html"])
        values["has_maths_fallback"] = any(MATHJAX in part for part in shown)
        values["reading_minutes"] = reading_minutes(html)
        values["search_text"] = search_text(html)
        values["frequent_words"] = frequent_words(values["search_text"])
        values["toc"] = list(_headings(headings))
        reading.html = MORE.sub("", html).strip()

    def _summary(self, html: str) -> str:
        return summary(html, self.options.summary_words, self.body.md.words)

    def _note_problems(self, reading: Reading, converter: Converter) -> None:
        if self.options.fallback == "mathjax":
            return
        level: Any = "error" if self.options.fallback == "error" else "warning"
        for line, message in converter.maths.problems():
            reading.problems.append(Problem(level, line, message))

    def _look_for_images(self, reading: Reading, body: str, line: int) -> None:
        """Warn of pictures without alt text."""
        for image in elements(reading.html, "img"):
            values = attributes(image.start)
            if values.get("alt", "x") or "role" in values or "src" not in values:
                continue
            source = values["src"].removeprefix("{static}")
            place = line + body.count("\n", 0, max(body.find(source), 0))
            reading.problems.append(Problem("warning", place, ALT % source))


def _as_code(span: Element) -> str:
    """TeX that only MathJax can show, where there is none."""
    is_tex = span.start == MATHJAX
    return f'<code class="tex">{span.inside}</code>' if is_tex else span.html


def _decoded(data: bytes) -> str:
    """The text with plain line ends; raises Mistake where it is not UTF-8."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        byte = data[error.start]
        message = f"the byte 0x{byte:02x} is not UTF-8; save the file in that encoding."
        raise Mistake(line, message) from error
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if odd := NO_TEXT.search(text):
        line = text.count("\n", 0, odd.start()) + 1
        message = f"the character U+{ord(odd[0]):04X} is not text; delete it."
        raise Mistake(line, message)
    return text


def _problems(fields: Fields) -> Iterator[Problem]:
    for mistake in fields.mistakes:
        yield Problem("fatal", mistake.line, mistake.message)
    if not (fields.lines or fields.others or fields.mistakes):
        yield Problem("fatal", 1, NO_TITLE)
    for hint in fields.hints:
        yield Problem("warning", hint.line, hint.message)


def _headings(tokens: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Headings in the order of the page."""
    for token in tokens:
        text = plain(token["html"])
        yield {"id": token["id"], "text": text, "level": token["level"]}
        yield from _headings(token["children"])
