r"""TeX as people write it, made into TeX that math-core reads.

math-core 0.9 turns LaTeX into MathML Core.  What it does not know, and MathJax does, is
rewritten: ``\substack``, ``eqnarray``, line breaks outside of tables …
"""

import re
from collections.abc import Callable
from functools import lru_cache

from plugins.markdown.maths.colours import resolve_colours
from plugins.markdown.maths.escapes import unescape_tex
from plugins.markdown.maths.extensions import encode
from plugins.markdown.maths.numbers import number
from plugins.markdown.maths.patterns import ARGUMENT, END, GROUP
from plugins.markdown.maths.rows import wrap_rows
from plugins.markdown.maths.text_commands import outside_text, spell_out, split_text

Change = tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]

KEPT = 4096  # formulas, which come again in other texts, and when one is read again
SIZES = "tiny scriptsize footnotesize small normalsize large Large LARGE huge Huge"
TEXTS = "mbox hbox textnormal textrm textup textmd"
COMMANDS = {  # that end with their name, to what is written in their place
    **dict.fromkeys(SIZES.split(), ""),
    **dict.fromkeys(TEXTS.split(), r"\text"),
    **dict.fromkeys(("hfil", "hfill", "hfilll"), r"\quad "),
    **dict.fromkeys(("protect", "strut", "null"), ""),
    "cr": r"\\ ",
}
COMMAND = re.compile(rf"\\({'|'.join(COMMANDS)}){END}")
ENVIRONMENTS = {  # to what math-core calls them; nothing where only their inside counts
    "alignat": "align",
    "alignat*": "align*",
    "alignedat": "aligned",
    "displaymath": "equation*",
    "flalign": "align",
    "flalign*": "align*",
    "lgathered": "gathered",
    "math": "",
    "multlined": "gathered",
    "rgathered": "gathered",
    "split": "aligned",
    "subequations": "",
    **{f"{kind}smallmatrix": f"{kind}matrix" for kind in ("", *"bpvBV")},
}
COUNTED = {"alignat", "alignat*", "alignedat"}  # told how many columns they have
ENVIRONMENT = re.compile(
    rf"\\(begin|end)\s*\{{({'|'.join(map(re.escape, ENVIRONMENTS))})\}}(\{{\d+\}})?"
)

LENGTH = r"\[\s*-?[\d.]+\s*(?:pt|em|ex|mm|cm|in|mu|px)\s*\]"
FENCE = r"left|middle|right|[bB]igg?[lmr]?"
LENGTHS = [  # before \cr becomes a line break, after which brackets are no length
    (rf"(?<!\\)((?:\\\\)+)(?:\*?\s*{LENGTH}|\*)", r"\1"),
    (r"\\hspace\*", r"\\hspace"),
]
NOTHING = [  # after the commands, which would join with what follows
    (r"\\(?:require|vspace\*?)\s*\{[^{}]*\}", ""),
    (r"\\rule\s*(?:\[[^]]*\])?\{0[a-z]*\}\s*\{[^{}]*\}", ""),  # a strut
    (rf"\\smash\s*(?:\[[tb]\])?{END}", ""),
    (r"\\[bB]igg?[lmr]?\s*\.", ""),  # no bracket at all
]
ARGUMENTS = [
    (r"\\(?:boldsymbol|bm|pmb)\s*(?:\{\s*([\d.]+)\s*\}|(\d))", r"\\mathbf{\1\2}"),
    (rf"\\substack\s*{GROUP}", r"\\begin{subarray}{c}\1\\end{subarray}"),
    (rf"\\(cases|[bpvBV]?matrix)\s*{GROUP}", r"\\begin{\1}\2\\end{\1}"),
    (rf"\\eqalign\s*{GROUP}", r"\\begin{aligned}\1\\end{aligned}"),
    (rf"\\displaylines\s*{GROUP}", r"\\begin{gathered}\1\\end{gathered}"),
    (rf"\\root\s*([^\\{{}}]+|\\[A-Za-z]+)\\of{END}", r"\\sqrt[\1]"),
    (rf"\\buildrel\s*(.+?)\s*\\over{END}\s*{ARGUMENT}", r"\\overset{\1}{\2\3}"),
    (rf"\\sideset\s*{GROUP}\s*{GROUP}\s*(\\[a-z]+)", r"{}\1{\3\\nolimits\2}"),
    (
        rf"\\mathop\s*{GROUP}\s*\\limits\s*_\s*{ARGUMENT}",
        r"\\underset{\2\3}{\1}\\,",
    ),
]
BRACKETS = [
    (rf"\\({FENCE})\s*<", r"\\\1\\langle "),
    (rf"\\({FENCE})\s*>", r"\\\1\\rangle "),
    (r"\\not\s*(?:\\!\s*)+", r"\\not "),
]
TABLES = [  # after all of them have got their names
    (r"\\(begin|end)\s*\{([bpvBV]?matrix)\*\}(?:\[\w\])?", r"\\\1{\2}"),
    (r"\\begin\s*\{(array|aligned|gathered)\}\s*\[\w\]", r"\\begin{\1}"),
    (r"(?:\\\\\s*)+(?=\\end\s*\{)", ""),  # it would be an empty row
    (rf"(\\h(?:dash)?line{END})(?:\s*\\h(?:dash)?line{END})+", r"\1"),
]
DEFINITIONS = [
    (
        rf"\\DeclareMathOperator(\*?)\s*\{{?\\([A-Za-z]+)\}}?\s*{GROUP}",
        r"\\newcommand{\\\2}{\\operatorname\1{\3}}",
    ),
    (  # whether or not it is known already, as MathJax does
        r"\\(?:re|provide)?newcommand\*?\s*(?:\{\\?([A-Za-z]+)\}|\\([A-Za-z]+))",
        r"\\providecommand{\\\1\2}{}\\renewcommand{\\\1\2}",
    ),
    (r"\\let\s*\\([A-Za-z]+)\s*=?\s*(\\[A-Za-z]+)", r"\\def\\\1{\2}"),
]
SIGNS = [  # last: of all that may have a star, the names are known now
    (r"\\(?!operatorname|tag)([A-Za-z]+)\*", r"\\\1 *"),  # no name of a command
    (r"(?<![.\\])\.\.\.(?!\.)", r"\\ldots{}"),
]
OPERATOR = re.compile(rf"\\operatorname\s*(\*?)\s*{GROUP}")
NAME = re.compile(r"(?:[^\\{}_^*]|\\[,;:! ]|\\text\{[^\\{}]*\})*")
CHARACTERS = str.maketrans(  # that math-core reads in words only
    {
        "’": "'",
        "√": r"\surd ",
        "∅": r"\varnothing ",
        "∠": r"\angle ",
        "∢": r"\sphericalangle ",
        "∡": r"\measuredangle ",
        "∴": r"\therefore ",
        "∵": r"\because ",
        "⊤": r"\top ",
        "⊥": r"\bot ",
    }
)
EQNARRAY = re.compile(r"\\begin\s*\{eqnarray(\*?)\}(.*?)\\end\s*\{eqnarray\*?\}", re.S)
THREE_COLUMNS = re.compile(r"&((?:[^&\\]|\\[^\\])*)&")
COLUMNS = re.compile(rf"(\\begin\s*\{{array\}}\s*){GROUP}")
BETWEEN_COLUMNS = re.compile(rf"[@!<>]\s*{GROUP}|\s")


