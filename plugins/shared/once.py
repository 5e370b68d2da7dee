"""Answers that Pelican works out anew each time it is asked, kept by each text.

In a build of a thousand posts it formats fifty thousand addresses, of a thousand texts.
"""

from functools import partial
from typing import Any


def answer_once(text: Any) -> None:
    """Let a text remember its addresses and where its file is."""
    text._expand_settings = partial(_kept, {}, text, text._expand_settings)
    path = text.get_relative_source_path()
    text.get_relative_source_path = partial(_path, path, text.get_relative_source_path)


def _kept(known: dict[Any, str], text: Any, work_out: Any, *which: str) -> str:
    """An address; it depends on which one is asked for, and on what may yet change."""
    key = (*which, text.status, text.slug, getattr(text, "lang", None))
    if key not in known:
        known[key] = work_out(*which)
    return known[key]


def _path(own: str | None, work_out: Any, source_path: str | None = None) -> Any:
    return work_out(source_path) if source_path else own
