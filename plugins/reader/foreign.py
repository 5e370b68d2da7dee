"""What another engine or dialect would act on, and here reaches the page as text.

Liquid of Jekyll, shortcodes of Hugo, attributes that touch nothing, tags that HTML does
not know, bars that make no table.
"""

import re
from collections.abc import Iterator
from html import unescape

from plugins.markdown.dialect.names import is_known
from plugins.reader.model import Problem
from plugins.shared.html import parts
from plugins.shared.locations import CODE

LIQUID = re.compile(
    r"\{%-?\s*\w[^{}%\n]*%?\}?"
    r"|\{\{-?\s*(?:site|page|post|include|layout|content|paginator|\.Site|\.Page)\b"
    r"[^{}\n]*\}\}"
    r"|\{\{-?\s*[^{}\n]*\|\s*(?:relative|absolute)_url\s*\}\}"
    r"|\{\{[<%]\s*/?\s*[^{}\n]*[>%]\}\}"
)
LISTS = re.compile(r"\{::?[^\n{}]{0,60}\}?")
TAG = re.compile(r"</?([A-Za-z][\w:-]*)(?:\s+[\w:-]+=[^<>]*)?\s*/?>")
TABLE = re.compile(r"<p(?: [^<>]*)?>\s*(\|(?:(?!</p>).)*)", re.DOTALL)
BARS = re.compile(r"^[ >]*\|.*", re.MULTILINE)
INLINE_CODE = re.compile(r"(`+)[^`\n]+\1|^(?: {4}|\t).*$", re.MULTILINE)

IS_LIQUID = "%s is a tag of another engine; %s."
IN_PLACE_OF = {  # a sign of Liquid's or Hugo's, to what says the same here
    "highlight": "write a line ``` before the code and one after it",
    "endhighlight": "write a line ``` before the code and one after it",
    "raw": "leave it out: braces are only braces here",
    "endraw": "leave it out: braces are only braces here",
    "post_url": "write the file's name, [words](2026-01-31-name.md)",
    "link": "write the file's name, [words](name.md)",
    "ref": "write the file's name, [words](name.md)",
    "relref": "write the file's name, [words](name.md)",
    "figure": "write ![alt text](picture.png)",
    "baseurl": "begin the address with / instead",
    "relative_url": "begin the address with / instead",
    "absolute_url": "begin the address with / instead",
    "url": "begin the address with / instead",
    "include": "write out what it would include",
}
ELSE = "write out what it would say"
WORDS = re.compile(r"\w+")
NO_BLOCK = (
    "the attributes %s touch nothing; put them in the line after a block, or right "
    "after a word in *stars* or a picture."
)
NO_TAG = (
    "HTML has no tag %s: it is shown as text; write `…` around it if you mean that."
)
NO_TABLE = (
    "the row %s makes no table; write a rule like |---|---| below the first row, and "
    "a bar at both ends of each."
)


def foreign(html: str, body: str, first_line: int) -> Iterator[Problem]:
    """One problem for each that is left.

    Args:
        html: what Markdown made of the body, before typography.
        body: the text below the front matter.
        first_line: the line of the file that the body begins in.
    """
    source = INLINE_CODE.sub(_blank, CODE.sub(_blank, body))
    for sign, message in _found(html, source):
        place = _place(source, sign)
        if place >= 0:
            line = first_line + source.count("\n", 0, place)
            yield Problem("warning", line, message)
            source = source[:place] + "\0" * len(sign) + source[place + len(sign) :]


def _found(html: str, source: str) -> Iterator[tuple[str, str]]:
    """What stands in the source, and what is wrong with it."""
    text = _shown(html)
    for match in LIQUID.finditer(text):
        words = WORDS.findall(match[0])
        remedy = next((IN_PLACE_OF[w] for w in words if w in IN_PLACE_OF), ELSE)
        yield match[0], IS_LIQUID % (match[0], remedy)
    for match in LISTS.finditer(text):
        yield match[0], NO_BLOCK % match[0]
    for match in TAG.finditer(text):
        if not is_known(match[1]):
            yield match[0], NO_TAG % match[0]
    rows = {_letters(row[0]): row[0] for row in BARS.finditer(source)}
    for paragraph in TABLE.findall(html):
        row = rows.get(_letters(unescape(re.sub("<[^>]*>", "", paragraph))))
        if row:
            yield row, NO_TABLE % row.strip()


def _letters(row: str) -> str:
    """The first line without what Markdown takes away."""
    return re.sub(r"[\W_]", "", row.strip().partition("\n")[0])


def _shown(html: str) -> str:
    """Text outside of code and formulas, and the values of attributes."""
    found = []
    for part in parts(html):
        if part.kind == "text":
            found.append(unescape(part.html))
        elif part.kind in {"open", "void"} and "{" in part.html:
            found.append(unescape(part.html[1:-1]))
    return "\n".join(found) if "{" in html else "".join(found)


def _place(source: str, sign: str) -> int:
    """Where the author wrote it, unless a backslash says that it is meant so."""
    match = re.search(rf"(?<!\\){re.escape(sign)}", source)
    return match.start() if match else -1


def _blank(code: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", code[0])
