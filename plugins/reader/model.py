"""What reading a text returns, and the options it takes; cheap to import."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple


class Problem(NamedTuple):
    """One thing that is wrong; a text with a ``fatal`` one is left out."""

    level: Literal["fatal", "error", "warning"]
    line: int
    message: str


@dataclass
class Reading:
    """A text as it was read: HTML, metadata, the line of each key, and mistakes."""

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
    hosts: Mapping[str, Sequence[str]] = field(default_factory=dict)
    language: str = "en"  # of texts that name none
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # by language
