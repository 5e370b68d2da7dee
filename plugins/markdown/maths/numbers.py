r"""Numbers of equations: ``\tag``, ``\label`` and what refers to them."""

import re

from plugins.markdown.maths.patterns import GROUP

ROWS = "equation|align|gather|multline"  # environments that can number their rows
LABEL = re.compile(r"\\(label|eqref)\s*\{([^{}]*)\}")
REFERENCE = re.compile(r"\(\s*\\ref\s*(\{[^{}]*\})\s*\)|\\ref\s*(\{[^{}]*\})")
TAG = re.compile(rf"\\tag(\*?)\s*{GROUP}")
NOTE = re.compile(rf"\\(?:tag\*?|label)\s*{GROUP}")
NUMBERED = re.compile(rf"\\begin\s*\{{(?:{ROWS})\b")
ALL_ROWS = re.compile(
    rf"(.*?)\\begin\s*\{{({ROWS})\*?\}}(.*)\\end\s*\{{\2\*?\}}(.*)", re.DOTALL
)
INNER = {"align": "aligned", "gather": "gathered", "multline": "gathered"}
TEXT = re.compile(r"\\text(?:rm|bf|it)?\s*|(?<!\\)[${}]")
SIGNS = {"ast": "∗", "star": "⋆", "dagger": "†", "ddagger": "‡", "prime": "′"}
SIGNS |= {"square": "□", "Box": "□", "blacksquare": "■", "qed": "□"}
SIGN = re.compile(rf"\\({'|'.join(SIGNS)})(?![A-Za-z])\s*")
ODD = re.compile(r"[^A-Za-z0-9 .,:;/()*+-]")  # math-core would take it for a mistake
CODE = re.compile(r"::([0-9a-f]+)::")


def number(tex: str) -> str:
    """The expression with numbers, labels and references as math-core has them."""
    tex = REFERENCE.sub(lambda match: rf"\eqref{match[1] or match[2]}", tex)
    return _in_equation(LABEL.sub(_label, TAG.sub(_tag, tex)))


def tag_text(text: str) -> str:
    """What is shown as a tag, from what ``number`` made of it."""
    return CODE.sub(lambda match: chr(int(match[1], 16)), text)


def _tag(match: re.Match[str]) -> str:
    text = TEXT.sub("", SIGN.sub(lambda sign: SIGNS[sign[1]], match[2]))
    if "\\" in text:
        return match[0]
    text = ODD.sub(lambda odd: f"::{ord(odd[0]):x}::", text)
    return rf"\tag{match[1]}{{{text}}}"


def _label(match: re.Match[str]) -> str:
    return rf"\{match[1]}{{{re.sub(r'[^A-Za-z0-9:.-]', '-', match[2])}}}"


def _in_equation(tex: str) -> str:
    """An equation with a tag or label is one that can have a number."""
    notes = [match[0] for match in NOTE.finditer(tex)]
    if not notes:
        return tex
    if NUMBERED.search(tex):
        return ALL_ROWS.sub(_one_number, tex)
    return rf"\begin{{equation}}{NOTE.sub('', tex)}{''.join(notes)}\end{{equation}}"


def _one_number(match: re.Match[str]) -> str:
    """Rows that share the number that stands outside of them."""
    before, environment, rows, after = match.groups()
    if not NOTE.search(before + after):
        return match[0]
    notes = "".join(note[0] for note in NOTE.finditer(match[0]))
    before, rows, after = (NOTE.sub("", part) for part in (before, rows, after))
    if inner := INNER.get(environment):
        rows = rf"\begin{{{inner}}}{rows}\end{{{inner}}}"
    return rf"\begin{{equation}}{before}{rows}{after}{notes}\end{{equation}}"
