"""Begin a post, a note or a page: a file in its folder with its front matter filled."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from pelican.settings import DEFAULT_CONFIG
from pelican.utils import slugify

from plugins.commands.next_part import heads, next_keys, next_title
from plugins.commands.project import ROOT, CommandError, read_settings
from plugins.shared.settings import merged

# The settings that name the folder of each kind, and its addresses.
ADDRESSES = {"post": "ARTICLE_URL", "note": "NOTE_URL", "page": "PAGE_URL"}
FOLDERS = {"post": "ARTICLE_PATHS", "note": "NOTE_PATHS", "page": "PAGE_PATHS"}
DATED = {"post", "note"}
LONGEST = 60  # letters of a title that its address keeps

FRONT_MATTER = """\
---
title: {title}
{more}---

"""
MORE = {
    "post": 'subtitle: ""\ntags: []\n',
    "note": "tags: []\n",
    "page": 'subtitle: ""\n',
}


class Begun(NamedTuple):
    """The file of a new text, and where the site will have it."""

    path: Path
    address: str


def new(
    title: str, *, kind: str = "post", root: Path = ROOT, day: date | None = None
) -> Begun:
    """The file made for a new ``kind`` of writing with this title, and its address.

    Args:
        title: as readers will see it, in any script.  A note goes on with the series
            of the newest one: its number comes before the title, which may be empty.
        kind: post, note or page.
        root: the project.
        day: the date in the file's name; today where the site is at home.
    """
    if kind not in FOLDERS:
        raise CommandError(
            f"There is no kind {kind!r}; use one of {', '.join(FOLDERS)}."
        )
    settings = merged(read_settings(root))
    day = day or datetime.now(ZoneInfo(settings["TIMEZONE"])).date()
    folder = root / settings["PATH"] / settings[FOLDERS[kind]][0]
    known = heads(folder) if kind == "note" else []
    whole = next_title(known, title) if settings["SERIES_IN_TITLES"] else title
    path = folder / file_name(title or whole, day if kind in DATED else None)
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(first_words(whole, kind, next_keys(known)))
    except FileExistsError:
        raise CommandError(f"{path}: is there already; nothing was changed.") from None
    slug = file_name(title or whole, None).removesuffix(".md")
    return Begun(path, address(slug, day, settings[ADDRESSES[kind]], settings))


def address(slug: str, day: date, pattern: str, settings: dict[str, Any]) -> str:
    """Where the site will have a text that says nothing else of it."""
    values = {"slug": slug, "date": day, "lang": settings["DEFAULT_LANG"]}
    values["category"] = settings["DEFAULT_CATEGORY"]
    try:
        return f"/{pattern.format(**values)}"
    except LookupError:  # it has what only the text can say
        return f"/{pattern}"


def file_name(title: str, day: date | None) -> str:
    """The name of a new file: ``2026-01-31-title.md``, or ``title.md`` undated."""
    rules = DEFAULT_CONFIG["SLUG_REGEX_SUBSTITUTIONS"]
    slug = slugify(title, regex_subs=rules)  # Vietnamese and Chinese become readable
    if not slug:
        raise CommandError(
            f"No file name can be made of the title {title!r}; use words."
        )
    if len(slug) > LONGEST:
        slug = slug[:LONGEST].rpartition("-")[0] or slug[:LONGEST]
    return f"{day}-{slug}.md" if day else f"{slug}.md"


def first_words(title: str, kind: str, keys: Mapping[str, Any]) -> str:
    """The front matter, ready to be written under."""
    quoted = json.dumps(title, ensure_ascii=False)  # JSON's strings are YAML's too
    more = "".join(
        f"{k}: {json.dumps(v, ensure_ascii=False)}\n" for k, v in keys.items()
    )
    return FRONT_MATTER.format(title=quoted, more=more + MORE[kind])
