"""What a site adds to its theme, or does otherwise, without touching the theme.

In the folder ``theme`` of its content:

    templates/          templates that are found before those of the theme
    static/             files that are put beside the theme's, or in their place
    static/css/own.css  a style sheet that every page loads after the theme's

And what the site says for our theme is put as the themes of others take it.
"""

import logging
from collections.abc import Iterator
from pathlib import Path

from pelican import Pelican, signals
from pelican.generators import PagesGenerator

from plugins.shared import networks
from plugins.shared.locations import log_at
from plugins.shared.networks import NETWORKS
from plugins.shared.paths import is_inside
from plugins.shared.settings import DEFAULTS
from plugins.shared.text import Text, complete_texts, text_read

log = logging.getLogger(__name__)

FOLDER = "theme"  # in the content folder
SHEET = "css/own.css"
OF_OURS = {"404", "colophon", "index", "minimal"}  # what texts ask our theme for
FOREIGN = "HAS_FOREIGN_THEME"
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
    settings, usual = pelican.settings, DEFAULTS["DIRECT_TEMPLATES"]
    folders = [*settings["THEME_TEMPLATES_OVERRIDES"], Path(pelican.theme, "templates")]
    names = {file.stem for folder in folders for file in Path(folder).glob("*.html")}
    known = [name for name in usual if name in names]
    settings[FOREIGN] = known != usual
    if not settings[FOREIGN]:
        return
    settings["SOCIAL"] = [pair(*entry) for entry in settings.get("SOCIAL", ())]
    if settings["DIRECT_TEMPLATES"] == usual:
        settings["DIRECT_TEMPLATES"] = ["index", *known]
    for kind in ("AUTHOR", "CATEGORY"):  # each has a page there, linked from texts
        url, file = f"{kind}_URL", f"{kind}_SAVE_AS"
        if settings[url] == DEFAULTS[url] and not settings[file]:
            settings[file] = f"{settings[url]}index.html"


def pair(first: str, *more: str) -> tuple[str, str]:
    """One of the author's other places: words, and an address."""
    network = networks.network(first)
    if network and len(more) == 1:
        return NETWORKS[network].name, networks.address(network, *more)
    return first, more[-1]


def use_usual_template(text: Text) -> None:
    """Show a text as others of its kind where only our theme has its template."""
    if text.settings.get(FOREIGN) and text.template in OF_OURS:
        text.template = text.default_template


def leave_home(generator: PagesGenerator) -> None:
    """Move the list of posts to where ours is if a page is the home page."""
    settings, pages = generator.settings, [*generator.pages, *generator.hidden_pages]
    home = settings["INDEX_SAVE_AS"]
    if settings.get(FOREIGN) and any(page.save_as == home for page in pages):
        settings["INDEX_SAVE_AS"] = settings.get("BLOG_SAVE_AS", home)


def register() -> None:
    """Connect to Pelican."""
    complete_texts()
    signals.initialized.connect(add)
    text_read.connect(use_usual_template)
    signals.page_generator_finalized.connect(leave_home)
