r"""TeX as people write it, made into TeX that math-core reads, and its MathML ours.

math-core 0.9 turns LaTeX into MathML Core.  What it does not know, and MathJax does,
is rewritten before (``\substack``, ``eqnarray``, ``\tag`` outside a numbered
environment …); what our pages do not allow is rewritten after: inline styles become
classes, for which the theme has rules.
"""

import re
from html import unescape

MACROS = {  # commands that math-core lacks, by others
    "dotsb": r"\cdots",
    "dotsc": r"\ldots",
    "dotsi": r"\cdots",
    "dotsm": r"\cdots",
    "dotso": r"\ldots",
    "ensuremath": "#1",
    "hdots": r"\ldots",
    "mathbbm": r"\mathbb{#1}",
    "mathds": r"\mathbb{#1}",
    "nicefrac": "{#1}/{#2}",
    "pmb": r"\boldsymbol{#1}",
    "sfrac": "{#1}/{#2}",
    "widetilde": r"\tilde{#1}",
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
        (r"\\(?:mbox|hbox|textnormal|textup|textmd)(?![A-Za-z])", r"\\text"),
        (rf"\\(?:{SIZE})(?![A-Za-z])", ""),
        (r"\\(?:require|vspace\*?)\s*\{[^{}]*\}|\\(?:protect|strut|null)\b", ""),
        (r"\\hspace\*", r"\\hspace"),
        (r"\\hfill(?![A-Za-z])", r"\\quad "),
        (rf"\\\\\*?\s*{LENGTH}", r"\\\\"),
        (rf"\\substack\s*{GROUP}", r"\\begin{subarray}{c}\1\\end{subarray}"),
        (r"\\(begin|end)\s*\{split\}", r"\\\1{aligned}"),
        (r"\\(begin|end)\s*\{alignedat\}(?:\{\d+\})?", r"\\\1{aligned}"),
        (r"\\(begin|end)\s*\{alignat(\*?)\}(?:\{\d+\})?", r"\\\1{align\2}"),
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
            r"\\(?:re|provide)?newcommand\*?\s*\{?\\([A-Za-z]+)\}?",
            r"\\providecommand{\\\1}{}\\renewcommand{\\\1}",
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
LABEL = re.compile(r"\\(label|eqref)\s*\{([^{}]*)\}")
NOTE = re.compile(r"\\(?:tag\*?|label)\s*\{[^{}]*\}")
NUMBERED = re.compile(rf"\\begin\s*\{{(?:{ROWS})\b")


def rewrite(tex: str) -> str:
    """The expression in words that math-core knows."""
    tex = tex.strip()
    if (len(tex) - len(tex.rstrip("\\"))) % 2:
        tex = tex[:-1]  # half of a line break
    for pattern, new in CHANGES:
        tex = pattern.sub(new, tex)
    tex = EQNARRAY.sub(_eqnarray, tex)
    tex = COLUMNS.sub(_columns, tex)
    tex = WORDS.sub(_words, tex)
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
    texts = [re.sub(r"(?<!\\)_", r"\\_", part) for part in parts[::3]]
    done = [rf"\{command}{{{texts[0]}}}"]
    for dollars, round_, text in zip(parts[1::3], parts[2::3], texts[1:], strict=True):
        done.append(f"{{{dollars or round_}}}" + rf"\{command}{{{text}}}")
    return "".join(done) if len(done) == 1 else f"{{{''.join(done)}}}"


def _label(match: re.Match[str]) -> str:
    return rf"\{match[1]}{{{re.sub(r'[^A-Za-z0-9:.-]', '-', match[2])}}}"


def _numbered(tex: str) -> str:
    """An equation with a tag or label is one that can have a number."""
    notes = NOTE.findall(tex)
    if not notes or NUMBERED.search(tex):
        return tex
    return rf"\begin{{equation}}{NOTE.sub('', tex)}{''.join(notes)}\end{{equation}}"


CLASSES = {  # what math-core writes as inline style, and the class that says it
    "text-align:left": "tex-left",
    "text-align:right": "tex-right",
    "justify-items:start": "",  # for the rules of tex-left and tex-right to say too
    "justify-items:end": "",
    "padding-left:0": "tex-l0",
    "padding-left:1em": "tex-l1",
    "padding-left:0.1em": "tex-l01",
    "padding-right:0": "tex-r0",
    "padding-right:0.1em": "tex-r01",
    "padding-right:0.1667em": "tex-r02",
    "padding-top:0": "tex-t0",
    "padding-top:0.1667em": "tex-t02",
    "padding-bottom:0": "tex-b0",
    "border-top:0.05em solid currentcolor": "tex-line-top",
    "border-left:0.05em solid currentcolor": "tex-line-left",
    "border-right:0.05em solid currentcolor": "tex-line-right",
    "border-top:0.05em dashed currentcolor": "tex-dash-top",
    "border-left:0.05em dashed currentcolor": "tex-dash-left",
    "border-right:0.05em dashed currentcolor": "tex-dash-right",
    "width:100%": "tex-wide",
    "width:50%": "tex-half",
    "width:7.5%": "tex-edge",
    "margin-left:-0.16666667em": "tex-back",
    "font-variant-caps:small-caps": "tex-small-caps",
    "math-shift:compact": "tex-compact",
}
STYLE = re.compile(r'\sstyle="([^"]*)"')
ENTITY = re.compile(r"&(?!(?:lt|gt|amp|quot|#\d+);)\w+;")  # XML knows only these
TABLE_LEVEL = re.compile(r'(<mtable[^>]*?)\sscriptlevel="0"')


def finish(mathml: str) -> str:
    """MathML that a strict content security policy, validators and XML accept."""
    mathml = ENTITY.sub(lambda match: unescape(match[0]), mathml)
    return STYLE.sub(_without_style, TABLE_LEVEL.sub(r"\1", mathml))


def _without_style(match: re.Match[str]) -> str:
    pairs = [pair.partition(":") for pair in match[1].split(";") if pair.strip()]
    rules = {name.strip(): value.strip() for name, _, value in pairs}
    colour = rules.pop("color", None)
    names = [CLASSES.get(f"{name}:{value}", "") for name, value in rules.items()]
    classes = " ".join(filter(None, names))
    return (f' class="{classes}"' if classes else "") + (
        f' mathcolor="{colour}"' if colour else ""
    )
