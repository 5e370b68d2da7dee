"""Lists of attributes: ``{: .class #id key="value" }``, as kramdown has them.

A list ends where its first brace closes, and has no tags or code in it; Markdown's own
rule takes all up to the last brace of the line, and loses what is between.  Braces are
text unless a colon, a class, an id or ``key=`` follows: ``a {set} of``.
"""

import re
from xml.etree import ElementTree as ET

from markdown.extensions.attr_list import AttrListTreeprocessor

VALUES = r"(?:\"[^\"\n\x02]*\"|'[^'\n\x02]*'|[^\"'{}\n\x02])+"
LIST = rf"\{{(?::[ ]*|[ ]*(?=[.#]|[\w-]+=))({VALUES})\}}"
WORDS = re.compile(r"\"[^\"]*\"|'[^']*'|(?<!\S)[.#][^\s\"'=]+")


class Attributes(AttrListTreeprocessor):
    """``{: .a.b :}`` has two classes."""

    BASE_RE = LIST  # type: ignore[misc]
    HEADER_RE = re.compile(rf"[ ]+{LIST}[ ]*$")  # type: ignore[misc]
    BLOCK_RE = re.compile(rf"\n[ ]*{LIST}[ ]*$")  # type: ignore[misc]
    INLINE_RE = re.compile(rf"^{LIST}")  # type: ignore[misc]

    def assign_attrs(
        self, elem: ET.Element, attrs_string: str, *, strict: bool = False
    ) -> str:
        """Called for each list of attributes."""
        own = WORDS.sub(_separate, attrs_string.rstrip().removesuffix(":"))
        return super().assign_attrs(elem, own, strict=strict)


def _separate(word: re.Match[str]) -> str:
    return word[0] if word[0][0] in "\"'" else word[0].replace(".", " .")
