r"""TeX as people write it, made into TeX that math-core reads.

math-core 0.9 turns LaTeX into MathML Core.  What it does not know, and MathJax does, is
rewritten: ``\substack``, ``eqnarray``, line breaks outside of tables …
"""

import re

from plugins.markdown.maths.colours import resolve_colours
from plugins.markdown.maths.escapes import unescape_tex
from plugins.markdown.maths.extensions import encode
from plugins.markdown.maths.numbers import number
from plugins.markdown.maths.patterns import ARGUMENT, END, GROUP
from plugins.markdown.maths.rows import wrap_rows
from plugins.markdown.maths.text_commands import outside_text, spell_out, split_text

LENGTH = r"\[\s*-?[\d.]+\s*(?:pt|em|ex|mm|cm|in|mu|px)\s*\]"
FENCE = r"left|middle|right|[bB]igg?[lmr]?"
SIZE = r"tiny|scriptsize|footnotesize|small|normalsize|large|Large|LARGE|huge|Huge"

CHANGES = [
    (re.compile(pattern, re.DOTALL), new)
    for pattern, new in [  # in this order
        (rf"\\(?:mbox|hbox|textnormal|textrm|textup|textmd){END}", r"\\text"),
        (rf"\\(?:{SIZE}){END}", ""),
        (r"\\(?:boldsymbol|bm|pmb)\s*(?:\{\s*([\d.]+)\s*\}|(\d))", r"\\mathbf{\1\2}"),
        (r"\\(?:require|vspace\*?)\s*\{[^{}]*\}|\\(?:protect|strut|null)\b", ""),
        (r"\\hspace\*", r"\\hspace"),
        (rf"\\hfil+{END}", r"\\quad "),
        (rf"(?<!\\)((?:\\\\)+)(?:\*?\s*{LENGTH}|\*)", r"\1"),
        (rf"\\substack\s*{GROUP}", r"\\begin{subarray}{c}\1\\end{subarray}"),
        (r"\\(begin|end)\s*\{split\}", r"\\\1{aligned}"),
        (r"\\(begin|end)\s*\{alignedat\}(?:\{\d+\})?", r"\\\1{aligned}"),
        (r"\\(begin|end)\s*\{alignat(\*?)\}(?:\{\d+\})?", r"\\\1{align\2}"),
        (r"\\(begin|end)\s*\{flalign(\*?)\}", r"\\\1{align\2}"),
        (r"\\(?:begin|end)\s*\{(?:math|subequations)\}", ""),
        (rf"\\(cases|[bpvBV]?matrix)\s*{GROUP}", r"\\begin{\1}\2\\end{\1}"),
        (rf"\\eqalign\s*{GROUP}", r"\\begin{aligned}\1\\end{aligned}"),
        (rf"\\displaylines\s*{GROUP}", r"\\begin{gathered}\1\\end{gathered}"),
        (rf"\\cr{END}", r"\\\\ "),
        (rf"\\root\s*([^\\{{}}]+|\\[A-Za-z]+)\\of{END}", r"\\sqrt[\1]"),
        (rf"\\buildrel\s*(.+?)\s*\\over{END}\s*{ARGUMENT}", r"\\overset{\1}{\2\3}"),
        (rf"\\sideset\s*{GROUP}\s*{GROUP}\s*(\\[a-z]+)", r"{}\1{\3\\nolimits\2}"),
        (rf"\\smash\s*(?:\[[tb]\])?{END}", ""),
        (r"\\rule\s*(?:\[[^]]*\])?\{0[a-z]*\}\s*\{[^{}]*\}", ""),  # a strut
        (r"\\(begin|end)\s*\{displaymath\}", r"\\\1{equation*}"),
        (r"\\(begin|end)\s*\{([bpvBV]?)smallmatrix\}", r"\\\1{\2matrix}"),
        (r"\\(begin|end)\s*\{(?:multlined|[lr]gathered)\}", r"\\\1{gathered}"),
        (rf"\\({FENCE})\s*<", r"\\\1\\langle "),
        (rf"\\({FENCE})\s*>", r"\\\1\\rangle "),
        (r"\\[bB]igg?[lmr]?\s*\.", ""),  # no bracket at all
        (r"\\not\s*(?:\\!\s*)+", r"\\not "),
        (r"\\(begin|end)\s*\{([bpvBV]?matrix)\*\}(?:\[\w\])?", r"\\\1{\2}"),
        (r"\\begin\s*\{(array|aligned|gathered)\}\s*\[\w\]", r"\\begin{\1}"),
        (r"(?:\\\\\s*)+(?=\\end\s*\{)", ""),  # it would be an empty row
        (
            rf"\\mathop\s*{GROUP}\s*\\limits\s*_\s*{ARGUMENT}",
            r"\\underset{\2\3}{\1}\\,",
        ),
        (
            rf"\\DeclareMathOperator(\*?)\s*\{{?\\([A-Za-z]+)\}}?\s*{GROUP}",
            r"\\newcommand{\\\2}{\\operatorname\1{\3}}",
        ),
        (  # whether or not it is known already, as MathJax does
            r"\\(?:re|provide)?newcommand\*?\s*(?:\{\\?([A-Za-z]+)\}|\\([A-Za-z]+))",
            r"\\providecommand{\\\1\2}{}\\renewcommand{\\\1\2}",
        ),
        (r"\\let\s*\\([A-Za-z]+)\s*=?\s*(\\[A-Za-z]+)", r"\\def\\\1{\2}"),
        (r"\\(?!operatorname|tag)([A-Za-z]+)\*", r"\\\1 *"),  # no name of a command
        (r"(?<![.\\])\.\.\.(?!\.)", r"\\ldots{}"),
    ]
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


def rewrite(tex: str, colours: dict[str, tuple[str, str]] | None = None) -> str:
    """The expression in commands that math-core has; ``colours`` are those defined."""
    tex = spell_out(unescape_tex(tex.strip()))
    if (len(tex) - len(tex.rstrip("\\"))) % 2:
        tex = tex[:-1]  # half of a line break
    for pattern, new in CHANGES:
        tex = pattern.sub(new, tex)
    tex = outside_text(tex, lambda part: part.translate(CHARACTERS))
    tex = encode(resolve_colours(tex, {} if colours is None else colours))
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
