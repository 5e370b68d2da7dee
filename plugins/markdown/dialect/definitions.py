"""What a text defines for the whole of it: addresses of references, abbreviations."""

import re
from html import unescape
from typing import NamedTuple

LONGEST = 8  # lines of a definition
PUNCTUATION = re.compile(r"\\([!-/:-@\[-`{-~])")
TITLE = r"\"(?:[^\"\\]|\\.)*+\"|'(?:[^'\\]|\\.)*+'|\((?:[^()\\]|\\.)*+\)"
REFERENCE = re.compile(
    r"[ ]{0,3}\[(?!\^)(?P<name>(?:[^\[\]\\]|\\.)++)\]:[ ]*\n?[ ]*"
    r"(?:<(?P<signs>(?:[^<>\\\n]|\\.)*+)>|(?P<bare>(?:mailto:[ ])?(?!<)\S++))"
    rf"(?:(?:[ ]+|[ ]*\n[ ]*)(?P<title>{TITLE}))?[ ]*(?:\n|\Z)",
    re.DOTALL,
)
ABBREVIATION = re.compile(r"[ ]{0,3}\*\[(?P<name>[^\]\\]+)\][ ]?:[ ]*(?P<title>\S.*)")
COMMENT = re.compile(r"[ ]{0,3}\[//\]:[ ]*#")  # a reference that nothing refers to


class Reference(NamedTuple):
    """What a name refers to, and how many lines say so."""

    name: str
    address: str
    title: str | None
    lines: int


def reference(lines: list[str], at: int) -> Reference | None:
    """The definition of a reference that begins there."""
    if not lines[at].lstrip(" ").startswith("["):
        return None
    match = REFERENCE.match("\n".join(lines[at : at + LONGEST]))
    if match is None or "\n\n" in match[0] or not match["name"].strip():
        return None
    address = match["bare"] if match["signs"] is None else match["signs"]
    title = unescaped(match["title"][1:-1]) if match["title"] else None
    used = match[0].rstrip("\n").count("\n") + 1
    return Reference(same_name(match["name"]), unescaped(address), title, used)


def same_name(name: str) -> str:
    """The name of a reference, which may be written in several ways."""
    return " ".join(name.split()).casefold()


def unescaped(text: str) -> str:
    """Addresses and titles as they are meant."""
    return unescape(PUNCTUATION.sub(r"\1", text))
