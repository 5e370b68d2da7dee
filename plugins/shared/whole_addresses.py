"""HTML for readers elsewhere: every address in it is whole."""

import re
from collections.abc import Callable
from functools import partial
from html import escape, unescape
from urllib.parse import urljoin

from plugins.shared.html import RAW, Part, parts

ONE = {
    *("href", "src", "poster", "cite", "action", "formaction", "data"),
    *("background", "longdesc", "xlink:href"),
}
ATTRIBUTE = re.compile(
    r"""(?P<before>\s(?P<name>[^\s=>"'/]+)\s*=\s*)"""
    r"""(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'>]+))"""
)
TAG = re.compile(r"""<(?P<name>[A-Za-z][\w:-]*)(?:[^"'<>]++|"[^"]*"|'[^']*')*+>""")
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
    if not WORTH.search(html):
        return html
    return "".join(_part(part, base) for part in parts(html))


def _part(part: Part, base: str) -> str:
    if part.kind not in {"open", "void", "opaque"}:
        return part.html
    if part.name == "style":
        return _in_style(part.html, base)
    if part.kind != "opaque" or part.name in RAW:
        tag, rest = TAG.match(part.html), ""
        rest = part.html[tag.end() :] if tag else part.html
        return (_tag(tag, base) if tag else "") + rest
    return TAG.sub(partial(_tag, base=base), part.html)


def _tag(tag: re.Match[str], base: str) -> str:
    change = partial(_attribute, base=base, leads=tag["name"].lower() in LEADS)
    return ATTRIBUTE.sub(change, tag[0])


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
WORTH = re.compile(rf"(?:{'|'.join(CHANGES)})\s*=|<style", re.IGNORECASE)
