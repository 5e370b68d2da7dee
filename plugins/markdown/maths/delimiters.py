r"""Where mathematics begins and ends in Markdown.

``$…$`` follows pandoc's rules: no space after the first dollar nor before the second,
no digit after the second, and the first unescaped dollar after an opening one decides;
so prices stay prices.  With spaces, as in ``$ x_1 $``, it must look like TeX: with a
command or a sign after its first letter, and without two words in a row.

``$$…$$``, ``\(…\)``, ``\[…\]`` (also with two or three backslashes, for Jekyll) and
bare environments are mathematics too, and so is a bare ``\eqref{…}`` or ``\ref{…}``.
``$$…$$`` with words in its line is inline, as in kramdown; ``\[1982\]`` is a year in
brackets.  Nothing is in code, in HTML tags, in addresses, or after a backslash.

The text is scanned from its beginning: at each character that something may begin with,
the rules for that character are tried in their order, and the first that matches takes
its part of the text.
"""

import re
from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple

Kind = Literal["skip", "inline", "display"]


class Rule(NamedTuple):
    """What to do with a part of the text; the group ``tex`` is inside delimiters."""

    kind: Kind
    pattern: re.Pattern[str]
    holds: Callable[[re.Match[str]], bool]


def _rule(
    kind: Kind,
    pattern: str,
    holds: Callable[[re.Match[str]], bool] = lambda _: True,
) -> Rule:
    return Rule(kind, re.compile(pattern, re.VERBOSE | re.MULTILINE), holds)


def _is_tex(match: re.Match[str]) -> bool:
    """Whether escaped brackets are TeX's, rather than brackets that are no link's."""
    tex, opening = match["tex"], match[0][len(match["slashes"])]
    if len(match["slashes"]) > 1 or SIGN.search(tex):
        return True
    if WORDY.match(tex.strip()):
        return False
    apart = tex.strip() != tex or not _in_words(match)
    return opening == "(" or apart or re.search("[+<>]", tex) is not None


# Parts of patterns.
BLANK = r"\n[ \t>]*\n"
LINE_BREAKS = r"(?:\n[ \t>]*)++"
LINK = r":// | \]\((?:\w+:|[/\#.{])"
TAG_NAMES = "code|kbd|samp|pre|script|style|span|em|strong|small|img|br|svg|math|div"
# What TeX never has, and what must not be swallowed by a dollar that stands for money.
FOREIGN = rf"""
      \n[ \t>]*(?:\n|[-*+][ ]|\d+[.)][ ]|\#|\||`{{3}})
    | ` | {LINK} | </[A-Za-z] | <\w+\s+[\w-]+=["']
    | <(?:{TAG_NAMES})\b | (?<![\^{{*])\*\*
"""
WORDS = r"\\(?:text\w*|mbox|hbox)\s*\{(?:[^{}]|\{[^{}]*\})*\}"  # may hold dollars
TEX_LIKE = r"[^$]*\\[A-Za-z]|[ ]+[A-Za-z](?:\s*[_^(=<>+*/|'-]|\s+\$)"
TEX_LIKE += r"|[^\s$][^$]*[_^=][^$]*\$|[A-Za-z(][^$]*[<>+(][^$]*\$"
TEX_LIKE += r"|[ ]+\{[^$]*[_^][^$]*\$"
TEX_LIKE += (
    r"|[ ]*\n(?:[^$\n]+\n)+[ >]*\$[ ]*$"  # dollars that are alone in their lines
    r"|[ ]+(?=[^$\n]*\w)(?:(?:[^$A-Za-z\s]|\b[A-Za-z]\b)+[ ]+)+"  # and no word
    r"(?<![,;:][ ])\$(?![ ]?\d)"
)
# Letters and digits of scripts that put spaces between words.
LETTER = r"[^\W\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef]"
PROSE = r"(?<![\\A-Za-z])[A-Za-z]{2,}\s+[A-Za-z]{2,}"
ENVIRONMENT = "equation|(?:fl)?align|alignat|gather|multline|eqnarray|displaymath"
ENVIRONMENT += "|aligned|gathered|split|cases|array|[bpvBV]?matrix"  # as in MathJax
# What is between escaped brackets of TeX, and not between those of a sentence.
SIGN = re.compile(r"\\[A-Za-z{}|,;!_]|[\^_=]|(?<![A-Za-z])[A-Za-z]\(")
WORDY = re.compile(r"[A-Za-z]{2}|[^A-Za-zΑ-ω]*\Z")
REFERENCE = r"\\(?:eq)?ref\{[^{}\n]+\}"
TEX = rf"""  # no blank line, no end of HTML, and at least one command
      (?:(?!{BLANK}|</)(?:\\[^A-Za-z]|[^\\$`]))*+ (?=\\[A-Za-z])
      (?:(?!{BLANK}|</)(?:{WORDS}|\\(?s:.)|[^\\$`]))++
"""

