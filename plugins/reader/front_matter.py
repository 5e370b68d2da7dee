"""The lines above a text: YAML between ``---`` lines, or Pelican's ``Title: …``.

Every value is text, or a list or mapping of texts: ``2024``, ``yes`` and ``3.10`` stay
what they are.  What a value means is for ``plugins.reader.fields``.
"""

import re
from collections.abc import Collection
from typing import Any, NamedTuple

import yaml

from plugins.reader.nodes import Unusable, compose, key, plain

EDGE = re.compile(r"---\s*")
END = re.compile(r"(?:---|\.\.\.)\s*")
LINE = re.compile(r"(?P<key>[A-Za-z][\w-]*)[ ]*:(?:[ ]+(?P<value>\S.*))?[ ]*")
CLASSIC = re.compile(r"(?P<key>[A-Za-z][\w-]*):[ \t]*(?P<value>.*)")
COMMENT = re.compile(r"[ ]+#(?:[ ].*)?$")
QUOTED = re.compile(
    r"""(?:'(?P<single>(?:[^']|'')*)'|"(?P<double>(?:[^"\\]|\\.)*)")(?:[ ]+#.*)?"""
)
BLOCK = re.compile(r"[|>][+-]?\d*(?:[ ]+#.*)?")


class Mistake(Exception):
    """What is wrong with a text, and in which line."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(line, message)
        self.line = line
        self.message = message


class FrontMatter(NamedTuple):
    """Values by the author's keys, the line of each key, and the text below."""

    values: dict[str, Any]
    lines: dict[str, int]
    body: str
    body_line: int
    emptied: frozenset[str] = frozenset()  # keys whose value is "", on purpose


def split(text: str, prose: Collection[str]) -> FrontMatter:
    """The front matter of a text and its body; raises Mistake where it is unreadable.

    Args:
        text: the whole file.
        prose: keys whose value, when it is in one line, is taken as it stands, so that
            colons and backslashes need no care.
    """
    lines = text.split("\n")
    if EDGE.fullmatch(lines[0]):
        return _yaml(lines, prose)
    return _classic(lines)


def _yaml(lines: list[str], prose: Collection[str]) -> FrontMatter:
    end = next((n for n, line in enumerate(lines[1:], 1) if END.fullmatch(line)), 0)
    if end == 0:
        raise Mistake(
            1, "the front matter that begins here has no end; add a line ---."
        )
    source = [_literal(lines[n], lines[n + 1], prose) for n in range(1, end)]
    try:
        node = compose("\n".join(source))
        values, keys = _top(node)
    except Unusable as error:
        raise Mistake(error.line + 2, error.message) from error
    except yaml.YAMLError as error:
        raise _unreadable(error, lines[: end + 1]) from error
    body = "\n".join(lines[end + 1 :])
    return FrontMatter(values, keys, body, end + 2, _emptied(node))


def _emptied(node: yaml.Node | None) -> frozenset[str]:
    """Keys with an empty text in quotes, which is other than no value."""
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    return frozenset(
        key(name) for name, value in pairs if value.value == "" and value.style
    )


def _top(node: yaml.Node | None) -> tuple[dict[str, Any], dict[str, int]]:
    """Values and lines of the outermost mapping."""
    if node is None:
        return {}, {}
    if not isinstance(node, yaml.MappingNode):
        raise Mistake(
            2, "the front matter is not a list of keys; write title: … and so on."
        )
    values: dict[str, Any] = {}
    lines: dict[str, int] = {}
    for name, value in node.value:
        word, line = key(name), name.start_mark.line + 2
        if word in values:
            words = f"{word} is in line {lines[word]} already; keep one."
            raise Mistake(line, words)
        values[word], lines[word] = plain(value), line
    return values, lines


def _unreadable(error: yaml.YAMLError, lines: list[str]) -> Mistake:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line = min((mark.line if mark else 0) + 2, len(lines))
    problem = getattr(error, "problem", None) or "it has odd characters"
    text = lines[line - 1].strip()
    return Mistake(line, f"{text!r} is not YAML: {problem}; put the value in quotes.")


def _literal(line: str, below: str, prose: Collection[str]) -> str:
    """The line, made safe if it holds prose; ``below`` tells whether it goes on."""
    match = LINE.fullmatch(line)
    if match is None or match["key"].lower().replace("_", "-") not in prose:
        return line
    value = match["value"]
    if value is None or BLOCK.fullmatch(value) or below.startswith((" ", "\t")):
        return line
    return f"{match['key']}: '{_unquoted(value).replace(chr(39), chr(39) * 2)}'"


def _unquoted(value: str) -> str:
    """A value without its quotes, or without the comment after it."""
    quoted = QUOTED.fullmatch(value)
    if quoted is None:
        return COMMENT.sub("", value)
    if quoted["single"] is not None:
        return quoted["single"].replace("''", "'")
    return re.sub(r'\\(["\\])', r"\1", quoted["double"])


def _classic(lines: list[str]) -> FrontMatter:
    """``Key: value`` lines up to the first empty line; indented lines go on."""
    values: dict[str, Any] = {}
    keys: dict[str, int] = {}
    last = ""
    for number, line in enumerate(lines):
        match = CLASSIC.fullmatch(line)
        if match:
            last = match["key"]
            values[last], keys[last] = match["value"].strip(), number + 1
        elif last and line.startswith("    ") and line.strip():
            values[last] += f"\n{line.strip()}"
        else:
            return FrontMatter(values, keys, "\n".join(lines[number:]), number + 1)
    return FrontMatter(values, keys, "", len(lines))
