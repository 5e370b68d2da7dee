"""What stands behind a fence: the language of the code, its file, lines to mark.

    ```python title="walk.py" hl_lines="2 4-6" linenums

``linenums=10`` counts from 10. The same may stand in braces, among attributes; other
words, which other systems know, are left out.
"""

import re
from typing import NamedTuple

BRACES = re.compile(r"\{(.*)\}")
LANGUAGE = re.compile(r"\.?([\w#.+-]+)(?![\w=])")
OPTION = re.compile(
    r"(?:^|(?<=\s))(?P<name>title(?==)|hl_lines(?==)|linenums)"
    r"(?:=(?P<value>\"[^\"]*\"|'[^']*'|[^\s\"']+))?(?=\s|$)"
)
RANGE = re.compile(r"(\d{1,6})(?:-(\d{1,6}))?")
OUTPUT = {"output", "stdout"}  # languages of what a program says
NO = {"", "0", "false", "no", "none"}


class FenceInfo(NamedTuple):
    """What Markdown is to read behind the fence, and the name of the file."""

    known: str
    title: str


def fence_info(info: str, lines: int) -> FenceInfo:
    """What is behind the fence of code that has so many lines."""
    info = info.strip()
    braces = BRACES.match(info)
    inside = braces[1] if braces else info
    options = {found["name"]: _value(found) for found in OPTION.finditer(inside)}
    rest = OPTION.sub("", inside) if braces else _language(inside)
    attributes = [*rest.split(" "), *_attributes(options, lines)]
    if OUTPUT & {word.removeprefix(".") for word in attributes}:
        attributes.append(".output")
    known = " ".join(filter(None, attributes))
    return FenceInfo(f"{{{known}}}" if known else "", options.get("title", ""))


def _language(info: str) -> str:
    found = LANGUAGE.match(info)
    return f".{found[1]}" if found and not OPTION.match(info) else ""


def _value(option: re.Match[str]) -> str:
    return (option["value"] or option["name"]).strip("\"'")


def _attributes(options: dict[str, str], lines: int) -> list[str]:
    """The options as Markdown and Pygments know them."""
    found = []
    if marked := _numbers(options.get("hl_lines", ""), lines):
        found.append(f'hl_lines="{" ".join(map(str, marked))}"')
    first = options.get("linenums", "")
    if first.lower() not in NO:
        found.append("linenos=inline")
        found.append(f"linenostart={first if first.isdecimal() else 1}")
    return found


def _numbers(written: str, lines: int) -> list[int]:
    """The lines that ``2 4-6`` names, as far as there are any."""
    found = set()
    for first, last in RANGE.findall(written):
        found |= {*range(int(first), min(int(last or first), lines) + 1)}
    return sorted(found)
