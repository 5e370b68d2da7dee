"""What a text with Liquid says, as far as it can be told without running anything.

A part that cannot be evaluated stays as it is written, and is noted with its line.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from plugins.commands.import_jekyll.liquid import scholar
from plugins.commands.import_jekyll.liquid.blocks import Part, parts
from plugins.commands.import_jekyll.liquid.values import (
    Scope,
    Unknown,
    Unsupported,
    as_text,
)

LONGEST = 1_000_000  # characters that one text may become
MOST = 20_000  # parts that one text may evaluate: loops in loops end
DEEPEST = 15  # includes in includes
PARAMETER = re.compile(r"""([\w-]+)\s*=\s*("[^"]*"|'[^']*'|[^\s"']+)""")
LANGUAGE = re.compile(r"[\w+#.-]+")
TICKS = re.compile(r"^[ ]*(`{3,})", re.MULTILINE)
VALUE = re.compile(r"\{\{([^{}]*)\}\}")

Include = Callable[[str, Mapping[str, Any]], str | None]


class Change(NamedTuple):
    """One place where Liquid was replaced, or not."""

    kind: str
    line: int
    before: str
    after: str  # or why it is as it was


@dataclass
class Rendered:
    """A text without Liquid, what was replaced, and what was not."""

    text: str = ""
    done: list[Change] = field(default_factory=list)
    left: list[Change] = field(default_factory=list)


@dataclass
class Site:
    """What a text may refer to.

    Args:
        includes: their texts by path in ``_includes``.
        address: the new address of a post by its name, or of a file by its path.
        known: what a theme's include that is not there would have shown.
        works: the file of the works that texts cite; empty if there is none.
    """

    includes: Mapping[str, str]
    address: Callable[[str, str], str | None]
    known: Include
    works: str = ""


