"""How like kramdown's an imported Jekyll site is, in its blocks and its formulas.

    PYTHONPATH=.:tests python tests/benchmarks/imports.py PATH …

A text without Liquid is compared as its author wrote it; of one with Liquid, what the
import made of it is given to both, for Jekyll would have done that before kramdown.
Where Jekyll's readers see raw TeX, because kramdown took a formula apart, nothing is
compared: these places are counted by themselves.
"""

import html
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

from kramdown import kramdown
from outline import BLOCKS, outline

from plugins.commands.import_jekyll import blog as blogs
from plugins.commands.import_jekyll.plan import Plan, planned
from plugins.commands.import_jekyll.source import opened
from plugins.commands.import_jekyll.taken import Taken
from plugins.markdown.maths.escapes import unescape_tex
from plugins.reader import options
from plugins.reader.converter import Converter
from plugins.reader.front_matter import Mistake, split
from plugins.shared.settings import DEFAULTS
from tests.benchmarks import mathjax
from tests.benchmarks.on_purpose import as_read_here

CODE = r"<pre.*?</pre>|<code.*?</code>|<!--.*?-->"
LIQUID = re.compile(r"\{[{%]")
CONTENTS = re.compile(r"^(?:[*-]|\d\.) .*\n\{:\s?toc[^}\n]*\}.*$", re.MULTILINE)
MATHS = re.compile(r'<math.*?</math>|<code class="tex".*?</code>', re.DOTALL)
FOOTNOTES = re.compile(r'(?<=<div class="footnote">)\s*<hr>')
REFERENCE = re.compile(r'<a href="#eq-[^"]*">.*?</a>')
FRAME = re.compile(r'<div class="equation"[^>]*>(.*?)</div>', re.DOTALL)
ADDRESS = re.compile(r"<(a|img)(?: (?:href|src)=[^<>]*)?>")
SAME = [  # what is no difference to a reader
    (re.compile(r"<a>((?:https?://|www\.)[^<]*)</a>"), r"\1"),
    (re.compile(r"<!--.*?-->", re.DOTALL), ""),
    (re.compile(r"\s*<a>↩(?:<sup>\d+</sup>)?</a>|(?:<|&lt;)/?div>"), ""),
    (re.compile(r"(?:<|&lt;)/(?:br|img|source|link)>"), ""),
    (re.compile(r"(?<=<code>)\s+|\s+(?=</(?:code|script|style|[a-z]+-[a-z-]+)>)"), ""),
    (re.compile(r"(?<=-code>)\s+"), ""),
    (
        re.compile(r"\s+(?=<br>|</video>)|(?<=>)\s+(?=<(?:script|link|figcaption)\b)"),
        "",
    ),
]
SIGNS = {"–": "--", "—": "---", "…": "...", "“": '"', "”": '"', "‘": "'", "’": "'"}
SIGNS |= {"«": "&lt;&lt;", "»": ">>"}
RAW = re.compile(rf"{CODE}|(\\[A-Za-z]{{2,}}|\$\S|_\{{|<em>\{{)", re.DOTALL)
MARK = "∎"
BESIDE = re.compile(rf"\s*(?:<br>)?\s*{MARK}\s*(?:<br>)?\s*")


class Other(NamedTuple):
    """Parts of a text that are not the same."""

    path: str
    theirs: list[str]
    ours: list[str]

    @property
    def count(self) -> int:
        """How many parts are lost, or how many we have more."""
        return max(len(self.theirs), len(self.ours))

    @property
    def is_broken(self) -> bool:
        """Whether Jekyll shows raw TeX there."""
        return any(found[1] for part in self.theirs for found in RAW.finditer(part))


@dataclass
class Likeness:
    """How many blocks and formulas kramdown has, and which of ours are not alike."""

    blocks: int = 0
    formulas: int = 0
    other_blocks: list[Other] = field(default_factory=list)
    other_formulas: list[Other] = field(default_factory=list)
    broken: int = 0  # blocks in which Jekyll shows raw TeX

    def add(self, path: str, theirs: "Parts", ours: "Parts") -> None:
        """Count one text."""
        self.blocks += len(theirs.blocks)
        self.formulas += len(theirs.formulas)
        found = [Other(path, *pair) for pair in different(theirs.blocks, ours.blocks)]
        broken = [other for other in found if other.is_broken]
        self.broken += sum(other.count for other in broken)
        self.other_blocks += [other for other in found if not other.is_broken]
        as_many = _marks(theirs.blocks) == _marks(ours.blocks)  # some in raw HTML
        for pair in different(theirs.formulas, ours.formulas):
            other = Other(path, *pair)
            is_elsewhere = as_many or (broken and not other.theirs)
            torn = broken and all(tex in "".join(other.ours) for tex in other.theirs)
            if not (torn or (is_elsewhere and not (other.theirs and other.ours))):
                self.other_formulas.append(other)

    def __iadd__(self, other: "Likeness") -> "Likeness":
        """Count the texts of both."""
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)
        return self

    @property
    def lost(self) -> int:
        """How many parts are not alike."""
        return sum(o.count for o in self.other_blocks + self.other_formulas)

    def __str__(self) -> str:
        return (
            f"{self.blocks} blocks, {_alike(self.blocks, self.other_blocks)}; "
            f"{self.formulas} formulas, {_alike(self.formulas, self.other_formulas)}; "
            f"{self.broken} blocks with raw TeX in Jekyll"
        )


