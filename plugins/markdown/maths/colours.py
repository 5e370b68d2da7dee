r"""Colours: those of LaTeX are math-core's, those of CSS and of an author are not."""

import re

from plugins.markdown.maths.patterns import GROUP

COLOUR = re.compile(
    rf"\\(?:text)?color\s*(?:\[(\w+)\])?\s*\{{\s*([^{{}}]*?)\s*\}}\s*(?:{GROUP})?",
    re.DOTALL,
)
DEFINITION = re.compile(
    r"\\definecolor\s*\{\s*(\w+)\s*\}\s*\{\s*(\w+)\s*\}\s*\{([^{}]*)\}"
)
LATEX = "black blue brown cyan darkgray gray green lightgray lime magenta olive orange "
LATEX += "pink purple red teal violet white yellow"
OF_CSS = re.compile(rf"#\w+|(?!(?:{LATEX.replace(' ', '|')})$)[a-z]+")


def resolve_colours(tex: str, defined: dict[str, tuple[str, str]]) -> str:
    """The expression with its colours resolved; new ones are added to ``defined``."""

    def define(match: re.Match[str]) -> str:
        defined[match[1]] = match[2], match[3]
        return ""

    def named(match: re.Match[str]) -> str:
        """A colour holds for the group that follows, as in MathJax, or till the end."""
        model, name, group = match.groups()
        model, name = defined.get(name, (model, name))
        if not model and OF_CSS.fullmatch(name) and (digits := of_css(name)):
            model, name = "HTML", digits
        switch = rf"\color[{model}]{{{name}}}" if model else rf"\color{{{name}}}"
        return switch if group is None else f"{{{switch} {COLOUR.sub(named, group)}}}"

    return COLOUR.sub(named, DEFINITION.sub(define, tex))


def of_css(name: str) -> str:
    """The six hexadecimal digits of a colour of CSS; nothing if it has none such."""
    from PIL import ImageColor  # only who wants it pays for it

    try:
        return "".join(f"{part:02X}" for part in ImageColor.getrgb(name)[:3])
    except ValueError:
        return ""