# Code, HTML and addresses, in which nothing is mathematics.
FENCED_CODE = _rule(
    "skip",
    r"""^[ >]*(?P<fence>`{3,}+(?=[^`\n]*$)|~{3,}+)[^\n]*\n (?:.*\n)*?
        [ >]*(?P=fence)[`~]*[ ]*$""",
)
OPEN_CODE = _rule("skip", r"^(?:`{3,}(?=[^`\n]*$)|~{3})(?s:.)*")
CODE = _rule(
    "skip",
    r"(?<!`)(?P<ticks>`+)(?!`)(?:(?!\n[ \t>]*\n)(?s:.))+?(?<!`)(?P=ticks)(?!`)",
)
COMMENT = _rule("skip", r"<!--(?s:.*?)-->")
RAW_ELEMENT = _rule(
    "skip",
    r"""<(?P<raw>pre|code|kbd|samp|var|tt|script|style|svg|math|textarea)\b[^>]*>
        (?s:.*?)</(?P=raw)\s*>""",
)
TAG = _rule(
    "skip",
    r"""</?[A-Za-z][\w:-]*
        (?:\s+[\w:@.-]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?)*\s*/?>""",
)
AUTOLINK = _rule("skip", r"<(?:[A-Za-z][\w+.-]*:[^\s<>]*|[^\s<>@]+@[^\s<>]+)>")
LINK_TARGET = _rule(
    "skip", r"(?<=\])\([ ]*(?:<[^<>\n]*>|[^\s()<>\"]*(?:\([^\s()]*\)[^\s()<>\"]*)*)"
)
LINK_DEFINITION = _rule("skip", r"^[ ]{0,3}\[(?!\^)[^\]\n]+\]:[ ]*\S+")
BARE_ADDRESS = _rule("skip", r"\b(?:https?|ftp)://[^\s<>]+ | \bwww\.[^\s<>]+")
ESCAPE = _rule("skip", r"\\(?s:.)")

# Mathematics.
DOLLARS_WITH_BLANK_LINES = _rule(
    "display",
    rf"(?<![^\s>])\$\$(?P<tex>(?:{TEX})?+ (?:{LINE_BREAKS}(?:{TEX})?+)++)\$\$[ ]*$",
)
DOLLARS = _rule(
    "display",
    rf"\$\$(?P<tex>(?>(?:(?!\$\$|`|{BLANK})(?:\\(?!\$\$)(?s:.)|(?s:.)))+))\$\$",
)
ESCAPED_DOLLARS = _rule(  # of kramdown: inline, though alone in a paragraph
    "inline",
    rf"^\\\$\$(?!\$)(?P<tex>(?>(?:(?!\$\$|`|{BLANK})(?:\\(?!\$\$)(?s:.)|(?s:.)))+))\$\$",
)
BRACKETS = _rule(
    "display",
    rf"""(?P<slashes>\\{{1,3}}+)\[(?P<tex>(?:(?!(?P=slashes)\]|`|{LINK}|{BLANK})(?s:.))++)
         (?P=slashes)\]""",
    _is_tex,
)
ENVIRONMENTS = _rule(
    "display",
    rf"""(?P<tex>\\begin\{{(?P<environment>(?:{ENVIRONMENT})(?:\\?\*)?)\}}
         (?:(?!`|\\begin\{{(?P=environment)\}})(?s:.))+?\\end\{{(?P=environment)\}})""",
)
PARENTHESES = _rule(
    "inline",
    rf"""(?P<slashes>\\{{1,3}}+)\((?P<tex>(?:(?!(?P=slashes)\)|`|{LINK}|{BLANK})(?s:.))++)
         (?P=slashes)\)""",
    _is_tex,
)
EQUATION_REFERENCE = _rule("inline", rf"(?P<tex>\({REFERENCE}\)|{REFERENCE})")
DOLLAR = _rule(
    "inline",
    rf"""\$(?=[^\s$])(?P<tex>(?>(?:(?!{FOREIGN})(?:{WORDS}|\\(?s:.)|[^$\\]))+))
         (?:(?<!\s)|(?<=\\\s))(?<!\s_)\$(?!\d)""",
)
SPACED_DOLLAR = _rule(
    "inline",
    rf"""(?<!\$)(?<!{LETTER})\$(?={TEX_LIKE})
         (?P<tex>(?>(?:(?!{FOREIGN}|{PROSE})(?:{WORDS}|\\(?s:.)|[^$\\]))+))
         (?<!\s_)\$(?!\$|{LETTER})""",
)

