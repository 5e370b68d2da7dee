"""Options of a demo: each is defined once, as a dataclass field made by ``option``.

An option is an int, a float, a str with choices, or a tuple of ints or of
floats, written ``0,0.01,0.1``.  Its name is the field's, with - for _.
"""

import dataclasses
import difflib
import typing
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from demos.framework.kinds import MEANINGS, PARSERS, TYPES, fits
from demos.framework.numbers import number

T = TypeVar("T")


class UsageError(ValueError):
    """What was asked for cannot be; the message says what can."""


@dataclasses.dataclass(frozen=True)
class Option:
    """One option, as ``list --json`` shows it."""

    name: str
    type: str  # a key of PARSERS
    default: Any
    help: str
    unit: str
    minimum: float | None
    maximum: float | None
    above: float | None  # a minimum that is itself excluded
    below: float | None  # a maximum that is itself excluded
    choices: tuple[str, ...]
    drawing: bool  # it changes the drawing alone, and not what the demo computes

    @property
    def field(self) -> str:
        """Name of the dataclass field."""
        return self.name.replace("-", "_")

    @property
    def range(self) -> str:
        """The rule in words, "at least 0 and at most 1"; empty where all goes."""
        rules = [
            ("at least", self.minimum),
            ("above", self.above),
            ("at most", self.maximum),
            ("below", self.below),
        ]
        words = [
            f"{rule} {number(bound)}" for rule, bound in rules if bound is not None
        ]
        if self.choices:
            words.append("one of " + ", ".join(self.choices))
        return " and ".join(words)


def option(
    default: T,
    help: str,
    *,
    unit: str = "",
    minimum: float | None = None,
    maximum: float | None = None,
    above: float | None = None,
    below: float | None = None,
    choices: Sequence[str] = (),
    drawing: bool = False,
) -> T:
    """A dataclass field that is a command-line option as well.

    Its class refuses a value of another kind or range, however it comes there.
    """
    metadata = {
        "help": help,
        "unit": unit,
        "minimum": minimum,
        "maximum": maximum,
        "above": above,
        "below": below,
        "choices": tuple(choices),
        "drawing": drawing,
    }
    field: Any = dataclasses.field(default=default, metadata=metadata)
    field.__class__ = _Checked
    return typing.cast("T", field)


class _Checked(dataclasses.Field[Any]):
    """A field that has its class look at the values of all such fields."""

    __slots__ = ()

    def __set_name__(self, owner: Any, name: str) -> None:
        """Python's call when the class is made: before it is a dataclass."""
        own = vars(owner).get("__post_init__")
        if not hasattr(own, "rule"):
            owner.__post_init__ = _look_before(own, owner)


def _look_before(
    rule: Callable[[Any], None] | None, owner: type
) -> Callable[..., None]:
    """What refuses values one by one, then by the rules of a class and its bases."""

    def look(made: Any) -> None:
        for option in options(type(made)):
            refuse(option, getattr(made, option.field))
        kinds = type(made).__mro__
        for kind in kinds[kinds.index(owner) :]:
            own = vars(kind).get("__post_init__")  # plain, of a class without options
            if found := getattr(own, "rule", own):
                found(made)

    look.rule = rule  # type: ignore[attr-defined]
    return look


def options(parameters: type) -> list[Option]:
    """The options of a parameters class, in the order in which it defines them."""
    hints = typing.get_type_hints(parameters)
    return [
        Option(
            name=field.name.replace("_", "-"),
            type=TYPES[hints[field.name]],
            default=field.default,
            **field.metadata,
        )
        for field in dataclasses.fields(parameters)
    ]


def parse(parameters: type[T], texts: Mapping[str, str]) -> T:
    """Parameters from what the user wrote, option name to text; checked."""
    known = {option.name: option for option in options(parameters)}
    values = {}
    for name, text in texts.items():
        if name not in known:
            raise UsageError(unknown(f"option --{name}", name, known, prefix="--"))
        values[known[name].field] = parse_one(known[name], text)
    try:
        return parameters(**values)
    except ValueError as error:  # a rule between options, or a size too large
        raise UsageError(str(error)) from None


def parse_one(option: Option, text: str) -> Any:
    """The value of one option, in its range."""
    try:
        value = PARSERS[option.type](text)
    except ValueError:
        what = MEANINGS[option.type]
        raise UsageError(f"--{option.name} must be {what}; got {text!r}") from None
    refuse(option, value)
    return value


def refuse(option: Option, value: Any) -> None:
    """UsageError for a value that is not of the option's kind, or out of its range."""
    if not fits(option.type, value):
        what = MEANINGS[option.type]
        raise UsageError(f"--{option.name} must be {what}; got {value!r}")
    for item in value if isinstance(value, tuple) else (value,):
        if not _allowed(option, item):
            raise UsageError(
                f"--{option.name} must be {option.range}; got {written(item)}"
            )


def written(value: Any) -> str:
    """A value as the user would write it on the command line."""
    if isinstance(value, tuple):
        return ",".join(written(item) for item in value)
    short = f"{value:g}" if isinstance(value, float) else str(value)
    return short if short == str(value) or float(short) == value else str(value)


def unknown(what: str, name: str, known: Iterable[str], *, prefix: str = "") -> str:
    """A message for a name that is not there: the nearest, or all, nearest first."""
    names = sorted(known, key=lambda each: (-_likeness(name, each), each))
    near = difflib.get_close_matches(name, names, n=1)
    hint = "the nearest is" if near else "use one of"
    shown = ", ".join(prefix + name for name in near or names)
    return f"there is no {what}; {hint} {shown}"


def _likeness(name: str, other: str) -> float:
    return difflib.SequenceMatcher(a=name, b=other).ratio()


def _allowed(option: Option, value: Any) -> bool:
    if option.choices:
        return value in option.choices
    return (
        (option.minimum is None or value >= option.minimum)
        and (option.maximum is None or value <= option.maximum)
        and (option.above is None or value > option.above)
        and (option.below is None or value < option.below)
    )
