"""The desk: a page of all texts and what is open, for the author; no build has it."""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Environment

from plugins.commands.dev_server.kept import mark
from plugins.commands.dev_server.mistakes import Mistake, named
from plugins.shared.search_text import search_text
from plugins.shared.text import Text

DESK = "-/index.html"
TEMPLATE = Path(__file__).with_name("desk.html")
UNDATED = datetime.min.replace(tzinfo=UTC)


class Row(NamedTuple):
    """What the author may want to know of a text."""

    text: Text
    file: str
    mark: str  # where readers do not see it, if there is something
    words: int
    mistakes: list[str]


def desk(texts: Iterable[Text], mistakes: list[Mistake], site: dict[str, Any]) -> str:
    """The page.

    Args:
        texts: all that have a page.
        mistakes: all that is wrong now.
        site: the settings.
    """
    rows = [_row(text, mistakes) for text in sorted(texts, key=_age, reverse=True)]
    groups = {
        "Not published": [row for row in rows if row.text.status == "draft"],
        "Published": [row for row in rows if row.text.status != "draft"],
    }
    template = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    page = template.from_string(TEMPLATE.read_text("utf-8"))
    return page.render(groups=groups, mistakes=mistakes, site=site)


def _age(text: Text) -> tuple[datetime, str]:
    return getattr(text, "date", UNDATED), text.url


def _row(text: Text, mistakes: list[Mistake]) -> Row:
    file = named(text.source_path)
    words = len((text.search_text or search_text(text._content)).split())
    own = [mistake.text for mistake in mistakes if mistake.file == file]
    return Row(text, file, mark(text)[0], words, own)
