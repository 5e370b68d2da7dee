"""Pelican, on settings that have been looked over before anything is read."""

import json
import logging
import sys
from pathlib import Path

import pelican

from plugins.settings.check import mistakes_of

NOTHING = "%d %s in the settings. Nothing was read."


def main(arguments: list[str]) -> None:
    """Run Pelican, unless the settings have mistakes: they are named, and it ends."""
    if mistakes := mistakes_of(*arguments):
        noun = "mistake" if len(mistakes) == 1 else "mistakes"
        print(*mistakes, NOTHING % (len(mistakes), noun), sep="\n", file=sys.stderr)
        sys.exit(1)
    sys.argv = ["pelican", *arguments]  # plugins know which settings file is in use
    pelican.main(arguments)


def main_with_report(report: str, arguments: list[str]) -> None:
    """Run Pelican, then write what it warned of to a file, as a list in JSON."""
    main(arguments)
    handlers = logging.getLogger().handlers
    bad = (text for each in handlers for _, text in getattr(each, "bad", []))
    Path(report).write_text(json.dumps(list(bad)), encoding="utf-8")
