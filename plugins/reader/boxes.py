"""Boxes say in words what they are, not by their colour alone.

Those of Beautiful Jekyll (``{: .box-warning}``) get the title that GitHub's have, if
their author has written none: bold words with a sign after them or a line of their
own, a heading, or the name itself.
"""

import re
from collections.abc import Mapping
from functools import partial

from plugins.shared.html import INLINE, Element, parts, plain, rewrite

KINDS = ("note", "warning", "error", "success")
CLASS = re.compile(rf"""(?<=[\s"'])box-({"|".join(KINDS)})(?=[\s"'])""")
ALERT = re.compile(r'<div class="box-\w+">\s*<p><strong>[^<]*</strong></p>')
NO_CLASS = re.compile(r' class="\s*"')
HOLD = ("div", "blockquote", "aside", "section", "article")  # paragraphs
OTHERS = ("p", "ul", "ol", "dl", "table", "pre", "figure", "details")
BEFORE = r"\s*(?:<(?:p|div|header)\b[^>]*>\s*)*"
TITLED = re.compile(
    rf"{BEFORE}(?:<(?:h[1-6]|summary)\b|<(?P<bold>strong|b)>(?:(?!</(?P=bold)>).)*"
    r"(?:[.:!?]</(?P=bold)>|</(?P=bold)>\s*(?:[.:!?–—-]|</p>|<br)))",
    re.DOTALL,
)


def named(html: str, words: Mapping[str, str]) -> str:
    """The HTML of a text with a title in each of its boxes.

    ``words`` are of the language of the text.
    """
    if len(CLASS.findall(html)) == len(ALERT.findall(html)):  # those have titles
        return html
    return rewrite(html, dict.fromkeys((*HOLD, *OTHERS), partial(_box, words)))


def _box(words: Mapping[str, str], box: Element) -> str:
    kind = CLASS.search(box.start)
    if not kind:
        return box.html
    name = words.get(f"boxes.{kind[1]}", kind[1].capitalize())
    names = (kind[1], name.casefold())
    if TITLED.match(box.inside) or plain(box.inside).casefold().startswith(names):
        return box.html
    title = f"<p><strong>{name}</strong></p>\n"
    if box.start[1:].startswith(HOLD):
        return f"{box.start}\n{title}{_paragraph(box.inside.lstrip())}{box.end}"
    start = NO_CLASS.sub("", CLASS.sub("", box.start))
    whole = f"{start}{box.inside}{box.end}"
    return f'<div class="{kind[0]}">\n{title}{whole}\n</div>'


def _paragraph(html: str) -> str:
    """What a box holds, where that is bare words: they stand as others do."""
    is_bare = all(part.name in INLINE for part in parts(html) if part.name)
    return f"<p>{html.rstrip()}</p>\n" if is_bare else html
