"""Begin a post, a note or a page: a file in its folder with its front matter filled."""

import json
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from pelican.settings import DEFAULT_CONFIG
from pelican.utils import slugify

from plugins.commands.project import ROOT, CommandError, read_settings

# The setting that names the folder of each kind.
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


def new(
    title: str, *, kind: str = "post", root: Path = ROOT, day: date | None = None
) -> Path:
    """The file made for a new ``kind`` of writing with this title.

    Args:
        title: as readers will see it, in any script.
        kind: post, note or page.
        root: the project.
        day: the date in the file's name; today where the site is at home.
    """
    if kind not in FOLDERS:
        raise CommandError(
            f"There is no kind {kind!r}; use one of {', '.join(FOLDERS)}."
        )
    settings = read_settings(root)
    day = day or datetime.now(ZoneInfo(settings["TIMEZONE"])).date()
    folder = root / settings["PATH"] / settings[FOLDERS[kind]][0]
    path = folder / file_name(title, day if kind in DATED else None)
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(first_words(title, kind))
    except FileExistsError:
        raise CommandError(f"{path}: is there already; nothing was changed.") from None
    return path


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


def first_words(title: str, kind: str) -> str:
    """The front matter, ready to be written under."""
    quoted = json.dumps(title, ensure_ascii=False)  # JSON's strings are YAML's too
    return FRONT_MATTER.format(title=quoted, more=MORE[kind])