def _alike(whole: int, other: list[Other]) -> str:
    lost = sum(each.count for each in other)
    return f"{100 * (1 - lost / max(whole, 1)):.2f} % the same"


def _marks(blocks: list[str]) -> int:
    return sum(block.count(MARK) for block in blocks)


class Parts(NamedTuple):
    """What a page is made of."""

    blocks: list[str]
    formulas: list[str]


Run = tuple[list[str], list[str]]


def different(theirs: list[str], ours: list[str]) -> Iterator[Run]:
    """The runs of two lists that are not the same."""
    matcher = SequenceMatcher(a=theirs, b=ours, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind != "equal":
            yield theirs[a:b], ours[c:d]


def compare(plan: Plan, change: Callable[[str], str] = str) -> Likeness:
    """The texts of an import beside kramdown's pages of them.

    Where these are not alike, the texts for kramdown are changed, if that is better.
    """
    likeness, reader = Likeness(), Converter(options(DEFAULTS))
    texts = [t for t in plan.texts if not (t.is_whole or t.source.is_html)]
    new = [CONTENTS.sub("", _body(text.content)) for text in texts]
    old = [
        body if LIQUID.search(text.source.body) else CONTENTS.sub("", text.source.body)
        for text, body in zip(texts, new, strict=True)
    ]
    pages = zip(kramdown(old), kramdown(list(map(change, old))), strict=True)
    for text, body, forms in zip(texts, new, pages, strict=True):
        ours = of_ours(reader.convert(body, 1))
        formulas = tidy(found.tex for found in reader.maths.expressions)
        parts = Parts(ours, formulas)
        tried = [Likeness() for _ in forms]
        for form, page in zip(tried, forms, strict=True):
            form.add(text.path, of_kramdown(page), parts)
        likeness += min(tried, key=lambda form: form.lost)
    return likeness


def _body(content: str) -> str:
    """A text below its front matter, which may be broken."""
    with suppress(Mistake):
        return split(content, ()).body
    return content.partition("\n---\n")[2]


def of_ours(page: str) -> list[str]:
    """The blocks of a page of ours."""
    for form, mark in (
        (FRAME, r"\1"),
        (MATHS, MARK),
        (REFERENCE, MARK),
        (FOOTNOTES, ""),
    ):
        page = form.sub(mark, page)
    return blocks(page)


def of_kramdown(page: str) -> Parts:
    """What a page of Jekyll's is made of, once MathJax has gone over it."""
    found, text, at = list(mathjax.formulas(page)), "", 0
    for formula in found:
        text, at = f"{text}{page[at : formula.start]}{MARK}", formula.end
    plain = blocks(MATHS.sub(MARK, text + page[at:]))
    return Parts(plain, tidy(html.unescape(formula.tex) for formula in found))


def blocks(page: str) -> list[str]:
    """The blocks of a page, links without their addresses, signs as they are typed.

    A displayed formula is one with the texts beside it: in Jekyll it may be in the
    paragraph, and here it never is.
    """
    found: list[str] = []
    for part in outline(page):
        plain = _plain(ADDRESS.sub(r"<\1>", part))
        if plain in {"", "</p>"}:
            continue
        is_text = re.split(r"[<>/ ]+", f"{plain}<>")[plain[0] == "<"] not in BLOCKS
        beside = bool(found) and (plain[0] == MARK or found[-1][-1] == MARK)
        if is_text and beside and not found[-1].startswith("</"):
            plain = f"{found.pop()} {plain}"
        found.append(BESIDE.sub(MARK, plain))
    return found


def _plain(part: str) -> str:
    part = part.translate(str.maketrans(SIGNS))
    for form, same in SAME:
        part = form.sub(same, part)
    return " ".join(part.split()).removeprefix("<p>")


def tidy(formulas: Iterable[str]) -> list[str]:
    """TeX without needless spaces and escapes, and with no braces that kramdown ate."""
    plain = (unescape_tex(tex.replace("<br />", r"\\")) for tex in formulas)
    typed = (html.unescape(tex.translate(str.maketrans(SIGNS))) for tex in plain)
    same = (re.sub(r"\\([{}_])", r"\1", tex.replace(r"\vert", "|")) for tex in typed)
    return ["".join(tex.split()) for tex in same]


def plan_of(address: str) -> Plan:
    """What would come over from a Jekyll site to a new one."""
    with opened(address) as folder, tempfile.TemporaryDirectory() as content:
        return planned(blogs.read(folder), Taken(Path(content), DEFAULTS), {})


def main(addresses: list[str]) -> None:
    """Tell how like kramdown's the texts of each site are, and where they are not."""
    for address in addresses:
        begun = time.process_time()
        plan = plan_of(address)
        seconds = time.process_time() - begun
        as_written = compare(plan)
        likeness = compare(plan, as_read_here)
        files = f"{len(plan.texts)} texts, {len(plan.files)} files, {seconds:.1f} s"
        print(f"{address}: {files}: {as_written}")
        print(f"  but for what differs on purpose: {likeness}")
        for path, theirs, ours in likeness.other_blocks + likeness.other_formulas:
            print(f"  {path}\n    - {theirs}\n    + {ours}")


if __name__ == "__main__":
    main(sys.argv[1:])
