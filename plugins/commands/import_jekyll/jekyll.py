"""What Jekyll does by itself: names of files, dates, categories, addresses."""

import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from plugins.reader.dates import moment

STYLES = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
    "none": "/:categories/:title:output_ext",
}
COLLECTION = "/:collection/:path:output_ext"
DATED = re.compile(r"(?P<date>\d{2,4}-\d{1,2}-\d{1,2})-(?P<slug>.+)")
MARKDOWN = {".md", ".markdown", ".mkd", ".mdown", ".mkdn", ".mkdown"}
PLAIN_TEXT = {".txt", ".text"}  # among posts, where nothing else can be meant
HTML = {".html", ".htm", ".xhtml"}
NAME = re.compile(r":([a-z_]+)")
UNSAFE = re.compile(r"[^\w._~!$&'()+,;=@]+")
DOUBLE = re.compile(r"/{2,}")
PLAIN = "/%._~!$&'()+,;=@:-"


def names(value: Any) -> list[str]:
    """Tags or categories: a list, or words between spaces."""
    if isinstance(value, str):
        return value.split()
    return [str(one) for one in value if one] if isinstance(value, list) else []


def categories(values: Mapping[str, Any], path: str) -> list[str]:
    """Of a text, with the folders that its ``_posts`` is in."""
    one = values.get("category")
    own = [one] if isinstance(one, str) and one else names(values.get("categories"))
    folders = PurePosixPath(path.rpartition("_posts/")[0]).parts
    return list(dict.fromkeys([*folders, *own]))


def date_of(values: Mapping[str, Any], name: str, zone: str) -> datetime | None:
    """When a text says that it was written, where the site is at home."""
    dated = DATED.fullmatch(name)
    for written in (values.get("date"), dated and dated["date"]):
        try:
            date = datetime.fromisoformat(moment(written))
            return date.astimezone(ZoneInfo(zone)) if date.tzinfo else date
        except (ValueError, KeyError, OSError):
            continue
    return None


def slug_of(values: Mapping[str, Any], stem: str) -> str:
    """The word for a text in its address."""
    dated = DATED.fullmatch(stem)
    own = values.get("slug")
    slug = own if isinstance(own, str) and own else (dated["slug"] if dated else stem)
    return UNSAFE.sub("-", slug).strip("-")


def post_address(
    values: Mapping[str, Any], path: str, form: str, date: datetime | None
) -> str:
    """Where Jekyll shows a post or a document of a collection."""
    own = values.get("permalink")
    form = own if isinstance(own, str) and own else STYLES.get(form, form)
    stem = PurePosixPath(path).stem
    inside = path.split("/", 1)[-1].rpartition(".")[0]
    parts = {
        "title": slug_of(values, stem),
        "slug": slug_of(values, stem).lower(),
        "name": stem,
        "path": inside,
        "collection": path.split("/")[0].lstrip("_"),
        "categories": "/".join(c.lower() for c in categories(values, path)),
        "output_ext": ".html",
        **(_dated(date) if date else {}),
    }
    parts["slugified_categories"] = parts["categories"]
    return _filled(form, parts)


def page_address(values: Mapping[str, Any], path: str, form: str) -> str:
    """Where Jekyll shows a page."""
    place = PurePosixPath(path)
    folder = "" if place.parent == PurePosixPath(".") else f"/{place.parent}"
    parts = {"path": folder.strip("/"), "basename": place.stem, "output_ext": ".html"}
    own = values.get("permalink")
    if isinstance(own, str) and own:
        return _filled(own, parts)
    if place.stem == "index":
        return _filled(f"{folder}/", {})
    is_pretty = form == "pretty" or form.endswith("/")
    end = "/" if is_pretty and place.stem != "404" else ".html"
    return _filled(f"{folder}/{place.stem}{end}", {})


def _dated(date: datetime) -> dict[str, str]:
    return {
        "year": f"{date:%Y}",
        "month": f"{date:%m}",
        "day": f"{date:%d}",
        "i_month": str(date.month),
        "i_day": str(date.day),
        "short_year": f"{date:%y}",
        "y_day": f"{date:%j}",
        "week": f"{date:%V}",
        "short_day": f"{date:%a}",
        "long_day": f"{date:%A}",
        "short_month": f"{date:%b}",
        "long_month": f"{date:%B}",
        "hour": f"{date:%H}",
        "minute": f"{date:%M}",
        "second": f"{date:%S}",
    }


def _filled(form: str, parts: Mapping[str, str]) -> str:
    """The address that a form makes, as browsers send it."""
    found = NAME.sub(lambda m: parts.get(m[1], ""), f"/{form}")
    return quote(DOUBLE.sub("/", found), safe=PLAIN)
