"""Drawings and pages of the old site that could act when somebody opens them."""

import re
from pathlib import PurePosixPath

KINDS = {".svg", ".html", ".htm", ".xhtml", ".xml"}
SCRIPT = re.compile(
    rb"<(?:\w+:)?script\b|<[^<>]*\son[a-z]+\s*=|=\s*[\"']?\s*javascript:", re.IGNORECASE
)


def may_act(path: str) -> bool:
    """Whether a file of this name can hold a script."""
    return PurePosixPath(path).suffix.lower() in KINDS


def line_of_script(data: bytes) -> int:
    """The line of the first script; 0 if there is none."""
    found = SCRIPT.search(data)
    return data.count(b"\n", 0, found.start()) + 1 if found else 0
