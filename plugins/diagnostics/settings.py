"""Mistakes in the settings of the site that is being built."""

import sys
from collections.abc import Iterator
from importlib import import_module

from pelican import Pelican

from plugins.settings.check import mistakes_of, settings_of
from plugins.shared.settings_file import file_in_use

NOT_LOADED = "%s: PLUGINS names %r, which cannot be loaded (%s); mend it."


def settings_mistakes(pelican: Pelican) -> list[str]:
    """What is wrong with the settings of this run, a line each.

    Nothing where they are in no file, as in another program that uses Pelican.
    """
    if not file_in_use():
        return []
    loaded = set(pelican.settings["PLUGINS"])
    return mistakes_of(*sys.argv[1:]) or list(_not_loaded(loaded))


def _not_loaded(loaded: set[str]) -> Iterator[str]:
    """Plugins that are there and that Pelican has had to do without."""
    file, own = settings_of(*sys.argv[1:])
    for step, plugin in enumerate(own.get("PLUGINS") or []):
        names = {plugin, f"pelican.plugins.{plugin}"}
        if isinstance(plugin, str) and not names & loaded:
            place = file.where("PLUGINS", step)
            yield NOT_LOADED % (place, plugin, _reason(plugin))


def _reason(plugin: str) -> str:
    try:
        import_module(plugin)
    except ImportError as error:
        return str(error)
    return "it cannot be registered"
