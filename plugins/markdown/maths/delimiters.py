r"""Where mathematics begins and ends in Markdown.

``$…$`` follows pandoc's rules: no space after the first dollar nor before the second,
no digit after the second, and the first unescaped dollar after an opening one decides;
so prices stay prices.  With spaces, as in ``$ x_1 $``, it must look like TeX: with a
command or a sign after its first letter, and without two words in a row.

``$$…$$``, ``\(…\)``, ``\[…\]`` (also with two backslashes, as Jekyll wants them) and
bare environments are mathematics too, and so is a bare ``\eqref{…}`` or ``\ref{…}``.
Nothing is in code, in HTML tags, in addresses, or after a backslash.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

TAG_NAMES = "code|kbd|samp|pre|script|style|span|em|strong|small|img|br|svg|math|div"
SKIPPED = r"""
      ^[ >]*(?P<fence>`{3,}|~{3,})[^\n]*\n (?:.*\n)*? [ >]*(?P=fence)[`~]*[ ]*$
    | <!--(?s:.*?)-->
    | <(?P<raw>pre|code|kbd|samp|var|tt|script|style|svg|math|textarea)\b[^>]*>
      (?s:.*?)</(?P=raw)\s*>
    | </?[A-Za-z][\w:-]*(?:\s+[\w:@.-]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?)*
      \s*/?>
    | <(?:[A-Za-z][\w+.-]*:[^\s<>]*|[^\s<>@]+@[^\s<>]+)>
    | (?<!`)(?P<ticks>`+)(?!`)(?:(?!\n[ \t>]*\n)(?s:.))+?(?<!`)(?P=ticks)(?!`)
    | (?<=\])\([ ]*(?:<[^<>\n]*>|[^\s()<>"]*(?:\([^\s()]*\)[^\s()<>"]*)*)
    | ^[ ]{0,3}\[(?!\^)[^\]\n]+\]:[ ]*\S+
    | \b(?:https?|ftp)://[^\s<>]+ | \bwww\.[^\s<>]+
"""
LINK = r":// | \]\((?:\w+:|[/\#.{])"
# What TeX never has, and what must not be swallowed by a dollar that stands for money.
FOREIGN = rf"""
      \n[ \t>]*(?:\n|[-*+][ ]|\d+[.)][ ]|\#|\||`{{3}})
    | ` | {LINK} | </[A-Za-z] | <\w+\s+[\w-]+=["']
    | <(?:{TAG_NAMES})\b
"""
WORDS = r"\\(?:text\w*|mbox|hbox)\s*\{(?:[^{}]|\{[^{}]*\})*\}"  # may hold dollars
BLANK = r"\n[ \t>]*\n"
TEX_LIKE = r"[^$]*\\[A-Za-z]|[ ]+[A-Za-z](?:\s*[_^(=<>+*/|'-]|\s+\$)"
PROSE = r"(?<![\\A-Za-z])[A-Za-z]{2,}\s+[A-Za-z]{2,}"
ENVIRONMENT = "equation|(?:fl)?align|alignat|gather|multline|eqnarray|displaymath"
ENVIRONMENT += "|aligned|gathered|split|cases|array|[bpvBV]?matrix"  # as in MathJax
LINE_BREAKS = r"(?:\n[ \t>]*)++"
REFERENCE = r"\\(?:eq)?ref\{[^{}\n]+\}"
TEX = rf"""  # no blank line, no end of HTML, and at least one command
      (?:(?!{BLANK}|</)(?:\\[^A-Za-z]|[^\\$`]))*+ (?=\\[A-Za-z])
      (?:(?!{BLANK}|</)(?:{WORDS}|\\(?s:.)|[^\\$`]))++
"""
MATHS = rf"""
      (?<![^\s>])\$\$(?P<block>(?:{TEX})?+ (?:{LINE_BREAKS}(?:{TEX})?+)++)\$\$[ ]*$
    | \$\$(?P<dollars>(?>(?:(?!\$\$|`|{BLANK})(?:\\(?!\$\$)(?s:.)|(?s:.)))+))\$\$
    | (?P<slashes>\\\\?)\[(?P<square>(?:(?!(?P=slashes)\]|`|{LINK}|{BLANK})(?s:.))+)
      (?P=slashes)\]
    | (?P<slash>\\\\?)\((?P<round>(?:(?!(?P=slash)\)|`|{LINK}|{BLANK})(?s:.))+)
      (?P=slash)\)
    | (?P<bare>\\begin\{{(?P<environment>(?:{ENVIRONMENT})\*?)\}}
      (?:(?!`|\\begin\{{(?P=environment)\}})(?s:.))+?\\end\{{(?P=environment)\}})
    | (?P<reference>\({REFERENCE}\)|{REFERENCE})
    | \$(?=[^\s$])(?P<dollar>(?>(?:(?!{FOREIGN})(?:{WORDS}|\\(?s:.)|[^$\\]))+))
      (?:(?<!\s)|(?<=\\\s))\$(?!\d)
    | (?<![\w$])\$(?={TEX_LIKE})
      (?P<spaced>(?>(?:(?!{FOREIGN}|{PROSE})(?:{WORDS}|\\(?s:.)|[^$\\]))+))\$(?![\w$])
"""
PART = re.compile(
    rf"(?P<skipped>{SKIPPED})|(?P<maths>{MATHS})|\\(?s:.)", re.VERBOSE | re.MULTILINE
)
QUOTE_MARKS = re.compile(r"^[ ]*(?:>[ ]?)+", re.MULTILINE)


class Expression(NamedTuple):
    """An expression: its TeX, the source with delimiters, and the line it begins in."""

    tex: str
    source: str
    display: bool
    line: int


def replace(text: str, new: Callable[[Expression], str], first_line: int = 1) -> str:
    """``text`` with ``new(expression)`` in the place of each expression."""

    def part(match: re.Match[str]) -> str:
        if not match["maths"]:
            return match[0]
        line = first_line + text.count("\n", 0, match.start())
        return new(_expression(match, line))

    return PART.sub(part, text)


def _expression(match: re.Match[str], line: int) -> Expression:
    displays = ("block", "dollars", "square", "bare")
    names = (*displays, "round", "reference", "dollar", "spaced")
    name = next(name for name in names if match[name] is not None)
    tex = match[name]
    if ">" in _line_start(match):
        tex = QUOTE_MARKS.sub("", tex)
    tex = re.sub(r"\n\s*\n", "\n", tex)
    return Expression(tex, match[0], name in displays, line)


def _line_start(match: re.Match[str]) -> str:
    """What stands before the expression in its line."""
    start = match.string.rfind("\n", 0, match.start()) + 1
    return match.string[start : match.start()]
