"""What the front matter of a text asks of its page: styles, scripts, parts, links.

``css`` and ``js`` name files of the author's; ``ext-css`` and ``ext-js`` addresses.
``head-extra``, ``before-content``, ``after-content`` and ``footer-extra`` name
templates in ``content/theme/templates/parts/``; ``gh-repo``, ``gh-badge`` links.
A text with classes of Beautiful Jekyll's manual gets the style sheet that knows them.
"""

import logging
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from plugins.shared.hooks import ASKED, Order, for_each_text, when_complete
from plugins.shared.languages import Table, words
from plugins.shared.locations import find_line, log_at
from plugins.shared.outputs import Outputs
from plugins.shared.paths import is_own
from plugins.shared.site import Context
from plugins.shared.text import Settings, Text, complete_texts, text_read
from plugins.shared.theme_files import theme_files

log = logging.getLogger(__name__)

PARTS = ("head_extra", "before_content", "after_content", "footer_extra")
FILES = {"styles": ("css", "style"), "scripts": ("js", "script")}
SHEET = "css/classes.css"  # of the theme
CLASS = re.compile(r"\.([a-z][\w-]*)")
NAMES = re.compile(r"""class=(?<=\sclass=)["']([^"']*)""")  # begins with what is rare
TAG = re.compile(r"<(?!t[dh]\b)[a-z][^>]*")  # up to there
KNOWN = "known_classes"  # in the context
GITHUB = "https://github.com"
OWN_PARTS = "theme/templates/parts"  # in the content folder
NO_PART = "%s names %r, which is not there; put it into content/%s/."
NO_FILE = "%s names %r, which is not in the content folder; put it there or correct it."
REFUSED = "browsers will refuse %s; set ALLOWED_HOSTS = {%r: [%r]}."


def badges(repository: str, wanted: list[str], table: Table) -> list[dict[str, str]]:
    """Links to a repository on GitHub: to itself, and to do what badges offer."""
    home, owner = f"{GITHUB}/{repository}", repository.partition("/")[0]
    places = {
        "star": (table["star"], f"{home}/stargazers"),
        "watch": (table["watch"], f"{home}/subscription"),
        "fork": (table["fork"], f"{home}/fork"),
        "follow": (table["follow"].format(owner=owner), f"{GITHUB}/{owner}"),
    }
    links = [(table["on_github"].format(repository=repository), home)]
    links += [places[name] for name in wanted if name in places]
    return [{"name": name, "url": url} for name, url in links]


def known_classes(settings: Settings) -> set[str]:
    """The classes that the style sheet for them has rules for, if there is one."""
    sheet = theme_files(settings).get(f"{settings['THEME_STATIC_DIR']}/{SHEET}")
    css = sheet.read_text("utf-8") if sheet else ""
    return set(CLASS.findall(re.sub(r"/\*.*?\*/|\{.*?\}", " ", css, flags=re.DOTALL)))


def classes(html: str) -> Iterator[str]:
    """The classes in a text, but for those of cells in tables."""
    for found in NAMES.finditer(html):
        start = html.rfind("<", 0, found.start())
        if TAG.fullmatch(html, max(start, 0), found.start()):
            yield from found[1].split()


def know_classes(context: Context, settings: Settings, outputs: Outputs) -> None:
    """Find what texts may ask of the theme, before they are prepared."""
    ask = partial(known_classes, settings)
    context[KNOWN] = ask()
    context.setdefault(ASKED, {})[KNOWN] = ask


def prepare(text: Text, context: Context, settings: Settings) -> None:
    """Make whole what a text asks for, and say what is not there."""
    if text.gh_repo:
        table = words(text.lang, settings)
        text.repository_links = badges(text.gh_repo, list(text.gh_badge), table)
    has_known = not context[KNOWN].isdisjoint(classes(text._content))
    text.class_sheet = SHEET if has_known else ""
    for name in PARTS:
        key = name.replace("_", "-")
        found = [
            part for part in getattr(text, name) if _has(text, key, part, settings)
        ]
        setattr(text, name, [f"parts/{part}" for part in found])
    for name, (key, kind) in FILES.items():
        addresses = [_whole(text, key, kind, a, settings) for a in getattr(text, name)]
        setattr(text, name, addresses)


def _has(text: Text, key: str, part: str, settings: Settings) -> bool:
    own = Path(settings["PATH"], OWN_PARTS)
    theme = Path(settings["THEME"], "templates/parts")
    there = any(is_own(folder / part, folder) for folder in (own, theme))
    if not there:
        _complain(text, key, NO_PART % (key, part, OWN_PARTS))
    return there


def _whole(text: Text, key: str, kind: str, address: str, settings: Settings) -> str:
    """An address as a page needs it."""
    host = urlsplit(address).netloc
    if host:
        if host not in settings["ALLOWED_HOSTS"].get(kind, []):
            _complain(text, f"ext-{key}", REFUSED % (address, kind, host))
        return address
    root = Path(settings["PATH"])
    if not is_own(root / address.lstrip("/"), root):
        _complain(text, key, NO_FILE % (key, address))
    return f"{settings['SITEURL']}/{address.lstrip('/')}"


def _complain(text: Text, key: str, message: str) -> None:
    line = find_line(text.source_path, f"{key}:", f"{key.replace('-', '_')}:")
    log_at(log, logging.ERROR, text.source_path, line, message)


def _publish(text: Any) -> None:
    """Let Pelican copy the files that a text names."""
    root = Path(text.settings["PATH"])
    for name in FILES:
        for address in getattr(text, name, ()):
            if is_own(root / address.lstrip("/"), root):
                text._context["static_links"].add(address.lstrip("/"))


def register() -> None:
    """Connect to Pelican."""
    complete_texts()
    text_read.connect(_publish)
    when_complete(know_classes, Order.LINK)
    for_each_text(prepare, Order.DESCRIBE)
