"""typogrify's typography, on prose and on nothing else.

The filters see one block's text at a time, with its inline tags as marks: so a quote
knows what stands beside it, and tags, code, mathematics and drawings pass unseen.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import unescape
from itertools import groupby

from typogrify.filters import amp, caps, initial_quotes, smartypants, widont

from plugins.shared.html import INLINE, Part, parts

# Marks: to a quote, a tag that opens is like a bracket, any other like a word.
OPENING, OTHER = "\ue000{", "\ue001"
MARK = re.compile(r"\ue000\{|\ue001")
PRIVATE = re.compile("[\ue000\ue001]")
WORTH = re.compile(r"""["'`&]|--|\.\.\.|\. \. \.|[A-Z\d][A-Z\d]|[A-Z]\.|\s\S""")
OPTION = re.compile(r"(?<![\w-])--(?=[A-Za-z])")  # of a command; not a dash
INITIALS = re.compile(r"([A-Z]\.\s?[A-Z]\.) (?=[^\w\s])")  # caps takes one space
DECADE = re.compile(r"(?<!\w)'(?=\d\ds\b)")
FEET = re.compile(r"(\d)'(\d+)\"")
QUOTES = re.compile(r"""["'`\\]|&quot;|quo;|&#82|--|\.\.\.|\. \. \.""")
CAPITALS = re.compile(r"[A-Z]\d*[A-Z]|[A-Z]\.\s?[A-Z]")
MAX_PAIR = 14  # letters of the last two words, to be kept on one line
MIN_WORDS = 4  # of a text whose last two words are kept on one line
FILTERS = (
    (amp, re.compile("&")),
    (smartypants, QUOTES),
    (caps, CAPITALS),
    (initial_quotes, QUOTES),
)
KEPT = 4096  # paragraphs, for the next time that a text is read

CHARACTERS = {
    "&#8211;": "–",
    "&#8212;": "—",
    "&#8216;": "‘",
    "&#8217;": "’",
    "&#8220;": "“",
    "&#8221;": "”",
    "&#8230;": "…",
    "&#92;": "\\",
    "&#45;": "-",
}
REFERENCE = re.compile(r"&#(?:8211|8212|8216|8217|8220|8221|8230|92|45);")


def typographic(html: str) -> str:
    """The HTML with quotes, dashes, ellipses and capitals set as a printer would."""
    return "".join(part.html for part in typographic_parts(html))


def typographic_parts(html: str) -> Iterator[Part]:
    """The parts of what ``typographic`` gives; a run of text in a block is one."""
    for in_line, block in groupby(parts(html), key=_in_line):
        if in_line:
            yield Part("text", "", _block(list(block)))
        else:
            yield from block


def _in_line(part: Part) -> bool:
    return part.kind == "text" or part.name in INLINE


def _block(block: list[Part]) -> str:
    """One run of text with its inline elements."""
    text = "".join(_marks(block))
    if not WORTH.search(text) or PRIVATE.search("".join(_texts(block))):
        return "".join(part.html for part in block)
    hidden = iter([part.html for part in block if part.kind != "text"])
    return MARK.sub(lambda _: next(hidden), _prose(text))


def _texts(block: Iterable[Part]) -> Iterator[str]:
    return (part.html for part in block if part.kind == "text")


def _marks(block: Iterable[Part]) -> Iterator[str]:
    for part in block:
        if part.kind == "text":
            yield part.html
        else:
            yield OPENING if part.kind == "open" else OTHER


@lru_cache(maxsize=KEPT)
def _prose(text: str) -> str:
    """The filters, in typogrify's order, on text without tags."""
    last_words_stay = _may_stay_together(text)
    text = text.replace("\\", "&#92;")  # or smartypants takes it for an escape
    text = OPTION.sub("&#45;&#45;", text).replace("---", "&#8212;")
    text = INITIALS.sub(r"\1  ", text.replace("--", "&#8211;"))
    text = FEET.sub(r"\1′\2″", DECADE.sub("&#8217;", text))
    for filter_, sign in FILTERS:
        if sign.search(text):  # each takes its time, and looks for nothing else
            text = filter_(text)
    if last_words_stay:
        text = widont(text) if "<" in text or ">" in text else joined(text)
    return REFERENCE.sub(lambda match: CHARACTERS[match[0]], text)


def joined(text: str) -> str:
    """What typogrify's widont, which looks for tags, makes of text without tags."""
    words = text.rstrip()
    before, *last = words.rsplit(maxsplit=1) or [""]
    return f"{before}&nbsp;{last[0]}{text[len(words) :]}" if last else text


def _may_stay_together(text: str) -> bool:
    """Whether the last two words may stay in one line, however narrow the page."""
    words = unescape(MARK.sub("", text)).split()
    pair = sum(map(len, words[-2:]))
    return len(words) >= MIN_WORDS and pair <= MAX_PAIR and OTHER not in text[-1:]
