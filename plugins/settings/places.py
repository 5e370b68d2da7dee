"""What settings point to: files, folders, plugins, places of the world."""

import locale
import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path, PurePosixPath
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from plugins.settings.finding import THEMES, Finding, Settings
from plugins.settings.modules import find
from plugins.shared.languages import FOLDER as TABLES
from plugins.shared.languages import table_of, tables
from plugins.shared.paths import is_file, is_folder, is_inside, is_own
from plugins.shared.settings import DEFAULTS

FOLDERS = ("ARTICLE_PATHS", "NOTE_PATHS", "PAGE_PATHS", "STATIC_PATHS")
PICTURES = {".svg", ".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif", ".ico"}
WORKS = (".bib", ".json")  # BibTeX and CSL-JSON
DRAWN_BY = "demo:"
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")

NO_FOLDER = "%s names the folder %r, which is not there; make it or correct the name."
OUTSIDE = "%s names the folder %r, which is not inside %s; move it there."
AROUND = "PATH names the folder %r, which has the whole project in it; write 'content'."
NO_FILE = "%s names %r, which is not in the folder %s; put it there or correct it."
NO_PICTURE = "%s names %r, which is not a picture (%s); choose another."
NOT_COPIED = "%s names %r, which is not copied; put its folder into STATIC_PATHS."
NO_THEME = "THEME names %r, which is not there; name a folder with templates/ in it."
NO_WORKS = "BIBLIOGRAPHY names %r, which is no BibTeX and no CSL-JSON; end it in %s."
NO_PLUGIN = "PLUGINS names %r, which is not there; %s"
NO_TEMPLATE = "DIRECT_TEMPLATES names %r, of which there is no template; %s"
NO_ZONE = "TIMEZONE is %r, which is not a time zone; write one such as %r."
NO_LOCALE = "LOCALE is %s, which this computer does not have; write %r."
NO_LANGUAGE = "DEFAULT_LANG is %r; write the code of a language, such as 'en'."
NO_WORDS = (
    "DEFAULT_LANG is %r, in which pages have no words, but in %s; choose one, or write "
    f"content/{TABLES}/%s.toml (see plugins/shared/languages/en.toml)."
)
NO_DATE = "DEFAULT_DATE_FORMAT is %r, without a % sign; write one such as %r."


def folders(settings: Settings) -> Iterator[Finding]:
    """Folders that are named and are not there."""
    if not is_folder(settings.content):
        yield Finding(NO_FOLDER % ("PATH", settings.values["PATH"]), "PATH")
    elif settings.content != settings.root and is_inside(
        settings.root, settings.content
    ):
        yield Finding(AROUND % settings.values["PATH"], "PATH")
    if not is_folder(settings.theme):
        yield Finding(NO_THEME % settings.values["THEME"], "THEME")
    named = [(name, settings.content) for name in FOLDERS]
    named += [("THEME_TEMPLATES_OVERRIDES", settings.root)]
    named += [("PLUGIN_PATHS", settings.root)]
    for name, root in named:
        for step, folder in enumerate(settings.values[name]):
            usual = folder in DEFAULTS.get(name, [])  # git keeps no empty folder
            if not usual and not is_there(root / folder):
                yield Finding(NO_FOLDER % (name, folder), name, (step,))
            elif name in FOLDERS and not is_inside(root / folder, root):
                message = OUTSIDE % (name, folder, settings.values["PATH"])
                yield Finding(message, name, (step,))


def pictures(settings: Settings) -> Iterator[Finding]:
    """Pictures of the site that are not there, or not published."""
    forms = {"SHARE_IMG": PICTURES}
    if settings.has_our_theme:
        forms |= {"AVATAR": PICTURES, "TITLE_IMG": PICTURES}
        forms |= {"TOUCH_ICON": {".png", ".jpg", ".jpeg"}}
    for name, suffixes in forms.items():
        path = settings.values[name]
        if not path or path.startswith(DRAWN_BY):
            continue
        if not _is_file(settings.content, path):
            message = NO_FILE % (name, path, settings.values["PATH"])
        elif PurePosixPath(path).suffix.lower() not in suffixes:
            message = NO_PICTURE % (name, path, ", ".join(sorted(suffixes)))
        elif not lies_in(path, settings.values["STATIC_PATHS"]):
            message = NOT_COPIED % (name, path)
        else:
            continue
        yield Finding(message, name)


