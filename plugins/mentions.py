"""Says under every text which others mention it, with the sentence around the link.

A text mentions those whose files it links.  What it says of them is found in it alone;
who is mentioned by whom is put together of that.
"""

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from itertools import chain
from typing import NamedTuple
from urllib.parse import unquote

from plugins.shared.hooks import Order, for_each_text, when_complete
from plugins.shared.html import VALUES, Part, parts, plain_parts
from plugins.shared.outputs import Outputs
from plugins.shared.site import Context, in_every_language, written
from plugins.shared.text import Settings, Text, complete_texts

FILE = re.compile(r'\shref="\{filename\}([^"#?]*)')
# Tags at which sentences end.
BLOCK = re.compile(
    r"</?(?:address|article|aside|blockquote|caption|center|d[dlt]|details|div|fig\w+|"
    r"footer|h[1-6r]|header|li|main|nav|ol|p|pre|script|section|style|summary|svg|"
    rf"table|tbody|td|tfoot|th|thead|tr|ul)(?![\w:-]){VALUES}>",
    re.IGNORECASE,
)
MARKS = "\x02\x03"  # before and after the words of a link
CLOSE = ("close", "a")  # kind and name of a part
FOOTNOTE = 'class="footnote-'
# A sentence ends before a space, unless a small letter or, as in "p. 3", a number
# follows, or it is an initial; in Chinese, anywhere.
END = re.compile(
    r"(?:[!?…]|(?<!\b[^\W\d_])\.)[\"'”’»)\]\x03]*\s+(?=\x02?([^\s\d]))"
    r"|[。！？][”』」\x03]*"
)
MOST = 120  # letters on each side of a link


class Sentence(NamedTuple):
    """A sentence around the words of a link."""

    before: str
    words: str
    after: str


@dataclass(frozen=True)
class Mention:
    """A text that mentions another one, which has this path."""

    text: Text
    path: str

    @property
    def sentence(self) -> Sentence:
        """What it says there, as it is now."""
        return self.text.mentions.get(self.path, Sentence("", "", ""))


def find_mentions(text: Text, context: Context, settings: Settings) -> None:
    """Note what a text says where it links others."""
    text.mentions = {}
    if "{filename}" in text._content:
        folder = posixpath.dirname(text.get_relative_source_path())
        for address, sentence in sentences(text._content):
            place = posixpath.join(
                "" if address[:1] == "/" else folder, address.lstrip("/")
            )
            text.mentions.setdefault(posixpath.normpath(place), sentence)


def sentences(html: str) -> Iterator[tuple[str, Sentence]]:
    """The address of each link to a file, and the sentence around it."""
    near = (piece for piece in html.split("</p>") if "{filename}" in piece)
    for run in chain.from_iterable(map(BLOCK.split, near)):
        block = without_numbers(parts(run)) if "{filename}" in run else []
        for number, part in enumerate(block):
            if part.name == "a" and (link := FILE.search(part.html)):
                yield unquote(unescape(link[1])), sentence(_marked(block, number))


def _marked(block: list[Part], number: int) -> str:
    """The words of a block, those of the link that begins there between marks."""
    closing = (n for n, p in enumerate(block) if n > number and p[:2] == CLOSE)
    end = next(closing, len(block))
    begins, ends = (Part("text", "", mark) for mark in MARKS)
    inside = [begins, *block[number + 1 : end], ends]
    return plain_parts([*block[:number], *inside, *block[end + 1 :]])


def without_numbers(block: Iterable[Part]) -> list[Part]:
    """Parts without the numbers of footnotes."""
    kept: list[Part] = []
    is_number = False
    for part in block:
        if is_number:
            is_number = part.kind != "close" or part.name != "a"
        elif part.name == "a" and FOOTNOTE in part.html:
            is_number = True
        else:
            kept.append(part)
    return kept


def sentence(text: str) -> Sentence:
    """The sentence in a text that has the marked words."""
    link = text.index(MARKS[0])
    found = (end for end in END.finditer(text) if not (end[1] or "").islower())
    ends = [0, *(end.end() for end in found), len(text)]
    start = max(end for end in ends if end <= link)
    stop = min(end for end in ends if end > link)
    before, _, rest = text[start:stop].partition(MARKS[0])
    words, _, after = rest.partition(MARKS[1])
    if len(before) > MOST:
        before = "… " + before[-MOST:].partition(" ")[2]
    if len(after) > MOST:
        after = after[:MOST].rpartition(" ")[0] + " …"
    return Sentence(before, words, after.rstrip())


def put_together(context: Context, settings: Settings, outputs: Outputs) -> None:
    """Give every text the published ones that mention it, in the order of the site."""
    found: dict[str, list[Mention]] = {}
    for text in in_every_language(context):
        for path in text.mentions:
            if path != text.get_relative_source_path():
                found.setdefault(path, []).append(Mention(text, path))
    for text in written(context):
        mentions = found.get(text.get_relative_source_path(), [])
        text.mentioned_in = list(one_of_each(mentions, text.lang))


def one_of_each(mentions: list[Mention], language: str) -> Iterator[Mention]:
    """Of a text and its translations, that in the language, or else the first."""
    for mention in mentions:
        others = mention.text.translations
        family = [m for m in mentions if m is mention or m.text in others]
        same = (m for m in family if m.text.lang == language)
        if mention is next(same, family[0]):
            yield mention


def register() -> None:
    """Connect to Pelican."""
    complete_texts()
    for_each_text(find_mentions, Order.DESCRIBE)
    when_complete(put_together, Order.DESCRIBE)