class Renderer:
    """Evaluates one text."""

    def __init__(self, site: Site, scope: Scope) -> None:
        self.site = site
        self.scope = scope
        self.steps = 0

    def render(self, text: str, first_line: int = 1) -> Rendered:
        """The text without Liquid; lines are those of the result."""
        if "{{" not in text and "{%" not in text:
            return Rendered(text)
        rendered = Rendered()
        try:
            tree = parts(text)
        except Unsupported as why:
            rendered.text = text
            rendered.left.append(Change("liquid", first_line, "{%", str(why)))
            return rendered
        for part in tree:
            self._add(rendered, part, first_line)
        return rendered

    def _add(self, rendered: Rendered, part: Part, first_line: int) -> None:
        if part.kind == "text":
            rendered.text += part.source
            return
        line = first_line + rendered.text.count("\n")
        try:
            new = self._part(part, self.scope, 0)
        except Unsupported as why:
            rendered.left.append(Change(part.kind, line, part.source, str(why)))
            rendered.text += part.source
            return
        rendered.done.append(Change(part.kind, line, part.source, new))
        rendered.text += new

    def _all(self, tree: list[Part], scope: Scope, depth: int) -> str:
        text = ""
        for part in tree:
            self._count_step(depth)
            new = part.source
            text += new if part.kind == "text" else self._part(part, scope, depth)
            if len(text) > LONGEST:
                raise Unsupported("it becomes too long")
        return text

    def _part(self, part: Part, scope: Scope, depth: int) -> str:
        self._count_step(depth)
        tag = getattr(self, f"_{part.kind}", None)
        if part.kind not in TAGS or tag is None:
            raise Unsupported(f"the tag {part.kind!r}")
        return str(tag(part, scope, depth))

    def _count_step(self, depth: int) -> None:
        self.steps += 1
        if self.steps > MOST or depth > DEEPEST:
            raise Unsupported("it goes on too long")

    def _raw(self, part: Part, scope: Scope, depth: int) -> str:
        return part.rest

    def _comment(self, part: Part, scope: Scope, depth: int) -> str:
        return ""

    def _value(self, part: Part, scope: Scope, depth: int) -> str:
        return as_text(scope.output(part.rest))

    def _assign(self, part: Part, scope: Scope, depth: int) -> str:
        name, _, value = part.rest.partition("=")
        return self._set(scope, name, lambda: scope.output(value))

    def _capture(self, part: Part, scope: Scope, depth: int) -> str:
        return self._set(scope, part.rest, lambda: self._body(part, scope, depth))

    def _set(self, scope: Scope, name: str, value: Callable[[], Any]) -> str:
        name = name.strip("'\" ")
        try:
            scope.values[name] = value()
        except Unsupported as why:
            scope.values[name] = Unknown(str(why))
            raise
        return ""

    def _if(self, part: Part, scope: Scope, depth: int) -> str:
        for name, words, tree in part.branches:
            if name == "else" or scope.holds(words) != (name == "unless"):
                return self._all(tree, scope, depth)
        return ""

    _unless = _if

    def _case(self, part: Part, scope: Scope, depth: int) -> str:
        value = as_text(scope.evaluate(part.rest))
        for name, words, tree in part.branches[1:]:
            choices = re.split(r"\s+or\s+|,", words)
            if name == "else" or value in [as_text(scope.evaluate(c)) for c in choices]:
                return self._all(tree, scope, depth)
        return ""

    def _for(self, part: Part, scope: Scope, depth: int) -> str:
        match = re.fullmatch(r"([\w-]+)\s+in\s+(\S+)(?:\s+(.*))?", part.rest)
        if not match:
            raise Unsupported(f"the loop {part.rest!r}")
        items = scope.items(match[2], MOST)
        if match[3] == "reversed":
            items.reverse()
        elif match[3]:
            raise Unsupported(f"the loop {part.rest!r}")
        text, last = "", len(items) - 1
        for n, item in enumerate(items):
            loop = {"index": n + 1, "index0": n, "first": n == 0, "last": n == last}
            inside = scope.inside(**{match[1]: item}, forloop=loop)
            text += self._all(part.branches[0][2], inside, depth)
        return text

    def _highlight(self, part: Part, scope: Scope, depth: int) -> str:
        code = self._body(part, scope, depth).strip("\n")
        language = LANGUAGE.match(part.rest)
        longest = max(map(len, TICKS.findall(code)), default=2)
        fence = "`" * (longest + 1)
        return f"\n{fence}{language[0] if language else ''}\n{code}\n{fence}\n"

    def _post_url(self, part: Part, scope: Scope, depth: int) -> str:
        return self._address("post", part.rest)

    def _link(self, part: Part, scope: Scope, depth: int) -> str:
        name = VALUE.sub(lambda v: as_text(scope.output(v[1])), part.rest)
        return self._address("file", name)

    def _address(self, kind: str, name: str) -> str:
        address = self.site.address(kind, name.strip("'\" "))
        if address is None:
            raise Unsupported(f"there is no {kind} {name!r}")
        return address

    def _include(self, part: Part, scope: Scope, depth: int) -> str:
        name, *more = part.rest.split(None, 1) or [""]
        rest = "".join(more)
        if part.rest.startswith("{{"):
            inside, _, rest = part.rest[2:].partition("}}")
            name = as_text(scope.output(inside))
        values = {k: scope.evaluate(v) for k, v in PARAMETER.findall(rest)}
        source = self.site.includes.get(name)
        if source is None:
            shown = self.site.known(name, values)
            if shown is None:
                raise Unsupported(f"there is no include {name!r}")
            return shown
        scope.values["include"] = values  # what it assigns is seen after it
        return in_one_piece(self._all(parts(source), scope, depth + 1))

    _include_cached = _include

    def _cite(self, part: Part, scope: Scope, depth: int) -> str:
        return self._scholar(scholar.cited, part)

    def _bibliography(self, part: Part, scope: Scope, depth: int) -> str:
        return self._scholar(scholar.listed, part)

    def _scholar(self, tag: Callable[[str], str], part: Part) -> str:
        if not self.site.works:
            raise Unsupported("there is no file of works")
        return tag(part.rest)

    def _body(self, part: Part, scope: Scope, depth: int) -> str:
        return self._all(part.branches[0][2], scope, depth)


TAGS = {
    *("raw", "comment", "value", "assign", "capture", "if", "unless", "case", "for"),
    *("highlight", "post_url", "link", "include", "include_cached"),
    *("cite", "bibliography"),
}
BLANK_LINES = re.compile(r"\n(?:[ \t]*\n)+")


def in_one_piece(html: str) -> str:
    """HTML that Markdown takes as one block: no blank lines, no indentation."""
    if not html.lstrip().startswith("<") or "<pre" in html:
        return html
    lines = BLANK_LINES.sub("\n", html).split("\n")
    end = "\n" if html.endswith("\n") else ""
    return "\n".join(line.strip() for line in lines if line.strip()) + end


def shortened(source: str) -> str:
    """The first line of a part, to be named."""
    line = source.strip().partition("\n")[0]
    return line if len(line) <= 60 else f"{line[:57]}…"
