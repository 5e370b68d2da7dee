"""What the lines of a text begin: which kind of block, and how far a container goes.

Containers are quotations, items of lists, definitions and footnotes: what is in them is
read as a text of its own.
"""

import re
from typing import NamedTuple

START = re.compile(
    r"""(?P<code>[ ]{4})
    | [ ]{0,3}(?:
        (?P<heading>\#{1,6}(?=[ ]+(?!\#*[ ]*$)\S) | \#{2,6}(?=[^\#\s]))
      | (?P<quote>>[ ]?)
      | (?P<rule>(?:(?:\*[ \t]*){3,} | (?:-[ \t]*){3,} | (?:_[ \t]*){3,})$)
      | (?P<item>(?:[-*+]|\d{1,9}[.)])(?=[ ]|$))
      | (?P<note>\[\^[^\]\s]+\]:)
      | (?P<definition>:(?=[ ]+\S))
      | (?P<attributes>\{:(?!:)[^{}\n\x02]*\}[ ]*$)
      | (?P<raw>\x02wzxhzdk:\d+\x03[ ]*$)
    )""",
    re.VERBOSE,
)
UNDERLINE = re.compile(r"[ ]{0,3}(?P<sign>=+|-+)[ ]*$")
CONTAINERS = frozenset({"quote", "item", "note", "definition"})
FIRST_ITEMS = frozenset(
    {"-", "*", "+", "1.", "1)"}
)  # that may follow a paragraph's line
IN_ITEMS = frozenset({"definition", "raw"})  # right below an item: a part of it
MOST_MARKS = 200  # that are looked at in a line; Blocks refuses as many
DEEPEST = 4  # spaces that a mark may have after it; more of them are in front of code


class Inside(NamedTuple):
    """The lines in a container, without its marks, and where it ends."""

    lines: list[str]
    end: int


def begins_block(start: re.Match[str] | None) -> bool:
    """Whether a line belongs to no paragraph that is in a container above it."""
    return start is not None and start.lastgroup != "code"


def interrupts(line: str, start: re.Match[str] | None) -> bool:
    """Whether the line ends the paragraph above it."""
    if start is None or start.lastgroup != "item":
        return begins_block(start)
    return start["item"] in FIRST_ITEMS and bool(line[start.end() :].strip())


def _leaves_open(line: str, *, is_open: bool) -> bool:
    """Whether a paragraph goes on after the line, however deep in containers."""
    for _ in range(MOST_MARKS):
        if (start := START.match(line)) is None:
            break
        kind = start.lastgroup
        if kind == "code":
            return is_open
        if kind not in CONTAINERS:
            return False
        line, is_open = line[start.end() :].removeprefix(" "), False
    return bool(line.strip()) and not (is_open and UNDERLINE.match(line))


def _as_text(line: str) -> str:
    """A line that only goes on with a paragraph, so that it makes no heading of it."""
    return rf"\{line.lstrip()}" if UNDERLINE.match(line) else line


def indent(line: str) -> int:
    """The number of spaces that the line begins with."""
    return len(line) - len(line.lstrip(" "))


def quoted(lines: list[str], at: int) -> Inside:
    """What is in the quotation that begins there."""
    found, is_open = [], False
    while at < len(lines):
        line, start = lines[at], START.match(lines[at])
        if start and start.lastgroup == "quote":
            line = line[start.end() :]
            is_open = _leaves_open(line, is_open=is_open)
        elif not (is_open and line.strip()) or begins_block(start):
            break
        else:
            line = _as_text(line)
        found.append(line)
        at += 1
    return Inside(found, at)


def _is_below(line: str, mark: str) -> bool:
    """Whether a line begins a list in the item with that mark, as kramdown has it."""
    start = START.match(line)
    if start is None or start.lastgroup != "item" or line[0] != " ":
        return False
    return start["item"][0].isdigit() != mark[0].isdigit()


def _is_apart(line: str, mark: str) -> bool:
    """Whether a line that is left of an open item is in it no more."""
    start = START.match(line)
    kind = start.lastgroup if start else None
    return begins_block(start) and not (mark and kind in IN_ITEMS)


def indented(
    lines: list[str], at: int, first: str, column: int, mark: str = ""
) -> Inside:
    """What is in a container that goes on as far as lines begin in its column.

    Args:
        lines: of the text around it.
        at: the line that it begins in.
        first: what that line has in the container.
        column: where the text of the container begins.
        mark: what an item begins with.
    """
    found, end = [first], at + 1
    is_open = _leaves_open(first, is_open=False)
    for number in range(at + 1, len(lines)):
        line = lines[number]
        if not line.strip():
            if number == at + 1 and not first.strip():
                break  # nothing is in it
            is_open = False
            found.append("")
            continue
        if indent(line) >= column:
            line = line[column:]
            is_open = _leaves_open(line, is_open=is_open)
        elif mark and lines[number - 1].strip() and _is_below(line, mark):
            line, is_open = line.lstrip(" "), True
        elif not is_open or _is_apart(line, mark):
            break
        else:
            line = _as_text(line)
        found.append(line)
        end = number + 1
    return Inside(found[: end - at], end)


def column_of_text(line: str, start: re.Match[str]) -> tuple[int, str]:
    """Where the text after a mark begins, and the text."""
    rest = line[start.end() :]
    gap = indent(rest)
    if gap > DEEPEST or not rest.strip():
        gap = 1
    return start.end() + gap, rest[gap:]
