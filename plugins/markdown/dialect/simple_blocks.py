"""Blocks that hold no others: headings, rules, and code by its indentation."""

import re
from xml.etree import ElementTree as ET

from markdown.util import AtomicString, code_escape

CLOSING = re.compile(r"(?:^|[ ]+)#+$")
Start = re.Match[str]


def indented_code(parent: ET.Element, lines: list[str], at: int, _: Start) -> int:
    """Code that is four spaces to the right."""
    end = at
    for number in range(at, len(lines)):
        if lines[number].startswith("    "):
            end = number + 1
        elif lines[number].strip():
            break
    code = ET.SubElement(ET.SubElement(parent, "pre"), "code")
    text = "\n".join(line[4:] for line in lines[at:end]).rstrip()
    code.text = AtomicString(code_escape(f"{text}\n"))
    return end


def heading(parent: ET.Element, lines: list[str], at: int, s: Start) -> int:
    """A heading of number signs."""
    title = ET.SubElement(parent, f"h{len(s['heading'])}")
    title.text = CLOSING.sub("", lines[at][s.end() :].strip()).strip()
    return at + 1


def rule(parent: ET.Element, _: list[str], at: int, __: Start) -> int:
    """A line from edge to edge."""
    ET.SubElement(parent, "hr")
    return at + 1
