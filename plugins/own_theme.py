"""What a site adds to its theme, or does otherwise, without touching the theme.

In the folder ``theme`` of its content:

    templates/          templates that are found before those of the theme
    static/             files that are put beside the theme's, or in their place
    static/css/own.css  a style sheet that every page loads after the theme's
"""

import logging
from collections.abc import Iterator
from pathlib import Path

from pelican import Pelican, signals

from plugins.shared.locations import log_at
from plugins.shared.paths import is_inside
from plugins.shared.settings import DEFAULTS

log = logging.getLogger(__name__)

FOLDER = "theme"  # in the content folder
SHEET = "css/own.css"
OUTSIDE = "the file is a link out of the content folder; put the file itself there."


def add(pelican: Pelican) -> None:
    """Let Pelican find what the site has, and the theme know of the style sheet."""
    settings, content = pelican.settings, Path(pelican.settings["PATH"])
    templates, static = (content / FOLDER / name for name in ("templates", "static"))
    lost = list(_outside(content / FOLDER, content))
    for path in lost:
        log_at(log, logging.ERROR, path, 1, OUTSIDE)
    if templates.is_dir():
        overrides = settings["THEME_TEMPLATES_OVERRIDES"]
        settings["THEME_TEMPLATES_OVERRIDES"] = [*overrides, str(templates)]
    if static.is_dir() and not lost:
        paths = settings["THEME_STATIC_PATHS"]
        settings["THEME_STATIC_PATHS"] = [*paths, str(static)]
    sheet = f"{settings['THEME_STATIC_DIR']}/{SHEET}"
    settings["OWN_STYLE"] = sheet if (static / SHEET).is_file() else ""
    _fit_lists(pelican)


def _outside(folder: Path, content: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if not is_inside(path, content))


def _fit_lists(pelican: Pelican) -> None:
    """Write the usual lists with what the theme has: others call the blog ``index``."""
    settings = pelican.settings
    usual = DEFAULTS["DIRECT_TEMPLATES"]
    if settings["DIRECT_TEMPLATES"] != usual:
        return
    folders = [*settings["THEME_TEMPLATES_OVERRIDES"], Path(pelican.theme, "templates")]
    names = {file.stem for folder in folders for file in Path(folder).glob("*.html")}
    known = [name for name in usual if name in names]
    settings["DIRECT_TEMPLATES"] = known if known == usual else ["index", *known]


def register() -> None:
    """Connect to Pelican."""
    signals.initialized.connect(add)
