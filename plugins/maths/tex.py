r"""TeX as people write it, made into TeX that math-core reads.

math-core 0.9 turns LaTeX into MathML Core.  What it does not know, and MathJax does, is
rewritten: ``\substack``, ``eqnarray``, ``\tag`` outside a numbered environment …
"""

import re

from plugins.maths.rows import stack

MACROS = {  # commands that math-core lacks, by others
    "centerdot": r"\cdot",
    "dotsb": r"\cdots",
    "dotsc": r"\ldots",
    "dotsi": r"\cdots",
    "dotsm": r"\cdots",
    "dotso": r"\ldots",
    "enskip": r"\enspace",
    "ensuremath": "#1",
    "hdots": r"\ldots",
    "mathbbm": r"\mathbb{#1}",
    "mathbfit": r"\boldsymbol{#1}",
    "mathds": r"\mathbb{#1}",
    "mathnormal": "{#1}",
    "nicefrac": "{#1}/{#2}",
    "overunderset": r"\overset{#1}{\underset{#2}{#3}}",
    "pmb": r"\boldsymbol{#1}",
    "sfrac": "{#1}/{#2}",
    "smallsetminus": r"\setminus",
    "varliminf": r"\underline{\lim}",
    "varlimsup": r"\overline{\lim}",
    "widetilde": r"\overset{˜}{#1}",
}


def _nested(depth: int) -> str:
    """Pattern of what may stand in a group whose groups are ``depth`` deep."""
    inner = rf"|\{{{_nested(depth - 1)}\}}" if depth else ""
    return rf"(?:[^{{}}\\]|\\.{inner})*"


GROUP = rf"\{{({_nested(4)})\}}"
ARGUMENT = rf"(?:{GROUP}|(\\[A-Za-z]+|[^\s{{}}]))"
LENGTH = r"\[\s*-?[\d.]+\s*(?:pt|em|ex|mm|cm|in|mu|px)\s*\]"
SIZE = r"tiny|scriptsize|footnotesize|small|normalsize|large|Large|LARGE|huge|Huge"
ROWS = r"equation|align|gather|multline"  # environments that can number their rows

CHANGES = [
    (re.compile(pattern, re.DOTALL), new)
    for pattern, new in [  # in this order
        (r"\\(?:mbox|hbox|textnormal|textrm|textup|textmd)(?![A-Za-z])", r"\\text"),
        (rf"\\(?:{SIZE})(?![A-Za-z])", ""),
        (r"\\(?:require|vspace\*?)\s*\{[^{}]*\}|\\(?:protect|strut|null)\b", ""),
        (r"\\hspace\*", r"\\hspace"),
        (r"\\hfill(?![A-Za-z])", r"\\quad "),
        (rf"\\\\\*?\s*{LENGTH}", r"\\\\"),
        (rf"\\substack\s*{GROUP}", r"\\begin{subarray}{c}\1\\end{subarray}"),
        (r"\\(begin|end)\s*\{split\}", r"\\\1{aligned}"),
        (r"\\(begin|end)\s*\{alignedat\}(?:\{\d+\})?", r"\\\1{aligned}"),
        (r"\\(begin|end)\s*\{alignat(\*?)\}(?:\{\d+\})?", r"\\\1{align\2}"),
        (r"\\(begin|end)\s*\{flalign(\*?)\}", r"\\\1{align\2}"),
        (r"\\(?:begin|end)\s*\{(?:math|subequations)\}", ""),
        (rf"\\(cases|[bpvBV]?matrix)\s*{GROUP}", r"\\begin{\1}\2\\end{\1}"),
        (rf"\\eqalign\s*{GROUP}", r"\\begin{aligned}\1\\end{aligned}"),
        (rf"\\displaylines\s*{GROUP}", r"\\begin{gathered}\1\\end{gathered}"),
        (r"\\cr(?![A-Za-z])", r"\\\\ "),
        (r"\\root\s*([^\\{}]+|\\[A-Za-z]+)\\of(?![A-Za-z])", r"\\sqrt[\1]"),
        (r"\\smash\s*(?:\[[tb]\])?(?![A-Za-z])", ""),
        (r"\\rule\s*(?:\[[^]]*\])?\{0[a-z]*\}\s*\{[^{}]*\}", ""),  # a strut
        ("’", "'"),
        (r"\\(begin|end)\s*\{displaymath\}", r"\\\1{equation*}"),
        (r"\\(begin|end)\s*\{smallmatrix\}", r"\\\1{matrix}"),
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
        (r"\\ref\b", r"\\eqref"),
        (r"\\tag(\*?)\s*\{\s*\$([^{}$]*)\$\s*\}", r"\\tag\1{\2}"),
        (r"(?<![.\\])\.\.\.(?!\.)", r"\\ldots{}"),
    ]
]
EQNARRAY = re.compile(r"\\begin\s*\{eqnarray(\*?)\}(.*?)\\end\s*\{eqnarray\*?\}", re.S)
THREE_COLUMNS = re.compile(r"&((?:[^&\\]|\\[^\\])*)&")
COLUMNS = re.compile(rf"(\\begin\s*\{{array\}}\s*){GROUP}")
BETWEEN_COLUMNS = re.compile(rf"[@!<>]\s*{GROUP}|\s")
WORDS = re.compile(rf"\\(text(?:rm|bf|it|sf|tt)?|emph)\s*{GROUP}", re.DOTALL)
MATHS_IN_WORDS = re.compile(r"(?<!\\)\$([^$]*)\$|\\\((.*?)\\\)", re.DOTALL)
SPECIAL = re.compile(r"\\?([_&#%$])")  # in words they are what they look like
VERBATIM = re.compile(r"\\verb\*?([^\sA-Za-z*])(.*?)\1")
CHARACTER = re.compile(r"\\unicode\s*\{\s*(?:x([0-9A-Fa-f]{1,5})|(\d{1,6}))\s*\}")
COLOUR = re.compile(
    rf"\\(?:text)?color\s*(?:\[(\w+)\])?\s*\{{\s*([^{{}}]*?)\s*\}}\s*(?:{GROUP})?",
    re.DOTALL,
)
LABEL = re.compile(r"\\(label|eqref)\s*\{([^{}]*)\}")
NOTE = re.compile(r"\\(?:tag\*?|label)\s*\{[^{}]*\}")
NUMBERED = re.compile(rf"\\begin\s*\{{(?:{ROWS})\b")


