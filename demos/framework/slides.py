"""A slide: one option of a demo at many values, each an experiment of its own.

``--slide epsilons:0,0.01,0.1`` names the option and its values, as ``slide_values``
reads them.  What each value draws is written by a run of its own with ``--part``, and
can be given back with ``--parts``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from demos.framework.demo import Demo
from demos.framework.numbers import number
from demos.framework.options import Option, UsageError, options, parse, unknown
from demos.framework.slide_values import joined, split, written_out

Texts = Mapping[str, str]


@dataclass(frozen=True)
class Slide:
    """An option, its values, and the parameters at each of them."""

    option: Option
    values: list[str]  # as written
    parameters: list[Any]
    start: int  # the value that is drawn

    @property
    def drawn(self) -> Any:
        """The parameters of the drawing."""
        return self.parameters[self.start]

    @property
    def text(self) -> str:
        """As the command line takes it."""
        return f"{self.option.name}:{joined(self.values)}"

    @property
    def label(self) -> str:
        """What the slider sets."""
        name = self.option.name.replace("-", " ")
        return name.removesuffix("s") if self.option.type.endswith("s") else name

    @property
    def shown(self) -> list[str]:
        """The values as readers see them."""
        return [
            ", ".join(number(float(item)) for item in value.split(","))
            for value in self.values
        ]


def of(demo: Demo, own: Texts, text: str) -> Slide:
    """The slide that was asked for; UsageError for one that cannot be.

    Args:
        demo: whose option it is.
        own: the other options as written, and perhaps the value to draw.
        text: of ``--slide``.
    """
    try:
        name, _, rest = written_out(text).partition(":")
    except ValueError as error:
        raise UsageError(str(error)) from None
    known = {option.name: option for option in options(demo.Parameters)}
    if name not in known:
        raise UsageError(unknown(f"option --{name} to slide", name, known))
    if known[name].type == "str":
        raise UsageError(f"--slide {name} is a word; only numbers can slide")
    values = split(rest)
    every = [parse(demo.Parameters, {**own, name: value}) for value in values]
    if len(set(every)) < len(every):
        raise UsageError(f"--slide {name} takes different values; got {rest}")
    return Slide(known[name], values, every, _start(every, demo, own, name))


def _start(every: list[Any], demo: Demo, own: Texts, name: str) -> int:
    """The value that was asked for, else the default, else the one in the middle."""
    try:
        usual = parse(demo.Parameters, own)
    except UsageError:  # what it must agree with is what slides
        usual = None
    if usual in every:
        return every.index(usual)
    if name in own:
        raise UsageError(f"--{name} {own[name]} is none of the values of --slide")
    return len(every) // 2
