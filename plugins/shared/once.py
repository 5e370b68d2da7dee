"""Answers that would be worked out anew each time they are asked, kept by each text.

In a build of a thousand posts Pelican formats fifty thousand addresses, of a thousand
texts; while their author writes, one text is another, and all are looked through.
"""

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

CHANGES = {  # what an address depends on
    which: ("_status", "slug", "lang", "in_default_lang", f"override_{which}")
    for which in ("url", "save_as")
}
ANSWERS = "_answers"  # of a text: what was worked out from which value, by the function

Value = TypeVar("Value")
Answer = TypeVar("Answer")


def kept(text: Any, value: Value, work_out: Callable[[Value], Answer]) -> Answer:
    """What a function of a value of a text gives, worked out once for each value."""
    answers = vars(text).setdefault(ANSWERS, {})
    name = f"{work_out.__module__}.{work_out.__qualname__}"
    if name not in answers or answers[name][0] != value:
        answers[name] = value, work_out(value)
    answer: Answer = answers[name][1]
    return answer


def answer_once(text: Any) -> None:
    """Let a text remember its addresses and where its file is."""
    text.get_url_setting = partial(_address, {}, text, text.get_url_setting)
    path = text.get_relative_source_path()
    text.get_relative_source_path = partial(_path, path, text.get_relative_source_path)


def _address(known: dict[Any, str], text: Any, work_out: Any, which: str) -> str:
    """An address; it depends on which one is asked for, and on what may yet change."""
    key = (which, *map(vars(text).get, CHANGES[which]))
    if key not in known:
        known[key] = work_out(which)
    return known[key]


def _path(own: str | None, work_out: Any, source_path: str | None = None) -> Any:
    return work_out(source_path) if source_path else own
