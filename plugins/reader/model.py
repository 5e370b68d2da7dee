"""What reading a text gives, and what it depends on; nothing heavy is imported here."""

from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple


class Problem(NamedTuple):
    """One thing that is wrong; a text with a ``fatal`` one is left out."""

    level: Literal["fatal", "error", "warning"]
    line: int
    words: str


@dataclass
class Reading:
    """A page's HTML, what is said of it, in which lines, and what is wrong with it."""

    html: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class Options:
    """The settings that reading depends on."""

    markdown: dict[str, Any]
    macros: dict[str, str]
    fallback: str
    summary_words: int
