"""Tags as Markdown writes them, whoever wrote them, so that one pattern finds each.

``<A HREF='/about/' title="x > y">`` becomes ``<a href="/about/" title="x &gt; y">``:
lower-case names, double quotes, and neither < nor > in a value.  A ``<`` that begins
no tag is a character, so no pattern goes on to the end of the text for a ``>``.
"""

import re
from collections.abc import Callable
from functools import cache

from plugins.markdown.dialect.tags import NAME_AND_VALUE, VALUE, attributes

TAG = (
    r"<!--(?:(?!<!--).)*?-->|<!(?!--)[^<>]*+>|<[?][^<>]*+>"
    r"|(?P<open></?)(?P<name>(?P<raw>(?<=<)(?:script|style|textarea))|[a-z][\w:-]*+)"
    rf"(?=[\s/>])(?P<attributes>(?:\s*+[^\s\"'=<>]++(?:\s*+=\s*+(?:{VALUE}))?+)*+)\s*+>"
    r"(?(raw)(?P<inside>.*?(?:</(?P=raw)\s*>|\Z))|)"
    r"|(?P<stray><)"
)
PLAIN = re.compile(r'(?:\s[a-z-]+(?:="[^"<>]*+")?+)*+')
PAIR = re.compile(r'([^\s"=<>]++)(?:="([^"]*+)")?+')
CAMEL = re.compile(r"[a-z]+[A-Z]")  # SVG's names
ESCAPES = str.maketrans({"<": "&lt;", ">": "&gt;", '"': "&quot;"})


@cache
def _tags(names: tuple[str, ...] = ()) -> re.Pattern[str]:
    """Finds tags; a row of plain ones without attributes of these names is one match.

    Most tags are such, those of formulas and of highlighted code above all.
    """
    other = f"(?!(?:{'|'.join(names)})=)" if names else ""
    name = "/?(?!script|style|textarea)[a-z][a-z0-9-]*+"
    plain = rf'<(?-i:{name}(?:\s{other}[a-z-]++(?:="[^"<>]*+")?+)*+)>'
    row = rf"(?P<row>(?:{plain}[^<]*+)++)"
    return re.compile(f"{row}|{TAG}", re.DOTALL | re.IGNORECASE)


def plain_tags(html: str) -> str:
    """``html`` with each tag in the form that Markdown gives it."""
    return _tags().sub(_plain, html)


def _plain(tag: re.Match[str]) -> str:
    if tag["name"] is None:
        return "&lt;" if tag["stray"] else tag[0]
    written = tag["attributes"]
    if not PLAIN.fullmatch(written):
        pairs = attributes(written).items()
        slash = " /" if NAME_AND_VALUE.findall(written)[-1][0] == "/" else ""
        written = "".join(_attribute(*pair) for pair in pairs) + slash
    inside = tag["inside"] or ""
    return f"{tag['open']}{_lower(tag['name'])}{written}>{inside}"


def _attribute(name: str, value: str | None) -> str:
    if value is None:
        return f" {_lower(name)}"
    return f' {_lower(name)}="{value.translate(ESCAPES)}"'


def _lower(name: str) -> str:
    return name if name.islower() or CAMEL.match(name) else name.lower()


def each_value(
    html: str, names: tuple[str, ...], new: Callable[[str, str], str]
) -> str:
    """``html``, whose tags are plain, with new values for attributes of these names."""

    def attribute(match: re.Match[str]) -> str:
        name, value = match.groups()
        if value is None or name not in names:
            return match[0]
        return f'{name}="{new(name, value)}"'

    def tag(match: re.Match[str]) -> str:
        if not match["attributes"]:
            return match[0]
        written = PAIR.sub(attribute, match["attributes"])
        inside = match["inside"] or ""
        return f"{match['open']}{match['name']}{written}>{inside}"

    return _tags(names).sub(tag, html)
