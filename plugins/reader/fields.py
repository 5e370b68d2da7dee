"""Every key that front matter may have, and how its value is read.

Beautiful Jekyll's, Jekyll's and Pelican's names are all understood.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from plugins.reader.dates import moment
from plugins.reader.front_matter import FrontMatter, Mistake
from plugins.reader.values import (
    address,
    addresses,
    captioned,
    files,
    flag,
    integrity,
    names,
    number,
    picture,
    series,
    text,
)

Converter = Callable[[Any], Any]
PROSE: Converter = text  # may hold anything, TeX included
KEYS: dict[str, tuple[str, Converter]] = {  # key as written: our name, converter
    "title": ("title", PROSE),
    "subtitle": ("subtitle", PROSE),
    "summary": ("summary", PROSE),
    "excerpt": ("summary", PROSE),
    "description": ("description", PROSE),
    "share-description": ("description", PROSE),
    "share-title": ("share_title", PROSE),
    "cover-alt": ("cover_alt", PROSE),
    "cover-img": ("cover_img", picture),
    "cover-dark-img": ("cover_dark_img", picture),
    "image": ("cover_img", picture),
    "bigimg": ("cover_img", picture),
    "thumbnail-img": ("thumbnail_img", picture),
    "share-img": ("share_img", picture),
    "tags": ("tags", names),
    "tag": ("tags", names),
    "keywords": ("tags", names),
    "categories": ("categories", names),
    "category": ("categories", names),
    "author": ("authors", names),
    "authors": ("authors", names),
    "date": ("date", moment),
    "modified": ("modified", moment),
    "last-updated": ("modified", moment),
    "last-modified-at": ("modified", moment),
    "updated": ("modified", moment),
    "slug": ("slug", lambda value: address(value).strip("/")),
    "status": ("status", lambda value: text(value).lower()),
    "published": ("published", flag),
    "draft": ("draft", flag),
    "permalink": ("permalink", address),
    "url": ("url", address),
    "save-as": ("save_as", text),
    "lang": ("lang", lambda value: text(value).lower()),
    "language": ("lang", lambda value: text(value).lower()),
    "template": ("template", text),
    "series": ("series", series),
    "series-index": ("series_index", number),
    "redirect-from": ("redirect_from", addresses),
    "aliases": ("redirect_from", addresses),
    "redirect-to": ("redirect_to", lambda value: addresses(value)[0]),
    "layout": ("layout", text),
    "social-share": ("social_share", flag),
    "comments": ("comments", flag),
    "sitemap": ("in_sitemap", flag),
    "toc": ("has_toc", flag),
    "full-width": ("full_width", flag),
    "nav-short": ("nav_short", flag),
    "show-avatar": ("show_avatar", flag),
    "readtime": ("show_reading_time", flag),
    "read-time": ("show_reading_time", flag),
    "pin": ("pinned", flag),
    "sticky": ("pinned", flag),
    "gh-repo": ("gh_repo", text),
    "gh-badge": ("gh_badge", names),
    "css": ("styles", files),
    "ext-css": ("ext_styles", files),
    "js": ("scripts", files),
    "ext-js": ("ext_scripts", files),
    "head-extra": ("head_extra", names),
    "before-content": ("before_content", names),
    "after-content": ("after_content", names),
    "footer-extra": ("footer_extra", names),
}
PROSE_KEYS = frozenset(key for key, (_, convert) in KEYS.items() if convert is PROSE)
ELSEWHERE = {  # keys of Beautiful Jekyll, Jekyll and Hugo, to what to do instead
    **dict.fromkeys(("disqus", "utterances"), "write comments: true"),
    **dict.fromkeys(
        ("cover", "feature", "featured-image", "featuredimage", "header", "header-img"),
        "write cover-img: and the path of the picture",
    ),
    "header-extra": "write before-content: and the name of the part",
    "excerpt-separator": "write <!-- more --> where the summary ends",
    "weight": "order follows the date",
    "bibliography": "name the file by BIBLIOGRAPHY in the settings",
}
NOTHING = {"false", "no", "off", ""}  # a value that asks for nothing
LAYOUTS = {"home": "index", "minimal": "minimal"}  # of Jekyll, to templates
STATUSES = ("published", "draft", "hidden")
CLOSE = 0.8  # how alike two words are if one is the other misspelt


@dataclass
class Fields:
    """Values of the front matter under our names, and the mistakes in it."""

    values: dict[str, Any] = field(default_factory=dict)
    others: dict[str, Any] = field(default_factory=dict)  # keys that are not ours
    lines: dict[str, int] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)
    hints: list[Mistake] = field(default_factory=list)


def parse_fields(front: FrontMatter) -> Fields:
    """The fields of a front matter; a key without a value is left out."""
    fields = Fields()
    for written, value in front.values.items():
        key = written.lower().replace("_", "-")
        line = front.lines[written]
        if key not in KEYS:
            _set_unknown(fields, written, value, line)
        elif value not in ("", [], {}):
            _set_known(fields, key, value, line)
        elif key == "thumbnail-img" and written in front.emptied:
            fields.values["no_thumbnail_img"] = True  # "": not even the cover
    _resolve_status(fields)
    _resolve_layout(fields)
    for name in ("styles", "scripts"):
        if more := fields.values.pop(f"ext_{name}", []):
            fields.values[name] = [*fields.values.get(name, []), *more]
    return fields


def _set_known(fields: Fields, key: str, value: Any, line: int) -> None:
    name, convert = KEYS[key]
    try:
        fields.values.setdefault(name, convert(value))
        if name == "cover_img" and isinstance(value, list | dict):
            fields.values.setdefault("captioned_covers", captioned(value))
        if name in {"ext_styles", "ext_scripts"}:
            known = fields.values.get("integrity", {})
            fields.values["integrity"] = known | integrity(value)
    except ValueError as error:
        fields.mistakes.append(Mistake(line, f"{key}: {error}."))
    fields.lines.setdefault(name, line)


def _set_unknown(fields: Fields, written: str, value: Any, line: int) -> None:
    key = written.lower().replace("_", "-")
    fields.others[key.replace("-", "_")] = value
    if key in ELSEWHERE:
        if str(value).lower() not in NOTHING:
            message = f"the key {written!r} does nothing here; {ELSEWHERE[key]}."
            fields.hints.append(Mistake(line, message))
    elif near := get_close_matches(key, KEYS, n=1, cutoff=CLOSE):
        message = f"the key {written!r} means nothing here; is it {near[0]!r}?"
        fields.hints.append(Mistake(line, message))


def _resolve_layout(fields: Fields) -> None:
    """The template that is like a layout of Jekyll's; most need none."""
    if layout := fields.values.pop("layout", ""):
        fields.others["layout"] = layout
    if template := LAYOUTS.get(layout):
        fields.values.setdefault("template", template)


def _resolve_status(fields: Fields) -> None:
    """One status from Pelican's key and Jekyll's two."""
    values = fields.values
    published = values.pop("published", True)
    if values.pop("draft", False) or not published:
        values["status"] = "draft"
    status = values.get("status", "published")
    if status not in STATUSES:
        message = (
            f"the status {status!r} is not known; use one of {', '.join(STATUSES)}."
        )
        fields.mistakes.append(Mistake(fields.lines["status"], message))
