"""pelican-render-math's MathJax, for pages with TeX that MathML cannot be made of.

Only where the author sets MATHS_FALLBACK to "mathjax".  The script becomes a file of
the site, which pages that have ``has_maths_fallback`` ask for: that is true of a page's
text only and never of its summary.  It calls another host: their policy is wider.
"""

from pathlib import Path
from typing import Any

from pelican import Pelican, signals

from plugins.shared import files
from plugins.shared.settings import merged

FILE = "js/mathjax.js"  # in the folder of the theme


def script(settings: dict[str, Any]) -> str:
    """What pelican-render-math would add to a page, by its own settings."""
    from pelican.plugins.render_math.math import (  # only who wants it pays for it
        process_mathjax_script,
        process_settings,
    )

    class Site:
        """What process_settings looks at."""

        def __init__(self) -> None:
            self.settings = settings

    return str(process_mathjax_script(process_settings(Site())))


def _write(pelican: Pelican) -> None:
    settings = merged(pelican.settings)
    if settings["MATHS_FALLBACK"] == "mathjax":
        folder = Path(settings["OUTPUT_PATH"], settings["THEME_STATIC_DIR"])
        files.write(folder / FILE, script(settings))


def register() -> None:
    """Connect to Pelican."""
    signals.finalized.connect(_write)
