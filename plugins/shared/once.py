"""Answers that Pelican works out anew each time it is asked, kept by each text.

In a build of a thousand posts it formats fifty thousand addresses, of a thousand texts.
"""

from functools import partial
from typing import Any

CHANGES = ("_status", "slug", "lang", "in_default_lang")


def answer_once(text: Any) -> None:
    """Let a text remember its addresses and where its file is."""
    text.get_url_setting = partial(_address, {}, text, text.get_url_setting)
    path = text.get_relative_source_path()
    text.get_relative_source_path = partial(_path, path, text.get_relative_source_path)


def _address(known: dict[Any, str], text: Any, work_out: Any, which: str) -> str:
    """An address; it depends on which one is asked for, and on what may yet change."""
    key = (which, *map(vars(text).get, (*CHANGES, f"override_{which}")))
    if key not in known:
        known[key] = work_out(which)
    return known[key]


def _path(own: str | None, work_out: Any, source_path: str | None = None) -> Any:
    return work_out(source_path) if source_path else own
