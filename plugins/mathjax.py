"""pelican-render-math's MathJax, for pages with TeX that MathML cannot be made of.

Only where the author sets MATHS_FALLBACK to "mathjax".  The script becomes a file of
the site, which pages that have ``has_maths_fallback`` ask for: that is true of a page's
text only and never of its summary.  It calls another host: their policy is wider.
"""

from functools import partial

from plugins.shared.hooks import while_writing
from plugins.shared.outputs import Outputs
from plugins.shared.site import Context
from plugins.shared.text import Settings

FILE = "js/mathjax.js"  # in the folder of the theme


def script(settings: Settings) -> str:
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


def add_script(context: Context, settings: Settings, outputs: Outputs) -> None:
    """Add the script where the settings ask for it."""
    if settings["MATHS_FALLBACK"] == "mathjax":
        path = f"{settings['THEME_STATIC_DIR']}/{FILE}"
        outputs.put(path, partial(script, settings))


def register() -> None:
    """Connect to Pelican."""
    while_writing(add_script)