def _command(match: re.Match[str]) -> str:
    return COMMANDS[match[1]]


def _environment(match: re.Match[str]) -> str:
    command, old, count = match.groups()
    kept = "" if old in COUNTED else count or ""
    name = ENVIRONMENTS[old]
    return rf"\{command}{{{name}}}{kept}" if name else kept


def _compiled(changes: list[tuple[str, str]]) -> list[Change]:
    return [(re.compile(pattern, re.DOTALL), new) for pattern, new in changes]


CHANGES: list[Change] = [  # in this order
    *_compiled(LENGTHS),
    (COMMAND, _command),
    (ENVIRONMENT, _environment),
    *_compiled([*NOTHING, *ARGUMENTS, *BRACKETS, *TABLES, *DEFINITIONS, *SIGNS]),
]


def rewrite(tex: str, colours: dict[str, tuple[str, str]] | None = None) -> str:
    """The expression in commands that math-core has; ``colours`` are those defined."""
    if "color" in tex and colours is not None:
        return _rewritten(tex, colours)
    return _without_colours(tex)


@lru_cache(maxsize=KEPT)
def _without_colours(tex: str) -> str:
    return _rewritten(tex, {})


def _rewritten(tex: str, colours: dict[str, tuple[str, str]]) -> str:
    tex = spell_out(unescape_tex(tex.strip()))
    if (len(tex) - len(tex.rstrip("\\"))) % 2:
        tex = tex[:-1]  # half of a line break
    for pattern, new in CHANGES:
        tex = pattern.sub(new, tex)
    tex = outside_text(tex, lambda part: part.translate(CHARACTERS))
    tex = encode(resolve_colours(tex, colours))
    tex = OPERATOR.sub(_operator, tex)
    tex = COLUMNS.sub(_columns, EQNARRAY.sub(_eqnarray, tex))
    return number(wrap_rows(split_text(tex)))


def _operator(match: re.Match[str]) -> str:
    """An operator whose name is a formula and not only letters."""
    star, name = match.groups()
    if NAME.fullmatch(name):
        return rf"\operatorname{star}{{{name}}}"
    return rf"\mathop{{\mathrm{{{name}}}}}" if star else rf"\mathrm{{{name}}}"


def _eqnarray(match: re.Match[str]) -> str:
    """``a &=& b`` has one column more than ``align`` wants."""
    star, rows = match.groups()
    rows = THREE_COLUMNS.sub(r"&\1 ", rows)
    return rf"\begin{{align{star}}}{rows}\end{{align{star}}}"


def _columns(match: re.Match[str]) -> str:
    """``{@{}l@{}}`` says how columns join, which MathML cannot."""
    return f"{match[1]}{{{BETWEEN_COLUMNS.sub('', match[2])}}}"
