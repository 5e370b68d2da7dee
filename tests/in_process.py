"""Builds of bare sites without a process for each, each with plugins of its own."""

import logging
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from blinker import default_namespace
from pelican import Pelican
from pelican.contents import Content
from pelican.settings import read_settings

BOOKS = ("receivers", "_by_sender", "_by_receiver")  # of a blinker signal
POST = "Title: A post\nDate: 2026-01-02\nTags: One\n\nWords of it.\n"
BARE = {  # what any Pelican site says of itself
    "SITENAME": "Bare",
    "SITEURL": "https://example.org",
    "TIMEZONE": "UTC",
    "CACHE_FOLDER": ".cache",
}


@contextmanager
def unregistered() -> Iterator[None]:
    """A while in which no plugin is connected but those that come."""
    signals = list(default_namespace.values())
    kept = [{name: getattr(signal, name) for name in BOOKS} for signal in signals]
    for signal in signals:
        for name in BOOKS:
            setattr(signal, name, type(getattr(signal, name))(*_factory(signal, name)))
    links = Content._get_intrasite_link_regex
    try:
        yield
    finally:
        Content._get_intrasite_link_regex = links
        for signal, books in zip(signals, kept, strict=True):
            for name in BOOKS:
                setattr(signal, name, books[name])


def _factory(signal: Any, name: str) -> list[Any]:
    return [set] if name != "receivers" else []


class Heard(logging.Handler):
    """What a build logs, from warnings on."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@contextmanager
def listening(folder: Path) -> Iterator[Heard]:
    """Hear what is logged meanwhile, with ``folder`` as the current one."""
    root, heard, here = logging.getLogger(), Heard(), Path.cwd()
    handlers, level = list(root.handlers), root.level
    root.handlers = [heard]
    os.chdir(folder)
    try:
        yield heard
    finally:
        os.chdir(here)
        root.handlers, root.level = handlers, level


def build(
    folder: Path, files: Mapping[str, str | bytes], settings: Mapping[str, Any]
) -> list[str]:
    """What building a bare site with these settings says; its pages are in output/."""
    for path, words in files.items():
        data = words.encode() if isinstance(words, str) else words
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    with unregistered(), listening(folder) as heard:
        paths = {"PATH": "content", "OUTPUT_PATH": "output"}
        Pelican(read_settings(override={**BARE, **paths, **settings})).run()
    return heard.messages
