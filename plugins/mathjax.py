"""pelican-render-math's MathJax, for pages with TeX that MathML cannot be made of.

Only where the author sets MATHS_FALLBACK to "mathjax": templates then find the script
as ``mathjax_script`` and give it to pages that have ``has_maths_fallback``, which is
true of a page's text only and never of its summary.  The script calls another host.
"""

from typing import Any

from pelican import signals


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


def _give(generators: list[Any]) -> None:
    context = generators[0].context
    if context["MATHS_FALLBACK"] == "mathjax":
        context["mathjax_script"] = script(context)


def register() -> None:
    """Connect to Pelican."""
    signals.all_generators_finalized.connect(_give)