RULES = {  # by the character that they begin with, in this order
    "$": (DOLLARS_WITH_BLANK_LINES, DOLLARS, DOLLAR, SPACED_DOLLAR),
    "\\": (
        ESCAPED_DOLLARS,
        BRACKETS,
        PARENTHESES,
        ENVIRONMENTS,
        EQUATION_REFERENCE,
        ESCAPE,
    ),
    "<": (COMMENT, RAW_ELEMENT, TAG, AUTOLINK),
    "`": (FENCED_CODE, OPEN_CODE, CODE),
    "(": (LINK_TARGET, EQUATION_REFERENCE),
    "[": (LINK_DEFINITION,),
    " ": (FENCED_CODE, LINK_DEFINITION),
    **dict.fromkeys(">~", (FENCED_CODE, OPEN_CODE)),
    **dict.fromkeys("fhw", (BARE_ADDRESS,)),
}
START = re.compile(  # where one of the rules may match
    r"[$\\<`(] | ^[ >]*(?=`{3}|~{3}) | ^[ ]{0,3}(?=\[) | \b(?=https?:|ftp:|www\.)",
    re.VERBOSE | re.MULTILINE,
)
LONGEST = 200  # characters beside an expression that may be no words
ALONE = re.compile(  # marks of lists and quotations, tags, attributes
    r"(?:[ \t>]|[-*+][ ]|\d{1,9}[.)][ ]|:[ ]|\[\^[^\]]+\]:|</?[A-Za-z][^<>]*>|\\+$"
    r"|\{:[^{}]*\})*"
)
QUOTE_MARKS = re.compile(r"(?<=\n)[ ]*(?:>[ ]?)+")


class Expression(NamedTuple):
    """An expression: its TeX, the source with delimiters, and the line it begins in."""

    tex: str
    source: str
    display: bool
    line: int


def replace(text: str, new: Callable[[Expression], str], first_line: int = 1) -> str:
    """``text`` with ``new(expression)`` in the place of each expression."""
    pieces, end = [], 0
    for rule, match in _parts(text):
        if rule.kind != "skip":
            line = first_line + text.count("\n", 0, match.start())
            pieces += [text[end : match.start()], new(_expression(rule, match, line))]
            end = match.end()
    return "".join([*pieces, text[end:]])


def _parts(text: str) -> Iterator[tuple[Rule, re.Match[str]]]:
    """The parts of the text that rules match, one after another."""
    position = 0
    while start := START.search(text, position):
        position = start.start()
        for rule in RULES[text[position]]:
            match = rule.pattern.match(text, position)
            if match and rule.holds(match):
                yield rule, match
                position = match.end()
                break
        else:
            position += 1


def _expression(rule: Rule, match: re.Match[str], line: int) -> Expression:
    tex = match["tex"]
    if ">" in _line_start(match):
        tex = QUOTE_MARKS.sub("", tex)
    tex = re.sub(r"\n\s*\n", "\n", tex)
    display = rule.kind == "display" and not (rule is DOLLARS and _in_words(match))
    return Expression(tex, match[0], display, line)


def _in_words(match: re.Match[str]) -> bool:
    """Whether ``$$…$$`` has words before or after it in its line, or a cell around."""
    text, end = match.string, match.end()
    if match["tex"].startswith("\n"):
        return False
    after = text[end : end + LONGEST].partition("\n")[0]
    before = _line_start(match)[-LONGEST:]
    return not (ALONE.fullmatch(before) and ALONE.fullmatch(after))


def _line_start(match: re.Match[str]) -> str:
    """What stands before the expression in its line."""
    start = match.string.rfind("\n", 0, match.start()) + 1
    return match.string[start : match.start()]
