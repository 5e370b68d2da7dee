"""Expressions of Liquid: literals, variables, comparisons, filters."""

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from plugins.commands.import_jekyll.liquid.filters import EMPTY, FILTERS

STRING = r"\"[^\"]*\"|'[^']*'"
PIECE = re.compile(rf"{STRING}|[^\s|:,]+|[|:,]")
VARIABLE = re.compile(r"[A-Za-z_][\w-]*(?:\??(?:\.[\w-]+|\[[^\[\]]+\]))*\??")
STEP = re.compile(r"\.([\w-]+)|\[([^\[\]]+)\]")
LITERALS: dict[str, Any] = {"true": True, "false": False, "nil": None, "null": None}
LITERALS |= {"blank": "", "empty": ""}
CONDITION = re.compile(rf"({STRING})|\s+(and|or)\s+")
COMPARED = re.compile(
    rf"\s*(?P<left>{STRING}|\S+?)\s*"
    rf"(?:(?P<sign>==|!=|<>|>=|<=|>|<|\bcontains\b)\s*(?P<right>{STRING}|\S+))?\s*"
)


class Unsupported(Exception):
    """What Liquid asks for and is not evaluated here."""


class Unknown(NamedTuple):
    """The value of a variable that could not be told, and why."""

    why: str


class Scope:
    """Variables by name; those that are not known at all are not guessed.

    Args:
        values: what ``site``, ``page`` and so on stand for.
    """

    def __init__(self, values: Mapping[str, Any]) -> None:
        self.values = dict(values)

    def inside(self, **values: Any) -> "Scope":
        """The same with more variables; what is assigned in it stays in it."""
        return Scope({**self.values, **values})

    def look_up(self, path: str) -> Any:
        """The value of ``a.b[0]["c"]``; nothing where a step leads nowhere."""
        name = re.match(r"[\w-]+", path)
        if not name or name[0] not in self.values:
            raise Unsupported(f"{path} is not known")
        value = self.values[name[0]]
        if isinstance(value, Unknown):
            raise Unsupported(value.why)
        for key, index in STEP.findall(path):
            value = _step(value, key or self.evaluate(index))
        return value

    def evaluate(self, text: str) -> Any:
        """The value of a literal or a variable."""
        text = text.strip()
        if re.fullmatch(STRING, text):
            return text[1:-1]
        if text in LITERALS:
            return LITERALS[text]
        if re.fullmatch(r"-?\d+(\.\d+)?", text):
            return float(text) if "." in text else int(text)
        if not VARIABLE.fullmatch(text):
            raise Unsupported(f"{text!r} is not understood")
        return self.look_up(text)

    def items(self, text: str, most: int) -> list[Any]:
        """What a loop goes through: a list, or numbers from one to another."""
        if numbers := re.fullmatch(r"\((\S+?)\.\.(\S+?)\)", text):
            first, last = (int(self.evaluate(n)) for n in numbers.groups())
            return list(range(first, min(last, first + most) + 1))
        value = self.evaluate(text)
        if isinstance(value, Mapping):
            return [list(pair) for pair in value.items()]
        return list(value) if isinstance(value, list) else []

    def output(self, text: str) -> Any:
        """The value of what stands between two braces: a value and its filters."""
        first, *calls = _split_filters(text)
        value = self.evaluate(first)
        for name, arguments in calls:
            filter_ = FILTERS.get(name)
            if filter_ is None:
                raise Unsupported(f"the filter {name!r}")
            try:
                is_needless = name == "default" and value not in EMPTY
                if not is_needless:  # what it names may not be known
                    value = filter_(value, *map(self.evaluate, arguments))
            except (TypeError, ValueError, ArithmeticError, LookupError) as error:
                raise Unsupported(f"the filter {name!r} on {value!r}") from error
        return value

    def holds(self, text: str) -> bool:
        """Whether a condition is true; ``and`` and ``or`` are read from the right."""
        for match in CONDITION.finditer(text):
            if match[2]:
                left = self._compare(text[: match.start()])
                if match[2] == "and":
                    return left and self.holds(text[match.end() :])
                return left or self.holds(text[match.end() :])
        return self._compare(text)

    def _compare(self, text: str) -> bool:
        match = COMPARED.fullmatch(text)
        if not match:
            raise Unsupported(f"the condition {text.strip()!r}")
        left = self.evaluate(match["left"])
        if not match["sign"]:
            return left is not None and left is not False
        right = self.evaluate(match["right"])
        try:
            return bool(COMPARE[match["sign"]](left, right))
        except TypeError as error:
            raise Unsupported(f"the condition {text.strip()!r}") from error


def _step(value: Any, key: Any) -> Any:
    if isinstance(value, Mapping):
        return value.get(key, len(value) if key == "size" else None)
    if isinstance(value, list | str) and key == "size":
        return len(value)
    if isinstance(value, list) and value:
        place = {"first": 0, "last": -1}.get(key, key)
        if isinstance(place, int) and -len(value) <= place < len(value):
            return value[place]
    return None


def _contains(left: Any, right: Any) -> bool:
    return left is not None and str(right) in (
        left if isinstance(left, str) else list(map(str, left))
    )


def _equal(left: Any, right: Any) -> bool:
    """As texts where one is a number or truth: YAML's values are texts here."""
    if right == "" and left is None:
        return True
    return left == right or as_text(left) == as_text(right)


COMPARE: dict[str, Callable[[Any, Any], Any]] = {
    "==": _equal,
    "!=": lambda a, b: not _equal(a, b),
    "<>": lambda a, b: not _equal(a, b),
    ">": lambda a, b: float(a) > float(b),
    "<": lambda a, b: float(a) < float(b),
    ">=": lambda a, b: float(a) >= float(b),
    "<=": lambda a, b: float(a) <= float(b),
    "contains": _contains,
}


def _split_filters(text: str) -> list[Any]:
    """The first value, then each filter's name with its arguments."""
    found: list[Any] = []
    pieces = PIECE.findall(text)
    groups: list[list[str]] = [[]]
    for piece in pieces:
        if piece == "|":
            groups.append([])
        else:
            groups[-1].append(piece)
    if len(groups[0]) != 1:
        raise Unsupported(f"{text.strip()!r} is not understood")
    for group in groups[1:]:
        arguments = [piece for piece in group[1:] if piece not in {":", ","}]
        found.append((group[0] if group else "", arguments))
    return [groups[0][0], *found]


def as_text(value: Any) -> str:
    """What Liquid prints of a value."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return "".join(map(as_text, value))
    return str(value)
