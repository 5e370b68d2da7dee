"""Every key that front matter may have, and how its value is read.

Beautiful Jekyll's, Jekyll's and Pelican's names are all understood.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any
from urllib.parse import urlsplit

from plugins.reader.dates import moment
from plugins.reader.front_matter import FrontMatter, Mistake


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{value!r} is not one text; write it in one line")
    return value.strip()


def _address(value: Any) -> str:
    """A part of the text's own address; urllib refuses such as https://[."""
    address = _text(value)
    try:
        urlsplit(address)
    except ValueError as error:
        raise ValueError(f"{value!r} is not an address ({error})") from error
    return address


def _names(value: Any) -> list[str]:
    """A list, or names between commas (or semicolons, if a name has a comma)."""
    if isinstance(value, dict):
        value = [value]
    if isinstance(value, list):
        value = [_name(one) for one in value]
    if isinstance(value, str):
        value = value.split(";" if ";" in value else ",")
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        raise ValueError(f"{value!r} is not a list of names; write [one, another]")
    return list(dict.fromkeys(filter(None, map(str.strip, value))))


def _addresses(value: Any) -> list[str]:
    """One address or several, each on this site or a whole one."""
    values = value if isinstance(value, list) else [value]
    if bad := next((v for v in values if not isinstance(v, str) or " " in v), None):
        raise ValueError(f"{bad!r} is not an address; write it as in /old/address/")
    return [one.strip() for one in values if one.strip()]


def _name(value: Any) -> Any:
    """A person's name, from a mapping that says more of them."""
    return value.get("name", value) if isinstance(value, dict) else value


def _flag(value: Any) -> bool:
    words = {"true": True, "yes": True, "on": True}
    words |= {"false": False, "no": False, "off": False}
    if str(value).lower() not in words:
        raise ValueError(f"{value!r} is neither true nor false; write one of them")
    return words[str(value).lower()]


def _series(value: Any) -> str:
    """One name, which may stand in a list."""
    return _text(value[0] if isinstance(value, list) and len(value) == 1 else value)


def _number(value: Any) -> int:
    if not re.fullmatch(r"0*[1-9]\d{0,5}", str(value)):
        raise ValueError(f"{value!r} is not a number from 1 on; write 1, 2 and so on")
    return int(value)


def _files(value: Any) -> list[str]:
    """Addresses of files; of one that is described by a mapping, its ``href``."""
    values = value if isinstance(value, list) else [value]
    return _addresses([v.get("href", v) if isinstance(v, dict) else v for v in values])


def _integrity(value: Any) -> dict[str, str]:
    """What the contents of files are to be, by their addresses, where that is said."""
    values = value if isinstance(value, list) else [value]
    said = {v["href"]: v["sri"] for v in values if isinstance(v, dict) and v.get("sri")}
    if bad := next((s for s in said.values() if not INTEGRITY.fullmatch(str(s))), None):
        raise ValueError(
            f"sri: {bad!r} is not a digest; write it as in sha384-oqVuAfXR…"
        )
    return said


def _picture(value: Any) -> str:
    """A path; of several, the first; of a path with a caption, the path."""
    return next((path for path, _ in _captioned(value)), "")


def _captioned(value: Any) -> list[tuple[str, str]]:
    """Paths, each with its caption or without one."""
    if isinstance(value, list):
        return [pair for one in value for pair in _captioned(one)]
    for name in ("path", "src"):  # as jekyll-seo-tag and Chirpy have it
        if isinstance(value, dict) and name in value:
            return _captioned(value[name])
    if isinstance(value, dict):
        return [(_text(path), _text(caption or "")) for path, caption in value.items()]
    return [(_text(value), "")] if value else []


Converter = Callable[[Any], Any]
PROSE: Converter = _text  # may hold anything, TeX included
KEYS: dict[str, tuple[str, Converter]] = {  # key as written: our name, converter
    "title": ("title", PROSE),
    "subtitle": ("subtitle", PROSE),
    "summary": ("summary", PROSE),
    "excerpt": ("summary", PROSE),
    "description": ("description", PROSE),
    "share-description": ("description", PROSE),
    "share-title": ("share_title", PROSE),
    "cover-alt": ("cover_alt", PROSE),
    "cover-img": ("cover_img", _picture),
    "cover-dark-img": ("cover_dark_img", _picture),
    "image": ("cover_img", _picture),
    "bigimg": ("cover_img", _picture),
    "thumbnail-img": ("thumbnail_img", _picture),
    "share-img": ("share_img", _picture),
    "tags": ("tags", _names),
    "tag": ("tags", _names),
    "keywords": ("tags", _names),
    "categories": ("categories", _names),
    "category": ("categories", _names),
    "author": ("authors", _names),
    "authors": ("authors", _names),
    "date": ("date", moment),
    "modified": ("modified", moment),
    "last-updated": ("modified", moment),
    "last-modified-at": ("modified", moment),
    "updated": ("modified", moment),
    "slug": ("slug", lambda value: _address(value).strip("/")),
    "status": ("status", lambda value: _text(value).lower()),
    "published": ("published", _flag),
    "draft": ("draft", _flag),
    "permalink": ("permalink", _address),
    "url": ("url", _address),
    "save-as": ("save_as", _text),
    "lang": ("lang", lambda value: _text(value).lower()),
    "language": ("lang", lambda value: _text(value).lower()),
    "template": ("template", _text),
    "series": ("series", _series),
    "series-index": ("series_index", _number),
    "redirect-from": ("redirect_from", _addresses),
    "aliases": ("redirect_from", _addresses),
    "redirect-to": ("redirect_to", lambda value: _addresses(value)[0]),
    "layout": ("layout", _text),
    "social-share": ("social_share", _flag),
    "comments": ("comments", _flag),
    "sitemap": ("in_sitemap", _flag),
    "toc": ("has_toc", _flag),
    "full-width": ("full_width", _flag),
    "nav-short": ("nav_short", _flag),
    "show-avatar": ("show_avatar", _flag),
    "readtime": ("show_reading_time", _flag),
    "read-time": ("show_reading_time", _flag),
    "pin": ("pinned", _flag),
    "sticky": ("pinned", _flag),
    "gh-repo": ("gh_repo", _text),
    "gh-badge": ("gh_badge", _names),
    "css": ("styles", _files),
    "ext-css": ("ext_styles", _files),
    "js": ("scripts", _files),
    "ext-js": ("ext_scripts", _files),
    "head-extra": ("head_extra", _names),
    "before-content": ("before_content", _names),
    "after-content": ("after_content", _names),
    "footer-extra": ("footer_extra", _names),
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
INTEGRITY = re.compile(r"(?:\s*sha(?:256|384|512)-[\w+/]+=*)+\s*")
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
            fields.values.setdefault("captioned_covers", _captioned(value))
        if name in {"ext_styles", "ext_scripts"}:
            known = fields.values.get("integrity", {})
            fields.values["integrity"] = known | _integrity(value)
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
