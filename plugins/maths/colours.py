r"""Colours, as math-core has them or as CSS does."""

import re

from plugins.maths.marks import marked
from plugins.maths.patterns import GROUP

COLOUR = re.compile(
    rf"\\(?:text)?color\s*(?:\[(\w+)\])?\s*\{{\s*([^{{}}]*?)\s*\}}\s*(?:{GROUP})?",
    re.DOTALL,
)
DEFINITION = re.compile(
    r"\\definecolor\s*\{\s*(\w+)\s*\}\s*\{\s*(\w+)\s*\}\s*\{([^{}]*)\}"
)
BASIC = "black blue brown cyan darkgray gray green lightgray lime magenta olive orange "
BASIC += "pink purple red teal violet white yellow"
OF_CSS = re.compile(rf"(?!(?:{BASIC.replace(' ', '|')})$)[a-z]+")  # math-core has not


def colour(tex: str, defined: dict[str, tuple[str, str]]) -> str:
    """The expression with its colours resolved; new ones are added to ``defined``."""

    def define(match: re.Match[str]) -> str:
        defined[match[1]] = match[2], match[3]
        return ""

    def named(match: re.Match[str]) -> str:
        model, name, group = match.groups()
        model, name = defined.get(name, (model, name))
        inner = None if group is None else COLOUR.sub(named, group)
        return _coloured(model, name, inner)

    return COLOUR.sub(named, DEFINITION.sub(define, tex))


def _coloured(model: str | None, name: str, inner: str | None) -> str:
    """A colour holds for the group that follows it, as in MathJax, or till the end."""
    if not model and OF_CSS.fullmatch(name) and inner is not None:
        return marked("colour", name, inner)
    if name.startswith("#"):
        model, name = "HTML", name[1:]
        if len(name) == 3:
            name = "".join(2 * digit for digit in name)
    switch = rf"\color[{model}]{{{name}}}" if model else rf"\color{{{name}}}"
    return switch if inner is None else f"{{{switch} {inner}}}"
