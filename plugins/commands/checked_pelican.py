"""Pelican, on settings that have been looked over before anything is read."""

import sys

import pelican

from plugins.settings.check import mistakes_of

NOTHING = "%d %s in the settings. Nothing was read."


def main(arguments: list[str]) -> None:
    """Run Pelican, unless the settings have mistakes: they are named, and it ends."""
    if mistakes := mistakes_of(*arguments):
        noun = "mistake" if len(mistakes) == 1 else "mistakes"
        print(*mistakes, NOTHING % (len(mistakes), noun), sep="\n", file=sys.stderr)
        sys.exit(1)
    sys.argv[0] = "pelican"  # so that plugins know which settings file is in use
    pelican.main(arguments)
