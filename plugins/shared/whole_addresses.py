"""HTML for readers elsewhere: every address in it is whole."""

import re
from collections.abc import Callable
from functools import partial
from html import escape, unescape
from urllib.parse import urljoin

from plugins.shared.html import VALUES

ONE = {
    *("href", "src", "poster", "cite", "action", "formaction", "data"),
    *("background", "longdesc", "xlink:href"),
}
ATTRIBUTE = re.compile(
    r"""(?P<before>\s(?P<name>[^\s=>"'/]+)\s*=\s*)"""
    r"""(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'>]+))"""
)
TAG = re.compile(rf"<(?P<name>[A-Za-z][\w:-]*)\b{VALUES}>", re.DOTALL)
# Comments; elements in which < is only a character; tags with values.
PLACE = re.compile(
    rf"<!--.*?(?:-->|\Z)|<(?P<raw>script|style|textarea)\b{VALUES}>.*?(?:</(?P=raw)\b|\Z)"
    rf"|<[A-Za-z][\w:-]*[\s/]{VALUES}>",
    re.DOTALL | re.IGNORECASE,
)
CANDIDATE = re.compile(r"([^\s,]\S*[^\s,]|[^\s,])(\s+[^,]*)?(?=,|$)")
IN_STYLE = re.compile(r"""url\(\s*(["']?)(.*?)\1\s*\)""", re.IGNORECASE | re.DOTALL)
WHOLE = ("https://", "http://", "mailto:")
LEADS = {"a", "area"}  # others mean a part of a drawing by #name


def whole_addresses(html: str, base: str) -> str:
    """``html`` as it means the same elsewhere.

    Args:
        html: of an author, which may be anything.
        base: the address of the page that it is on.
    """
    return PLACE.sub(partial(_place, base=base), html)


def _place(found: re.Match[str], base: str) -> str:
    if not (found["raw"] or ASKED.search(found[0])):
        return found[0]
    tag = TAG.match(found[0])
    if not tag:  # but a comment
        return found[0]
    change = partial(_attribute, base=base, leads=tag["name"].lower() in LEADS)
    rest = found[0][tag.end() :]
    if tag["name"].lower() == "style":
        rest = _in_style(rest, base)
    return ATTRIBUTE.sub(change, tag[0]) + rest


def _attribute(found: re.Match[str], base: str, leads: bool) -> str:
    name = found["name"].lower()
    change = CHANGES.get(name)
    value = unescape(found["double"] or found["single"] or found["bare"] or "")
    if not change or (value.startswith("#") and not leads):
        return found[0]
    changed = change(value, base)
    return found[0] if changed == value else f'{found["before"]}"{escape(changed)}"'


def whole_address(address: str, base: str) -> str:
    """One address as it means the same elsewhere."""
    if address.startswith(WHOLE):
        return address
    if address.startswith("#") and "#" not in base:
        return base + address
    try:
        return urljoin(base, address.strip())
    except ValueError:  # it is none
        return address


def _candidates(srcset: str, base: str) -> str:
    return CANDIDATE.sub(lambda c: whole_address(c[1], base) + (c[2] or ""), srcset)


def _in_style(css: str, base: str) -> str:
    def changed(url: re.Match[str]) -> str:
        return (
            url[0]
            if url[2].startswith("#")
            else f"url({url[1]}{whole_address(url[2], base)}{url[1]})"
        )

    return IN_STYLE.sub(changed, css)


CHANGES: dict[str, Callable[[str, str], str]] = {
    **dict.fromkeys(ONE, whole_address),
    **dict.fromkeys(("srcset", "imagesrcset"), _candidates),
    "style": _in_style,
}
ASKED = re.compile(rf"\s(?:{'|'.join(CHANGES)})\s*=", re.IGNORECASE)