def bibliography(settings: Settings) -> Iterator[Finding]:
    """A file of works that is not there, or of a form that nobody reads."""
    path = settings.values["BIBLIOGRAPHY"]
    if path and not _is_file(settings.content, path):
        message = NO_FILE % ("BIBLIOGRAPHY", path, settings.values["PATH"])
        yield Finding(message, "BIBLIOGRAPHY")
    elif path and PurePosixPath(path).suffix not in WORKS:
        yield Finding(NO_WORKS % (path, " or ".join(WORKS)), "BIBLIOGRAPHY")


def extra_files(settings: Settings) -> Iterator[Finding]:
    """Files with addresses of their own that are not there."""
    for name in ("EXTRA_PATH_METADATA", "TEMPLATE_PAGES"):
        for path in settings.values[name]:
            if not is_there(settings.content / path):
                message = NO_FILE % (name, path, settings.values["PATH"])
                yield Finding(message, name, (path,))


def plugins(settings: Settings) -> Iterator[Finding]:
    """Plugins that are not there, which Pelican would do without."""
    named = settings.values["PLUGINS"] or []
    paths = settings.values["PLUGIN_PATHS"]
    for step, plugin in enumerate(named):
        if isinstance(plugin, str) and not find(plugin, paths):
            near = get_close_matches(plugin, DEFAULTS["PLUGINS"], n=1)
            remedy = f"did you mean {near[0]!r}?" if near else "install it."
            yield Finding(NO_PLUGIN % (plugin, remedy), "PLUGINS", (step,))


def templates(settings: Settings) -> Iterator[Finding]:
    """Pages that are asked for and have no template."""
    ours = settings.has_our_theme and is_folder(settings.theme)
    if not ours and not settings.sets("DIRECT_TEMPLATES"):
        return
    places = [*settings.templates, THEMES / "simple" / "templates"]
    for step, name in enumerate(settings.values["DIRECT_TEMPLATES"]):
        if not any(is_file(place / f"{name}.html") for place in places):
            known = {file.stem for place in places for file in place.glob("*.html")}
            near = get_close_matches(name, sorted(known), n=1)
            remedy = f"did you mean {near[0]!r}?" if near else "take it out."
            yield Finding(NO_TEMPLATE % (name, remedy), "DIRECT_TEMPLATES", (step,))


def world(settings: Settings) -> Iterator[Finding]:
    """Time zone, language and the form of dates."""
    zone, language = settings.values["TIMEZONE"], settings.values["DEFAULT_LANG"]
    if not _is_zone(zone):
        near = get_close_matches(zone, available_timezones(), n=1, cutoff=0.5)
        yield Finding(NO_ZONE % (zone, (near or ["Asia/Ho_Chi_Minh"])[0]), "TIMEZONE")
    if not LANGUAGE.fullmatch(language):
        yield Finding(NO_LANGUAGE % language, "DEFAULT_LANG")
    elif not table_of(language, {"PATH": settings.content}):
        known = ", ".join(tables(str(settings.content)))
        message = NO_WORDS % (language, known, language)
        yield Finding(message, "DEFAULT_LANG")
    named = settings.values["LOCALE"]
    locales = list(named) if isinstance(named, list | tuple) else [named]
    if not any(map(_is_locale, locales)):
        yield Finding(NO_LOCALE % (locales, DEFAULTS["LOCALE"]), "LOCALE")


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (OSError, ValueError, KeyError):  # ZoneInfo's own error is a KeyError
        return False
    return True


def _is_locale(name: Any) -> bool:
    if not isinstance(name, str):
        return False
    before = locale.setlocale(locale.LC_ALL)
    try:
        locale.setlocale(locale.LC_ALL, name)
    except locale.Error:
        return False
    finally:
        locale.setlocale(locale.LC_ALL, before)
    return True


def is_there(path: Path) -> bool:
    """Whether there is such a file or folder."""
    return is_file(path) or is_folder(path)


def _is_file(folder: Path, path: str) -> bool:
    return is_own(folder / path.lstrip("/"), folder)


def lies_in(path: str, folders: Iterable[str]) -> bool:
    """Whether a path leads into one of some folders."""
    inside = PurePosixPath(path.lstrip("/"))
    parents = [inside, *inside.parents]
    return any(PurePosixPath(folder) in parents for folder in folders)