def rewrite(tex: str) -> str:
    """The expression in words that math-core knows."""
    tex = tex.strip()
    if (len(tex) - len(tex.rstrip("\\"))) % 2:
        tex = tex[:-1]  # half of a line break
    tex = CHARACTER.sub(_character, VERBATIM.sub(_verbatim, tex))
    for pattern, new in CHANGES:
        tex = pattern.sub(new, tex)
    tex = COLOUR.sub(_colour, tex)
    tex = EQNARRAY.sub(_eqnarray, tex)
    tex = COLUMNS.sub(_columns, tex)
    tex = stack(WORDS.sub(_words, tex))
    return _numbered(LABEL.sub(_label, tex))


def _eqnarray(match: re.Match[str]) -> str:
    """``a &=& b`` has one column more than ``align`` wants."""
    star, rows = match.groups()
    rows = THREE_COLUMNS.sub(r"&\1 ", rows)
    return rf"\begin{{align{star}}}{rows}\end{{align{star}}}"


def _columns(match: re.Match[str]) -> str:
    """``{@{}l@{}}`` says how columns join, which MathML cannot."""
    return f"{match[1]}{{{BETWEEN_COLUMNS.sub('', match[2])}}}"


def _words(match: re.Match[str]) -> str:
    """Words with formulas between them, as words, formula, words."""
    command, words = match.groups()
    parts = MATHS_IN_WORDS.split(words)  # words, $formula$ or None, \(formula\) or None
    texts = [SPECIAL.sub(r"\\\1{}", part) for part in parts[::3]]
    done = [rf"\{command}{{{texts[0]}}}"]
    for dollars, round_, text in zip(parts[1::3], parts[2::3], texts[1:], strict=True):
        done.append(f"{{{dollars or round_}}}" + rf"\{command}{{{text}}}")
    return "".join(done) if len(done) == 1 else f"{{{''.join(done)}}}"


def _verbatim(match: re.Match[str]) -> str:
    """``\\verb|a_b|``, whose characters all stand for themselves."""
    words = re.sub(r"[{}$]", r"\\\g<0>", match[2].replace("\\", r"\textbackslash "))
    return rf"\texttt{{{words}}}"


def _character(match: re.Match[str]) -> str:
    code = int(match[1], 16) if match[1] else int(match[2])
    character = chr(code) if code <= 0x10FFFF else ""
    plain = character.isprintable() and character not in r"\{}$&#%_^~"
    return rf"\text{{{character}}}" if plain else match[0]


def _colour(match: re.Match[str]) -> str:
    """A colour holds for the group that follows it, as in MathJax, or till the end."""
    model, colour, group = match.groups()
    if colour.startswith("#"):
        model, colour = "HTML", colour[1:]
        if len(colour) == 3:
            colour = "".join(2 * digit for digit in colour)
    named = rf"\color[{model}]{{{colour}}}" if model else rf"\color{{{colour}}}"
    return named if group is None else f"{{{named} {COLOUR.sub(_colour, group)}}}"


def _label(match: re.Match[str]) -> str:
    return rf"\{match[1]}{{{re.sub(r'[^A-Za-z0-9:.-]', '-', match[2])}}}"


def _numbered(tex: str) -> str:
    """An equation with a tag or label is one that can have a number."""
    notes = NOTE.findall(tex)
    if not notes or NUMBERED.search(tex):
        return tex
    return rf"\begin{{equation}}{NOTE.sub('', tex)}{''.join(notes)}\end{{equation}}"
