"""Filters of Liquid and Jekyll: a value and arguments in, a value out."""

import json
import re
from collections.abc import Callable
from datetime import datetime
from html import escape
from typing import Any
from urllib.parse import quote, quote_plus

from markdown import markdown

from plugins.reader.dates import moment

EMPTY: tuple[Any, ...] = (None, False, "", [])  # for what a default stands in
SCHEME = re.compile(r"[A-Za-z][\w+.-]*:|//")


def text(value: Any) -> str:
    """A value as a text."""
    return "" if value is None else str(value)


def rooted(value: Any) -> Any:
    """An address on the site, which begins with / wherever the site will live."""
    address = text(value)
    return address if SCHEME.match(address) else "/" + address.lstrip("/\ue000\ue001")


def slug(value: Any, mode: str = "default") -> str:
    """A text as a part of an address."""
    pattern = r"[^\w._~!$&'()+,;=@]+" if mode == "pretty" else r"[^\w]+"
    return re.sub(pattern, "-", text(value)).strip("-").lower()


def date(value: Any, form: str) -> str:
    """A date in a form of strftime's."""
    if not value:
        return ""
    if "%" not in form or re.search(r"%[^A-Za-z%-]", form):
        raise ValueError(form)
    return datetime.fromisoformat(moment(text(value))).strftime(form)


def truncate(value: Any, length: int = 50, end: str = "...") -> str:
    """The beginning of a text."""
    words = text(value)
    return words if len(words) <= length else words[: length - len(end)] + end


def number(value: Any) -> float | int:
    """A number, also from a text."""
    found = float(value or 0)
    return int(found) if found == int(found) else found


def in_line(value: Any) -> str:
    """Markdown as HTML; of one paragraph, what is in it."""
    html = markdown(text(value), extensions=["extra"])
    whole = re.fullmatch(r"<p>(.*)</p>", html, re.DOTALL)
    return whole[1] if whole and "<p>" not in whole[1] else html


FILTERS: dict[str, Callable[..., Any]] = {
    "relative_url": rooted,
    "absolute_url": rooted,
    "prepend": lambda v, start: text(start) + text(v),
    "append": lambda v, end: text(v) + text(end),
    "replace": lambda v, old, new="": text(v).replace(text(old), text(new)),
    "replace_first": lambda v, old, new="": text(v).replace(text(old), text(new), 1),
    "remove": lambda v, old: text(v).replace(text(old), ""),
    "remove_first": lambda v, old: text(v).replace(text(old), "", 1),
    "downcase": lambda v: text(v).lower(),
    "upcase": lambda v: text(v).upper(),
    "capitalize": lambda v: text(v)[:1].upper() + text(v)[1:],
    "strip": lambda v: text(v).strip(),
    "lstrip": lambda v: text(v).lstrip(),
    "rstrip": lambda v: text(v).rstrip(),
    "strip_html": lambda v: re.sub(r"<[^>]*>", "", text(v)),
    "strip_newlines": lambda v: text(v).replace("\n", ""),
    "newline_to_br": lambda v: text(v).replace("\n", "<br>\n"),
    "normalize_whitespace": lambda v: " ".join(text(v).split()),
    "escape": lambda v: escape(text(v)),
    "escape_once": lambda v: escape(text(v)).replace("&amp;", "&"),
    "xml_escape": lambda v: escape(text(v)),
    "uri_escape": lambda v: quote(text(v), safe=":/?#[]@!$&'()*+,;=%"),
    "cgi_escape": lambda v: quote_plus(text(v)),
    "url_encode": lambda v: quote_plus(text(v)),
    "slugify": slug,
    "truncate": truncate,
    "date": date,
    "date_to_string": lambda v: date(v, "%d %b %Y"),
    "date_to_long_string": lambda v: date(v, "%d %B %Y"),
    "date_to_xmlschema": lambda v: moment(text(v)),
    "default": lambda v, other: other if v in EMPTY else v,
    "split": lambda v, sign: text(v).split(sign) if sign else list(text(v)),
    "join": lambda v, sign=" ": text(sign).join(map(text, v or [])),
    "first": lambda v: v[0] if v else None,
    "last": lambda v: v[-1] if v else None,
    "size": lambda v: len(v) if v is not None else 0,
    "sort": sorted,
    "reverse": lambda v: list(reversed(v or [])),
    "uniq": lambda v: list(dict.fromkeys(v or [])),
    "push": lambda v, one: [*(v or []), one],
    "slice": lambda v, start, n=1: (v if isinstance(v, list) else text(v))[start:][:n],
    "plus": lambda v, by: number(v) + number(by),
    "minus": lambda v, by: number(v) - number(by),
    "times": lambda v, by: number(v) * number(by),
    "divided_by": lambda v, by: (
        number(v) // number(by) if isinstance(by, int) else number(v) / by
    ),
    "modulo": lambda v, by: number(v) % number(by),
    "round": lambda v, digits=0: number(round(float(v or 0), digits)),
    "floor": lambda v: int(float(v or 0)),
    "ceil": lambda v: -int(-float(v or 0) // 1),
    "abs": lambda v: abs(number(v)),
    "number_of_words": lambda v: len(text(v).split()),
    "jsonify": lambda v: json.dumps(v, ensure_ascii=False),
    "smartify": text,
    "markdownify": in_line,
    "to_integer": lambda v: int(float(v or 0)),
}
