"""The project with somebody else's words and facts in it, as after a fork."""

import shutil
from pathlib import Path

from sites import AVATARS, ROOT

from plugins.commands.tenant import OWN

THEIRS = set(OWN)
MADE = {".venv", ".git", ".cache", "output", "node_modules"}
ANYWHERE = shutil.ignore_patterns("__pycache__", ".*_cache", ".hypothesis")
SETTINGS = """\
'''Facts about the site of a fork.'''
from plugins.defaults import *

AUTHOR = 'The Keeper'
SITENAME = 'Tidewater'
SITESUBTITLE = 'What the sea leaves behind'
FEED_DOMAIN = 'https://tidewater.test'
TIMEZONE = 'America/St_Johns'
AVATAR = 'images/avatar.svg'
TOUCH_ICON = 'images/avatar.png'
MENU = [('Blog', 'blog/'), ('Notes', 'notes/'), ('Who', 'who/')]
FOOTER_LINKS = [('Archive', 'archive/')]
SOCIAL = [('Post', 'mail', 'mailto:keeper@tidewater.test')]
"""
PUBLIC = """\
'''What changes when the site is published.'''
from pelicanconf import *

SITEURL = 'https://tidewater.test/log/book'
FEED_DOMAIN = SITEURL
"""
HOME = """\
---
title: Tidewater
template: index
status: hidden
permalink: /
summary: What the sea leaves behind.
---

Twice a day the beach is written anew.
"""
LOST = """\
---
title: Washed away
template: "404"
status: hidden
save_as: 404.html
url: 404.html
summary: There is no page at this address.
---

The tide took this page; go back to the [beach]({index}).
"""
WHO = "---\ntitle: Who\nsummary: Who keeps this log.\n---\n\nI count gulls.\n"
GULLS = """\
---
title: Counting gulls
date: 2026-03-01
tags: [birds]
summary: Why nobody agrees.
---

Nobody agrees on how many there are, and the gulls do not help.
"""
FILES = {
    "pelicanconf.py": SETTINGS,
    "publishconf.py": PUBLIC,
    "content/pages/home.md": HOME,
    "content/pages/404.md": LOST,
    "content/pages/who.md": WHO,
    "content/posts/2026-03-01-gulls.md": GULLS,
    **AVATARS,
}


def fork(root: Path) -> Path:
    """A copy of the project in ``root``, with a tenant of its own."""
    copy(root, THEIRS | MADE)
    write(root, FILES)
    return root


def copy(root: Path, left_out: set[str] = MADE) -> None:
    """Copy the project but what is made and, at its top, what is left out."""

    def ignored(folder: str, names: list[str]) -> set[str]:
        top = left_out if Path(folder) == ROOT else set()
        return top | ANYWHERE(folder, names)

    shutil.copytree(ROOT, root, ignore=ignored)


def write(root: Path, files: dict[str, str | bytes]) -> None:
    """Put files into a project."""
    for name, words in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(words.encode() if isinstance(words, str) else words)
