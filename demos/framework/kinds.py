"""The kinds of values that an option can have, and how each is written."""

import math
from collections.abc import Callable
from numbers import Integral, Real
from typing import Any, TypeVar

T = TypeVar("T")


def fits(kind: str, value: Any) -> bool:
    """Whether Python's value is of this kind."""
    if kind in LISTS:
        return isinstance(value, tuple) and all(fits(kind[:-1], v) for v in value)
    if kind == "float":
        return isinstance(value, Real) and math.isfinite(value)
    return isinstance(value, Integral if kind == "int" else str)


def _int(text: str) -> int:
    """A whole number; 1e3 is one."""
    try:
        return int(text)
    except ValueError:
        value = _float(text)
    if not value.is_integer():
        raise ValueError(text)
    return int(value)


def _float(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(text)
    return value


def _list_of(parse_item: Callable[[str], T]) -> Callable[[str], tuple[T, ...]]:
    def parse_list(text: str) -> tuple[T, ...]:
        return tuple(parse_item(item) for item in text.split(",")) if text else ()

    return parse_list


TYPES: dict[Any, str] = {
    int: "int",
    float: "float",
    str: "str",
    tuple[int, ...]: "ints",
    tuple[float, ...]: "floats",
}
PARSERS: dict[str, Callable[[str], Any]] = {
    "int": _int,
    "float": _float,
    "str": str,
    "ints": _list_of(_int),
    "floats": _list_of(_float),
}
LISTS = ("ints", "floats")
MEANINGS = {
    "int": "a whole number",
    "float": "a finite number",
    "str": "a word",
    "ints": "whole numbers with commas between them",
    "floats": "finite numbers with commas between them",
}
