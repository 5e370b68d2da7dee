"""Plain values with Pelican's own objects where it wants them."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from pelican.contents import Article, Author, Category, Tag
from pelican.utils import SafeDatetime, slugify

from plugins.reader.fields import KEYS
from plugins.reader.model import Problem, Reading
from plugins.shared.paths import why_no_address
from plugins.shared.text import UNSET

OWN = {"date_format", "metadata", "path", "settings", "timezone", "translations"}
FREE = {"status", "summary", "url", "save_as"}  # properties that metadata may set
READ = {name for name, _ in KEYS.values()} | {
    *("title_html", "subtitle_html", "reading_minutes", "search_text", "toc"),
    *(
        "frequent_words",
        "has_maths_fallback",
        "captioned_covers",
        "is_described",
        "integrity",
    ),
}
KEPT = 4096  # names of tags, which many texts have
NAMES = {"tags": "TAG", "categories": "CATEGORY", "authors": "AUTHOR"}
# What DEFAULT_METADATA, or the file's folder, may say where the text says nothing.
LEFT_TO_THE_SITE = {"subtitle", "subtitle_html", "tags", "categories", "authors"}
FILE = re.compile(r"\.[A-Za-z]\w*\Z")  # a permalink that is one; v1.0 is a folder
BACKWARDS = "it was changed on %s, before it was written on %s; correct one of them."
RENAME = "%r %s; rename it."


def nameless(reading: Reading, settings: dict[str, Any]) -> Iterator[Problem]:
    """Tags, categories and authors that can have no page; they are left out."""
    usual = settings.get("SLUG_REGEX_SUBSTITUTIONS", [])
    for key, kind in NAMES.items():
        rules = settings.get(f"{kind}_REGEX_SUBSTITUTIONS", usual)
        names = reading.values.pop(key, [])
        why = {n: why_no_address(_slug(n, tuple(map(tuple, rules)))) for n in names}
        if good := [name for name in names if not why[name]]:
            reading.values[key] = good
        for name in filter(why.get, names):
            words = RENAME % (name, why[name])
            yield Problem("error", reading.lines[key], words)


@lru_cache(maxsize=KEPT)
def _slug(name: str, rules: tuple[tuple[str, str], ...]) -> str:
    return str(slugify(name, regex_subs=rules))


def backwards(reading: Reading, settings: dict[str, Any]) -> Iterator[Problem]:
    """A text that was changed on a day before it was written."""
    zone, values = ZoneInfo(settings["TIMEZONE"]), reading.values
    if values.keys() >= {"date", "modified"}:
        date, modified = (
            _moment(values[name], zone).astimezone(zone)
            for name in ("date", "modified")
        )
        if modified.date() < date.date():
            line = reading.lines["modified"]
            yield Problem("warning", line, BACKWARDS % (modified.date(), date.date()))


def metadata(
    values: dict[str, Any], settings: dict[str, Any], tags: dict[str, Tag]
) -> dict[str, Any]:
    """Plain values with Pelican's own objects where it wants them.

    ``tags`` are those of other texts, by name: each works out its address once.
    """
    known = {k: v for k, v in values.items() if k in FREE or not _is_taken(k)}
    data = {k: v for k, v in known.items() if v or k not in LEFT_TO_THE_SITE}
    zone = ZoneInfo(settings["TIMEZONE"])
    for name in data.keys() & {"date", "modified"}:
        data[name] = _moment(data[name], zone)
    if "tags" in data:
        for name in data["tags"]:
            tags.setdefault(name, Tag(name, settings))
        own = (tags[name] for name in data["tags"])
        data["tags"] = list(dict.fromkeys(own))  # equal by their addresses
    if "authors" in data:
        data["authors"] = [Author(name, settings) for name in data["authors"]]
        data["author"] = data["authors"][0]
    if "categories" in data:
        data["category"] = Category(data["categories"][0], settings)
    return data | _address(data)


def give_category(text: Any) -> None:
    """Give a text without a category, which Pelican wants, the usual one."""
    if isinstance(text, Article) and not hasattr(text, "category"):
        text.category = Category(text.settings["DEFAULT_CATEGORY"], text.settings)


def _is_taken(name: str) -> bool:
    """Whether Pelican or a plugin keeps something of its own under this name."""
    if name in UNSET:
        return name not in READ
    return hasattr(Article, name) or name.startswith(("_", "override_")) or name in OWN


def _moment(text: str, zone: ZoneInfo) -> datetime:
    """The date, in the zone of the site if it says no other.

    Before there were time zones, places differed by seconds, which feeds cannot say.
    """
    date = datetime.fromisoformat(text)
    offset = date.replace(tzinfo=date.tzinfo or zone).utcoffset() or timedelta()
    odd = offset % timedelta(minutes=1)
    whole = timezone(offset - odd) if odd else date.tzinfo or zone
    return SafeDatetime(*date.timetuple()[:6], tzinfo=whole)


def _address(data: dict[str, Any]) -> dict[str, str]:
    """Address and file of a text that has a ``permalink``."""
    if "permalink" not in data:
        return {}
    link = re.sub("/{2,}", "/", data.pop("permalink")).lstrip("/")
    parts = {"slug": data["slug"], "title": data["slug"], "categories": ""}
    if "date" in data:
        parts |= {
            "year": f"{data['date']:%Y}",
            "month": f"{data['date']:%m}",
            "day": f"{data['date']:%d}",
        }
    link = re.sub(r":(\w+)", lambda part: parts.get(part[1], part[0]), link)
    if FILE.search(link):
        return {"url": link, "save_as": link}
    folder = f"{link.rstrip('/')}/".lstrip("/")  # / itself is the front page
    return {"url": folder, "save_as": f"{folder}index.html"}
