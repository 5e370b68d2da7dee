"""A site in memory, begun as Pelican's command line begins a build."""

import sys
from pathlib import Path

from pelican import get_instance, parse_arguments

from plugins.commands.dev_server.site import Site
from plugins.settings.check import mistakes_of


class SettingsMistakes(Exception):
    """What is wrong with the settings, a line each."""


def started(arguments: list[str], last: Path | None = None) -> Site:
    """The site of these arguments of Pelican's command line.

    Args:
        arguments: what Pelican is told.
        last: the file in which texts were noted, if they may be taken over.
    """
    if mistakes := mistakes_of(*arguments):
        raise SettingsMistakes("\n".join(mistakes))
    sys.argv = ["pelican", *arguments]  # plugins know which settings file is in use
    pelican, _ = get_instance(parse_arguments(arguments))
    return Site(pelican, last)
