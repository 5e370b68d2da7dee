"""Cites the works of a bibliography: ``[@key]`` and ``@key``, with a list at the end.

``BIBLIOGRAPHY`` names a BibTeX or CSL-JSON file in the content folder.  A text is read
without it (plugins/markdown/citations) and gets its works each time, so that nothing is
read again where only the file has changed.  It is opened where a text cites something.
"""

import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pelican import signals

from plugins.citations.library import dead, read
from plugins.citations.page import MARK, Page
from plugins.citations.works import Mistake, Work
from plugins.markdown.citations import ATTRIBUTE
from plugins.shared.hooks import Order, for_each_text
from plugins.shared.languages import words
from plugins.shared.locations import display_path, find_line, log_at
from plugins.shared.settings import DEFAULTS, merged
from plugins.shared.site import Context
from plugins.shared.text import Settings, Text, complete_texts

log = logging.getLogger(__name__)

EXTENSION = "plugins.markdown.citations"
WORKS = "works"  # in the context: by their keys; None if they cannot be read
HEADING = "references"  # the id of the list's
NAMELESS = "%r has neither author nor title; write one, for readers to find it."
AFTER = ("", ",", ".", ":", "-", "/")  # signs that may follow a key


def read_citations(pelican: Any) -> None:
    """Let Markdown know citations, where there is something to cite."""
    name = merged(pelican.settings)["BIBLIOGRAPHY"]
    if not name:
        return
    markdown = pelican.settings["MARKDOWN"]
    if "extensions" not in markdown:
        markdown = DEFAULTS["MARKDOWN"]
    configs = markdown.get("extension_configs", {})
    pelican.settings["MARKDOWN"] = {
        **markdown,
        "extensions": [*markdown["extensions"], EXTENSION],
        "extension_configs": {**configs, EXTENSION: {"file": name}},
    }


def cite(text: Text, context: Context, settings: Settings) -> None:
    """Put works in the place of the citations of a text, and list them at its end."""
    summary = getattr(text, "_summary", "") or ""
    if ATTRIBUTE not in text._content + summary:
        return
    works = _works(context, settings)
    html = text._content if MARK.search(text._content) else summary
    said = words(text.lang, settings)
    page = Page(html, works or {}, settings["CITATION_STYLE"], said)
    text._content = page.resolved(text._content)
    text._content += page.references(_heading(text, page))
    if summary:
        text._summary = text.metadata["summary"] = page.listed(summary)
    text.description = page.plain(text.description)
    text.search_text = page.plain(text.search_text)
    text.toc = [{**each, "text": page.plain(each["text"])} for each in text.toc]
    if works is not None:
        _complain(text, page, works, Path(settings["PATH"], settings["BIBLIOGRAPHY"]))


def _heading(text: Text, page: Page) -> str:
    """The id of the list's heading, of which contents know; empty if it has one."""
    title = page.words["references"]
    if text.toc and text.toc[-1]["text"].casefold() == title.casefold():
        return ""
    if page.style.works:
        text.toc = [*text.toc, {"id": HEADING, "text": title, "level": 2}]
    return HEADING


def _works(context: Context, settings: Settings) -> Mapping[str, Work] | None:
    if WORKS not in context:
        path = Path(settings["PATH"], settings["BIBLIOGRAPHY"])
        try:
            context[WORKS] = read(path, Path(settings["CACHE_FOLDER"], "works"))
        except Mistake as mistake:
            context[WORKS] = None
            log_at(log, logging.ERROR, path, mistake.line, str(mistake))
    works: Mapping[str, Work] | None = context[WORKS]
    return works


def _complain(text: Text, page: Page, works: Mapping[str, Work], file: Path) -> None:
    for key in page.dead:
        line = find_line(text.source_path, *(f"@{key}{after}" for after in AFTER))
        message = dead(key, works, display_path(file))
        log_at(log, logging.ERROR, text.source_path, line, message)
    for work in page.style.works:
        if not (work.title or work.authors):
            line = find_line(file, f"{{{work.key}", f'"{work.key}"', end=r"\s*[,}]")
            log_at(log, logging.WARNING, file, line, NAMELESS % work.key)


def register() -> None:
    """Connect to Pelican."""
    complete_texts()
    signals.initialized.connect(read_citations)
    for_each_text(cite, Order.LINK)
